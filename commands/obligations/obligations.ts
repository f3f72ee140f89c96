import type { DateText } from "../../model/dates.ts";
import { loadRegister } from "../../model/load.ts";
import { registerIds } from "../../model/register.ts";
import { doneLate } from "../../policies/rules/done-late.ts";
import { byDueDay, obligationsOf } from "../../report/obligations/ledger.ts";
import { openReportFile } from "../../report/report-file.ts";
import { obligationsText } from "./json.ts";
import { obligationsPage } from "./page.ts";

export interface ObligationsOptions {
  /** Folder of the register. */
  readonly register: string;
  /** Day to tell it as of, YYYY-MM-DD. */
  readonly asOf?: DateText;
  /** File for the ledger as JSON. */
  readonly json?: string;
}

/** `obligations`: the page of what is due, of both organisations. Throws `RegisterError` and `BadInput`. */
export async function obligations({ register, asOf: day, json }: ObligationsOptions): Promise<string> {
  const { head, registers, locate } = loadRegister(register);
  const asOf = day ?? head.asOf;
  const all = registerIds.flatMap((id) => obligationsOf(registers[id], asOf, locate)).sort(byDueDay);
  const late = registerIds.flatMap((id) => doneLate(registers[id], asOf));
  if (json !== undefined) {
    const write = await openReportFile("--json", json);
    await write(obligationsText({ version: 1, asOf, obligations: all, doneLate: late }));
  }
  return obligationsPage(all, asOf, late);
}
