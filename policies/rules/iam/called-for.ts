import type { Call, Calls } from "../../settings/iam-calls.ts";
import { listed } from "../grants.ts";
import { actionsFor } from "./actions.ts";
import { demand } from "./conditions.ts";
import { fits, readDocument, type Statement } from "./document.ts";
import { comesOnlyFrom } from "./source-addresses.ts";

/**
 * What a document says beyond what somebody is called upon to do: nothing, where each action, on each thing, by each
 * principal, under the conditions at hand, is among the calls. What is allowed may be less than they say, and hang on
 * more conditions. A denial is not counted against what is allowed.
 */
export function uncalledFor(document: unknown, calls: Calls): string[] {
  const read = readDocument(document);
  if ("problem" in read) return [`its document cannot be judged: ${read.problem}`];
  return read.statements.flatMap((statement) =>
    statement.effect === "Allow" ? beyondCalls(statement, calls) : beyondDenial(statement),
  );
}

function beyondCalls(statement: Statement, { allow }: Calls): string[] {
  const { actions, resources, principals } = statement;
  if ("allBut" in actions) return ["it allows every action but some"];
  if (principals !== undefined && "allBut" in principals) return ["it lets in everybody who is not named"];
  // Everything but something is everything, as far as a call goes.
  const things = resources === undefined ? [undefined] : "only" in resources ? resources.only : ["*"];
  const whom = principals?.only ?? [undefined];
  const found = new Map<string, string[]>();
  const note = (problem: string, action: string) => found.set(problem, [...(found.get(problem) ?? []), action]);
  for (const { action, written } of meantBy(actions.only, allow)) {
    const calls = allow.filter((call) => call.actions.some((each) => isWithin(action, each)));
    if (calls.length === 0) {
      note(action.toLowerCase() === written.toLowerCase() ? "" : ` by ${written}`, action);
      continue;
    }
    for (const principal of whom) {
      const of = calls.filter(({ by }) => (principal === undefined ? by === undefined : by?.includes(principal)));
      if (of.length === 0) note(principal === undefined ? " without saying to whom" : ` to ${principal}`, action);
      for (const thing of of.length === 0 ? [] : things) {
        const on = of.filter((call) => covers(call, thing));
        if (on.length === 0) note(thing === undefined ? " without saying on what" : ` on ${thing}`, action);
        else if (!on.some((call) => isConditioned(statement, call))) note(` without ${conditionsOf(on)}`, action);
      }
    }
  }
  return [...found].map(
    ([problem, done]) => `it allows ${few([...new Set(done)])}${problem}, which nobody has called for`,
  );
}

/** Each action that some patterns stand for, and how it is written; a pattern that is called for as it is stays one. */
function meantBy(patterns: readonly string[], calls: readonly Call[]): { action: string; written: string }[] {
  return patterns.flatMap((written) => {
    const asItIs = calls.some((call) => call.actions.some((each) => isWithin(written, each)));
    const actions = asItIs ? [written] : (actionsFor(written) ?? []);
    // One that nobody knows is none that anybody has called for.
    return (actions.length > 0 ? actions : [written]).map((action) => ({ action, written }));
  });
}

/** Whether all that one pattern of actions fits is fitted by another. */
function isWithin(pattern: string, wider: string): boolean {
  return fits(wider.toLowerCase(), pattern.toLowerCase());
}

function covers({ on }: Pick<Call, "on">, thing: string | undefined): boolean {
  return thing === undefined ? on.length === 0 : on.some((each) => fits(each, thing));
}

function isConditioned(statement: Statement, { only = {}, from }: Call): boolean {
  return (
    Object.entries(only).every(([key, values]) => demand(statement.conditions, key, values)) &&
    (from === undefined || comesOnlyFrom(statement, from))
  );
}

/** In words: the conditions that the first of some calls hangs on. */
function conditionsOf([call]: readonly Call[]): string {
  const { only = {}, from } = call ?? {};
  return listed([
    ...Object.entries(only).map(([key, values]) => `StringEquals ${key} ${values.join(" or ")}`),
    ...(from === undefined ? [] : [`IpAddress aws:SourceIp of ${listed(from) || "networks that the register has"}`]),
  ]);
}

/**
 * A denial gives nobody anything, and whoever holds a policy may be held shorter. Where a document hangs on what it is
 * about, a denial can shut out whoever it names, and for good.
 */
function beyondDenial(statement: Statement): string[] {
  const { actions, principals } = statement;
  if (principals === undefined || deniesPlainText(statement)) return [];
  const whom = "only" in principals ? few(principals.only) : "everybody who is not named";
  const what = "only" in actions ? few(actions.only) : "every action but some";
  return [`it denies ${what} to ${whom}, which nobody has called for`];
}

/** Whether a statement takes nothing away but what comes without TLS, as nothing of ours does. */
export function deniesPlainText({ effect, conditions }: Statement): boolean {
  const [condition, ...more] = Object.entries(conditions);
  const [key, ...others] = Object.entries(condition?.[1] ?? {});
  return (
    effect === "Deny" &&
    more.length === 0 &&
    others.length === 0 &&
    condition?.[0] === "Bool" &&
    key?.[0].toLowerCase() === "aws:securetransport" &&
    key[1].join() === "false"
  );
}

/** Texts as messages name them: three, and how many more. */
function few(texts: readonly string[]): string {
  return listed(texts.length > 4 ? [...texts.slice(0, 3), `${texts.length - 3} more`] : texts);
}
