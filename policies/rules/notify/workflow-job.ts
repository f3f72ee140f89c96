import { type ActionInputs, type KnownStep, workflowSettings } from "../../settings/notify-workflows.ts";
import { listed, problems } from "../grants.ts";
import { fields, shown } from "../reading.ts";
import { demands, type Fields, type Job, type Step, type Workflow } from "./workflow.ts";
import { commandPattern, commandsOf } from "./workflow-script.ts";

/*
 * What jobs may be made of whose work matters: those that deploy, restage, release and check. Their keys, variables,
 * actions and commands are held against lists of what is known; the rest is refused by its name.
 */

const { actions, mustFail, shellVariables, conditions, deploymentVariables, checkedCommit } = workflowSettings;

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
  return Object.keys(value).every((key) => keys.includes(key));
}

/** Keys that something has besides these, in words; nothing where it has none. */
function others(where: string, value: Fields, keys: readonly string[]): string | false {
  const unknown = Object.keys(value).filter((key) => !keys.includes(key));
  return (
    unknown.length > 0 && `${where} has ${listed(unknown)}, which changes what is run, or whether its failure counts`
  );
}

const jobKeys = [
  "name",
  "needs",
  "if",
  "runs-on",
  "environment",
  "permissions",
  "concurrency",
  "steps",
  "timeout-minutes",
];
const stepKeys = ["id", "name", "uses", "with", "run", "env", "timeout-minutes", "working-directory"];

/** What is wrong with the frame of a job: keys that it should not have, and what it inherits of its workflow. */
export function frameProblems(workflow: Workflow, { id, fields: job }: Job, more: readonly string[] = []): string[] {
  return problems(
    others(id, job, [...jobKeys, ...more]),
    ...["defaults", "env"].map(
      (key) => !more.includes(key) && workflow.fields[key] !== undefined && `${id} inherits ${key} of the workflow`,
    ),
  );
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
  return problems(others(label, step, stepKeys));
}

/** An action as it is named, without its commit. */
export function actionOf(uses: string): string {
  return uses.split("@")[0] ?? "";
}

/** What is wrong with an action: a name that is not known, no commit, or what it is told. */
export function actionProblems({ label, uses = "", fields: step }: Step, startedBy: readonly string[]): string[] {
  const name = actionOf(uses);
  const known = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (known === undefined) return [`${label} uses ${uses}, which is not on the list of actions`];
  const given = fields(step.with);
  return [
    ...problems(
      !/@[0-9a-f]{40}$/.test(uses) && `${label} uses ${uses}, which can become another: name its whole commit`,
      name === "actions/checkout" &&
        String(given["persist-credentials"]) !== "false" &&
        `${label} leaves its token behind: set persist-credentials to false`,
    ),
    ...Object.entries(given).flatMap(([input, value]) =>
      inputProblems(known, { label, name, input, value }, startedBy),
    ),
  ];
}

interface Input {
  readonly label: string;
  readonly name: string;
  readonly input: string;
  readonly value: unknown;
}

function inputProblems(
  known: ActionInputs,
  { label, name, input, value }: Input,
  startedBy: readonly string[],
): string[] {
  const text = typeof value === "string" ? value.trim() : shown(value);
  if (name === "actions/checkout" && input === "ref") {
    const checked = startedBy.join() === "workflow_run" && expression(text) === checkedCommit;
    return problems(!checked && `${label} checks out ${text}, not the commit that it was started for`);
  }
  const demanded = Object.hasOwn(mustFail, input) ? mustFail[input] : undefined;
  if (known === "any")
    return problems(demanded !== undefined && text !== demanded && `${label} finds fault in vain (${input}: ${text})`);
  const pattern = Object.hasOwn(known, input) ? known[input] : undefined;
  return problems(
    (pattern === undefined || !commandPattern(pattern).test(text)) &&
      `${label} tells ${name} ${input}: ${text}, which is not known`,
  );
}

/** What stands in an expression that is the whole of a text. */
function expression(text: string): string | undefined {
  return /^\$\{\{\s*(?<inner>[^{}]*?)\s*\}\}$/.exec(text)?.groups?.inner;
}

/** Expressions that the variables of a step may have as their whole value. */
const values = /^(?:secrets\.[A-Za-z0-9_]+|vars\.[A-Za-z0-9_]+|github\.sha|github\.token|inputs\.environment)$/;

/** What is wrong with the variables of a step that has secrets: names that are not known, values that are put together. */
export function variableProblems({ label, fields: step }: Step, commands: readonly string[]): string[] {
  const named = new Set(commands.flatMap((each) => [...each.matchAll(/\$(?<name>\w+)/g)].map((m) => m.groups?.name)));
  return Object.entries(fields(step.env)).flatMap(([name, value]) => {
    const text = shown(value);
    const inner = expression(text);
    const known = deploymentVariables.includes(name) || /^TF_VAR_[a-z0-9_]+$/.test(name) || named.has(name);
    return problems(
      (!known || isShellVariable(name)) && `${label} sets ${name}, which is not known`,
      text.includes("${{") &&
        !(inner !== undefined && (values.test(inner) || inner === checkedCommit)) &&
        `${label} sets ${name} to ${text}, which is not known`,
      name === "TARGET" && inner !== "inputs.environment" && `${label} is for ${text}, whatever environment was named`,
    );
  });
}

/** Whether a variable makes a shell, or what it starts, another. */
export function isShellVariable(name: string): boolean {
  return shellVariables.test(name) || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

interface Done {
  readonly label: string;
  readonly what: string;
  /** Where a command is run; the root of the checkout, where nothing is said. */
  readonly in?: string;
  readonly action: boolean;
}

/** What is wrong with the steps of a job that is held against a list: what is not on it, and what is missing of it. */
export function knownStepsProblems(
  job: Job,
  known: readonly KnownStep[],
  placeholders: Readonly<Record<string, string>>,
): string[] {
  const done = job.steps.flatMap(doneBy);
  const fits = (step: KnownStep, { what, action, in: where }: Done) =>
    "uses" in step
      ? action && step.uses === what
      : !action && commandPattern(step.run, placeholders).test(what) && filled(step.in, placeholders) === where;
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

function filled(text: string | undefined, placeholders: Readonly<Record<string, string>>): string | undefined {
  return text?.replaceAll(/\{(?<name>[a-z]+)\}/g, (_, name: string) => placeholders[name] ?? "");
}
