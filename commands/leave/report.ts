import type { ChangedFile } from "../../edits/changed-file.ts";
import { changedLines } from "../../edits/changed-lines.ts";
import { heldIn } from "../../edits/held.ts";
import type { Judged } from "../../edits/judged.ts";
import { putBackWords, said, section } from "../../edits/said.ts";
import type { LoadedRegister } from "../../model/load.ts";
import type { RegisterId } from "../../model/register.ts";
import { organisations } from "../../report/organisations.ts";
import type { Leaving } from "./edits.ts";

export interface LeavingReport {
  readonly loaded: LoadedRegister;
  readonly ids: readonly RegisterId[];
  readonly leaving: Leaving;
  readonly files: readonly ChangedFile[];
  readonly judged: readonly Judged[];
  /** Files of an earlier edit that broke off. */
  readonly putBack: readonly string[];
  readonly isWritten: boolean;
  /** Who could take over, so that nothing is refused. */
  readonly follow: readonly string[];
}

/** What is written, and what is left to do, as text. */
export function leavingReport({
  loaded,
  ids,
  leaving,
  files,
  judged,
  putBack,
  isWritten,
  follow,
}: LeavingReport): string {
  const { person, leftOn, endsOn } = leaving;
  const first = judged.flatMap((each) => each.first);
  const names = ids.map((id) => organisations[id]).join(" and ");
  return [
    ...putBackWords(putBack),
    `${person} leaves ${names}: last day ${leftOn}, without access from ${endsOn}.`,
    "",
    isWritten ? "Written:" : first.length > 0 ? "Would be written, and nothing was:" : "Would be written:",
    ...(files.length === 0 ? ["  nothing: the register says it all"] : files.flatMap(changedLines)),
    ...section("Somebody has to follow first, since this is refused:", first.map(said)),
    ...(follow.length > 0 ? [`  Name who takes over: --successor ${follow.join(", or --successor ")}`] : []),
    ...section(
      "A second person has to allow it, with a waiver in waivers.yaml:",
      judged.flatMap(({ toAllow }) => toAllow.map((each) => `${each.rule}: ${each.message}`)),
    ),
    ...section(
      "To take away by hand, where no stack does it:",
      ids.flatMap((id) => heldIn(loaded.registers[id], person, endsOn)),
    ),
    ...section(
      "To do thereafter:",
      judged.flatMap(({ due }) => due.map((each) => `by ${each.by}: ${said(each)}`)),
    ),
    ...section(
      "Advised:",
      judged.flatMap(({ advised }) => advised.map(said)),
    ),
    ...(endsOn > loaded.head.asOf
      ? [
          "",
          `The register is kept for ${loaded.head.asOf}: npm run judge -- --write-day --as-of ${endsOn} moves its day.`,
        ]
      : []),
  ].join("\n");
}
