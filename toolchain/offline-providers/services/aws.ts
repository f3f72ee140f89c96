import { isFor, type Json, type Kept, ofType, text } from "./kept.ts";

/** An answer of the service that is an error, in the words of its command line. */
export class NoSuch extends Error {}

/** What the made-up AWS answers to `aws WORDS`; undefined: it knows no such call. Throws {@link NoSuch}. */
export function awsAnswer(
  everywhere: readonly Kept[],
  { account, region }: { readonly account: string; readonly region: string },
  words: readonly string[],
): unknown {
  const kept = everywhere.filter((each) => each.account === account);
  // What is asked without a region lists the account in all of them.
  const here = region === "" ? kept : kept.filter((each) => each.region === region);
  const [service = "", operation = "", ...rest] = words;
  const option = (name: string) => rest[rest.indexOf(`--${name}`) + 1] ?? "";
  const call = calls[`${service} ${operation}`];
  return call?.({ account, kept: service === "iam" || service === "chatbot" ? kept : here, option });
}

interface Call {
  readonly account: string;
  readonly kept: readonly Kept[];
  readonly option: (name: string) => string;
}

const of = ofType("aws:");
const nameIn = (arn: string) => arn.split("/").at(-1) ?? "";

/** One setting of a bucket, or the error that there is none. */
function ofBucket(type: string, error: string, operation: string, told: (inputs: Json) => unknown) {
  return ({ kept, option }: Call) => {
    const [found] = of(kept, `s3/${type}`).filter(isFor("bucket", option("bucket")));
    if (found === undefined)
      throw new NoSuch(`An error occurred (${error}) when calling the ${operation} operation: There is none`);
    return told(found.inputs);
  };
}

