import type { Deciding, Vouched } from "../policies/rules/facts/fields.ts";
import type { Agreement } from "../policies/rules/facts/pair.ts";
import { code, table } from "./markdown.ts";

/** The text of docs/facts.md: which facts have to agree, which decide whether a rule applies, and what vouches for the rest. */
export function factsPage(
  agreements: readonly Agreement[],
  deciding: readonly Deciding[],
  vouched: readonly Vouched[],
): string {
  return `${[
    "# Facts of the register",
    "<!-- Generated from policies/rules/facts. Do not edit by hand. -->",
    "The register does not say what the rules count: [GATE-13](clauses.md#gate-13). Which systems there are and what their roles may do is in `policies/settings/systems.ts`, what frees an entry from a rule in `policies/settings/facts.ts`. A field is named by its kind of entry and the keys below, with `*` for any id or item.",
    "## Facts that have to agree",
    "Nobody says one thing where it frees them and another where it is counted. Other rules compare more of them, where a clause asks for it.",
    table(
      ["facts", "what has to be so"],
      agreements.map(({ facts, what }) => [facts.map(code).join(", "), what]),
    ),
    "## Facts that decide whether a rule applies",
    "Said otherwise, alone, a rule stops looking at something. Such a change is refused or told, but for those that the last table has too.",
    table(
      ["field", "what vouches for it"],
      deciding.map(({ field, by }) => [code(field), by]),
    ),
    "## Facts that may be said otherwise",
    "Every other field is refused or told, however it is changed alone.",
    table(
      ["what vouches", "how", "fields"],
      vouched.map(({ by, what, fields }) => [by, what, fields.map(code).join(", ")]),
    ),
  ].join("\n\n")}\n`;
}
