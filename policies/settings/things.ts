import type { NormalForm } from "../../model/normal-form.ts";

/** Which properties of a resource say what it is to its service. Two that say the same are one thing. */
export interface Thing {
  /** What it is called; types of one name are ways to say one thing. */
  readonly thing: string;
  /**
   * The properties, in an order that all types of the thing share. `|` stands between names of which one is given, `[]`
   * after a list, of which each item is a thing of its own, `.` before what an item is known by.
   */
  readonly by: readonly (readonly [property: string, form: NormalForm])[];
}

/** A type whose things nothing but the service's own id tells apart: one that is made anew is another. */
interface OwnId {
  readonly ownId: string;
}

/** DNS records are read as receivers read them: name, zone, type and content. */
interface DnsThing {
  readonly dns: true;
}

const thing = (name: string, ...by: Thing["by"]): Thing => ({ thing: name, by });
const repository = ["repository|repositoryId", "repository"] as const;
const user = ["user|userName|name", "arn"] as const;
const group = ["group|groupName", "arn"] as const;
const role = ["role|roleName", "arn"] as const;
const named = ["name", "arn"] as const;
const bucket = ["bucket", "name"] as const;
const sesIdentity = ["emailIdentity|identity|domain|email", "arn"] as const;
const configurationSet = ["configurationSetName|name", "name"] as const;
const ofSecret = ["secretName", "name"] as const;
const ofVariable = ["variableName", "name"] as const;
const dns: DnsThing = { dns: true };

