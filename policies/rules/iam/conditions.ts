import { fields, list } from "../reading.ts";

/** What a statement demands beside: per operator, the keys and the values of each, as texts. They hold all together. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const comparisons = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike"],
  ...["StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"],
  ...["NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan"],
  ...["DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress"],
  ...["NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
];

/** Every operator that IAM has, as IAM writes it. */
const operators: ReadonlySet<string> = new Set([
  "Null",
  ...["", "ForAllValues:", "ForAnyValue:"].flatMap((before) =>
    comparisons.flatMap((each) => [`${before}${each}`, `${before}${each}IfExists`]),
  ),
]);

/** Reads the conditions of a statement, or says what is wrong with them. */
export function readConditions(given: unknown): { readonly conditions: Conditions } | { readonly problem: string } {
  if (!isPlain(given)) return { problem: "it has a statement whose Condition is no object" };
  for (const [operator, keys] of Object.entries(given)) {
    if (!operators.has(operator))
      return { problem: `it has a condition ${JSON.stringify(operator)}, which IAM does not know` };
    if (!isPlain(keys)) return { problem: `it has a condition ${operator} that is no object` };
    const names = Object.keys(keys).map((key) => key.toLowerCase());
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) return { problem: `it has a condition ${operator} with the key ${twice} twice` };
    for (const [key, values] of Object.entries(keys)) {
      const each = list(values);
      if (each.length === 0 || !each.every((value) => ["string", "boolean", "number"].includes(typeof value)))
        return { problem: `it has a condition ${operator} whose ${key} is neither text nor a list of texts` };
    }
  }
  return {
    conditions: Object.fromEntries(
      Object.entries(given).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(fields(keys)).map(([key, values]) => [key, list(values).map(String)])),
      ]),
    ),
  };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Whether conditions hold only where a key has one of some values: never where the key is missing (`…IfExists`,
 * `ForAllValues:…`), nor for what merely looks alike.
 */
export function demand(conditions: Conditions, key: string, allowed: readonly string[]): boolean {
  return ["StringEquals", "ArnEquals", "ForAnyValue:StringEquals"]
    .flatMap((operator) => Object.entries(conditions[operator] ?? {}))
    .some(
      ([name, values]) =>
        name.toLowerCase() === key.toLowerCase() &&
        values.every((value) => allowed.includes(value) && !/[*?]|\$\{/.test(value)),
    );
}
