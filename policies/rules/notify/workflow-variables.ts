import type { VariableValues } from "../../settings/notify-variables.ts";
import { type KnownStep, workflowSettings } from "../../settings/notify-workflows.ts";
import { fields, shown } from "../reading.ts";
import type { Job, Step } from "./workflow.ts";
import { variablesRead } from "./workflow-job.ts";
import { commandPattern, expressionOf, type Placeholders, patternText } from "./workflow-script.ts";

const { shellVariables } = workflowSettings;

/** Whether a variable makes a shell, or what it starts, another. */
export function isShellVariable(name: string): boolean {
  return shellVariables.test(name) || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/**
 * What is wrong with the variables of a step that has secrets: names that nothing in it reads, by what is known of such
 * steps, and texts that nothing calls for. A secret may be set under its own name, without a line in the settings.
 */
export function variableProblems(
  step: Step,
  knownSteps: readonly KnownStep[],
  due: VariableValues,
  placeholders: Placeholders,
): string[] {
  const { label } = step;
  const read = variablesRead(step, knownSteps, placeholders);
  return Object.entries(fields(step.fields.env)).flatMap(([name, value]) => {
    const known = Object.hasOwn(due, name) ? due[name] : undefined;
    if (!read.has(name) || (known === undefined && isShellVariable(name)))
      return [`${label} sets ${name}, which is not known`];
    const texts = known ?? [`\${{ secrets.${name} }}`];
    return valueProblems(`${label} sets ${name}`, value, texts, placeholders);
  });
}

/** What a job that is held against a list of variables does not set. */
export function missingVariables({ id, steps }: Job, due: VariableValues): string[] {
  const set = new Set(steps.flatMap((step) => Object.keys(fields(step.fields.env))));
  return Object.keys(due)
    .filter((name) => !set.has(name))
    .map((name) => `${id} does not set ${name}`);
}

/** What is wrong with the variables of a check: names that are not known, or what they are set to. */
export function checkVariableProblems(where: string, env: unknown, due: VariableValues): string[] {
  return Object.entries(fields(env)).flatMap(([name, value]) => {
    if (isShellVariable(name)) return [`${where} sets ${name}, by which a command becomes another`];
    const texts = Object.hasOwn(due, name) ? due[name] : undefined;
    if (texts === undefined) return [`${where} sets ${name}, which is not known`];
    return valueProblems(`${where} sets ${name}`, value, texts);
  });
}

function valueProblems(
  sets: string,
  value: unknown,
  texts: readonly string[],
  placeholders: Placeholders = {},
): string[] {
  const text = inOneSpelling(shown(value));
  if (texts.some((each) => commandPattern(inOneSpelling(each), placeholders).test(text))) return [];
  const expected = texts.map((each) => patternText(each, placeholders)).join(" or ");
  return [`${sets} to ${shown(value)}, which is not known; it has to be ${expected}`];
}

/** An expression that is the whole of a text in one spelling; any other text as it is. */
function inOneSpelling(text: string): string {
  const inner = expressionOf(text);
  return inner === undefined
    ? text
    : `\${{ ${inner.replace(/^secrets\.(.*)$/i, (_, name: string) => `secrets.${name.toUpperCase()}`)} }}`;
}
