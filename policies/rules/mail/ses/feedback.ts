import { type AwsPlace, arnOf } from "../../../../model/arn.ts";
import type { PlacedSesSender } from "../../../../model/mail/ses-place.ts";
import { listed, problems } from "../../grants.ts";
import { shown } from "../../reading.ts";
import { type Resource, type ResourceRule, type StackRule, stackOf } from "../../rule.ts";
import { hearsAll } from "../../topics.ts";
import {
  about,
  type Destination,
  identityOf,
  readDestination,
  senderOf,
  sendersOfStack,
  sesTypes,
} from "./declared.ts";

const topicType = "aws:sns/topic:Topic";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";

/** What was set up to tell somebody does. */
export const sesFeedbackSent: ResourceRule = {
  name: "ses-feedback-sent",
  clauses: ["EMAIL-6"],
  level: "mandatory",
  description:
    "An event destination is enabled and leads to one place, and news of an SES identity goes to a topic of this account and region.",
  remedy:
    "Set enabled to true, which is not the default, and give the ARN of a topic in the account and region of the identity.",
  scope: "resource",
  types: [...sesTypes.destination, ...sesTypes.notification],
  judge: (resource, { register }) => {
    if (about([resource], "notification").length === 1) {
      const place = senderOf(resource, register)?.place;
      if (place === undefined)
        return [`${identityOf(resource)} is no host of an SES sender that the register has for this stack`];
      return topicProblems(resource.props.topicArn, place);
    }
    const { enabled, kinds, topic } = readDestination(resource);
    const place = sendersOfStack(register, stackOf(resource)).at(0)?.place;
    return problems(
      !enabled && "it is not enabled, so it sends nothing",
      kinds.length !== 1 && `it leads to ${kinds.length === 0 ? "no place" : listed(kinds)}, and has to lead to one`,
      place === undefined && "the register has no SES sender for this stack",
      ...(kinds.includes("sns") && place !== undefined ? topicProblems(topic, place) : []),
    );
  },
};

function topicProblems(arn: unknown, place: AwsPlace): string[] {
  return problems(
    arn === undefined && "it names no topic, so nobody is told",
    arn !== undefined &&
      !shown(arn).startsWith(arnOf(place, "sns", "")) &&
      `${shown(arn)} is no topic of ${place.accountId} in ${place.region}`,
  );
}

/** No bounce or complaint is lost, and somebody learns what was delivered. */
export const sesFeedbackComplete: StackRule = {
  name: "ses-feedback-complete",
  clauses: ["EMAIL-6"],
  level: "mandatory",
  description:
    "Bounces and complaints of each SES sender go to somebody who is told which mail it was, deliveries are at least counted, and where SES forwards nothing by mail both have a topic of the identity's own.",
  remedy: "Leave feedback to the stack, and subscribe somebody to its topics; counts alone do not say who bounced.",
  scope: "stack",
  judge: (resources, { register, stack }) =>
    sendersOfStack(register, stack).map((sender) => ({
      subject: `feedback of ${sender.host}`,
      problems: feedbackProblems(sender, resources),
    })),
};

function feedbackProblems(sender: PlacedSesSender, resources: readonly Resource[]): string[] {
  const { host } = sender;
  const of = (thing: keyof typeof sesTypes) => about(resources, thing).filter((each) => identityOf(each) === host);
  const topics = new Map(
    of("notification").map(
      ({ props }) => [shown(props.notificationType).toUpperCase(), shown(props.topicArn)] as const,
    ),
  );
  const sets = of("identity").map(({ props }) => shown(props.configurationSetName ?? ""));
  const destinations = about(resources, "destination")
    .map(readDestination)
    .filter(({ enabled, set }) => enabled && sets.includes(set));
  const silent = of("forwarding").some(({ props }) => props.emailForwardingEnabled !== true);
  const heard = (arn: string | undefined) => arn !== undefined && hasListener(arn, sender.place, resources);
  return [
    ...["BOUNCE", "COMPLAINT"].flatMap((event) =>
      problems(
        !heard(topics.get(event)) &&
          !destinations.some((each) => each.events.includes(event) && tellsWhich(each, heard)) &&
          `nobody is told of a ${event.toLowerCase()}`,
        silent && !topics.has(event) && `SES forwards nothing by mail, and the identity has no topic for ${event}`,
      ),
    ),
    ...problems(
      !heard(topics.get("DELIVERY")) &&
        !destinations.some(({ events }) => events.includes("DELIVERY")) &&
        "deliveries are neither told nor counted",
    ),
  ];
}

/** Whether a destination passes on which mail it was, to somebody; CloudWatch only counts. */
function tellsWhich({ kinds, topic }: Destination, heard: (arn: string | undefined) => boolean): boolean {
  if (kinds.includes("sns")) return heard(topic);
  return kinds.includes("eventBridge") || kinds.includes("kinesisFirehose") || kinds.includes("kinesis");
}

/** Whether a topic is in the stack, and something is subscribed to it and told of everything. */
function hasListener(arn: string, place: AwsPlace, resources: readonly Resource[]): boolean {
  return (
    resources.some(({ type, props }) => type === topicType && arnOf(place, "sns", shown(props.name)) === arn) &&
    resources.some((each) => each.type === subscriptionType && each.props.topic === arn && hearsAll(each))
  );
}
