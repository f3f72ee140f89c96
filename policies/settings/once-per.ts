/**
 * Of what a service has a thing once: two stacks that make it there undo each other, or the second is refused. What is
 * listed is the widest that a stack can reach; a resource's identity within it is what calls for it (`called-for/`).
 */
export type OncePer =
  /** An account of AWS, in all its regions: IAM, and what is set for the account as a whole. */
  | "aws-account"
  /** An account of AWS in a region. */
  | "aws-region"
  /** A partition of AWS: names of buckets are nobody else's. */
  | "aws-partition"
  /** A zone at Cloudflare, which an identity names. */
  | "zone"
  /** An organisation on GitHub. */
  | "github-owner"
  /** An account at Linode, or a project at Hetzner. */
  | "host-account"
  /** Nothing: its service gives each one an id of its own, and as many as one likes. */
  | "own-id";

/**
 * Every type that may stand in a stack. A test refuses a type that has no place here.
 * Sources: the services' references; for chat channels aws-cloudformation/cloudformation-coverage-roadmap#1155.
 */
export const oncePer: Readonly<Record<string, OncePer>> = {
  // A second configuration of a channel is refused by the account, whatever it is called and in whichever region.
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": "aws-account",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": "aws-region",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "aws-region",
  "aws:iam/accessKey:AccessKey": "own-id",
  "aws:iam/group:Group": "aws-account",
  "aws:iam/groupMembership:GroupMembership": "aws-account",
  "aws:iam/groupPolicy:GroupPolicy": "aws-account",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "aws-account",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": "aws-account",
  "aws:iam/policy:Policy": "aws-account",
  "aws:iam/policyAttachment:PolicyAttachment": "aws-account",
  "aws:iam/role:Role": "aws-account",
  "aws:iam/rolePolicy:RolePolicy": "aws-account",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "aws-account",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "aws-account",
  "aws:iam/user:User": "aws-account",
  "aws:iam/userGroupMembership:UserGroupMembership": "aws-account",
  "aws:iam/userLoginProfile:UserLoginProfile": "aws-account",
  "aws:iam/userPolicy:UserPolicy": "aws-account",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "aws-account",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "aws-account",
  "aws:kms/alias:Alias": "aws-region",
  "aws:kms/key:Key": "own-id",
  "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": "aws-partition",
  "aws:s3/bucket:Bucket": "aws-partition",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "aws-partition",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": "aws-partition",
  "aws:s3/bucketPolicy:BucketPolicy": "aws-partition",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "aws-partition",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "aws-partition",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": "aws-partition",
  "aws:s3/bucketV2:BucketV2": "aws-partition",
  "aws:s3/bucketVersioning:BucketVersioning": "aws-partition",
  "aws:s3/bucketVersioningV2:BucketVersioningV2": "aws-partition",
  "aws:ses/configurationSet:ConfigurationSet": "aws-region",
  "aws:ses/domainDkim:DomainDkim": "aws-region",
  "aws:ses/domainIdentity:DomainIdentity": "aws-region",
  "aws:ses/emailIdentity:EmailIdentity": "aws-region",
  "aws:ses/eventDestination:EventDestination": "aws-region",
  "aws:ses/identityNotificationTopic:IdentityNotificationTopic": "aws-region",
  "aws:ses/identityPolicy:IdentityPolicy": "aws-region",
  "aws:ses/mailFrom:MailFrom": "aws-region",
  "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes": "aws-region",
  "aws:sesv2/configurationSet:ConfigurationSet": "aws-region",
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": "aws-region",
  "aws:sesv2/emailIdentity:EmailIdentity": "aws-region",
  "aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes": "aws-region",
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": "aws-region",
  "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy": "aws-region",
  "aws:sns/smsPreferences:SmsPreferences": "aws-region",
  "aws:sns/topic:Topic": "aws-region",
  "aws:sns/topicPolicy:TopicPolicy": "aws-region",
  "aws:sns/topicSubscription:TopicSubscription": "aws-region",
  "cloudflare:index/dnsRecord:DnsRecord": "zone",
  "cloudflare:index/record:Record": "zone",
  "cloudflare:index/zoneSetting:ZoneSetting": "zone",
  "cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride": "zone",
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": "github-owner",
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": "github-owner",
  "github:index/actionsOrganizationSecret:ActionsOrganizationSecret": "github-owner",
  "github:index/actionsOrganizationVariable:ActionsOrganizationVariable": "github-owner",
  "github:index/actionsSecret:ActionsSecret": "github-owner",
  "github:index/actionsVariable:ActionsVariable": "github-owner",
  "github:index/branch:Branch": "github-owner",
  "github:index/branchDefault:BranchDefault": "github-owner",
  "github:index/branchProtection:BranchProtection": "github-owner",
  "github:index/branchProtectionV3:BranchProtectionV3": "github-owner",
  "github:index/codespacesOrganizationSecret:CodespacesOrganizationSecret": "github-owner",
  "github:index/codespacesSecret:CodespacesSecret": "github-owner",
  "github:index/codespacesUserSecret:CodespacesUserSecret": "github-owner",
  "github:index/dependabotOrganizationSecret:DependabotOrganizationSecret": "github-owner",
  "github:index/dependabotSecret:DependabotSecret": "github-owner",
  "github:index/membership:Membership": "github-owner",
  "github:index/organizationRuleset:OrganizationRuleset": "github-owner",
  "github:index/organizationSettings:OrganizationSettings": "github-owner",
  "github:index/repository:Repository": "github-owner",
  "github:index/repositoryCollaborator:RepositoryCollaborator": "github-owner",
  "github:index/repositoryCollaborators:RepositoryCollaborators": "github-owner",
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": "github-owner",
  "github:index/repositoryEnvironment:RepositoryEnvironment": "github-owner",
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": "github-owner",
  "github:index/repositoryFile:RepositoryFile": "github-owner",
  "github:index/repositoryPages:RepositoryPages": "github-owner",
  "github:index/repositoryRuleset:RepositoryRuleset": "github-owner",
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": "github-owner",
  "github:index/team:Team": "github-owner",
  "github:index/teamMembers:TeamMembers": "github-owner",
  "github:index/teamMembership:TeamMembership": "github-owner",
  "github:index/teamRepository:TeamRepository": "github-owner",
  "hcloud:index/firewall:Firewall": "host-account",
  "hcloud:index/server:Server": "host-account",
  "hcloud:index/sshKey:SshKey": "host-account",
  "linode:index/firewall:Firewall": "host-account",
  "linode:index/instance:Instance": "host-account",
  "linode:index/sshKey:SshKey": "host-account",
  "linode:index/user:User": "host-account",
};

