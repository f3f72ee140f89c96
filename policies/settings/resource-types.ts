import { historyType } from "../../model/history.ts";
import { manifestType, recordTypes } from "../../model/records.ts";
import type { RegisterId } from "../../model/register.ts";

/** Types by which SES is told who sends what, in either version of its interface; rules on mail judge them everywhere. */
const mailTypes = [
  "aws:ses/configurationSet:ConfigurationSet",
  "aws:ses/domainDkim:DomainDkim",
  "aws:ses/domainIdentity:DomainIdentity",
  "aws:ses/emailIdentity:EmailIdentity",
  "aws:ses/eventDestination:EventDestination",
  "aws:ses/identityNotificationTopic:IdentityNotificationTopic",
  "aws:ses/identityPolicy:IdentityPolicy",
  "aws:ses/mailFrom:MailFrom",
  "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes",
  "aws:sesv2/configurationSet:ConfigurationSet",
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  "aws:sesv2/emailIdentity:EmailIdentity",
  "aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes",
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
  "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
];

/** Types by which S3 is told of a bucket, with their former names; rules on buckets judge them everywhere. */
const bucketTypes = [
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  "aws:s3/bucketV2:BucketV2",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketVersioningV2:BucketVersioningV2",
];

/** Users, policies, and every way by which a policy comes to its holder. */
const policyTypes = [
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
  "aws:iam/policy:Policy",
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  "aws:iam/user:User",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
];

/** Types that rules of an organisation's own pack judge. In the stack of another, nobody would judge them. */
const judged: Readonly<Record<RegisterId, readonly string[]>> = {
  ocp: [
    ...mailTypes,
    ...bucketTypes,
    ...policyTypes,
    "aws:kms/key:Key",
    "aws:sns/topic:Topic",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sns/topicSubscription:TopicSubscription",
    "cloudflare:index/dnsRecord:DnsRecord",
    "cloudflare:index/record:Record",
    "cloudflare:index/zoneSetting:ZoneSetting",
    "cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride",
    "github:index/repository:Repository",
    "github:index/repositoryPages:RepositoryPages",
    "hcloud:index/firewall:Firewall",
    "hcloud:index/server:Server",
    "hcloud:index/sshKey:SshKey",
    "linode:index/firewall:Firewall",
    "linode:index/instance:Instance",
    "linode:index/sshKey:SshKey",
    "linode:index/user:User",
  ],
  notify: [
    ...mailTypes,
    ...bucketTypes,
    ...policyTypes,
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:iam/accessKey:AccessKey",
    "aws:iam/group:Group",
    "aws:iam/groupMembership:GroupMembership",
    "aws:iam/role:Role",
    "aws:iam/userGroupMembership:UserGroupMembership",
    "aws:iam/userLoginProfile:UserLoginProfile",
    "aws:kms/key:Key",
    "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber",
    "aws:sns/smsPreferences:SmsPreferences",
    "aws:sns/topic:Topic",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sns/topicSubscription:TopicSubscription",
    "cloudflare:index/dnsRecord:DnsRecord",
    "cloudflare:index/record:Record",
    "cloudflare:index/zoneSetting:ZoneSetting",
    "cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride",
    "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
    "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
    "github:index/actionsOrganizationSecret:ActionsOrganizationSecret",
    "github:index/actionsOrganizationVariable:ActionsOrganizationVariable",
    "github:index/actionsSecret:ActionsSecret",
    "github:index/actionsVariable:ActionsVariable",
    "github:index/branchProtection:BranchProtection",
    "github:index/branchProtectionV3:BranchProtectionV3",
    "github:index/codespacesOrganizationSecret:CodespacesOrganizationSecret",
    "github:index/codespacesSecret:CodespacesSecret",
    "github:index/codespacesUserSecret:CodespacesUserSecret",
    "github:index/dependabotOrganizationSecret:DependabotOrganizationSecret",
    "github:index/dependabotSecret:DependabotSecret",
    "github:index/membership:Membership",
    "github:index/organizationRuleset:OrganizationRuleset",
    "github:index/organizationSettings:OrganizationSettings",
    "github:index/repository:Repository",
    "github:index/repositoryCollaborator:RepositoryCollaborator",
    "github:index/repositoryCollaborators:RepositoryCollaborators",
    "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates",
    "github:index/repositoryEnvironment:RepositoryEnvironment",
    "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
    "github:index/repositoryFile:RepositoryFile",
    "github:index/repositoryRuleset:RepositoryRuleset",
    "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
    "github:index/team:Team",
    "github:index/teamMembers:TeamMembers",
    "github:index/teamMembership:TeamMembership",
    "github:index/teamRepository:TeamRepository",
  ],
};

