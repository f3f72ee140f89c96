import type { Ask } from "../ask.ts";
import { type Context, type Finder, type Found, itemBy, listed, text } from "../finder.ts";
import { isUnknown, type Json, type Planned } from "../planned.ts";

type Partial = Omit<Context, "items">;

/** Entries of one of the lists in the answer about IAM. */
function iamList({ items, aws }: Context, key: string): readonly Json[] | undefined {
  const list = items(aws.iam)?.[0]?.[key];
  return Array.isArray(list) ? list : undefined;
}

/** Somebody or something of IAM, by its name. */
function iam(key: string, property: string, idOf: (item: Json) => string): Finder {
  return {
    asks: (_, { aws }) => [aws.caller, aws.iam],
    find: ({ inputs }, context) => {
      const list = iamList(context, key);
      if (list === undefined) return { is: "untold" };
      // Names of IAM differ by more than the case of their letters.
      const item = itemBy(list, property, text(inputs, "name"), "any case");
      if (item === undefined) return { is: "absent", why: `IAM has no ${text(inputs, "name")}` };
      return { is: "there", id: idOf(item), claims: [item] };
    },
  };
}

/** A managed policy that hangs on somebody. */
function attachment(key: string, nameKey: string, to: "group" | "role" | "user"): Finder {
  return {
    asks: (_, { aws }) => [aws.caller, aws.iam],
    find: ({ inputs }, context) => {
      const list = iamList(context, key);
      if (list === undefined) return { is: "untold" };
      const [holder, arn] = [text(inputs, to), String(inputs.policyArn)];
      if (isUnknown(inputs.policyArn))
        return { is: "untold", why: "the policy's ARN is not known before its policy is" };
      const attached = itemBy(list, nameKey, holder)?.AttachedManagedPolicies;
      const item = Array.isArray(attached) ? itemBy(attached, "PolicyArn", arn) : undefined;
      if (item === undefined) return { is: "absent", why: `${holder} has no policy ${arn}` };
      return { is: "there", id: `${holder}/${arn}`, claims: [item] };
    },
  };
}

/** The provider imports no such thing, so the state is written from what IAM says of each user. */
const groupMembership: Finder = {
  asks: (_, { aws }) => [aws.caller, aws.iam],
  find: ({ inputs }, context) => {
    const users = iamList(context, "UserDetailList");
    const groups = iamList(context, "GroupDetailList");
    if (users === undefined || groups === undefined) return { is: "untold" };
    const [group, name] = [text(inputs, "group"), text(inputs, "name")];
    if (itemBy(groups, "GroupName", group) === undefined) return { is: "absent", why: `IAM has no group ${group}` };
    const members = users
      .filter(({ GroupList: list }) => Array.isArray(list) && list.includes(group))
      .map(({ UserName }) => String(UserName));
    if (members.length === 0) return { is: "absent", why: `the group ${group} is empty` };
    const wanted = Array.isArray(inputs.users) ? inputs.users.map(String) : [];
    // In the order of the program, which means nothing to AWS.
    const ordered = [
      ...wanted.filter((each) => members.includes(each)),
      ...members.filter((each) => !wanted.includes(each)),
    ];
    const told = { __defaults: [], group, name, users: ordered };
    return { is: "there", id: name, inputs: told, outputs: { id: name, group, name, users: ordered }, claims: [] };
  },
};

const rolePolicy: Finder = {
  asks: (_, { aws }) => [aws.caller, aws.iam],
  find: ({ inputs }, context) => {
    const roles = iamList(context, "RoleDetailList");
    if (roles === undefined) return { is: "untold" };
    const [role, name] = [text(inputs, "role"), text(inputs, "name")];
    const policies = itemBy(roles, "RoleName", role)?.RolePolicyList;
    const item = Array.isArray(policies) ? itemBy(policies, "PolicyName", name) : undefined;
    if (item === undefined) return { is: "absent", why: `the role ${role} has no policy ${name}` };
    return { is: "there", id: `${role}:${name}`, claims: [item] };
  },
};