/**
 * What has no name of its own, since its account, region, organisation or zone has one of it: whoever adds a stack that
 * makes one says here of what there is one. None but the first two may stand in a stack today.
 */
export const settingsOfTheWhole: Readonly<Record<string, OncePer>> = {
  "aws:sns/smsPreferences:SmsPreferences": "aws-region",
  "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes": "aws-region",
  "aws:sesv2/accountVdmAttributes:AccountVdmAttributes": "aws-region",
  "aws:ses/activeReceiptRuleSet:ActiveReceiptRuleSet": "aws-region",
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": "aws-account",
  "aws:iam/accountAlias:AccountAlias": "aws-account",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "aws-account",
  "aws:iam/securityTokenServicePreferences:SecurityTokenServicePreferences": "aws-account",
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": "aws-account",
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": "aws-account",
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "aws-region",
  "aws:ebs/encryptionByDefault:EncryptionByDefault": "aws-region",
  "aws:ebs/defaultKmsKey:DefaultKmsKey": "aws-region",
  "aws:accessanalyzer/analyzer:Analyzer": "aws-region",
  "aws:guardduty/detector:Detector": "aws-region",
  "aws:securityhub/account:Account": "aws-region",
  "aws:cfg/recorder:Recorder": "aws-region",
  "aws:apigateway/account:Account": "aws-region",
  "github:index/organizationSettings:OrganizationSettings": "github-owner",
  "github:index/actionsOrganizationPermissions:ActionsOrganizationPermissions": "github-owner",
  "github:index/enterpriseActionsPermissions:EnterpriseActionsPermissions": "github-owner",
  "cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride": "zone",
  "cloudflare:index/zoneDnssec:ZoneDnssec": "zone",
  "cloudflare:index/universalSslSetting:UniversalSslSetting": "zone",
  "cloudflare:index/botManagement:BotManagement": "zone",
  "cloudflare:index/emailRoutingSettings:EmailRoutingSettings": "zone",
  "linode:index/accountSettings:AccountSettings": "host-account",
};
