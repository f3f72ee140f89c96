import type { LineCounter } from "yaml";
import { andMore, type Finding, mostFindings } from "./finding.ts";
import type { RegisterFile } from "./folder.ts";
import type { Problem, SourceLocation } from "./problem.ts";
import { readText } from "./read-text.ts";
import { parseSyntax } from "./syntax.ts";
import { type Path, type Place, placeOf, treeOf } from "./tree.ts";

/** A file of the register as data, with the way back to its lines. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  readonly place: Place;
  readonly lines: LineCounter;
}

/** Reads one file. Without a source the problems say why; with one, they tell what is wrong with its keys and texts. */
export function readSource(
  { path, file }: RegisterFile,
  root: string,
): { readonly source?: Source; readonly problems: readonly Problem[] } {
  const read = readText(path, root);
  if (!("text" in read)) return { problems: [{ file, ...read }] };
  const { document, lines, faults } = parseSyntax(read.text);
  const tree = treeOf(document?.contents ?? null);
  if (faults.length === 0 && (document?.contents == null || tree.value === null)) {
    const message = "the file says nothing; give it entries, or delete it";
    return { problems: [{ file, line: 1, column: 1, message }] };
  }
  const source = { file, value: tree.value, place: tree.place, lines };
  const all = [...faults, ...tree.faults];
  const problems = all
    .slice(0, mostFindings)
    .map(({ offset, message }) => ({ ...locationOf(source, offset), message }));
  const more = all[mostFindings];
  if (more !== undefined) {
    problems.push({ ...locationOf(source, more.offset), message: andMore(all.length - mostFindings) });
  }
  return faults.length > 0 ? { problems } : { source, problems };
}

/** The line of a finding in its file: that of the key or value, or of the nearest entry around it. */
export function problemOf(source: Source, { path, on, message }: Finding): Problem {
  return { ...placeIn(source, path, on), message };
}

/** The line of a key or of its value, or of the nearest entry around it. */
export function placeIn(source: Source, path: Path, on: Finding["on"] = "value"): SourceLocation {
  const { place, found } = placeOf(source.place, path);
  return locationOf(source, found && on === "value" ? place.valueAt : place.at);
}

/** An offset of a file as line and column. */
export function locationOf({ file, lines }: Pick<Source, "file" | "lines">, offset: number): SourceLocation {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}
