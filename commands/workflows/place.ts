import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** A line and a column of a file, from one. */
interface Spot {
  readonly line: number;
  readonly column: number;
}

/**
 * Where in a file something is that a rule says: at the step or the job of a workflow that it begins with, at the line that it
 * names; at `on` where it is about what starts it; else at the head of the file. The file is read once, and only if it is asked.
 */
export function spotsIn(text: string): (problem: string) => Spot {
  let workflow: Workflow | undefined;
  return (problem) => {
    const line = /^line (?<line>\d+) /.exec(problem)?.groups?.line;
    if (line !== undefined) return { ...head, line: Number(line) };
    workflow ??= workflowIn(text);
    return spotIn(workflow, problem) ?? head;
  };
}

const head: Spot = { line: 1, column: 1 };

/** A workflow as YAML, with what tells where a node of it stands. */
interface Workflow {
  readonly contents: unknown;
  readonly lines: LineCounter;
}

function workflowIn(text: string): Workflow {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines, logLevel: "silent", strict: false });
  return { contents, lines };
}

function spotIn({ contents, lines }: Workflow, problem: string): Spot | undefined {
  const spot = (node: unknown): Spot | undefined => {
    const range = typeof node === "object" && node !== null && "range" in node ? (node.range as number[]) : undefined;
    if (range?.[0] === undefined) return undefined;
    const { line, col } = lines.linePos(range[0]);
    return line > 0 ? { line, column: col } : undefined;
  };
  const pair = (map: unknown, key: string) =>
    isMap(map) ? map.items.find((each) => isScalar(each.key) && each.key.value === key) : undefined;
  const jobs = pair(contents, "jobs")?.value;
  const ids = isMap(jobs) ? jobs.items.flatMap(({ key }) => (isScalar(key) ? String(key.value) : [])) : [];
  const id = ids
    .filter((each) => problem.startsWith(each) && !/[\w-]/.test(problem[each.length] ?? ""))
    .sort((a, b) => b.length - a.length)[0];
  if (id === undefined) return /^it is started by/.test(problem) ? spot(pair(contents, "on")?.key) : undefined;
  const job = pair(jobs, id);
  const steps = pair(job?.value, "steps")?.value;
  const number = /^, step (?<number>\d+)/.exec(problem.slice(id.length))?.groups?.number;
  const step = isSeq(steps) && number !== undefined ? steps.items[Number(number) - 1] : undefined;
  return spot(step) ?? spot(job?.key);
}
