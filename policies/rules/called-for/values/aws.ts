import { arnOf } from "../../../../model/arn.ts";
import { configurationSetOf } from "../../../../model/mail/ses-place.ts";
import { mail } from "../../../settings/mail.ts";
import { type AlarmSetting, alarmPeriod, alarmsOf } from "../../../settings/notify-alarms.ts";
import { notifyEnvironments } from "../../../settings/notify-environments.ts";
import { notifyMessaging } from "../../../settings/notify-messaging.ts";
import { notifyPolicies } from "../../../settings/notify-policies.ts";
import { identityOf } from "../../mail/ses/declared.ts";
import { serviceAccountsOf } from "../../notify/aws-principals.ts";
import { alertsInChat } from "../../notify/stack-environment.ts";
import { shown } from "../../reading.ts";
import type { Resource } from "../../rule.ts";
import { keyAliasOf, type Wanted, watchedLimit } from "../calls.ts";
import { only, type ValuesOf, type ValuesOfTypes } from "./values.ts";

const { alertsTopic } = notifyEnvironments;

function alarmOf(wanted: Wanted, { props }: Resource): AlarmSetting | undefined {
  const alarms = wanted.environment === undefined ? {} : alarmsOf(wanted.environment.id, watchedLimit(wanted));
  const name = shown(props.name);
  return Object.hasOwn(alarms, name) ? alarms[name] : undefined;
}

const ofAlarm =
  (property: keyof AlarmSetting): ValuesOf =>
  (wanted, resource) => {
    const alarm = alarmOf(wanted, resource);
    return alarm === undefined ? [] : [alarm[property]];
  };

/** The ARN of a role of the stack's own account, by the environment that it is named by. */
const ownRole =
  (name: (environment: string) => string): ValuesOf =>
  ({ environment, place }) =>
    environment === undefined || place === undefined
      ? []
      : [arnOf(place, "iam", `role/${name(environment.id)}`, "global")];

/** The sender whose identity a resource is about, or whose configuration set. */
function senderOf({ senders }: Wanted, resource: Resource) {
  const set = resource.props.configurationSetName;
  const host = identityOf(resource);
  return senders.find((each) => each.host === host || (host === "" && configurationSetOf(each.host) === set));
}

/** Which topic is told of a kind of news about a sender's mail. */
function feedbackTopicOf(wanted: Wanted, resource: Resource): string[] {
  const sender = senderOf(wanted, resource);
  if (sender === undefined) return [];
  const kind = shown(resource.props.notificationType).toLowerCase();
  const before = wanted.environment === undefined ? configurationSetOf(sender.host) : `notify-${wanted.environment.id}`;
  return [arnOf(sender.place, "sns", `${before}-${kind}`)];
}

/** What bounds an IAM user: the account that deploys brokers, where it is known where it works from; nobody else (AMB-28). */
function boundaryOf({ register, environment, place }: Wanted, { props }: Resource): readonly unknown[] {
  const account = Object.values(register.serviceAccounts).find(
    (each) =>
      environment !== undefined && each.account === environment.environment.account && each.login === props.name,
  );
  const isBounded = account?.kind === "ssb-deployment" && account.deploysFrom !== undefined;
  return isBounded && place !== undefined
    ? [arnOf(place, "iam", `policy/${notifyPolicies.deploymentBoundary}`, "global")]
    : [undefined];
}

/** What the register and the settings say of things in AWS beyond which there are. */
export const awsValues: ValuesOfTypes = {
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    slackTeamId: ({ environment }) =>
      environment === undefined
        ? []
        : alertsInChat(environment).flatMap((id) => environment.alerts[id]?.slackWorkspace ?? []),
    iamRoleArn: ownRole(alertsTopic),
    snsTopicArns: ({ environment, place }) =>
      environment === undefined || place === undefined
        ? []
        : [alertsInChat(environment).map((id) => arnOf(place, "sns", alertsTopic(id)))],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    namespace: ofAlarm("namespace"),
    metricName: ofAlarm("metricName"),
    statistic: ofAlarm("statistic"),
    comparisonOperator: ofAlarm("comparisonOperator"),
    threshold: ofAlarm("threshold"),
    dimensions: ofAlarm("dimensions"),
    period: () => [alarmPeriod.seconds],
    evaluationPeriods: () => [alarmPeriod.times],
  },
  "aws:iam/user:User": {
    permissionsBoundary: boundaryOf,
    // Whose user of Notify's a person's is, another rule compares with the register.
    tags: ({ register, environment }, { props }) =>
      register.id === "ocp" ||
      (environment !== undefined && serviceAccountsOf(register, environment.environment.account).has(shown(props.name)))
        ? [{ kind: "service-account" }]
        : [],
  },
  "aws:ses/identityNotificationTopic:IdentityNotificationTopic": { topicArn: feedbackTopicOf },
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": {
    "eventDestination.matchingEventTypes": (wanted, resource) =>
      senderOf(wanted, resource) === undefined ? [] : [mail.countedEvents],
    // Other dimensions are made of what is in a mail, and stay in the account's numbers for over a year.
    "eventDestination.cloudWatchDestination": (wanted, resource) => {
      const host = senderOf(wanted, resource)?.host;
      if (host === undefined) return [];
      const dimension = { dimensionName: "ses:from-domain", dimensionValueSource: "MESSAGE_TAG" };
      return [undefined, { dimensionConfigurations: [{ ...dimension, defaultDimensionValue: host }] }];
    },
  },
  "aws:sesv2/emailIdentity:EmailIdentity": {
    configurationSetName: (wanted, resource) => {
      const host = senderOf(wanted, resource)?.host;
      return host === undefined ? [] : [configurationSetOf(host)];
    },
  },
  "aws:sns/smsPreferences:SmsPreferences": {
    monthlySpendLimit: (wanted) => only(watchedLimit(wanted)),
    deliveryStatusIamRoleArn: ownRole((environment) => `notify-${environment}-text-message-log`),
    defaultSenderId: () => [undefined, notifyMessaging.senderId],
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    // Who reads mail confirms by hand; how the API does it, another rule judges.
    confirmationTimeoutInMinutes: ({ register }) => (register.id === "ocp" ? [undefined, 1] : []),
    endpointAutoConfirms: ({ register }) => (register.id === "ocp" ? [undefined, false] : []),
  },
  "aws:sns/topic:Topic": {
    kmsMasterKeyId: (wanted) => {
      const alias = keyAliasOf(wanted);
      return alias === undefined || wanted.place === undefined ? [] : [alias, arnOf(wanted.place, "kms", alias)];
    },
  },
};
