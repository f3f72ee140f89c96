import { arnOf } from "../../../model/arn.ts";
import { notifyEnvironments } from "../../settings/notify-environments.ts";
import { listed, problems } from "../grants.ts";
import { count, isKnown, shown } from "../reading.ts";
import { type Resource, type ResourceRule, type StackRule, subjectOfResource } from "../rule.ts";
import { environmentOf, environmentOfStack, inNoEnvironment } from "./stack-environment.ts";

const { alertsTopic, feedbackTopics, feedbackPath, minutesToConfirm } = notifyEnvironments;
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";

/** A subscription is confirmed while it is made, or making it fails; it cannot be left pending without anybody's knowing. */
export const subscriptionsConfirmed: ResourceRule = {
  name: "notify-subscriptions-confirmed",
  clauses: ["NOTIFY-GOT-2"],
  level: "mandatory",
  description: `Topics send to the environment's own API, or to the relay of its alerts, over https; the receiver confirms by itself and has at least ${minutesToConfirm} minutes.`,
  remedy: `Set protocol https, endpointAutoConfirms true and confirmationTimeoutInMinutes ${minutesToConfirm} or more, and deploy the API first; for a subscription that is pending already, request the confirmation again as docs/going-live.md says.`,
  scope: "resource",
  types: [subscriptionType],
  judge: (resource, { register }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const { apiUrl } = where.environment;
    const relays = Object.values(where.alerts).map(({ relay }) => relay);
    const receivers = [apiUrl && `${apiUrl.replace(/\/$/, "")}${feedbackPath}`, ...relays];
    const { protocol, endpoint, endpointAutoConfirms, confirmationTimeoutInMinutes } = resource.props;
    return problems(
      protocol !== "https" && `its protocol is ${shown(protocol)}, not https`,
      !receivers.includes(shown(endpoint)) &&
        `it sends to ${shown(endpoint)}, which is neither the API nor the relay of ${where.id}`,
      endpointAutoConfirms !== true && "it does not wait for the receiver's confirmation, which may come too early",
      count(confirmationTimeoutInMinutes) < minutesToConfirm &&
        `the receiver has ${count(confirmationTimeoutInMinutes) || 1} minutes to confirm, not ${minutesToConfirm} or more`,
    );
  },
};

/** Every topic of an environment has its subscription, and none is pending. */
export const subscriptionsComplete: StackRule = {
  name: "notify-subscriptions-complete",
  clauses: ["NOTIFY-GOT-2"],
  level: "mandatory",
  description:
    "The API is subscribed to each topic of mail feedback of its environment, and no subscription is pending.",
  remedy:
    "Leave the topics to the environment's stack; for a pending subscription, request the confirmation again as docs/going-live.md says.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const where = environmentOfStack(register, stack);
    if (where === undefined) return [];
    const subscriptions = resources.filter(({ type }) => type === subscriptionType);
    const subscribed = new Set(subscriptions.map(({ props }) => shown(props.topic)));
    const relayed = Object.keys(where.alerts).filter((id) => where.alerts[id]?.relay !== undefined);
    const missing = [...feedbackTopics(where.id), ...relayed.map(alertsTopic)].filter(
      (name) => !subscribed.has(arnOf(where.place, "sns", name)),
    );
    return [
      {
        subject: `topics of ${where.id}`,
        problems: problems(missing.length > 0 && `nothing is subscribed to ${listed(missing)}`),
      },
      ...subscriptions.map((each) => ({
        subject: subjectOfResource(each),
        problems: problems(isPending(each) && "it is pending: its receiver has not confirmed it"),
      })),
    ];
  },
};

/** What the service says of a subscription that is there. At the preview that makes it, nobody knows yet. */
function isPending({ props }: Resource): boolean {
  return isKnown(() => props.pendingConfirmation) && props.pendingConfirmation === true;
}
