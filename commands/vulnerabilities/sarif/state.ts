import { asWritten } from "../found.ts";
import { list, type Part, part } from "./parts.ts";

/** What became of a result: something to mend, nothing to mend, gone since the scan before, or laid aside by somebody. */
export type State = "found" | "no finding" | "gone" | "suppressed";

const kinds = ["notApplicable", "pass", "fail", "review", "open", "informational"];
const noFinding: readonly unknown[] = ["notApplicable", "pass", "informational"];

/**
 * The state of a result, by its kind (3.27.9), its baseline state (3.27.24) and its suppressions (3.27.23). What has to be
 * looked at (`review`, `open`) is found until somebody has. One suppression that is not accepted, and it stands.
 */
export function stateOf({ kind, baselineState, suppressions }: Part): State {
  if (noFinding.includes(kind)) return "no finding";
  if (baselineState === "absent") return "gone";
  const states = list(suppressions).map((each) => part(each).status ?? "accepted");
  return states.length > 0 && states.every((state) => state === "accepted") ? "suppressed" : "found";
}

/** Why the kind of a result cannot be read; it counts as found then. */
export function kindProblem({ kind }: Part): string[] {
  return kind === undefined || kind === null || kinds.includes(String(kind))
    ? []
    : [`kind is ${asWritten(kind)}, which is none of SARIF's`];
}
