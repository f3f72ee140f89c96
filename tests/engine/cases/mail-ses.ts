import { type Case, casesOf, type StackName } from "../case.ts";
import {
  addResource,
  type ExportedState,
  removeResource,
  resourceIn,
  type StateResource,
  setProperties,
} from "../state.ts";

const host = "noreply.open-contracting.org";
const ocp = casesOf("ocp");
const production = casesOf("notify-production");

const v2 = (name: string) => `aws:sesv2/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;
const types = {
  identity: v2("EmailIdentity"),
  mailFrom: v2("EmailIdentityMailFromAttributes"),
  forwarding: v2("EmailIdentityFeedbackAttributes"),
  set: v2("ConfigurationSet"),
  destination: v2("ConfigurationSetEventDestination"),
  notification: "aws:ses/identityNotificationTopic:IdentityNotificationTopic",
  topic: "aws:sns/topic:Topic",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  policy: "aws:iam/policy:Policy",
  record: "cloudflare:index/dnsRecord:DnsRecord",
} as const;

/** Changes a resource of the state. */
const sets = (type: string, name: string, properties: Record<string, unknown>) => ({
  state: (state: ExportedState) => setProperties(resourceIn(state, type, name), properties),
});

/** Takes a resource out of the state. */
const lacks = (type: string, name: string) => ({
  state: (state: ExportedState) => removeResource(state, type, name),
});

/** Changes a part of an object that a resource has. */
function changePart(resource: StateResource, property: string, changes: Record<string, unknown>): void {
  setProperties(resource, { [property]: { ...resource.outputs?.[property], ...changes } });
}

const changesPart = (type: string, property: string, changes: Record<string, unknown>) => ({
  state: (state: ExportedState) => changePart(resourceIn(state, type, host), property, changes),
});

/** Puts another resource in the place of one. */
function replace(state: ExportedState, type: string, name: string, as: string, properties: Record<string, unknown>) {
  const given = resourceIn(state, type, name);
  removeResource(state, type, name);
  addResource(state, given, { type: as, name, properties });
}

const dkim = `${host}-dkim-ses-1`;
const exchanger = `mail.${host}-mx-feedback-smtp.us-east-1.amazonses.com`;
const bounces = "noreply-open-contracting-org-bounce";

const identityCases: readonly Case[] = [
  ocp.red("EMAIL-4", "an identity with keys of 1024 bits", ["properties-placed", "ses-identities-sign"], {
    ...changesPart(types.identity, "dkimSigningAttributes", { nextSigningKeyLength: "RSA_1024_BIT" }),
  }),
  ocp.red(
    "EMAIL-4",
    "an identity of the first version of SES's interface that nobody named",
    ["ses-identities-sign", "resources-called-for"],
    {
      state: (state) =>
        addResource(state, resourceIn(state, types.identity, host), {
          ...{ type: "aws:ses/domainIdentity:DomainIdentity", name: "more", properties: { domain: "example.org" } },
        }),
    },
  ),
  ocp.red("EMAIL-4", "a key that is not published", ["ses-dkim-published"], lacks(types.record, dkim)),
  ocp.red("EMAIL-4", "a key whose name is proxied", ["mail-names-unproxied", "ses-dkim-published"], {
    ...sets(types.record, dkim, { proxied: true }),
  }),
  ocp.red(
    "EMAIL-4",
    "a sender of whose bounces nobody is told",
    ["ocp-feedback-readers", "ses-senders-complete", "resources-called-for"],
    {
      register: ({ domains }) => delete domains["open-contracting.org"].senders.ses.feedback,
    },
  ),
  ocp.green("EMAIL-4", "a key by its relative name, in the former type of records", {
    state: (state) => {
      const { name, content, ...rest } = resourceIn(state, types.record, dkim).inputs ?? {};
      replace(state, types.record, dkim, "cloudflare:index/record:Record", {
        ...rest,
        name: name.replace(".open-contracting.org", ""),
        content: `${content.toUpperCase()}.`,
      });
    },
  }),

  ocp.red("EMAIL-5", "a MAIL FROM that falls back to Amazon's, as is the default", ["ses-mail-from-rejects"], {
    ...sets(types.mailFrom, host, { behaviorOnMxFailure: undefined }),
  }),
  ocp.red(
    "EMAIL-5",
    "a MAIL FROM of the first version that falls back",
    ["ses-mail-from-rejects", "resources-called-for"],
    {
      state: (state) =>
        replace(state, types.mailFrom, host, "aws:ses/mailFrom:MailFrom", {
          ...{ domain: host, mailFromDomain: `mail.${host}`, behaviorOnMxFailure: "UseDefaultValue" },
        }),
    },
  ),
  ocp.red("EMAIL-5", "no MAIL FROM", ["ses-mail-from-complete"], lacks(types.mailFrom, host)),
  ocp.red("EMAIL-5", "bounces that go to another region", ["ses-mail-from-complete", "resources-called-for"], {
    ...sets(types.record, exchanger, { content: "feedback-smtp.us-west-2.amazonses.com" }),
  }),
  ocp.red("EMAIL-5", "a MAIL FROM that takes other mail too", ["ses-mail-from-complete", "resources-called-for"], {
    state: (state) => {
      const given = resourceIn(state, types.record, exchanger);
      const properties = { ...given.inputs, content: "smtp.google.com", priority: 1 };
      addResource(state, given, { type: types.record, name: "more", properties });
    },
  }),
  ocp.red("EMAIL-5", "a topic in another region than the account's", ["ocp-stack-in-its-account"], {
    ...sets(types.topic, bounces, { region: "us-west-2" }),
  }),
  ocp.green("EMAIL-5", "a sender for another reason", {
    register: ({ domains }) => {
      domains["open-contracting.org"].senders.ses.reason = "Notices of our services";
    },
  }),
  ocp.red("GATE-10", "a MAIL FROM of the first version, which nobody called for", ["resources-called-for"], {
    state: (state) =>
      replace(state, types.mailFrom, host, "aws:ses/mailFrom:MailFrom", {
        ...{ domain: host, mailFromDomain: `mail.${host}`, behaviorOnMxFailure: "RejectMessage" },
      }),
  }),
];

const feedbackCases: readonly Case[] = [
  ocp.red("EMAIL-6", "counts that are not enabled", ["ses-feedback-complete", "ses-feedback-sent"], {
    ...changesPart(types.destination, "eventDestination", { enabled: false }),
  }),
  ocp.red("EMAIL-6", "complaints that nobody is told of", ["ses-feedback-complete"], {
    ...lacks(types.notification, `${host}-complaint`),
  }),
  ocp.red("EMAIL-6", "bounces that nobody listens to", ["ses-feedback-complete"], lacks(types.subscription, bounces)),
  ocp.red("EMAIL-6", "bounces of which somebody is told some", ["ses-feedback-complete"], {
    ...sets(types.subscription, bounces, { filterPolicy: JSON.stringify({ kind: ["some"] }) }),
  }),
  ocp.red("EMAIL-6", "bounces that somebody else reads", ["ocp-feedback-readers", "resources-called-for"], {
    ...sets(types.subscription, bounces, { endpoint: "somebody@example.com" }),
  }),
  ocp.red("EMAIL-6", "a topic that everybody may publish to", ["ocp-feedback-topics-closed"], {
    ...sets(types.topic, bounces, {
      policy: JSON.stringify({
        Statement: { Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: "*" },
      }),
    }),
  }),
  ocp.red("EMAIL-6", "a topic encrypted with a key that SES cannot use", ["ocp-feedback-topics-closed"], {
    ...sets(types.topic, bounces, { kmsMasterKeyId: "alias/aws/sns" }),
  }),
  production.red(
    "EMAIL-6",
    "the API's topic of bounces without its subscription",
    ["notify-subscriptions-complete", "ses-feedback-complete"],
    lacks(types.subscription, "notify-production-bounce"),
  ),
  ocp.green("EMAIL-6", "bounces forwarded by mail as well", {
    state: (state) => setProperties(resourceIn(state, types.forwarding, host), { emailForwardingEnabled: true }),
  }),
  ocp.red(
    "GATE-10",
    "bounces that the configuration set tells of too, which nobody called for",
    ["resources-called-for"],
    {
      state: (state) => {
        setProperties(resourceIn(state, types.forwarding, host), { emailForwardingEnabled: true });
        const news = resourceIn(state, types.notification, `${host}-bounce`);
        const counts = resourceIn(state, types.destination, host);
        addResource(state, counts, {
          type: types.destination,
          name: "bounces",
          properties: {
            ...{ configurationSetName: "noreply-open-contracting-org", eventDestinationName: "bounces" },
            eventDestination: {
              ...{ enabled: true, matchingEventTypes: ["BOUNCE"] },
              snsDestination: { topicArn: news.outputs?.topicArn },
            },
          },
        });
        removeResource(state, types.notification, `${host}-bounce`);
      },
    },
  ),

  ocp.red("EMAIL-7", "mail that may go unencrypted", ["ses-configuration-sets-strict"], {
    ...sets(types.set, host, { deliveryOptions: { tlsPolicy: "OPTIONAL" } }),
  }),
  ocp.red("EMAIL-7", "mail that goes on after a complaint", ["ses-configuration-sets-strict"], {
    ...sets(types.set, host, { suppressionOptions: { suppressedReasons: ["BOUNCE"] } }),
  }),
  production.red(
    "EMAIL-7",
    "an account that suppresses nobody",
    ["ses-configuration-sets-strict", "resources-called-for"],
    {
      state: (state) =>
        addResource(state, resourceIn(state, types.set, "notify.gov"), {
          type: "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes",
          name: "account",
          properties: { suppressedReasons: [] },
        }),
    },
  ),
  ocp.red("EMAIL-7", "an identity whose set is not in the stack", ["ses-configuration-sets-used"], {
    ...lacks(types.set, host),
  }),
  ocp.green("EMAIL-7", "a set that gives up after an hour", {
    ...changesPart(types.set, "deliveryOptions", { maxDeliverySeconds: 3600 }),
  }),
];

/** A policy of the stack with another document. */
function allowing(stack: StackName, statement: Record<string, unknown>) {
  const name = stack === "ocp" ? host : "notify.gov";
  return sets(types.policy, name, { policy: JSON.stringify({ Version: "2012-10-17", Statement: statement }) });
}

const identity = "arn:aws-us-gov:ses:us-gov-west-1:111122223333:identity/notify.gov";
const sending = {
  Effect: "Allow",
  Action: ["ses:SendEmail", "ses:SendRawEmail"],
  Resource: identity,
  Condition: { StringLike: { "ses:FromAddress": "*@notify.gov" } },
};

const sendingCases: readonly Case[] = [
  production.red(
    "IAM-1",
    "a sender who may do everything with mail",
    ["iam-mail-sending-narrow", "notify-policies-called-for"],
    {
      ...allowing("notify-production", { ...sending, Action: "ses:*" }),
    },
  ),
  production.red(
    "IAM-1",
    "a sender in the name of a commercial region's identity",
    ["iam-mail-sending-narrow", "notify-policies-called-for"],
    {
      ...allowing("notify-production", { ...sending, Resource: identity.replace("aws-us-gov", "aws") }),
    },
  ),
  production.red("IAM-1", "a sender from anywhere in any name at the identity", ["iam-mail-sending-narrow"], {
    ...allowing("notify-production", { ...sending, Condition: undefined }),
  }),
  production.red(
    "IAM-1",
    "an identity that another account may send as",
    ["iam-mail-sending-narrow", "resources-called-for"],
    {
      state: (state) =>
        addResource(state, resourceIn(state, types.identity, "notify.gov"), {
          type: "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
          name: "others",
          properties: {
            ...{ emailIdentity: "notify.gov", policyName: "others" },
            policy: JSON.stringify({
              Statement: { ...sending, Principal: { AWS: "arn:aws-us-gov:iam::123456789012:root" } },
            }),
          },
        }),
    },
  ),
  ocp.red("IAM-1", "a sender who may change who reads a bucket", ["ocp-policies-for-listed-actions"], {
    ...allowing("ocp", { Effect: "Allow", Action: "s3:PutBucketPolicy", Resource: "*" }),
  }),
  production.green("IAM-1", "a sender from anywhere in the identity's own name", {
    ...allowing("notify-production", sending),
  }),
  production.green("IAM-1", "a denial of all mail", {
    ...allowing("notify-production", { Effect: "Deny", Action: "ses:*", Resource: "*" }),
  }),
];

const platform = casesOf("notify-platform");

const environmentCases: readonly Case[] = [
  platform.red("NOTIFY-SMK-1", "an environment that cannot send mail", ["notify-environments-send-mail"], {
    register: ({ domains }) => delete domains["notify-demo.example.gov"].senders,
  }),
];

/** Cases of what SES is told of senders, and who may send. */
export const mailSesCases: readonly Case[] = [...identityCases, ...feedbackCases, ...sendingCases, ...environmentCases];