/** The providers that an organisation's stacks may use. */
const providers: Readonly<Record<RegisterId, readonly string[]>> = {
  ocp: ["aws", "cloudflare", "github", "hcloud", "linode"],
  notify: ["aws", "cloudflare", "github"],
};

/** Types that give nobody access, and why. */
const harmless: Readonly<Record<string, string>> = {
  "pulumi:pulumi:Stack": "the stack itself",
  "pulumi:providers:pulumi": "the engine itself, asked for what the stack put out before",
  "aws:kms/alias:Alias": "a name for a key, whose own policy tells who may use it",
  "github:index/branch:Branch": "a name for a commit",
  "github:index/branchDefault:BranchDefault": "which branch is shown first",
};

/** Types of components: they group resources, and what they group is judged by itself. */
const components: readonly string[] = [
  ...Object.values(recordTypes),
  manifestType,
  historyType,
  "gatehouse:account:Logins",
  "gatehouse:aws:AdministratorsGroup",
  "gatehouse:aws:BackupUser",
  "gatehouse:aws:Broker",
  "gatehouse:aws:PrivateBucket",
  "gatehouse:aws:SsbDeployment",
  "gatehouse:github:EnvironmentSecrets",
  "gatehouse:github:ProtectedRepository",
  "gatehouse:github:Team",
  "gatehouse:host:Machine",
  "gatehouse:host:PagesSite",
  "gatehouse:mail:FeedbackByMail",
  "gatehouse:mail:MailDomain",
  "gatehouse:web:SecureZone",
  "gatehouse:web:ZoneRecords",
  "gatehouse:mail:Protection",
  "gatehouse:mail:SesSender",
  "gatehouse:notify:Alarms",
  "gatehouse:notify:AlertKey",
  "gatehouse:notify:MailFeedback",
  "gatehouse:notify:OpsAlerts",
  "gatehouse:notify:PhoneNumbers",
  "gatehouse:notify:TextMessages",
];

/** The types of services that may stand in some stack, by name. */
export const typesOfServices: readonly string[] = [
  ...new Set([...judged.ocp, ...judged.notify, ...Object.keys(harmless).filter((type) => !type.startsWith("pulumi:"))]),
].sort();

/** Types whose loss would lose data or open a branch. */
export const mustBeProtected: readonly string[] = [
  "aws:kms/key:Key",
  "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "github:index/branchProtection:BranchProtection",
  "github:index/branchProtectionV3:BranchProtectionV3",
  "github:index/repository:Repository",
  "hcloud:index/server:Server",
  "linode:index/instance:Instance",
];

/** Whether a type is made by no provider: a component of ours, the stack itself, or a provider. */
export function isOurs(type: string): boolean {
  return components.includes(type) || type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:");
}

/** Whether a type may stand in a stack of an organisation: its rules judge it, or it gives nobody access. */
export function isKnownType(type: string, register: RegisterId): boolean {
  return (
    judged[register].includes(type) ||
    Object.hasOwn(harmless, type) ||
    components.includes(type) ||
    providers[register].some((name) => type === `pulumi:providers:${name}`)
  );
}
