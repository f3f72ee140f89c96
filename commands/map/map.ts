import type { DateText } from "../../model/dates.ts";
import { loadRegister } from "../../model/load.ts";
import { registerMap } from "../../report/map/map.ts";
import { textMap } from "../../report/map/text.ts";
import { openReportFile } from "../../report/report-file.ts";

export interface MapOptions {
  /** Folder of the register. */
  readonly register: string;
  /** Day to tell it as of, YYYY-MM-DD. */
  readonly asOf?: DateText;
  /** File for the map as a page of HTML. */
  readonly html?: string;
  /** File for the map as JSON. */
  readonly json?: string;
  /** Columns of the terminal. */
  readonly width: number;
}

/**
 * `map`: who has what on what, what lapses next, and who reaches production; in short for the terminal, whole in the files
 * that are asked for. Throws `RegisterError` and `BadInput`.
 */
export async function map({ register, asOf, html, json, width }: MapOptions): Promise<string> {
  const loaded = loadRegister(register);
  const writeHtml = html === undefined ? undefined : await openReportFile("--html", html);
  const writeJson = json === undefined ? undefined : await openReportFile("--json", json);
  const found = registerMap(loaded, asOf ?? loaded.head.asOf);
  await writeJson?.(`${JSON.stringify(found, null, 2)}\n`);
  // What draws pictures takes its time to load.
  if (writeHtml !== undefined) await writeHtml(await (await import("../../report/map/html.ts")).htmlMap(found));
  return textMap(found, width);
}
