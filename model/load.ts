import { checks } from "./load/checks.ts";
import { soundEntries } from "./load/entries.ts";
import type { CheckFinding } from "./load/finding.ts";
import { listFolder, type RegisterFile } from "./load/folder.ts";
import { type Locate, locator } from "./load/locate.ts";
import { mergeParts } from "./load/merge.ts";
import { normalise } from "./load/normalise.ts";
import { type Problem, RegisterError, type SourceLocation } from "./load/problem.ts";
import { danglingFindings, danglingReferences } from "./load/references.ts";
import { checkShape } from "./load/shape.ts";
import { placeIn, problemOf, readSource, type Source, shapeProblems } from "./load/source.ts";
import {
  emptyRegister,
  type Kind,
  kinds,
  type Register,
  type RegisterHead,
  type RegisterId,
  registerHead,
} from "./register.ts";

export type { Locate } from "./load/locate.ts";
export { type Problem, RegisterError, type SourceLocation } from "./load/problem.ts";

/** The register as read from its files, normalised, and the way back to their lines. */
export interface LoadedRegister {
  readonly head: RegisterHead;
  /** Where the day that the register is kept for is written. */
  readonly asOfPlace: SourceLocation;
  readonly registers: Readonly<Record<RegisterId, Register>>;
  /** The line of what a subject names, or of the nearest entry around it. Cheap. */
  readonly locate: Locate;
}

/**
 * Reads the register in the folder `dir` and checks all of it: files, YAML, shape, references, and what has to agree
 * between entries. Throws `RegisterError` with every problem found, whatever the files are made of.
 */
export function loadRegister(dir: string): LoadedRegister {
  const { root, files, misnamed, problems: misplaced } = listFolder(dir);
  const problems: Problem[][] = [[...misplaced]];
  const sources = { ocp: new Map<Kind, Source>(), notify: new Map<Kind, Source>() };
  const unread = { ocp: new Set<Kind>(), notify: new Set<Kind>() };
  // What a file under nearly the right name holds is as unknown as that of one that cannot be read.
  for (const { id, kind } of misnamed) unread[id].add(kind);
  let head: Source | undefined;
  for (const parts of Map.groupBy(files, ({ holds }) => holds && `${holds.id} ${holds.kind}`).values()) {
    const holds = parts[0]?.holds;
    const { read, problems: found } = readParts(parts, root);
    problems.push(found);
    if (holds === undefined) {
      head = read[0];
      continue;
    }
    const { source, unfit, problems: doubles } = mergeParts(kinds[holds.kind], read);
    problems.push([...doubles]);
    if (source !== undefined) sources[holds.id].set(holds.kind, source);
    if (unfit || read.length < parts.length) unread[holds.id].add(holds.kind);
  }
  if (head !== undefined) problems.push(shapeProblems(registerHead, head));
  problems.push(folderProblems(sources.ocp, unread.ocp), folderProblems(sources.notify, unread.notify));
  const all = problems.flat();
  if (all.length > 0 || head === undefined) throw new RegisterError(all);
  return {
    head: head.value as RegisterHead,
    asOfPlace: placeIn(head, ["asOf"]),
    registers: { ocp: registerOf("ocp", sources.ocp), notify: registerOf("notify", sources.notify) },
    locate: locator(sources),
  };
}

/** Reads the files of one kind, one after the other, as if each went on where the one before it ends. */
function readParts(files: readonly RegisterFile[], root: string): { read: Source[]; problems: Problem[] } {
  const read: Source[] = [];
  const problems: Problem[] = [];
  let start = 0;
  for (const file of files) {
    const { source, problems: found } = readSource(file, root, start);
    problems.push(...found);
    if (source === undefined) continue;
    read.push(source);
    start = source.end;
  }
  return { read, problems };
}

/** Everything wrong with one organisation's files once they can be read. */
function folderProblems(sources: ReadonlyMap<Kind, Source>, unread: ReadonlySet<Kind>): Problem[] {
  const values = Object.fromEntries([...sources].map(([kind, { value }]) => [kind, value]));
  const shapes = Object.fromEntries(
    [...sources].map(([kind, { value, place }]) => [kind, checkShape(kinds[kind], value, place)]),
  );
  const known = knownIds(values, unread);
  const misshapen = [...sources.keys()].flatMap((kind) => (shapes[kind] ?? []).map((shape) => ({ ...shape, kind })));
  const dangling = [...sources].flatMap(([kind, { value }]) => {
    const elsewhere = new Set((shapes[kind] ?? []).map(({ path }) => JSON.stringify(path)));
    return danglingReferences(kinds[kind], value, known)
      .filter(({ path }) => elsewhere.size === 0 || !elsewhere.has(JSON.stringify(path)))
      .map((reference) => ({ ...reference, kind }));
  });
  const entries = soundEntries(values, shapes);
  const findings: readonly CheckFinding[] = [
    ...misshapen,
    ...danglingFindings(dangling, known),
    ...checks.flatMap((check) => [...check(entries)]),
  ];
  return findings.map((finding) => {
    const source = sources.get(finding.kind);
    if (source === undefined) throw new Error(`a finding about ${finding.kind}, of which there is no file`);
    return problemOf(source, finding);
  });
}

/** The ids of each kind; nothing is known of a kind of which a file could not be read, and one that is not there has none. */
function knownIds(values: Partial<Record<Kind, unknown>>, unread: ReadonlySet<Kind>): Record<string, Set<string>> {
  const readable = (Object.keys(kinds) as Kind[]).filter((kind) => !unread.has(kind));
  return Object.fromEntries(readable.map((kind) => [kind, new Set(Object.keys(values[kind] ?? {}))]));
}

function registerOf(id: RegisterId, sources: ReadonlyMap<Kind, Source>): Register {
  const values = Object.fromEntries([...sources].map(([kind, { value }]) => [kind, value]));
  return normalise({ ...emptyRegister(id), ...values });
}
