import { z } from "zod";
import { fileOfKind } from "../register.ts";
import { references } from "../schema/common.ts";
import { required } from "./schema-walk.ts";

/** What a schema wants, as the end of a sentence that says "expected …". */
export function expectation(schema: z.core.$ZodType): string {
  const inner = required(schema);
  const target = references.get(inner)?.target;
  if (target !== undefined) return `the id of an entry in ${fileOfKind(target)}`;
  if (inner instanceof z.ZodEnum) return `one of ${inner.options.join(", ")}`;
  if (inner instanceof z.ZodLiteral) return [...inner.values].map((value) => `\`${String(value)}\``).join(" or ");
  if (inner instanceof z.ZodUnion) return inner.options.map(expectation).join(" or ");
  if (inner instanceof z.ZodBoolean) return "true or false";
  if (inner instanceof z.ZodNumber) return numbers(inner);
  if (inner instanceof z.ZodArray) return "a list";
  if (inner instanceof z.ZodRecord) return "a map of entries, each under its key";
  if (inner instanceof z.ZodObject) return "a map of keys and values";
  return texts(inner);
}

/** Words for the formats that the library checks by itself. */
const formats: Readonly<Record<string, string>> = {
  datetime: "a date and time in UTC, such as 2026-01-05T09:30:00Z",
  email: "an e-mail address",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  regex: "some text",
  url: "a URL",
};

/** What a refused text should have been: the schema's own words, or ours for what it says in general. */
export function expectedText(issue: z.core.$ZodIssue): string {
  if (!issue.message.startsWith("Invalid")) return issue.message;
  return (issue.code === "invalid_format" && formats[issue.format]) || "text of another form";
}

function texts(schema: z.core.$ZodType): string {
  // A text schema tells what it wants when it refuses; each one refuses a blank, except those that take any text.
  const refused = z.safeParse(schema, " ").error?.issues[0];
  return refused === undefined ? "text" : expectedText(refused);
}

function numbers(schema: z.ZodNumber): string {
  const noun = schema.isInt ? "a whole number" : "a number";
  const { minValue, maxValue } = schema;
  const least = minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? minValue : undefined;
  const most = maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER ? maxValue : undefined;
  if (least !== undefined && most !== undefined) return `${noun} from ${least} to ${most}`;
  // `positive()` reports an exclusive 0.
  return least === 0 ? `${noun} above 0` : noun;
}
