import { type Kind, kinds, type Register } from "../../../model/register.ts";
import { type Canary, problemsIn } from "../../../policies/canaries/canary.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { honestClock } from "../../../policies/rules/baseline/honest-clock.ts";
import { rulesFor } from "../../../policies/rules/index.ts";
import type { Finding, RegisterRule, ResourceRule, Rule, StackRule } from "../../../policies/rules/rule.ts";
import { waiversValid } from "../../../policies/rules/waivers.ts";
import type { Case, StackName } from "../../engine/case.ts";
import { cases } from "../../engine/cases.ts";
import { type ExportedState, registerIn } from "../../engine/state.ts";
import { run } from "../packs/harness.ts";
import { shrink } from "./shrink.ts";
import { asOf, changedBy, registerOf, registrationsOf, stateOf } from "./states.ts";

/** A rule, and what it was shown in a case when it found something. */
export interface Found {
  readonly rule: Rule;
  readonly canary: Canary;
}

/** The examples that the red cases for the engine hold: for each rule that is wanted, the first that it refuses. */
export async function examplesInCases(wanted: (name: string) => boolean): Promise<Found[]> {
  const states = new Map<StackName, ExportedState>();
  const found = new Map<string, Found>();
  for (const each of cases) {
    if (!names(each).some((name) => wanted(name) && !found.has(name))) continue;
    const state = states.get(each.stack) ?? (await stateOf(each.stack));
    states.set(each.stack, state);
    for (const example of await refusedIn(each, state)) {
      const { name } = example.rule;
      if (wanted(name) && names(each).includes(name) && !found.has(name)) found.set(name, example);
    }
  }
  return [...found.values()];
}

function names({ refusedBy }: Case): readonly string[] {
  return refusedBy;
}

/** What each rule of the pack was shown in a case, where it found something wrong. */
async function refusedIn(each: Case, state: ExportedState): Promise<Found[]> {
  const id = registerOf(each.stack);
  const changed = changedBy(each, state);
  const registrations = registrationsOf(changed);
  // The policies wrap properties in a proxy, which throws where one is not known yet.
  const props = new Map(registrations.map(({ urn, props }) => [urn, props]));
  const found: Found[] = [];
  const keep: Keep = (rule, register, { resources, stack }) => {
    const shown = resources?.map((resource) => ({ ...resource, props: props.get(resource.urn) ?? {} }));
    const about = { ...(shown !== undefined && { resources: shown }), ...(stack !== undefined && { stack }) };
    const day = rule.name === honestClock(asOf).name ? neverToday : asOf;
    found.push({ rule, canary: structuredClone({ id, asOf: day, register: entriesOf(register), ...about }) });
  };
  const rules = [...rulesFor(id), honestClock("1970-01-01")];
  await run(
    policiesOf(
      id,
      rules.map((rule) => listeningTo(rule, keep)),
      asOf,
    ),
    registrations,
  );
  // The packs add it themselves.
  const ofWaivers = listeningTo(waiversValid(rules), keep);
  if (ofWaivers.scope === "register" && each.refusedBy.some((name) => name === ofWaivers.name)) {
    ofWaivers.judge(registerIn(changed, id), asOf);
  }
  return found;
}

/** The rule on the clock refuses any day but today; its example has to be refused whenever it is tried. */
const neverToday = "2000-01-01";

type Keep = (rule: Rule, register: Register, rest: Pick<Canary, "resources" | "stack">) => void;

/** The rule, telling what it was shown whenever it finds something wrong. */
function listeningTo(rule: Rule, keep: Keep): Rule {
  const heard = <T>(found: T[], wrong: boolean, ...told: Parameters<Keep>): T[] => {
    if (wrong) keep(...told);
    return found;
  };
  const anyWrong = (findings: readonly Finding[]) => findings.some(({ problems }) => problems.length > 0);
  switch (rule.scope) {
    case "register":
      return {
        ...rule,
        judge: (register, day) => {
          const found = rule.judge(register, day);
          return heard(found, anyWrong(found), rule, register, {});
        },
      } satisfies RegisterRule;
    case "resource":
      return {
        ...rule,
        judge: (resource, context) => {
          const found = rule.judge(resource, context);
          return heard(found, found.length > 0, rule, context.register, { resources: [resource] });
        },
      } satisfies ResourceRule;
    case "stack":
      return {
        ...rule,
        judge: (resources, context) => {
          const found = rule.judge(resources, context);
          const rest = { resources, stack: context.stack };
          return heard(found, anyWrong(found), rule, context.register, rest);
        },
      } satisfies StackRule;
  }
}

/** The kinds of a register that have entries. */
function entriesOf({ id: _, ...register }: Register): Canary["register"] {
  return Object.fromEntries(Object.entries(register).filter(([, entries]) => Object.keys(entries).length > 0));
}

/** An example with all taken out that the rule does not need to say the same of it. The register stays well-formed. */
export function smallest({ rule, canary }: Found): Canary {
  const [said] = problemsIn(rule, canary);
  return shrink(canary, (candidate) => isWellFormed(candidate) && saysStill(rule, candidate, said));
}

function saysStill(rule: Rule, candidate: Canary, said: string | undefined): boolean {
  try {
    return said !== undefined && problemsIn(rule, candidate)[0] === said;
  } catch {
    return false;
  }
}

function isWellFormed({ id, asOf: day, register, resources = [] }: Canary): boolean {
  return (
    id !== undefined &&
    day !== undefined &&
    register !== undefined &&
    Object.entries(register).every(([kind, entries]) => kinds[kind as Kind]?.safeParse(entries).success === true) &&
    resources.every(({ type, name, urn, props, options }) =>
      [type, name, urn, props, options?.protect, options?.ignoreChanges].every((each) => each !== undefined),
    )
  );
}
