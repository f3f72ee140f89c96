import type { PropertiesOfTypes } from "./placing.ts";
import { mark, words } from "./reasons.ts";

/** Where a resource of AWS stands: in the account and region of its stack, whichever organisation's it is. */
const inItsAccount = { "ocp-stack-in-its-account": ["region"], "notify-stack-in-its-account": ["region"] };

/** The properties that types of AWS may have here. */
export const aws: PropertiesOfTypes = {
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    judged: {
      ...inItsAccount,
      "notify-slack-channel": ["guardrailPolicyArns", "slackChannelId", "snsTopicArns", "userAuthorizationRequired"],
      "values-called-for": ["iamRoleArn", "slackTeamId", "snsTopicArns"],
      "resources-called-for": ["configurationName"],
    },
    free: {
      "how much of itself the chat service logs in the account": ["loggingLevel"],
      [mark]: ["tags"],
    },
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    judged: {
      ...inItsAccount,
      "notify-alarms-to-slack": ["actionsEnabled", "alarmActions", "okActions"],
      "resources-called-for": ["alarmName"],
    },
    free: {
      [words]: ["alarmDescription"],
      "which of the account's alarms it sums up": ["alarmRule"],
      [mark]: ["tags"],
    },
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    judged: {
      ...inItsAccount,
      "notify-alarms-to-slack": ["actionsEnabled", "alarmActions", "okActions"],
      "values-called-for": [
        "comparisonOperator",
        "dimensions",
        "evaluationPeriods",
        "metricName",
        "namespace",
        "period",
        "statistic",
        "threshold",
      ],
      "resources-called-for": ["name"],
    },
    fixed: { treatMissingData: ["missing", "notBreaching", "breaching"] },
    free: {
      [words]: ["alarmDescription"],
      [mark]: ["tags"],
    },
  },
  "aws:iam/accessKey:AccessKey": {
    judged: { "notify-keys-of-service-accounts": ["user"] },
    fixed: { status: ["Active", "Inactive"] },
  },
  "aws:iam/group:Group": {
    judged: { "notify-iam-members-from-register": ["name"] },
    fixed: { path: ["/"] },
  },
  "aws:iam/groupMembership:GroupMembership": {
    judged: { "notify-iam-members-from-register": ["group", "users"] },
    free: { "the name of the list, which no service keeps": ["name"] },
  },
  "aws:iam/groupPolicy:GroupPolicy": {
    judged: {
      "iam-mail-sending-narrow": ["group", "policy"],
      "ocp-policies-for-listed-actions": ["group", "policy"],
      "notify-policies-called-for": ["group", "policy"],
    },
    free: { "a name within its group": ["name"] },
  },
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": {
    judged: {
      "ocp-policies-for-listed-actions": ["group", "policyArn"],
      "notify-managed-policies-as-listed": ["group", "policyArn"],
    },
  },
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": {
    judged: {
      "ocp-policies-for-listed-actions": ["groupName", "policyArns"],
      "notify-managed-policies-as-listed": ["groupName", "policyArns"],
    },
  },
  "aws:iam/policy:Policy": {
    judged: {
      "iam-mail-sending-narrow": ["policy"],
      "ocp-policies-for-listed-actions": ["policy"],
      "notify-policies-called-for": ["policy"],
      "resources-called-for": ["name"],
    },
    fixed: { path: ["/"] },
    free: { [words]: ["description"], [mark]: ["tags"] },
  },
  "aws:iam/policyAttachment:PolicyAttachment": {
    judged: {
      "ocp-policies-for-listed-actions": ["groups", "policyArn", "roles", "users"],
      "notify-managed-policies-as-listed": ["groups", "policyArn", "roles", "users"],
    },
    free: { "the name of the list, which no service keeps": ["name"] },
  },
  "aws:iam/role:Role": {
    judged: {
      "notify-roles-of-services-only": ["assumeRolePolicy"],
      "notify-managed-policies-as-listed": ["managedPolicyArns"],
      "notify-policies-called-for": ["inlinePolicies"],
      "ocp-policies-for-listed-actions": ["inlinePolicies", "managedPolicyArns"],
      "resources-called-for": ["name"],
    },
    fixed: { forceDetachPolicies: [false], maxSessionDuration: [3600], path: ["/"] },
    free: { [words]: ["description"], [mark]: ["tags"] },
  },
  "aws:iam/rolePolicy:RolePolicy": {
    judged: {
      "iam-mail-sending-narrow": ["policy", "role"],
      "ocp-policies-for-listed-actions": ["policy", "role"],
      "notify-policies-called-for": ["policy", "role"],
    },
    free: { "a name within its role": ["name"] },
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    judged: {
      "ocp-policies-for-listed-actions": ["policyArn", "role"],
      "notify-managed-policies-as-listed": ["policyArn", "role"],
    },
  },
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": {
    judged: {
      "ocp-policies-for-listed-actions": ["policyArns", "roleName"],
      "notify-managed-policies-as-listed": ["policyArns", "roleName"],
    },
  },
  "aws:iam/user:User": {
    judged: {
      "notify-iam-users-from-register": ["name", "tags"],
      "ocp-backup-access": ["name"],
      "values-called-for": ["permissionsBoundary", "tags"],
    },
    fixed: { forceDestroy: [false, true], path: ["/"] },
  },
  "aws:iam/userGroupMembership:UserGroupMembership": {
    judged: { "notify-iam-members-from-register": ["groups", "user"] },
  },
  "aws:iam/userLoginProfile:UserLoginProfile": {
    judged: { "notify-keys-of-service-accounts": ["user"] },
  },
  "aws:iam/userPolicy:UserPolicy": {
    judged: {
      "iam-mail-sending-narrow": ["policy", "user"],
      "ocp-policies-for-listed-actions": ["policy", "user"],
      "notify-policies-called-for": ["policy", "user"],
    },
    free: { "a name within its user": ["name"] },
  },
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": {
    judged: {
      "ocp-policies-for-listed-actions": ["policyArn", "user"],
      "notify-managed-policies-as-listed": ["policyArn", "user"],
    },
  },
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": {
    judged: {
      "ocp-policies-for-listed-actions": ["policyArns", "userName"],
      "notify-managed-policies-as-listed": ["policyArns", "userName"],
    },
  },
  "aws:kms/alias:Alias": {
    judged: { ...inItsAccount, "resources-called-for": ["name"], "references-real": ["targetKeyId"] },
  },
  "aws:kms/key:Key": {
    judged: {
      ...inItsAccount,
      "ocp-feedback-topics-closed": ["enableKeyRotation", "policy"],
      "notify-topics-closed": ["enableKeyRotation", "policy"],
    },
    fixed: {
      bypassPolicyLockoutSafetyCheck: [false],
      customerMasterKeySpec: ["SYMMETRIC_DEFAULT"],
      deletionWindowInDays: [30],
      isEnabled: [true],
      keyUsage: ["ENCRYPT_DECRYPT"],
    },
    free: { [words]: ["description"], [mark]: ["tags"] },
  },
  "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": {
    judged: {
      ...inItsAccount,
      "notify-numbers-kept": [
        "deletionProtectionEnabled",
        "isoCountryCode",
        "messageType",
        "numberCapabilities",
        "numberType",
        "selfManagedOptOutsEnabled",
        "twoWayChannelEnabled",
      ],
      "notify-numbers-complete": ["phoneNumber"],
    },
    fixed: { optOutListName: ["Default"], waitForActive: [false, true] },
    free: { [mark]: ["tags"] },
  },
  "aws:s3/bucket:Bucket": {
    judged: {
      ...inItsAccount,
      "buckets-private": [
        "bucket",
        "acl",
        "grants",
        "policy",
        "website",
        "corsRules",
        "replicationConfiguration",
        "lifecycleRules",
        "serverSideEncryptionConfiguration",
        "versioning",
        "forceDestroy",
      ],
    },
    free: { [mark]: ["tags"] },
  },
  "aws:s3/bucketV2:BucketV2": {
    judged: {
      ...inItsAccount,
      "buckets-private": ["bucket", "acl", "grants", "policy", "corsRules", "lifecycleRules", "forceDestroy"],
    },
    free: { [mark]: ["tags"] },
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    judged: {
      ...inItsAccount,
      "buckets-by-kind": [
        "bucket",
        "rules[].abortIncompleteMultipartUpload.daysAfterInitiation",
        "rules[].expiration.days",
        "rules[].expiration.date",
        "rules[].filter",
        "rules[].id",
        "rules[].noncurrentVersionExpiration.newerNoncurrentVersions",
        "rules[].noncurrentVersionExpiration.noncurrentDays",
        "rules[].prefix",
        "rules[].status",
      ],
    },
    free: { "a marker of what is gone already holds nothing": ["rules[].expiration.expiredObjectDeleteMarker"] },
  },
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": {
    judged: {
      ...inItsAccount,
      "buckets-by-kind": [
        "bucket",
        "rules[].abortIncompleteMultipartUpload.daysAfterInitiation",
        "rules[].expiration.days",
        "rules[].expiration.date",
        "rules[].filter",
        "rules[].id",
        "rules[].noncurrentVersionExpiration.newerNoncurrentVersions",
        "rules[].noncurrentVersionExpiration.noncurrentDays",
        "rules[].prefix",
        "rules[].status",
      ],
    },
    free: { "a marker of what is gone already holds nothing": ["rules[].expiration.expiredObjectDeleteMarker"] },
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    judged: { ...inItsAccount, "buckets-private": ["bucket", "policy"] },
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    judged: {
      ...inItsAccount,
      "buckets-private": [
        "bucket",
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
        "skipDestroy",
      ],
    },
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    judged: {
      ...inItsAccount,
      "buckets-by-kind": ["bucket", "rules[].applyServerSideEncryptionByDefault.sseAlgorithm"],
    },
    free: {
      "a key for each bucket in place of one for each object: the same key of the account": [
        "rules[].bucketKeyEnabled",
      ],
    },
  },
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": {
    judged: {
      ...inItsAccount,
      "buckets-by-kind": ["bucket", "rules[].applyServerSideEncryptionByDefault.sseAlgorithm"],
    },
    free: {
      "a key for each bucket in place of one for each object: the same key of the account": [
        "rules[].bucketKeyEnabled",
      ],
    },
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    judged: { ...inItsAccount, "buckets-by-kind": ["bucket", "versioningConfiguration.status"] },
  },
  "aws:s3/bucketVersioningV2:BucketVersioningV2": {
    judged: { ...inItsAccount, "buckets-by-kind": ["bucket", "versioningConfiguration.status"] },
  },
  "aws:ses/configurationSet:ConfigurationSet": {
    judged: {
      ...inItsAccount,
      "ses-configuration-sets-strict": ["deliveryOptions.tlsPolicy", "reputationMetricsEnabled", "sendingEnabled"],
      "resources-called-for": ["name"],
    },
  },
  "aws:ses/domainDkim:DomainDkim": {
    judged: { ...inItsAccount, "ses-identities-sign": ["domain"] },
  },
  "aws:ses/domainIdentity:DomainIdentity": {
    judged: { ...inItsAccount, "ses-identities-sign": ["domain"] },
  },
  "aws:ses/emailIdentity:EmailIdentity": {
    judged: { ...inItsAccount, "ses-identities-sign": ["email"] },
  },
  "aws:ses/eventDestination:EventDestination": {
    judged: {
      ...inItsAccount,
      "ses-feedback-sent": ["configurationSetName", "enabled", "matchingTypes", "snsDestination"],
      "resources-called-for": ["name"],
    },
  },
  "aws:ses/identityNotificationTopic:IdentityNotificationTopic": {
    judged: {
      ...inItsAccount,
      "ses-feedback-sent": ["identity", "topicArn"],
      "values-called-for": ["topicArn"],
      "ses-feedback-complete": ["notificationType"],
    },
    free: {
      "whether a notification has the mail's headers; it goes to a topic that is judged": ["includeOriginalHeaders"],
    },
  },
  "aws:ses/identityPolicy:IdentityPolicy": {
    judged: { ...inItsAccount, "iam-mail-sending-narrow": ["identity", "policy"] },
    free: { "a name within its identity": ["name"] },
  },
  "aws:ses/mailFrom:MailFrom": {
    judged: { ...inItsAccount, "ses-mail-from-rejects": ["behaviorOnMxFailure", "domain", "mailFromDomain"] },
  },
  "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes": {
    judged: { ...inItsAccount, "ses-configuration-sets-strict": ["suppressedReasons"] },
  },
  "aws:sesv2/configurationSet:ConfigurationSet": {
    judged: {
      ...inItsAccount,
      "ses-configuration-sets-strict": [
        "deliveryOptions.tlsPolicy",
        "reputationOptions.reputationMetricsEnabled",
        "sendingOptions.sendingEnabled",
        "suppressionOptions.suppressedReasons",
      ],
      "resources-called-for": ["configurationSetName"],
    },
    free: { "how long SES tries to hand a mail over": ["deliveryOptions.maxDeliverySeconds"], [mark]: ["tags"] },
  },
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": {
    judged: {
      ...inItsAccount,
      "ses-feedback-sent": ["eventDestination.enabled", "eventDestination.snsDestination.topicArn"],
      "ses-feedback-complete": ["eventDestination.matchingEventTypes"],
      "values-called-for": ["eventDestination.cloudWatchDestination", "eventDestination.matchingEventTypes"],
      "resources-called-for": ["configurationSetName", "eventDestinationName"],
    },
  },
  "aws:sesv2/emailIdentity:EmailIdentity": {
    judged: {
      ...inItsAccount,
      "ses-identities-sign": ["dkimSigningAttributes.nextSigningKeyLength", "emailIdentity"],
      "ses-feedback-complete": ["configurationSetName"],
      "values-called-for": ["configurationSetName"],
    },
    free: { [mark]: ["tags"] },
  },
  "aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes": {
    judged: {
      ...inItsAccount,
      "ses-feedback-complete": ["emailForwardingEnabled"],
      "resources-called-for": ["emailIdentity"],
    },
  },
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": {
    judged: { ...inItsAccount, "ses-mail-from-rejects": ["behaviorOnMxFailure", "emailIdentity", "mailFromDomain"] },
  },
  "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy": {
    judged: { ...inItsAccount, "iam-mail-sending-narrow": ["emailIdentity", "policy"] },
    free: { "a name within its identity": ["policyName"] },
  },
  "aws:sns/smsPreferences:SmsPreferences": {
    judged: {
      ...inItsAccount,
      "notify-text-message-settings": [
        "defaultSmsType",
        "deliveryStatusIamRoleArn",
        "deliveryStatusSuccessSamplingRate",
        "monthlySpendLimit",
      ],
      "values-called-for": ["defaultSenderId", "deliveryStatusIamRoleArn", "monthlySpendLimit"],
    },
  },
  "aws:sns/topic:Topic": {
    judged: {
      ...inItsAccount,
      "ocp-feedback-topics-closed": ["kmsMasterKeyId", "policy", "signatureVersion"],
      "notify-topics-closed": ["kmsMasterKeyId", "policy", "signatureVersion"],
      "values-called-for": ["kmsMasterKeyId"],
      "resources-called-for": ["name"],
    },
    fixed: { contentBasedDeduplication: [false], fifoTopic: [false] },
    free: { [words]: ["displayName"], [mark]: ["tags"] },
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    judged: {
      ...inItsAccount,
      "ocp-feedback-topics-closed": ["arn", "policy"],
      "notify-topics-closed": ["arn", "policy"],
    },
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    judged: {
      ...inItsAccount,
      "ocp-feedback-readers": ["endpoint", "protocol"],
      "notify-subscriptions-confirmed": [
        "confirmationTimeoutInMinutes",
        "endpoint",
        "endpointAutoConfirms",
        "protocol",
      ],
      "values-called-for": ["confirmationTimeoutInMinutes", "endpointAutoConfirms"],
      "ses-feedback-complete": ["filterPolicy", "topic"],
      "notify-subscriptions-complete": ["pendingConfirmation"],
    },
    fixed: { rawMessageDelivery: [false] },
  },
};