/** A service account has one key here. Where it has two, which one is in use is for people to say. */
const accessKey: Finder = {
  asks: ({ inputs }, { aws }) => [aws.caller, aws.iam, aws.accessKeys(text(inputs, "user"))],
  find: ({ inputs }, context) => {
    const users = iamList(context, "UserDetailList");
    if (users === undefined) return { is: "untold" };
    const user = text(inputs, "user");
    if (itemBy(users, "UserName", user) === undefined) return { is: "absent", why: `IAM has no user ${user}` };
    const keys = context.items(context.aws.accessKeys(user));
    if (keys === undefined) return { is: "untold" };
    const [first, ...more] = keys;
    if (first === undefined) return { is: "absent", why: `${user} has no access key` };
    if (more.length > 0) {
      return {
        is: "untold",
        why: `${user} has ${keys.length} access keys: delete the one that nobody uses, and list them anew`,
      };
    }
    const note = "its secret is not told again: it stays where it is used until the key is rotated";
    return { is: "there", id: text(first, "AccessKeyId"), claims: [first], note };
  },
};

/** A key has no name; it is the one that the alias points to which the program gives it. */
const key: Finder = {
  asks: (_, { aws }) => [aws.caller, aws.aliases],
  find: (planned, context) => {
    const aliases = context.items(context.aws.aliases);
    if (aliases === undefined) return { is: "untold" };
    const own = context.planned.find(
      (each) => each.type === "aws:kms/alias:Alias" && each.parent === planned.parent && each.name === planned.name,
    );
    const name = own && text(own.inputs, "name");
    const item = name === undefined ? undefined : itemBy(aliases, "AliasName", name);
    const id = item && text(item, "TargetKeyId");
    if (id === undefined || id === "") return { is: "absent", why: `no key has the alias ${name ?? "of it"}` };
    return { is: "there", id, claims: [] };
  },
};

const subscription: Finder = {
  asks: (_, { aws }) => [aws.caller, aws.subscriptions],
  find: ({ inputs }, { items, aws }) => {
    const list = items(aws.subscriptions);
    if (list === undefined) return { is: "untold" };
    const [topic, protocol, endpoint] = [text(inputs, "topic"), text(inputs, "protocol"), text(inputs, "endpoint")];
    if (isUnknown(topic)) return { is: "untold", why: "its topic is not known yet" };
    const same = list.filter(
      (each) => each.TopicArn === topic && each.Protocol === protocol && each.Endpoint === endpoint,
    );
    const [item] = same.filter(({ SubscriptionArn: arn }) => String(arn).startsWith("arn:"));
    if (item !== undefined) return { is: "there", id: text(item, "SubscriptionArn"), claims: [item] };
    if (same.length > 0) {
      return {
        is: "absent",
        why: `the subscription of ${endpoint} is pending: confirm it and list anew, or up asks once more`,
      };
    }
    return { is: "absent", why: `${endpoint} is not subscribed` };
  },
};

/** The provider imports no such thing, and an account always has these settings: the state is written from what AWS says. */
const textMessages: Finder = {
  asks: (_, { aws }) => [aws.caller, aws.textMessages],
  find: ({ inputs }, { items, aws }) => {
    const attributes = items(aws.textMessages)?.[0]?.attributes;
    if (typeof attributes !== "object" || attributes === null) return { is: "untold" };
    const told = Object.fromEntries(
      Object.entries(attributeNames).flatMap(([name, key]) => {
        const value = (attributes as Json)[key];
        if (value === undefined || value === "") return [];
        return [[name, name === "monthlySpendLimit" ? Number(value) : value]];
      }),
    );
    if (Object.keys(told).length === 0) return { is: "absent", why: "none of the settings of text messages is set" };
    const region = inputs.region === undefined ? {} : { region: inputs.region };
    return {
      ...{ is: "there", id: "aws_sns_sms_id", claims: [] },
      ...{ inputs: { __defaults: [], ...region, ...told }, outputs: { id: "aws_sns_sms_id", ...region, ...told } },
    };
  },
};

/** The settings of text messages, in the provider's words and in AWS's. */
const attributeNames: Readonly<Record<string, string>> = {
  defaultSenderId: "DefaultSenderID",
  defaultSmsType: "DefaultSMSType",
  deliveryStatusIamRoleArn: "DeliveryStatusIAMRole",
  deliveryStatusSuccessSamplingRate: "DeliveryStatusSuccessSamplingRate",
  monthlySpendLimit: "MonthlySpendLimit",
  usageReportS3Bucket: "UsageReportS3Bucket",
};

