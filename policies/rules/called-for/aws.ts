import { arnOf } from "../../../model/arn.ts";
import { configurationSetOf } from "../../../model/mail/ses-place.ts";
import { alarmsOf } from "../../settings/notify-alarms.ts";
import { notifyEnvironments } from "../../settings/notify-environments.ts";
import { notifyMessaging } from "../../settings/notify-messaging.ts";
import { identityOf } from "../mail/ses/declared.ts";
import { alertsInChat } from "../notify/stack-environment.ts";
import { shown } from "../reading.ts";
import { by, type Calls, chatNames, joined, keyAliasOf, type Wanted, watchedLimit } from "./calls.ts";

const { alertsTopic, feedbackTopics, feedbackPath } = notifyEnvironments;
const inDomains = "the register's domains";
const inEnvironments = "the register's environments";

const hosts = ({ senders }: Wanted) => senders.map(({ host }) => host);
const sets = ({ senders }: Wanted) => senders.map(({ host }) => configurationSetOf(host));

/** What people who read mail are told of by a topic: an environment's API is told of deliveries too. */
const readByPeople = ["bounce", "complaint"];
const kindsOf = ({ environment }: Wanted) => (environment === undefined ? readByPeople : [...readByPeople, "delivery"]);

/** The topics of a stack by name, and who listens to each. */
function topics(wanted: Wanted): { name: string; listener?: string }[] {
  const { environment, senders } = wanted;
  if (environment === undefined) {
    return senders.flatMap(({ host, sender: { feedback } }) =>
      readByPeople.map((kind) => ({
        name: `${configurationSetOf(host)}-${kind}`,
        ...(feedback !== undefined && { listener: joined("email", feedback) }),
      })),
    );
  }
  const { apiUrl } = environment.environment;
  return [
    ...Object.entries(environment.alerts).map(([id, { relay }]) => ({
      name: alertsTopic(id),
      ...(relay !== undefined && { listener: joined("https", relay) }),
    })),
    ...feedbackTopics(environment.id).map((name) => ({
      name,
      ...(apiUrl !== undefined && { listener: joined("https", `${apiUrl.replace(/\/$/, "")}${feedbackPath}`) }),
    })),
  ];
}

const ofSender = (wanted: Wanted, ...more: string[]) => hosts(wanted).map((host) => joined(host, ...more));

/** A bucket, and what S3 is told of it by a resource of its own. */
const ofBucket: Calls = {
  identity: by("bucket"),
  called: ({ buckets }) => Object.keys(buckets),
  where: "the register's buckets, or an environment's csvBucket",
};

/** The same, of which there is one, or none, as the bucket's kind wants it. */
const ofSomeBuckets: Calls = { ...ofBucket, mayBeMissing: "buckets-complete misses it, by the bucket's kind" };

/** Everything in AWS but IAM. */
export const awsCalls: Readonly<Record<string, Calls>> = {
  "aws:s3/bucket:Bucket": ofBucket,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofSomeBuckets,
  "aws:s3/bucketPolicy:BucketPolicy": ofSomeBuckets,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofSomeBuckets,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofSomeBuckets,
  "aws:s3/bucketVersioning:BucketVersioning": ofSomeBuckets,
  "aws:kms/key:Key": {
    // A key has no name of its own: there is one in a stack.
    identity: () => "the key of topics",
    called: (wanted) => (keyAliasOf(wanted) === undefined ? [] : ["the key of topics"]),
    where: "the register's accounts or environments",
  },
  "aws:kms/alias:Alias": {
    identity: by("name"),
    called: (wanted) => [keyAliasOf(wanted)].filter((alias) => alias !== undefined),
    where: "the register's accounts or environments",
  },
  "aws:sns/topic:Topic": {
    identity: by("name"),
    called: (wanted) => topics(wanted).map(({ name }) => name),
    where: `${inDomains} or environments`,
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    identity: by("topic", "protocol", "endpoint"),
    called: (wanted) =>
      topics(wanted).flatMap(({ name, listener }) =>
        listener === undefined || wanted.place === undefined
          ? []
          : placesOf(wanted).map((place) => joined(arnOf(place, "sns", name), listener)),
      ),
    where: `${inDomains} (feedback) or environments (apiUrl, alerts.relay)`,
  },
  "aws:sns/smsPreferences:SmsPreferences": {
    identity: () => "the settings of text messages",
    called: (wanted) => (watchedLimit(wanted) === undefined ? [] : ["the settings of text messages"]),
    mayBeMissing: "notify-environment-parts misses it",
    where: `${inEnvironments} (monthlySpendLimit)`,
  },
  "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": {
    // AWS tells the number only once it is there; the name says which is meant, and another rule compares.
    identity: ({ name }) => name,
    called: ({ register, environment }) =>
      Object.entries(register.phoneNumbers)
        .filter(([, number]) => number.environment === environment?.id)
        .map(([number]) => number),
    claims: ({ register, environment }) =>
      Object.values(register.phoneNumbers)
        .filter((number) => number.environment === environment?.id)
        .map(({ phoneNumberId }) => phoneNumberId),
    mayBeMissing: "notify-numbers-complete misses it",
    where: "the register's phoneNumbers",
  },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    identity: by("configurationName"),
    called: chatNames,
    claims: ({ environment }) =>
      environment === undefined
        ? []
        : [...new Set(alertsInChat(environment).flatMap((id) => environment.alerts[id]?.slackChannel ?? []))],
    mayBeMissing: "notify-alerts-complete misses it",
    where: `${inEnvironments} (alerts)`,
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    identity: by("name"),
    called: (wanted) =>
      wanted.environment === undefined ? [] : Object.keys(alarmsOf(wanted.environment.id, watchedLimit(wanted))),
    where: "policies/settings/notify-alarms.ts",
  },
  "aws:ses/identityNotificationTopic:IdentityNotificationTopic": {
    identity: (resource) => joined(identityOf(resource), shown(resource.props.notificationType).toLowerCase()),
    called: (wanted) => kindsOf(wanted).flatMap((kind) => ofSender(wanted, kind)),
    where: inDomains,
  },
  "aws:sesv2/configurationSet:ConfigurationSet": {
    identity: by("configurationSetName"),
    called: sets,
    where: inDomains,
  },
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": {
    identity: by("configurationSetName", "eventDestinationName"),
    called: (wanted) => sets(wanted).map((set) => joined(set, "counts")),
    where: inDomains,
  },
  "aws:sesv2/emailIdentity:EmailIdentity": { identity: identityOf, called: hosts, where: inDomains },
  "aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes": {
    identity: identityOf,
    called: hosts,
    where: inDomains,
  },
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": {
    identity: identityOf,
    called: hosts,
    where: inDomains,
  },
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": {
    identity: by("repository", "environment", "variableName"),
    called: ({ environment }) =>
      environment === undefined
        ? []
        : [joined(notifyMessaging.sender.repository, environment.id, notifyMessaging.sender.variable)],
    mayBeMissing: "notify-sender-told misses it",
    where: "policies/settings/notify-messaging.ts",
  },
};

/** Where the topics of a stack may be: in its own place, and where its senders are. */
function placesOf({ place, senders }: Wanted) {
  const all = [...(place === undefined ? [] : [place]), ...senders.map((sender) => sender.place)];
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
