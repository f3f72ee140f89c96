import { readdirSync, readFileSync } from "node:fs";

/** What a process and all below it used. Nothing is known of either where there is no /proc (any system but Linux). */
export interface Usage {
  /** Most memory that all of them had at once, bytes: the sum of their resident sets, so shared pages count for each. */
  readonly peakBytes?: number;
  /** Processor time of all of them together, seconds. */
  readonly cpuSeconds?: number;
}

const intervalMs = 100;
/** Linux reports times in hundredths of a second and memory in pages. */
const ticksPerSecond = 100;
const pageBytes = 4096;

interface Process {
  readonly parent: number;
  readonly bytes: number;
}

/**
 * Watches the children of this process while `work` runs, sampling their memory ten times a second. Only one thing may
 * be watched at a time, since all children count.
 */
export async function watchChildren<T>(work: () => Promise<T>): Promise<{ result: T; usage: Usage }> {
  let peakBytes = 0;
  const sample = () => {
    peakBytes = Math.max(peakBytes, bytesBelow(process.pid, processes()));
  };
  const before = ticksOfChildren();
  if (before === undefined) return { result: await work(), usage: {} };
  const timer = setInterval(sample, intervalMs);
  try {
    const result = await work();
    const after = ticksOfChildren() ?? before;
    return { result, usage: { peakBytes, cpuSeconds: (after - before) / ticksPerSecond } };
  } finally {
    clearInterval(timer);
  }
}

/** The resident sets of all processes below one, summed. */
export function bytesBelow(root: number, all: ReadonlyMap<number, Process>): number {
  const children = Map.groupBy(all.keys(), (id) => all.get(id)?.parent);
  const sum = (id: number): number =>
    (children.get(id) ?? []).reduce((bytes, child) => bytes + (all.get(child)?.bytes ?? 0) + sum(child), 0);
  return sum(root);
}

function processes(): Map<number, Process> {
  const found = new Map<number, Process>();
  for (const name of readdirSync("/proc")) {
    const fields = /^\d+$/.test(name) ? statFields(name) : undefined;
    if (fields === undefined) continue;
    found.set(Number(name), { parent: Number(fields[1]), bytes: Number(fields[21]) * pageBytes });
  }
  return found;
}

/** Processor time of the children that have ended and been waited for, and of theirs. */
function ticksOfChildren(): number | undefined {
  const fields = statFields("self");
  return fields && Number(fields[13]) + Number(fields[14]);
}

/** The fields of /proc/ID/stat from the third (the state) on; nothing for a process that has ended. */
function statFields(id: string): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    // The second field, the name, is in parentheses and may hold anything.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
