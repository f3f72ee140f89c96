/** A row of a table and the line that it begins on, from 1. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of comma-separated values (RFC 4180): cells may be in double quotes, doubled where one is meant, and then hold
 * commas and line breaks. Empty lines are left out, and so is a byte order mark. Never throws.
 */
export function parseCsv(text: string): { rows: Row[]; faults: { readonly line: number; readonly message: string }[] } {
  const rows: Row[] = [];
  const faults: { line: number; message: string }[] = [];
  let line = 1;
  let start = 1;
  let cells: string[] = [];
  const token = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/gy;
  const body = text.replace(/^\uFEFF/, "");
  while (token.lastIndex < body.length || cells.length > 0) {
    const match = token.exec(body);
    if (match === null) {
      faults.push({
        line,
        message: "a double quote stands where none may: put the whole cell in quotes, and double it",
      });
      return { rows, faults };
    }
    const [whole, quoted, plain = "", end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split(/\r\n|\n|\r/).length - 1;
    if (end === ",") continue;
    if (cells.length > 1 || cells[0] !== "") rows.push({ line: start, cells });
    cells = [];
    start = line;
  }
  return { rows, faults };
}
