/** Types whose making moto does not play, or not everywhere, and why: their requests are held against the SDK's own model alone. */
export const lacking: Readonly<Record<string, string>> = {
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": "moto has no Chatbot",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "moto has no policies of AWS in GovCloud",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "moto has no policies of AWS in GovCloud",
  "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": "moto has no text messages of that kind",
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": "moto has no such call",
  "aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes": "moto has no such call",
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": "moto has no such call",
};

/** Types that the offline providers know and no stack makes: nothing is asked of AWS for them. */
export const notMade: readonly string[] = [
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/userGroupMembership:UserGroupMembership",
  "aws:iam/userPolicy:UserPolicy",
];
