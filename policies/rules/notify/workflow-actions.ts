import { type ActionInputs, notifyActions } from "../../settings/notify-actions.ts";
import { workflowSettings } from "../../settings/notify-workflows.ts";
import { problems } from "../grants.ts";
import { fields, shown } from "../reading.ts";
import type { Step } from "./workflow.ts";
import { commandPattern, expressionOf, type Placeholders, patternText } from "./workflow-script.ts";

const { mustFail, checkedCommit } = workflowSettings;

/** What the workflow of a step says of it. */
export interface StepContext {
  /** The events that start the workflow. */
  readonly startedBy: readonly string[];
  /** What stands for the register's values of the file, by placeholder. */
  readonly values: Placeholders;
}

/** An action as it is named, without its commit. */
export function actionOf(uses: string): string {
  return uses.split("@")[0] ?? "";
}

/** What is wrong with an action: a name that is not known, a commit that is not called for, or what it is told. */
export function actionProblems({ label, uses = "", fields: step }: Step, context: StepContext): string[] {
  const name = actionOf(uses);
  const known = Object.hasOwn(notifyActions, name) ? notifyActions[name] : undefined;
  if (known === undefined) return [`${label} uses ${uses}, which is not on the list of actions`];
  const given = fields(step.with);
  return [
    ...commitProblems(label, uses, known.commits),
    ...problems(
      name === "actions/checkout" &&
        String(given["persist-credentials"]) !== "false" &&
        `${label} leaves its token behind: set persist-credentials to false`,
    ),
    ...(known.demands ?? [])
      .filter((input) => !Object.hasOwn(given, input))
      .map((input) => `${label} does not tell ${name} its ${input}`),
    ...Object.entries(given).flatMap(([input, value]) =>
      inputProblems(known.inputs, { label, name, input, value }, context),
    ),
  ];
}

function commitProblems(label: string, uses: string, commits: Readonly<Record<string, string>>): string[] {
  const commit = /@(?<commit>[0-9a-f]{40})$/.exec(uses)?.groups?.commit;
  if (commit === undefined) return [`${label} uses ${uses}, which can become another: name its whole commit`];
  if (Object.hasOwn(commits, commit)) return [];
  const known = Object.entries(commits).map(([each, version]) => `${version}, ${each}`);
  return [
    `${label} uses ${uses}, a commit that nothing calls for: ${known.join(", or ") || "none of this action is"} in policies/settings/notify-actions.ts`,
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
  { startedBy, values }: StepContext,
): string[] {
  const text = typeof value === "string" ? value.trim() : shown(value);
  if (name === "actions/checkout" && input === "ref") {
    const checked = startedBy.join() === "workflow_run" && expressionOf(text) === checkedCommit;
    return problems(!checked && `${label} checks out ${text}, not the commit that it was started for`);
  }
  const demanded = Object.hasOwn(mustFail, input) ? mustFail[input] : undefined;
  if (known === "any")
    return problems(demanded !== undefined && text !== demanded && `${label} finds fault in vain (${input}: ${text})`);
  const pattern = Object.hasOwn(known, input) ? known[input] : undefined;
  if (pattern === undefined) return [`${label} tells ${name} ${input}: ${text}, which is not known`];
  if (commandPattern(pattern, values).test(text)) return [];
  return [`${label} tells ${name} ${input}: ${text}, which is not known; it has to be ${patternText(pattern, values)}`];
}