const calls: Readonly<Record<string, (call: Call) => unknown>> = {
  "sts get-caller-identity": ({ account }) => ({
    UserId: "AROAEXAMPLE:offline",
    Account: account,
    Arn: `arn:aws:sts::${account}:assumed-role/offline/offline`,
  }),
  "iam get-account-authorization-details": ({ kept }) => ({
    UserDetailList: of(kept, "iam/user:User").map(({ inputs, outputs }) => ({
      ...{ Path: outputs.path, UserName: outputs.name, UserId: outputs.uniqueId, Arn: outputs.arn, UserPolicyList: [] },
      GroupList: of(kept, "iam/groupMembership:GroupMembership")
        .filter(({ inputs: { users } }) => (users as string[]).includes(text(outputs, "name")))
        .map(({ inputs: { group } }) => group),
      ...attached(kept, "user", text(inputs, "name")),
    })),
    GroupDetailList: of(kept, "iam/group:Group").map(({ inputs, outputs }) => ({
      ...{
        Path: outputs.path,
        GroupName: outputs.name,
        GroupId: outputs.uniqueId,
        Arn: outputs.arn,
        GroupPolicyList: [],
      },
      ...attached(kept, "group", text(inputs, "name")),
    })),
    RoleDetailList: of(kept, "iam/role:Role").map(({ inputs, outputs }) => ({
      ...{ Path: outputs.path, RoleName: outputs.name, RoleId: outputs.uniqueId, Arn: outputs.arn },
      RolePolicyList: of(kept, "iam/rolePolicy:RolePolicy")
        .filter(isFor("role", text(inputs, "name")))
        .map(({ inputs: { name, policy } }) => ({ PolicyName: name, PolicyDocument: JSON.parse(String(policy)) })),
      ...attached(kept, "role", text(inputs, "name")),
    })),
    Policies: of(kept, "iam/policy:Policy").map(({ outputs }) => ({
      ...{ PolicyName: outputs.name, PolicyId: outputs.policyId, Arn: outputs.arn, Path: outputs.path },
    })),
    IsTruncated: false,
  }),
  "iam list-access-keys": ({ kept, option }) => ({
    AccessKeyMetadata: of(kept, "iam/accessKey:AccessKey")
      .filter(isFor("user", option("user-name")))
      .map(({ id, inputs }) => ({ UserName: inputs.user, AccessKeyId: id, Status: inputs.status })),
  }),
  "kms list-aliases": ({ kept }) => ({
    Aliases: of(kept, "kms/alias:Alias").map(({ inputs, outputs }) => ({
      ...{ AliasName: inputs.name, AliasArn: outputs.arn, TargetKeyId: inputs.targetKeyId },
    })),
  }),
  "sns list-topics": ({ kept }) => ({ Topics: of(kept, "sns/topic:Topic").map(({ id }) => ({ TopicArn: id })) }),
  "sns list-subscriptions": ({ kept, account }) => ({
    // It is asked later than it was made: whoever had to confirm has done so.
    Subscriptions: of(kept, "sns/topicSubscription:TopicSubscription").map(({ id, inputs }) => ({
      SubscriptionArn: id,
      ...{ Owner: account, Protocol: inputs.protocol, Endpoint: inputs.endpoint, TopicArn: inputs.topic },
    })),
  }),
  "sns get-sms-attributes": ({ kept }) => ({
    attributes: Object.fromEntries(
      of(kept, "sns/smsPreferences:SmsPreferences").flatMap(({ inputs }) =>
        Object.entries(inputs)
          .filter(([name]) => name !== "__defaults" && name !== "region")
          .map(([name, value]) => [attributeNames[name] ?? name, String(value)]),
      ),
    ),
  }),
  "cloudwatch describe-alarms": ({ kept }) => ({
    MetricAlarms: of(kept, "cloudwatch/metricAlarm:MetricAlarm").map(({ outputs }) => ({
      ...{ AlarmName: outputs.name, AlarmArn: outputs.arn, Namespace: outputs.namespace },
    })),
    CompositeAlarms: [],
  }),
  "chatbot describe-slack-channel-configurations": ({ kept }) => ({
    SlackChannelConfigurations: of(kept, "chatbot/slackChannelConfiguration:SlackChannelConfiguration").map(
      ({ id, inputs }) => ({
        ...{ ChatConfigurationArn: id, ConfigurationName: inputs.configurationName, IamRoleArn: inputs.iamRoleArn },
        ...{
          SlackChannelId: inputs.slackChannelId,
          SlackTeamId: inputs.slackTeamId,
          SnsTopicArns: inputs.snsTopicArns,
        },
      }),
    ),
  }),
  "pinpoint-sms-voice-v2 describe-phone-numbers": ({ kept }) => ({
    PhoneNumbers: of(kept, "pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber").map(({ id, outputs }) => ({
      ...{ PhoneNumberId: id, PhoneNumberArn: outputs.arn, PhoneNumber: outputs.phoneNumber, Status: outputs.status },
    })),
  }),
  "s3api list-buckets": ({ kept }) => ({
    Buckets: of(kept, "s3/bucket:Bucket").map(({ inputs }) => ({ Name: inputs.bucket })),
  }),
  "s3api get-bucket-policy": ofBucket(
    "bucketPolicy:BucketPolicy",
    "NoSuchBucketPolicy",
    "GetBucketPolicy",
    (inputs) => ({
      Policy: inputs.policy,
    }),
  ),
  "s3api get-public-access-block": ofBucket(
    ...(["bucketPublicAccessBlock:BucketPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration"] as const),
    "GetPublicAccessBlock",
    (inputs) => ({ PublicAccessBlockConfiguration: { BlockPublicAcls: inputs.blockPublicAcls } }),
  ),
  "s3api get-bucket-encryption": ofBucket(
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    ...(["ServerSideEncryptionConfigurationNotFoundError", "GetBucketEncryption"] as const),
    () => ({ ServerSideEncryptionConfiguration: { Rules: [{ BucketKeyEnabled: true }] } }),
  ),
  "s3api get-bucket-versioning": ({ kept, option }) => {
    const [found] = of(kept, "s3/bucketVersioning:BucketVersioning").filter(isFor("bucket", option("bucket")));
    return found === undefined ? "" : { Status: (found.inputs.versioningConfiguration as Json).status };
  },
  "s3api get-bucket-lifecycle-configuration": ofBucket(
    ...(["bucketLifecycleConfiguration:BucketLifecycleConfiguration", "NoSuchLifecycleConfiguration"] as const),
    "GetBucketLifecycleConfiguration",
    (inputs) => ({ Rules: (inputs.rules as Json[]).map(({ id, status }) => ({ ID: id, Status: status })) }),
  ),
  "sesv2 list-email-identities": ({ kept }) => ({
    EmailIdentities: of(kept, "sesv2/emailIdentity:EmailIdentity").map(({ id, outputs }) => ({
      ...{ IdentityName: id, IdentityType: outputs.identityType, SendingEnabled: true },
    })),
  }),
  "sesv2 get-email-identity": ({ kept, option }) => {
    const [identity] = of(kept, "sesv2/emailIdentity:EmailIdentity").filter(
      isFor("emailIdentity", option("email-identity")),
    );
    if (identity === undefined)
      throw new NoSuch(
        "An error occurred (NotFoundException) when calling the GetEmailIdentity operation: It does not exist",
      );
    const [mailFrom] = of(kept, "sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes").filter(
      isFor("emailIdentity", option("email-identity")),
    );
    const { dkimSigningAttributes } = identity.outputs as { dkimSigningAttributes?: Json };
    return {
      ...{ IdentityType: identity.outputs.identityType, ConfigurationSetName: identity.inputs.configurationSetName },
      DkimAttributes: { SigningEnabled: true, Tokens: dkimSigningAttributes?.tokens ?? [] },
      MailFromAttributes: { MailFromDomain: mailFrom?.inputs.mailFromDomain ?? "" },
    };
  },
  "sesv2 list-configuration-sets": ({ kept }) => ({
    ConfigurationSets: of(kept, "sesv2/configurationSet:ConfigurationSet").map(({ id }) => id),
  }),
  "sesv2 get-configuration-set-event-destinations": ({ kept, option }) => ({
    EventDestinations: of(kept, "sesv2/configurationSetEventDestination:ConfigurationSetEventDestination")
      .filter(isFor("configurationSetName", option("configuration-set-name")))
      .map(({ inputs }) => ({ Name: inputs.eventDestinationName, Enabled: true })),
  }),
  "ses get-identity-notification-attributes": ({ kept, option }) => ({
    NotificationAttributes: {
      [option("identities")]: Object.fromEntries(
        of(kept, "ses/identityNotificationTopic:IdentityNotificationTopic")
          .filter(isFor("identity", option("identities")))
          .map(({ inputs }) => [`${text(inputs, "notificationType")}Topic`, inputs.topicArn]),
      ),
    },
  }),
};

/** The names that AWS has for the settings of text messages. */
const attributeNames: Readonly<Record<string, string>> = {
  monthlySpendLimit: "MonthlySpendLimit",
  deliveryStatusIamRoleArn: "DeliveryStatusIAMRole",
  deliveryStatusSuccessSamplingRate: "DeliveryStatusSuccessSamplingRate",
  defaultSenderId: "DefaultSenderID",
  defaultSmsType: "DefaultSMSType",
  usageReportS3Bucket: "UsageReportS3Bucket",
};

function attached(kept: readonly Kept[], to: string, name: string) {
  const type = {
    user: "iam/userPolicyAttachment:UserPolicyAttachment",
    group: "iam/groupPolicyAttachment:GroupPolicyAttachment",
  }[to];
  return {
    AttachedManagedPolicies: of(kept, type ?? "iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(isFor(to, name))
      .map(({ inputs: { policyArn } }) => ({ PolicyName: nameIn(String(policyArn)), PolicyArn: policyArn })),
  };
}