const phoneNumber: Finder = {
  asks: (_, { aws }) => [aws.caller, aws.phoneNumbers],
  find: ({ name, importId }, { items, aws }): Found => {
    const list = items(aws.phoneNumbers);
    if (list === undefined) return { is: "untold" };
    const item = itemBy(list, "PhoneNumber", name);
    if (item === undefined) return { is: "absent", why: `AWS has no number ${name}` };
    const id = text(item, "PhoneNumberId");
    if (importId !== undefined && id !== importId) {
      return { is: "untold", why: `AWS has ${name} as ${id}, and the register says phoneNumberId: ${importId}` };
    }
    return { is: "there", id, claims: [item] };
  },
};

/** A part of a bucket that is a resource of its own. */
function ofBucket(askOf: (aws: Partial["aws"], name: string) => Ask): Finder {
  return {
    asks: ({ inputs }, { aws }) => [aws.caller, aws.buckets, askOf(aws, text(inputs, "bucket"))],
    find: ({ inputs }, { items, aws }) => {
      const name = text(inputs, "bucket");
      const buckets = items(aws.buckets);
      if (buckets === undefined) return { is: "untold" };
      if (itemBy(buckets, "Name", name) === undefined) return { is: "absent", why: `there is no bucket ${name}` };
      const ask = askOf(aws, name);
      const parts = items(ask);
      if (parts === undefined) return { is: "untold" };
      return parts.length > 0 && parts[0] !== undefined && isSet(parts[0])
        ? { is: "there", id: name, claims: [] }
        : { is: "absent", why: `${ask.file}: the bucket has none` };
    },
  };
}

/** Versions that were never kept are told by an answer without a status. */
const isSet = (part: Json) => Object.keys(part).some((name) => !["ResponseMetadata", "MFADelete"].includes(name));

/** What belongs to an identity of SES. */
function ofIdentity(
  idOf: (inputs: Json) => string,
  isThere: (identity: Json, inputs: Json) => boolean = () => true,
): Finder {
  return {
    asks: ({ inputs }, { aws }) => [aws.caller, aws.identities, aws.identity(text(inputs, "emailIdentity"))],
    find: ({ inputs }, { items, aws }) => {
      const name = text(inputs, "emailIdentity");
      const identities = items(aws.identities);
      if (identities === undefined) return { is: "untold" };
      if (itemBy(identities, "IdentityName", name) === undefined)
        return { is: "absent", why: `SES has no identity ${name}` };
      const identity = items(aws.identity(name))?.[0];
      if (identity === undefined) return { is: "untold" };
      return isThere(identity, inputs)
        ? { is: "there", id: idOf(inputs), claims: [] }
        : { is: "absent", why: `it is not set for ${name}` };
    },
  };
}

const eventDestination: Finder = {
  asks: ({ inputs }, { aws }) => [
    ...[aws.caller, aws.configurationSets, aws.eventDestinations(text(inputs, "configurationSetName"))],
  ],
  find: ({ inputs }, { items, aws }) => {
    const [set, name] = [text(inputs, "configurationSetName"), text(inputs, "eventDestinationName")];
    const sets = items(aws.configurationSets);
    if (sets === undefined) return { is: "untold" };
    if (itemBy(sets, "Name", set) === undefined) return { is: "absent", why: `SES has no configuration set ${set}` };
    const destinations = items(aws.eventDestinations(set));
    if (destinations === undefined) return { is: "untold" };
    const item = itemBy(destinations, "Name", name);
    return item === undefined
      ? { is: "absent", why: `${set} has no event destination ${name}` }
      : { is: "there", id: `${set}|${name}`, claims: [item] };
  },
};

const notificationTopic: Finder = {
  asks: ({ inputs }, { aws }) => [aws.caller, aws.identities, aws.feedback(text(inputs, "identity"))],
  find: ({ inputs }, { items, aws }) => {
    const [identity, kind] = [text(inputs, "identity"), text(inputs, "notificationType")];
    const identities = items(aws.identities);
    if (identities === undefined) return { is: "untold" };
    if (itemBy(identities, "IdentityName", identity) === undefined) {
      return { is: "absent", why: `SES has no identity ${identity}` };
    }
    const attributes = items(aws.feedback(identity))?.[0]?.NotificationAttributes;
    if (typeof attributes !== "object" || attributes === null) return { is: "untold" };
    const topic = ((attributes as Json)[identity] as Json | undefined)?.[`${kind}Topic`];
    return topic === undefined
      ? { is: "absent", why: `${identity} has no topic for ${kind}` }
      : { is: "there", id: `${identity}|${kind}`, claims: [] };
  },
};

