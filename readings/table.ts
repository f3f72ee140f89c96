import { didYouMean } from "../model/load/suggest.ts";
import type { Answers } from "./answer.ts";
import { parseCsv } from "./csv.ts";
import type { At } from "./reading.ts";
import type { Source } from "./sources.ts";

/** A row of a table, by the names of its columns. */
export interface TableRow {
  /** What stands in a column, without blanks around it; empty where there is nothing, or no such column. */
  readonly cell: (column: string) => string;
  readonly at: At;
}

/** The columns of a table. One that is in neither is a fault, unless `others` may be there. */
export interface Columns {
  readonly needed: readonly string[];
  readonly known: readonly string[];
  readonly others?: true;
}

/** The rows of comma-separated values whose first row names the columns; none, with a fault, of what is no such table. */
export function tableIn(answers: Answers, source: Source | undefined, columns: Columns): TableRow[] {
  if (source === undefined) return [];
  const fault = (line: number, problem: string) => answers.fault(source.name, [line], problem);
  const text = answers.text(source);
  if (text === undefined) return [];
  const {
    rows: [head, ...rows],
    faults,
  } = parseCsv(text);
  for (const { line, message } of faults) fault(line, `cannot be read on: ${message}`);
  const names = (head?.cells ?? []).map((name) => name.trim().toLowerCase().replaceAll(/[ -]/g, "_"));
  const ofHead = problemsOfHead(names, columns);
  for (const each of ofHead) fault(head?.line ?? 1, each);
  if (ofHead.length > 0) return [];
  const whole = rows.filter(({ cells }) => cells.length === names.length);
  const [ragged] = rows.filter(({ cells }) => cells.length !== names.length);
  if (ragged !== undefined) {
    const more = rows.length - whole.length - 1;
    const others = more === 0 ? "" : `; ${more} more rows are like that`;
    fault(ragged.line, `has ${ragged.cells.length} cells, and the first row names ${names.length}${others}`);
  }
  const places = new Map(names.map((name, index) => [name, index]));
  return whole.map(({ line, cells }) => ({
    cell: (column) => (cells[places.get(column) ?? -1] ?? "").trim(),
    at: { file: source.name, keys: [line] },
  }));
}

function problemsOfHead(names: readonly string[], { needed, known, others }: Columns): string[] {
  const all = [...needed, ...known];
  const missing = needed.filter((name) => !names.includes(name));
  const twice = new Set(names.filter((name, index) => all.includes(name) && names.indexOf(name) !== index));
  const strange = others === true || missing.length > 0 ? [] : names.filter((name) => !all.includes(name));
  return [
    ...(missing.length === 0 ? [] : [`does not name the columns that are needed: ${missing.join(", ")}`]),
    ...[...twice].map((name) => `names the column ${name} twice`),
    ...strange.map((name) => `names a column that is not known: ${name.slice(0, 40)}${didYouMean(name, all)}`),
  ];
}
