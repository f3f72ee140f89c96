import type { z } from "zod";
import { folderOfKind } from "../register.ts";
import { andMore, type Finding, mostFindings } from "./finding.ts";
import type { RegisterFile } from "./folder.ts";
import { linesOf } from "./lines.ts";
import { readPlainYaml } from "./plain/read.ts";
import type { Problem, SourceLocation } from "./problem.ts";
import { readText } from "./read-text.ts";
import { checkShape } from "./shape.ts";
import { type Fault, parseSyntax } from "./syntax.ts";
import { type Converted, laterPlace, type Path, type Place, placeOf, treeOf } from "./tree.ts";

/** What one file, or all files of one kind, say as data, with the way back to their lines. */
export interface Source {
  readonly value: unknown;
  readonly place: Place;
  /** The offset after the last: files of one kind are counted on, so that an offset tells the file as well. */
  readonly end: number;
  /** An offset as file, line and column. */
  readonly locate: (offset: number) => SourceLocation;
}

/**
 * Reads one file, whose text starts at the offset `start`. Without a source the problems say why; with one, they tell what
 * is wrong with its keys and texts.
 */
export function readSource(
  held: RegisterFile,
  root: string,
  start = 0,
): { readonly source?: Source; readonly problems: readonly Problem[] } {
  const { path, file } = held;
  const read = readText(path, root, remedyForSize(held));
  if (!("text" in read)) return { problems: [{ file, ...read }] };
  const lines = linesOf(read.text);
  const locate = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset - start);
    return { file, line, column: col };
  };
  const end = start + read.text.length + 1;
  const plain = plainSource(read.text, start);
  if (plain !== undefined) return { source: { ...plain, end, locate }, problems: [] };
  const { document, faults } = parseSyntax(read.text);
  const tree = treeOf(document?.contents ?? null, start);
  if (faults.length === 0 && (document?.contents == null || tree.value === null)) {
    const message = "the file says nothing; give it entries, or delete it";
    return { problems: [{ file, line: 1, column: 1, message }] };
  }
  const shifted = faults.map(({ offset, message }) => ({ offset: start + offset, message }));
  const problems = problemsAt(locate, [...shifted, ...tree.faults]);
  if (faults.length > 0) return { problems };
  return { source: { value: tree.value, place: tree.place, end, locate }, problems };
}

/** What a plain text says. It is read for its places when somebody asks for one: of a register in order, nobody does. */
function plainSource(text: string, start: number): Converted | undefined {
  const plain = readPlainYaml(text);
  if (plain === undefined) return undefined;
  return { value: plain.value, place: laterPlace(() => (readPlainYaml(text, { start }) ?? plain).place) };
}

/** What to do with a file that is too large: something that can be done with it. */
function remedyForSize({ holds, isPart }: RegisterFile): string {
  if (holds === undefined) return "trim it";
  if (isPart) return "split it into more files of its folder, or trim it";
  const folder = folderOfKind(holds.kind);
  return `split it into files of a folder ${folder} beside it (${folder}/NAME.yaml, and no ${folder}.yaml), or trim it`;
}

/** The problems at some offsets; of hundreds the rest is counted. */
export function problemsAt(locate: Source["locate"], faults: readonly Fault[]): Problem[] {
  const problems = faults.slice(0, mostFindings).map(({ offset, message }) => ({ ...locate(offset), message }));
  const more = faults[mostFindings];
  if (more !== undefined) problems.push({ ...locate(more.offset), message: andMore(faults.length - mostFindings) });
  return problems;
}

/** What a schema refuses of a source. */
export function shapeProblems(schema: z.ZodType, source: Source): Problem[] {
  return checkShape(schema, source.value, source.place).map((finding) => problemOf(source, finding));
}

/** The line of a finding in its file: that of the key or value, or of the nearest entry around it. */
export function problemOf(source: Source, { path, on, message }: Finding): Problem {
  return { ...placeIn(source, path, on), message };
}

/** The line of a key or of its value, or of the nearest entry around it. */
export function placeIn(source: Source, path: Path, on: Finding["on"] = "value"): SourceLocation {
  const { place, found } = placeOf(source.place, path);
  return source.locate(found && on === "value" ? place.valueAt : place.at);
}