export const awsFinders: Readonly<Record<string, Finder>> = {
  "aws:iam/user:User": iam("UserDetailList", "UserName", (item) => text(item, "UserName")),
  "aws:iam/group:Group": iam("GroupDetailList", "GroupName", (item) => text(item, "GroupName")),
  "aws:iam/role:Role": iam("RoleDetailList", "RoleName", (item) => text(item, "RoleName")),
  "aws:iam/policy:Policy": iam("Policies", "PolicyName", (item) => text(item, "Arn")),
  "aws:iam/groupMembership:GroupMembership": groupMembership,
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attachment("GroupDetailList", "GroupName", "group"),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachment("RoleDetailList", "RoleName", "role"),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": attachment("UserDetailList", "UserName", "user"),
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/accessKey:AccessKey": accessKey,
  "aws:kms/key:Key": key,
  "aws:kms/alias:Alias": byCaller(
    listed(
      ({ aws }) => aws.aliases,
      (item, { inputs }) => item.AliasName === text(inputs, "name"),
      (item) => text(item, "AliasName"),
    ),
  ),
  "aws:sns/topic:Topic": byCaller(
    listed(
      ({ aws }) => aws.topics,
      (item, { inputs }) => text(item, "TopicArn").split(":").at(-1) === text(inputs, "name"),
      (item) => text(item, "TopicArn"),
    ),
  ),
  "aws:sns/topicSubscription:TopicSubscription": subscription,
  "aws:sns/smsPreferences:SmsPreferences": textMessages,
  "aws:cloudwatch/metricAlarm:MetricAlarm": byCaller(
    listed(
      ({ aws }) => aws.alarms,
      (item, { inputs }) => item.AlarmName === text(inputs, "name"),
      (item) => text(item, "AlarmName"),
    ),
  ),
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": byCaller(
    listed(
      ({ aws }) => aws.slack,
      (item, { inputs }) => item.ConfigurationName === text(inputs, "configurationName"),
      (item) => text(item, "ChatConfigurationArn"),
    ),
  ),
  "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": phoneNumber,
  "aws:s3/bucket:Bucket": byCaller(
    listed(
      ({ aws }) => aws.buckets,
      (item, { inputs }) => item.Name === text(inputs, "bucket"),
      (item) => text(item, "Name"),
    ),
  ),
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket((aws, name) => aws.bucketPolicy(name)),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket((aws, name) => aws.bucketAccess(name)),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket((aws, name) =>
    aws.bucketEncryption(name),
  ),
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket((aws, name) => aws.bucketVersioning(name)),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket((aws, name) =>
    aws.bucketLifecycle(name),
  ),
  "aws:ses/identityNotificationTopic:IdentityNotificationTopic": notificationTopic,
  "aws:sesv2/emailIdentity:EmailIdentity": byCaller(
    listed(
      ({ aws }) => aws.identities,
      (item, { inputs }) => item.IdentityName === text(inputs, "emailIdentity"),
      (item) => text(item, "IdentityName"),
    ),
  ),
  "aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes": ofIdentity((inputs) =>
    text(inputs, "emailIdentity"),
  ),
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": ofIdentity(
    (inputs) => text(inputs, "emailIdentity"),
    ({ MailFromAttributes: from }) => Boolean((from as Json | undefined)?.MailFromDomain),
  ),
  "aws:sesv2/configurationSet:ConfigurationSet": byCaller(
    listed(
      ({ aws }) => aws.configurationSets,
      (item, { inputs }) => item.Name === text(inputs, "configurationSetName"),
      (item) => text(item, "Name"),
    ),
  ),
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": eventDestination,
};

/** Lists of names tell nothing of the account, so whose credentials asked is asked too. */
function byCaller(finder: Finder): Finder {
  return {
    asks: (planned: Planned, context: Partial) => [context.aws.caller, ...finder.asks(planned, context)],
    find: (planned, context) =>
      context.items(context.aws.caller) === undefined ? { is: "untold" } : finder.find(planned, context),
  };
}
