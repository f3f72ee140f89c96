import type { RememberedKind } from "../model/history.ts";
import { fileOfKind, type Kind } from "../model/register.ts";
import { code, table } from "./markdown.ts";

/** What policies/settings/history.ts says. */
interface HistorySettings {
  readonly moves: Readonly<Record<string, string>>;
  readonly movesOfFields: Readonly<Record<RememberedKind, Readonly<Record<string, string>>>>;
  readonly neededWords: Readonly<Record<RememberedKind, string>>;
  readonly grades: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly notRemembered: Readonly<Record<string, string>>;
}

/** The text of docs/history.md: what of the past is remembered, for how long, and what may be said otherwise of it. */
export function historyPage(kinds: readonly RememberedKind[], settings: HistorySettings): string {
  const { moves, movesOfFields, neededWords, grades, notRemembered } = settings;
  return `${[
    "# What is not forgotten",
    "<!-- Generated from policies/settings/history.ts. Do not edit by hand. -->",
    "What was deployed, or is in the base of a change, is held against what the register says of it now: [GATE-16](clauses.md#gate-16), rule `history-kept`. How a fact is corrected, the page on [the register](register.md#a-fact-was-wrong) tells.",
    "## How long entries are needed",
    "An entry that goes while it is needed is refused. One that is there under another id – a person with the same address, login, key or name, a server at the same address, a credential of the same account, a finding of the same scanner – is the same entry.",
    table(
      ["entries", "needed"],
      kinds.map((kind) => [code(fileOfKind(kind)), neededWords[kind]]),
    ),
    "## How fields may change",
    table(
      ["fields", "how", ""],
      Object.entries(moves).map(([move, words]) => [
        kinds
          .flatMap((kind) => fieldsThat(movesOfFields[kind], move).map((field) => code(`${kind}.${field}`)))
          .join(", "),
        move,
        words,
      ]),
    ),
    "From what asks least to what asks most:",
    Object.entries(grades)
      .map(([field, words]) => `- ${code(field)}: ${words.map((same) => same.join(" or ")).join(", ")}`)
      .join("\n"),
    "## What is not remembered",
    table(
      ["entries", "why"],
      Object.entries(notRemembered).map(([kind, why]) => [code(fileOfKind(kind as Kind)), why]),
    ),
  ].join("\n\n")}\n`;
}

function fieldsThat(fields: Readonly<Record<string, string>>, move: string): string[] {
  return Object.keys(fields).filter((field) => fields[field] === move);
}
