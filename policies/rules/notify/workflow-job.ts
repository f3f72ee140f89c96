import { type KnownStep, workflowSettings } from "../../settings/notify-workflows.ts";
import { listed, problems } from "../grants.ts";
import { keysBeside, shown } from "../reading.ts";
import { demands, type Fields, type Job, type Step, type Workflow } from "./workflow.ts";
import { actionOf } from "./workflow-actions.ts";
import { commandPattern, commandsOf, type Placeholders } from "./workflow-script.ts";

/*
 * What jobs may be made of whose work matters: those that deploy, restage, release and check. Their keys, variables,
 * actions and commands are held against lists of what is known; the rest is refused by its name.
 */

const { conditions, leastMinutes } = workflowSettings;

/** Whether two values of YAML are the same; the order of keys says nothing. */
export function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** Whether something has no other keys than these. */
export function hasOnly(value: Fields, keys: readonly string[]): boolean {
  return keysBeside(value, keys).length === 0;
}

/** Keys that something has besides these, in words; nothing where it has none. */
function others(where: string, value: Fields, keys: readonly string[]): string | false {
  const unknown = keysBeside(value, keys);
  return (
    unknown.length > 0 && `${where} has ${listed(unknown)}, which changes what is run, or whether its failure counts`
  );
}

const jobKeys = ["name", "needs", "if", "runs-on", "environment", "permissions", "steps", "timeout-minutes"];
const stepKeys = ["id", "name", "uses", "with", "run", "env", "timeout-minutes", "working-directory"];

/** What is wrong with the frame of a job: keys that it should not have, and what it inherits of its workflow. */
export function frameProblems(workflow: Workflow, { id, fields: job }: Job, more: readonly string[] = []): string[] {
  return problems(
    others(id, job, [...jobKeys, ...more]),
    ...["defaults", "env"].map(
      (key) => !more.includes(key) && workflow.fields[key] !== undefined && `${id} inherits ${key} of the workflow`,
    ),
    timeoutProblem(id, job),
  );
}

/** What is broken off while it works is neither the old nor the new. */
function timeoutProblem(where: string, { "timeout-minutes": minutes }: Fields): string | false {
  const isEnough = minutes === undefined || (typeof minutes === "number" && minutes >= leastMinutes);
  return !isEnough && `${where} is broken off after ${shown(minutes)} minutes; give it ${leastMinutes} at least`;
}

/** What is wrong with a condition: whatever does more than to let a job run less often, in a way that is known. */
export function conditionProblems({ id, condition }: Job): string[] {
  if (condition === undefined) return [];
  const parts = demands(condition);
  return problems(
    (parts.length === 0 || parts.some((each) => !conditions.includes(each))) &&
      `${id} runs on a condition that is not known (if: ${condition})`,
  );
}

/** What is wrong with the frame of a step: a failure that does not count, a condition, a shell of its own. */
export function stepFrameProblems({ label, fields: step }: Step): string[] {
  return problems(others(label, step, stepKeys), timeoutProblem(label, step));
}

interface Done {
  readonly label: string;
  readonly what: string;
  /** Where a command is run; the root of the checkout, where nothing is said. */
  readonly in?: string;
  readonly action: boolean;
}

function isStep(known: KnownStep, { what, action, in: where }: Done, placeholders: Placeholders): boolean {
  if ("uses" in known) return action && known.uses === what;
  return !action && commandPattern(known.run, placeholders).test(what) && filled(known.in, placeholders) === where;
}

/** The variables that a step reads: those that its commands name, and those that the known ones read by themselves. */
export function variablesRead(step: Step, known: readonly KnownStep[], placeholders: Placeholders): Set<string> {
  const named = commandsOf(step.run ?? "").flatMap((each) =>
    [...each.matchAll(/\$(?<name>\w+)/g)].flatMap(({ groups }) => groups?.name ?? []),
  );
  const fitting = doneBy(step).map((done) => known.filter((each) => isStep(each, done, placeholders)));
  // A step that is not known is refused as a whole; what it sets is not said again.
  const isKnown = fitting.every((steps) => steps.length > 0);
  const read = (isKnown ? fitting.flat() : known).flatMap((each) => ("run" in each ? (each.reads ?? []) : []));
  return new Set([...named, ...read]);
}

/** What is wrong with the steps of a job that is held against a list: what is not on it, and what is missing of it. */
export function knownStepsProblems(job: Job, known: readonly KnownStep[], placeholders: Placeholders): string[] {
  const done = job.steps.flatMap(doneBy);
  const fits = (step: KnownStep, each: Done) => isStep(step, each, placeholders);
  const unknown = done.filter((each) => !known.some((step) => fits(step, each)));
  let from = 0;
  const missing = known.flatMap((step) => {
    if (step.required !== true) return [];
    const at = done.findIndex((each, index) => index >= from && fits(step, each));
    if (at >= from) {
      from = at + 1;
      return [];
    }
    const what = "uses" in step ? step.uses : (filled(step.run, placeholders) ?? "");
    return [`${job.id} lacks ${what}${done.some((each) => fits(step, each)) ? " in its place" : ""}`];
  });
  return [
    ...unknown.map(
      ({ label, what, in: where }) =>
        `${label}: ${what}${where === undefined ? "" : ` (in ${where})`} is not one of the known steps`,
    ),
    ...missing,
  ];
}

function doneBy({ label, run, uses, fields: step }: Step): Done[] {
  const where = step["working-directory"];
  const inFolder = where === undefined ? {} : { in: shown(where) };
  if (uses !== undefined) return [{ label, what: actionOf(uses), action: true, ...inFolder }];
  if (run === undefined) return [{ label, what: "a step without action and script", action: false }];
  return commandsOf(run).map((what) => ({ label, what, action: false, ...inFolder }));
}

function filled(text: string | undefined, placeholders: Placeholders): string | undefined {
  return text?.replaceAll(/\{(?<name>[a-z]+)\}/g, (_, name: string) => placeholders[name] ?? "");
}
