import { parse } from "yaml";

/** A workflow of GitHub Actions as a graph: what starts it, and which job waits for which. */
export interface Workflow {
  readonly name?: string;
  /** What starts it, by event. */
  readonly triggers: ReadonlyMap<string, Fields>;
  readonly jobs: ReadonlyMap<string, Job>;
  /** All of it, as it is written. */
  readonly fields: Fields;
}

/** The properties of something in a workflow, of any shape. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Job {
  readonly id: string;
  /** What GitHub calls its check: its name, else its id. */
  readonly check: string;
  /** Ids of the jobs that it waits for. */
  readonly needs: readonly string[];
  readonly condition?: string;
  /** The environment whose secrets it has, in lower case, as GitHub does not tell cases apart; or an expression. */
  readonly environment?: string;
  /** It, or a step of it, may fail without the job failing. */
  readonly mayFail: boolean;
  /** It is run several times, once for each value of something. */
  readonly matrix?: Fields;
  /** The workflow that it runs in place of steps. */
  readonly calls?: string;
  readonly steps: readonly Step[];
  /** All of it, as it is written. */
  readonly fields: Fields;
}

export interface Step {
  /** How messages name it: by its place, counted from one, and its name. */
  readonly label: string;
  readonly run?: string;
  /** The action that it runs in place of a script. */
  readonly uses?: string;
  readonly condition?: string;
  readonly mayFail: boolean;
  /** All of it, as it is written. */
  readonly fields: Fields;
}

/** Something in a workflow that is not understood; its message says what. */
class NotUnderstood extends Error {}

/** What a text was found to be. */
type Read = { readonly workflow: Workflow } | { readonly problem: string };

/** Several rules read the same few files; reading one takes longer than judging it. The oldest is forgotten first. */
const known = new Map<string, Read>();
const mostKnown = 32;

/**
 * Reads a workflow. What is not understood is said in `problem`: a rule that guessed could pass what GitHub runs.
 */
export function readWorkflow(text: string): Read {
  const read = known.get(text) ?? readAnew(text);
  known.delete(text);
  known.set(text, read);
  for (const oldest of known.keys()) if (known.size > mostKnown) known.delete(oldest);
  return read;
}

function readAnew(text: string): Read {
  try {
    return { workflow: workflowOf(parse(text, { logLevel: "error" })) };
  } catch (error) {
    return { problem: error instanceof Error ? (error.message.split("\n")[0] ?? "").replace(/:$/, "") : String(error) };
  }
}

const workflowKeys = ["name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs"];
const jobKeys = [
  ...["name", "permissions", "needs", "if", "runs-on", "environment", "concurrency", "outputs", "env", "defaults"],
  ...["steps", "timeout-minutes", "strategy", "continue-on-error", "container", "services", "uses", "with", "secrets"],
];
const stepKeys = [
  ...["id", "if", "name", "uses", "run", "working-directory", "shell", "with", "env", "continue-on-error"],
  "timeout-minutes",
];

function workflowOf(value: unknown): Workflow {
  const fields = only(workflowKeys, mapping(value, "the workflow"), "the workflow");
  const jobs = new Map(Object.entries(mapping(fields.jobs, "jobs")).map(([id, job]) => [id, jobOf(id, job)]));
  for (const { id, needs } of jobs.values()) {
    for (const needed of needs)
      if (!jobs.has(needed)) throw new NotUnderstood(`${id} needs ${needed}, which is no job`);
  }
  return {
    ...(fields.name !== undefined && { name: text(fields.name, "name") }),
    triggers: triggersOf(fields.on),
    jobs,
    fields,
  };
}

/** `on` is an event, a list of events, or events with their filters. */
function triggersOf(on: unknown): Map<string, Fields> {
  if (typeof on === "string") return new Map([[on, {}]]);
  if (Array.isArray(on)) return new Map(on.map((event) => [text(event, "on"), {}]));
  return new Map(
    Object.entries(mapping(on, "on")).map(([event, filters]) =>
      // A schedule is a list of times; rules refuse it by its name.
      [event, filters === null || Array.isArray(filters) ? {} : mapping(filters, `on.${event}`)],
    ),
  );
}

