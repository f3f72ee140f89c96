import type { DateText } from "../../model/dates.ts";
import type { LoadedRegister } from "../../model/load.ts";
import { exitCodeOf } from "../exit-codes.ts";
import type { Report, StackReport } from "./report.ts";
import { waiverUses } from "./waivers.ts";

/** What a report is made of. */
export interface Judged {
  readonly mode: Report["mode"];
  readonly asOf: DateText;
  readonly stacks: readonly StackReport[];
  /** The register that was judged. */
  readonly loaded: LoadedRegister;
}

/** Everything that a review has to tell, once all its stacks are judged. The same arguments give the same report. */
export function assembleReport({ mode, asOf, stacks, loaded }: Judged): Report {
  return {
    ...{ version: 2, mode, asOf },
    exitCode: exitCodeOf(stacks),
    stacks,
    access: [],
    accessMap: [],
    obligations: [],
    forecast: [],
    waivers: waiverUses(loaded, stacks, asOf),
  };
}
