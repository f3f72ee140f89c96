import { type Made, map, type Output, output, type Property, string } from "../table.ts";
import { type Bag, bareBag, isBag } from "../wire.ts";

/** The account that AWS's own documentation uses. */
const ACCOUNT = "123456789012";

/** The account that a provider is for: the one that its settings allow, where they allow one only. */
export function accountOf(allowedAccountIds: string): string {
  // Nested settings travel as JSON.
  const allowed: unknown = allowedAccountIds === "" ? [] : parsed(allowedAccountIds);
  return Array.isArray(allowed) && allowed.length === 1 && /^\d{12}$/.test(String(allowed[0]))
    ? String(allowed[0])
    : ACCOUNT;
}

/** The account that a resource is made in. */
export const accountFor = (made: Made): string => accountOf(made.configured("allowedAccountIds"));

/** The family of regions that a region belongs to, as an ARN names it. */
export function partitionOf(region: string): string {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

/** The domain of a partition's services. */
export function dnsSuffixOf(region: string): string {
  return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}

/** The resource's own region, or the provider's. */
function regionOf(made: Made): string {
  return made.text("region") || made.configured("region");
}

/** An ARN of the offline account. A global service (IAM) has no region. */
export function arn(made: Made, service: string, resource: string, scope: "regional" | "global" = "regional"): string {
  const partition = partitionOf(regionOf(made));
  const region = scope === "regional" ? regionOf(made) : "";
  return `arn:${partition}:${service}:${region}:${accountFor(made)}:${resource}`;
}

/** What an account has once, in all its regions or in one. */
export const onceInAccount = (what: (made: Made) => string) => (made: Made) => [
  `${what(made)} in the account ${accountFor(made)}`,
];
export const onceInRegion = (what: (made: Made) => string) => (made: Made) => [
  `${what(made)} in the account ${accountFor(made)}, ${regionOf(made)}`,
];

/** A text that is an ARN. */
export const arnForm = {
  matches: {
    pattern: /^arn:aws(?:-us-gov|-cn)?:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|aws)?:.+$/,
    says: "an ARN (`arn:aws:…`)",
  },
} as const;

/** A resource's own region; another one is another resource. */
export const region: Property = string({
  replaces: true,
  filled: (made) => made.configured("region"),
  matches: { pattern: /^[a-z]{2}(?:-[a-z]+)+-\d$/, says: "a region such as `us-gov-west-1`" },
});

/** The limits of a resource's tags. */
export const tags: Property = map(string({ length: [0, 256] }), { count: [0, 50] });

/** The resource's tags with the provider's default ones. Known as soon as they are, also in a preview. */
export const tagsAll: Output = output(
  map(string()),
  (made) => ({ ...defaultTags(made.configured("defaultTags")), ...bag(made.input("tags")) }),
  { planned: true },
);

function defaultTags(configured: string): Bag {
  // Nested settings travel as JSON.
  const settings: unknown = configured === "" ? {} : JSON.parse(configured);
  return bag((settings as { tags?: Bag }).tags);
}

function bag(value: Parameters<typeof isBag>[0]): Bag {
  return isBag(value) ? bareBag(value) : {};
}

/** Why a text is not JSON; undefined when it is, or is not known yet. */
export function jsonFailures(inputs: Bag, properties: readonly string[]) {
  return properties.flatMap((property) => {
    const text = inputs[property];
    return typeof text !== "string" || isJson(text) ? [] : [{ property, reason: "expected JSON" }];
  });
}

const isJson = (text: string) => parsed(text) !== undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