function jobOf(id: string, value: unknown): Job {
  const fields = only(jobKeys, mapping(value, id), id);
  const steps = texts(fields.steps ?? [], (step, index) => stepOf(id, step, index), `${id}.steps`);
  const environment = environmentOf(id, fields.environment);
  const { matrix } = fields.strategy === undefined ? {} : mapping(fields.strategy, `${id}.strategy`);
  return {
    id,
    check: fields.name === undefined ? id : text(fields.name, `${id}.name`),
    needs: texts(fields.needs ?? [], (needed) => text(needed, `${id}.needs`), `${id}.needs`),
    ...conditionOf(fields.if, id),
    ...(environment !== undefined && { environment }),
    mayFail: isOn(fields["continue-on-error"]) || steps.some((step) => step.mayFail),
    ...(matrix !== undefined && { matrix: typeof matrix === "string" ? { matrix } : mapping(matrix, `${id}.matrix`) }),
    ...(fields.uses !== undefined && { calls: text(fields.uses, `${id}.uses`) }),
    steps,
    fields,
  };
}

function stepOf(job: string, value: unknown, index: number): Step {
  const fields = only(stepKeys, mapping(value, `a step of ${job}`), `a step of ${job}`);
  const name = fields.name === undefined ? "" : ` (${text(fields.name, `a step of ${job}`)})`;
  return {
    label: `${job}, step ${index + 1}${name}`,
    ...(fields.run !== undefined && { run: text(fields.run, `a step of ${job}`) }),
    ...(fields.uses !== undefined && { uses: text(fields.uses, `a step of ${job}`) }),
    ...conditionOf(fields.if, `a step of ${job}`),
    mayFail: isOn(fields["continue-on-error"]),
    fields,
  };
}

function environmentOf(job: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const name = typeof value === "string" ? value : mapping(value, `${job}.environment`).name;
  return text(name, `${job}.environment`).trim().toLowerCase();
}

function conditionOf(value: unknown, where: string): { condition?: string } {
  if (value === undefined || value === null) return {};
  return { condition: typeof value === "boolean" ? String(value) : text(value, `${where}.if`) };
}

function isOn(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** How runs wait for each other: a group, alone or beside whether a later run cancels an earlier one. */
export function concurrencyOf({ concurrency }: Fields): { readonly group?: unknown; readonly cancels?: unknown } {
  if (typeof concurrency !== "object" || concurrency === null) return { group: concurrency };
  const { group, "cancel-in-progress": cancels } = concurrency as Fields;
  return { group, cancels };
}

function mapping(value: unknown, where: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new NotUnderstood(`${where} is no mapping`);
  return value as Fields;
}

function only(keys: readonly string[], fields: Fields, where: string): Fields {
  const unknown = Object.keys(fields).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new NotUnderstood(`${where} has ${unknown}, which is not known here`);
  return fields;
}

function text(value: unknown, where: string): string {
  if (typeof value !== "string") throw new NotUnderstood(`${where} is no text`);
  return value;
}

function texts<T>(value: unknown, read: (item: unknown, index: number) => T, where: string): T[] {
  if (typeof value === "string") return [read(value, 0)];
  if (!Array.isArray(value)) throw new NotUnderstood(`${where} is no list`);
  return value.map(read);
}

/** The jobs that a job waits for, directly or through others, itself not among them (unless it waits for itself). */
export function ancestorsOf(workflow: Workflow, job: Job): Job[] {
  const found = new Map<string, Job>();
  const visit = ({ needs }: Job): void => {
    for (const id of needs) {
      const needed = workflow.jobs.get(id);
      if (needed === undefined || found.has(id)) continue;
      found.set(id, needed);
      visit(needed);
    }
  };
  visit(job);
  return [...found.values()];
}

/**
 * What must all hold for a condition to hold: the parts that `&&` joins on its top level, in one spelling. None where
 * an `||` stands there, since then no single part has to hold.
 */
export function demands(condition: string): string[] {
  const whole = /^\s*\$\{\{(?<inner>.*)\}\}\s*$/s.exec(condition)?.groups?.inner ?? condition;
  // Text around an expression makes the whole a text, which always holds.
  if (whole.includes("${{")) return [];
  const parts: string[] = [""];
  let depth = 0;
  for (const token of whole.match(/'(?:[^']|'')*'|&&|\|\||\s+|[()]|./gs) ?? []) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (depth === 0 && token === "||") return [];
    if (depth === 0 && token === "&&") parts.push("");
    else parts[parts.length - 1] += token.trim() === "" ? " " : token;
  }
  return parts.map((part) => part.trim().replaceAll(/\s*(==|!=)\s*/g, " $1 "));
}

/** Whether a condition lets something run though what it waits for has failed or was skipped. */
export function runsRegardless(condition: string | undefined): boolean {
  if (condition === undefined) return false;
  const calls = condition.match(/\b(?:always|cancelled|failure|success)\s*\(/gi) ?? [];
  const plain = demands(condition).filter((demand) => /^success\s*\(\s*\)$/i.test(demand));
  return calls.length > plain.length;
}