/** What each type that may stand in a stack is to its service. A type that is not here cannot be placed, which a test refuses. */
export const things: Readonly<Record<string, Thing | OwnId | DnsThing>> = {
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": thing("chat channel", [
    "configurationName",
    "name",
  ]),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": thing("alarm", ["alarmName", "exact"]),
  "aws:cloudwatch/metricAlarm:MetricAlarm": thing("alarm", ["name", "exact"]),
  "aws:iam/accessKey:AccessKey": { ownId: "a new key is made before the old one goes" },
  "aws:iam/group:Group": thing("IAM group", ["name", "arn"]),
  "aws:iam/groupMembership:GroupMembership": thing("member of an IAM group", group, ["users[]", "arn"]),
  "aws:iam/groupPolicy:GroupPolicy": thing("policy in an IAM group", group, named),
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": thing("policy of an IAM group", group, ["policyArn", "arn"]),
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": thing("policy of an IAM group", group, [
    "policyArns[]",
    "arn",
  ]),
  "aws:iam/policy:Policy": thing("IAM policy", named),
  "aws:iam/policyAttachment:PolicyAttachment": thing("holders of an IAM policy", ["policyArn", "arn"]),
  "aws:iam/role:Role": thing("IAM role", named),
  "aws:iam/rolePolicy:RolePolicy": thing("policy in an IAM role", role, named),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": thing("policy of an IAM role", role, ["policyArn", "arn"]),
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": thing("policy of an IAM role", role, [
    "policyArns[]",
    "arn",
  ]),
  "aws:iam/user:User": thing("IAM user", named),
  "aws:iam/userGroupMembership:UserGroupMembership": thing("member of an IAM group", ["groups[]", "arn"], user),
  "aws:iam/userLoginProfile:UserLoginProfile": thing("password of an IAM user", user),
  "aws:iam/userPolicy:UserPolicy": thing("policy in an IAM user", ["user", "arn"], named),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": thing("policy of an IAM user", user, ["policyArn", "arn"]),
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": thing("policy of an IAM user", user, [
    "policyArns[]",
    "arn",
  ]),
  "aws:kms/alias:Alias": thing("name of a key", ["name", "exact"]),
  "aws:kms/key:Key": { ownId: "what the old one encrypted, the new one cannot read; it is protected" },
  "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": { ownId: "AWS gives each number its id" },
  "aws:s3/bucket:Bucket": thing("bucket", bucket),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": thing("lifecycle of a bucket", bucket),
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": thing("lifecycle of a bucket", bucket),
  "aws:s3/bucketPolicy:BucketPolicy": thing("policy of a bucket", bucket),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": thing("public access to a bucket", bucket),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": thing(
    "encryption of a bucket",
    bucket,
  ),
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": thing(
    "encryption of a bucket",
    bucket,
  ),
  "aws:s3/bucketV2:BucketV2": thing("bucket", bucket),
  "aws:s3/bucketVersioning:BucketVersioning": thing("versions of a bucket", bucket),
  "aws:s3/bucketVersioningV2:BucketVersioningV2": thing("versions of a bucket", bucket),
  "aws:ses/configurationSet:ConfigurationSet": thing("configuration set", configurationSet),
  "aws:ses/domainDkim:DomainDkim": thing("DKIM of an SES identity", sesIdentity),
  "aws:ses/domainIdentity:DomainIdentity": thing("SES identity", sesIdentity),
  "aws:ses/emailIdentity:EmailIdentity": thing("SES identity", sesIdentity),
  "aws:ses/eventDestination:EventDestination": thing(
    "event destination",
    ["configurationSetName", "name"],
    ["name", "name"],
  ),
  "aws:ses/identityNotificationTopic:IdentityNotificationTopic": thing(
    "notifications of an SES identity",
    sesIdentity,
    ["notificationType", "name"],
  ),
  "aws:ses/identityPolicy:IdentityPolicy": thing("policy of an SES identity", sesIdentity, ["name", "name"]),
  "aws:ses/mailFrom:MailFrom": thing("MAIL FROM of an SES identity", sesIdentity),
  "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes": thing("suppression list of the account"),
  "aws:sesv2/configurationSet:ConfigurationSet": thing("configuration set", configurationSet),
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": thing(
    "event destination",
    ["configurationSetName", "name"],
    ["eventDestinationName", "name"],
  ),
  "aws:sesv2/emailIdentity:EmailIdentity": thing("SES identity", sesIdentity),
  "aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes": thing(
    "feedback of an SES identity",
    sesIdentity,
  ),
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": thing(
    "MAIL FROM of an SES identity",
    sesIdentity,
  ),
  "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy": thing("policy of an SES identity", sesIdentity, [
    "policyName",
    "name",
  ]),
  "aws:sns/smsPreferences:SmsPreferences": thing("settings of text messages"),
  "aws:sns/topic:Topic": thing("topic", ["name", "exact"]),
  "aws:sns/topicPolicy:TopicPolicy": thing("policy of a topic", ["arn", "exact"]),
  "aws:sns/topicSubscription:TopicSubscription": thing(
    "subscription",
    ["topic", "exact"],
    ["protocol", "name"],
    ["endpoint", "endpoint"],
  ),
  "cloudflare:index/dnsRecord:DnsRecord": dns,
  "cloudflare:index/record:Record": dns,
  "cloudflare:index/zoneSetting:ZoneSetting": thing("setting of a zone", ["zoneId", "name"], ["settingId", "setting"]),
  "cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride": thing(
    "setting of a zone",
    ["zoneId", "name"],
    ["settings{}", "setting"],
  ),
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": thing(
    "secret of an environment",
    repository,
    ["environment", "name"],
    ofSecret,
  ),
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": thing(
    "variable of an environment",
    repository,
    ["environment", "name"],
    ofVariable,
  ),
  "github:index/actionsOrganizationSecret:ActionsOrganizationSecret": thing("secret of an organisation", ofSecret),
  "github:index/actionsOrganizationVariable:ActionsOrganizationVariable": thing(
    "variable of an organisation",
    ofVariable,
  ),
  "github:index/actionsSecret:ActionsSecret": thing("secret of a repository", repository, ofSecret),
  "github:index/actionsVariable:ActionsVariable": thing("variable of a repository", repository, ofVariable),
  "github:index/branch:Branch": thing("branch", repository, ["branch", "branch"]),
  "github:index/branchDefault:BranchDefault": thing("default branch", repository),
  "github:index/branchProtection:BranchProtection": thing("protection of a branch", repository, ["pattern", "exact"]),
  "github:index/branchProtectionV3:BranchProtectionV3": thing("protection of a branch", repository, [
    "branch",
    "exact",
  ]),
  "github:index/codespacesOrganizationSecret:CodespacesOrganizationSecret": thing(
    "secret of an organisation's codespaces",
    ofSecret,
  ),
  "github:index/codespacesSecret:CodespacesSecret": thing("secret of a repository's codespaces", repository, ofSecret),
  "github:index/codespacesUserSecret:CodespacesUserSecret": thing("secret of one's own codespaces", ofSecret),
  "github:index/dependabotOrganizationSecret:DependabotOrganizationSecret": thing(
    "secret of an organisation's Dependabot",
    ofSecret,
  ),
  "github:index/dependabotSecret:DependabotSecret": thing("secret of a repository's Dependabot", repository, ofSecret),
  "github:index/membership:Membership": thing("member of the organisation", ["username", "name"]),
  "github:index/organizationRuleset:OrganizationRuleset": thing("ruleset of the organisation", ["name", "name"]),
  "github:index/organizationSettings:OrganizationSettings": thing("settings of the organisation"),
  "github:index/repository:Repository": thing("repository", ["name", "repository"]),
  "github:index/repositoryCollaborator:RepositoryCollaborator": thing("collaborator", repository, ["username", "name"]),
  "github:index/repositoryCollaborators:RepositoryCollaborators": thing("collaborator", repository, [
    "users[].username",
    "name",
  ]),
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": thing(
    "security updates of a repository",
    repository,
  ),
  "github:index/repositoryEnvironment:RepositoryEnvironment": thing("environment", repository, ["environment", "name"]),
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": thing(
    "what an environment deploys",
    repository,
    ["environment", "name"],
    ["branchPattern|tagPattern", "exact"],
  ),
  "github:index/repositoryFile:RepositoryFile": thing("file", repository, ["file", "path"]),
  "github:index/repositoryPages:RepositoryPages": thing("site of a repository", repository),
  "github:index/repositoryRuleset:RepositoryRuleset": thing("ruleset of a repository", repository, ["name", "name"]),
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": thing(
    "alerts of a repository",
    repository,
  ),
  "github:index/team:Team": thing("team", ["name", "team"]),
  "github:index/teamMembers:TeamMembers": thing("member of a team", ["teamId", "team"], ["members[].username", "name"]),
  "github:index/teamMembership:TeamMembership": thing("member of a team", ["teamId", "team"], ["username", "name"]),
  "github:index/teamRepository:TeamRepository": thing("repository of a team", repository, ["teamId", "team"]),
  "hcloud:index/firewall:Firewall": thing("firewall at Hetzner", ["name", "exact"]),
  "hcloud:index/server:Server": thing("machine at Hetzner", ["name", "name"]),
  "hcloud:index/sshKey:SshKey": thing("key at Hetzner", ["publicKey", "sshKey"]),
  "linode:index/firewall:Firewall": thing("firewall at Linode", ["label", "exact"]),
  "linode:index/instance:Instance": thing("machine at Linode", ["label", "name"]),
  "linode:index/sshKey:SshKey": thing("key at Linode", ["sshKey", "sshKey"]),
  "linode:index/user:User": thing("login at Linode", ["username", "name"]),
};
