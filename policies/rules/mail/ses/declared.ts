import { type PlacedSesSender, placedSesSenders } from "../../../../model/mail/ses-place.ts";
import type { Register } from "../../../../model/register.ts";
import { fields, list, shown } from "../../reading.ts";
import { type Resource, stackOf } from "../../rule.ts";
import { domainsOfStack } from "../domains.ts";

/*
 * What SES is told, in either version of its interface: each thing has a type in both, and one reading.
 */

/** Types by what they are about, the second version of the interface and the first. */
export const sesTypes = {
  identity: ["aws:sesv2/emailIdentity:EmailIdentity", "aws:ses/domainIdentity:DomainIdentity"],
  address: ["aws:ses/emailIdentity:EmailIdentity"],
  dkim: ["aws:ses/domainDkim:DomainDkim"],
  mailFrom: ["aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes", "aws:ses/mailFrom:MailFrom"],
  forwarding: ["aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes"],
  notification: ["aws:ses/identityNotificationTopic:IdentityNotificationTopic"],
  set: ["aws:sesv2/configurationSet:ConfigurationSet", "aws:ses/configurationSet:ConfigurationSet"],
  destination: [
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
    "aws:ses/eventDestination:EventDestination",
  ],
  suppression: ["aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes"],
  authorization: ["aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy", "aws:ses/identityPolicy:IdentityPolicy"],
} as const;

/** Whether a resource is of the first version of the interface, which can say less. */
export function isFirstVersion({ type }: Pick<Resource, "type">): boolean {
  return type.startsWith("aws:ses/");
}

/** The resources among some that are about one thing. */
export function about(resources: readonly Resource[], thing: keyof typeof sesTypes): Resource[] {
  const types: readonly string[] = sesTypes[thing];
  return resources.filter(({ type }) => types.includes(type));
}

/** The identity that a resource is, or is about, by its name: an ARN ends with it. */
export function identityOf({ props }: Resource): string {
  const name = shown(props.emailIdentity ?? props.identity ?? props.domain ?? props.email ?? "");
  return (name.startsWith("arn:") ? name.slice(name.lastIndexOf("/") + 1) : name).toLowerCase().replace(/\.$/, "");
}

/** The SES senders whose identities a stack declares. */
export function sendersOfStack(register: Register, stack: string): PlacedSesSender[] {
  return domainsOfStack(register, stack).flatMap(([name, domain]) => placedSesSenders(register, name, domain));
}

/** The sender of the register that a resource's identity is, in the stack that it stands in. */
export function senderOf(resource: Resource, register: Register): PlacedSesSender | undefined {
  const identity = identityOf(resource);
  return sendersOfStack(register, stackOf(resource)).find(({ host }) => host === identity);
}

/** Events as the second version writes them, by where it sends them. */
export interface Destination {
  readonly set: string;
  readonly enabled: boolean;
  readonly events: readonly string[];
  /** The kinds of places that it sends to: `sns`, `cloudWatch` and so on; exactly one in a valid one. */
  readonly kinds: readonly string[];
  /** ARN of the topic that it sends to. */
  readonly topic?: string;
}

/** Reads an event destination of either version. */
export function readDestination({ props }: Resource): Destination {
  const given = fields(props.eventDestination ?? props);
  const kinds = ["cloudWatch", "cloudwatch", "eventBridge", "kinesisFirehose", "kinesis", "pinpoint", "sns"].filter(
    (kind) => given[`${kind}Destination`] !== undefined || list(given[`${kind}Destinations`]).length > 0,
  );
  const topic = fields(given.snsDestination).topicArn;
  return {
    set: shown(props.configurationSetName ?? ""),
    enabled: given.enabled === true,
    events: list(given.matchingEventTypes ?? given.matchingTypes).map(inSecondVersion),
    kinds: kinds.map((kind) => (kind === "cloudwatch" ? "cloudWatch" : kind)),
    ...(topic !== undefined && { topic: shown(topic) }),
  };
}

/** `renderingFailure` of the first version is `RENDERING_FAILURE` of the second. */
function inSecondVersion(event: unknown): string {
  return shown(event)
    .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
    .toUpperCase();
}
