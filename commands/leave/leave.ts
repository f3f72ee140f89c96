import { asLoaded, filesAfter } from "../../edits/as-loaded.ts";
import type { ChangedFile } from "../../edits/changed-file.ts";
import { type Judged, judgeEdit } from "../../edits/judged.ts";
import { takeBack, writeAll } from "../../edits/write-all.ts";
import type { DateText } from "../../model/dates.ts";
import { addDays } from "../../model/dates.ts";
import { type LoadedRegister, loadRegister } from "../../model/load.ts";
import type { RegisterId } from "../../model/register.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { exitCodes } from "../../verdict/exit-codes.ts";
import { registersOf } from "../who/registers-of.ts";
import { kindsOfLeaving, type Leaving, withLeaving } from "./edits.ts";
import { leavingReport } from "./report.ts";

export interface LeaveOptions {
  /** Folder of the register. */
  readonly register: string;
  /** Their last day, YYYY-MM-DD. */
  readonly leave: DateText;
  /** Day on which it is written; the register's own, if left out. */
  readonly asOf?: DateText;
  /** Who takes over what they own. */
  readonly successor?: string;
  /** Write the files. */
  readonly write?: boolean;
}

/**
 * `who PERSON --leave DATE`: what a leaving changes in the register's files, what the rules say of it, and what is left for
 * people to do. With `write`, writes the files, unless the rules refuse what they would be: then it says who has to follow
 * first. Gives the report and the exit code. Throws `RegisterError` and `BadInput`.
 */
export function leave(person: string, options: LeaveOptions): { readonly report: string; readonly exitCode: number } {
  const { register: folder, leave: leftOn, successor, write = false } = options;
  const putBack = takeBack(folder);
  const loaded = loadRegister(folder);
  const ids = registersOf(loaded.registers, person, folder);
  const day = [leftOn, options.asOf ?? loaded.head.asOf].sort().at(-1) ?? leftOn;
  mustBeAble(loaded, person, options, ids);
  const leaving = { person, leftOn, endsOn: day, successor };
  const files = filesOf(folder, ids, leaving);
  const judged = judgedWith(folder, loaded, ids, leaving, files);
  const isRefused = judged.some(({ first }) => first.length > 0);
  if (write && !isRefused) writeAll(folder, files);
  const report = leavingReport({
    ...{ loaded, ids, leaving, files, judged, putBack, isWritten: write && !isRefused },
    follow: isRefused && successor === undefined ? whoMayFollow(folder, loaded, ids, leaving, files) : [],
  });
  return { report, exitCode: isRefused ? exitCodes.violations : exitCodes.clean };
}

function mustBeAble({ registers }: LoadedRegister, person: string, options: LeaveOptions, ids: readonly RegisterId[]) {
  const { register: folder, leave: leftOn, successor } = options;
  for (const id of ids) {
    const left = registers[id].people[person]?.leftOn;
    if (left !== undefined && left !== leftOn) {
      throw new BadInput(`${person} left on ${left} already, and a day on record does not move by this command.`);
    }
    if (successor === undefined) continue;
    if (successor === person) throw new BadInput("Nobody follows themselves: name somebody else as --successor.");
    if (!Object.hasOwn(registers[id].people, successor)) {
      throw new BadInput(`--successor ${JSON.stringify(successor)} is not in ${folder}/${id}/people.yaml.`);
    }
  }
}

/** What a leaving makes of the files: those that it changes. */
function filesOf(folder: string, ids: readonly RegisterId[], leaving: Leaving): ChangedFile[] {
  return ids.flatMap((id) =>
    filesAfter(folder, id, kindsOfLeaving, (kind, texts) => texts.map((text) => withLeaving(kind, text, leaving))),
  );
}

/** What the rules say of a leaving that changes these files. */
function judgedWith(
  folder: string,
  { registers }: LoadedRegister,
  ids: readonly RegisterId[],
  { leftOn, endsOn }: Leaving,
  files: readonly ChangedFile[],
): Judged[] {
  const after = asLoaded(folder, files);
  const next = addDays(leftOn, 1);
  const soon: [DateText, ...DateText[]] = next > endsOn ? [endsOn, next] : [endsOn];
  return ids.map((id) => judgeEdit(registers[id], after.registers[id], soon, leftOn));
}

/** Who could be named as successor, so that nothing is refused any more; nobody, where it takes more than that. */
function whoMayFollow(
  folder: string,
  loaded: LoadedRegister,
  ids: readonly RegisterId[],
  leaving: Leaving,
  without: readonly ChangedFile[],
): string[] {
  const [id] = ids;
  if (id === undefined || ids.length > 1) return [];
  const others = Object.entries(loaded.registers[id].people).filter(
    ([other, { leftOn }]) => other !== leaving.person && leftOn === undefined,
  );
  const isRefused = (by: Leaving, files: readonly ChangedFile[]) =>
    judgedWith(folder, loaded, ids, by, files).some(({ first }) => first.length > 0);
  return others
    .map(([successor]) => ({ successor, files: filesOf(folder, ids, { ...leaving, successor }) }))
    .filter(({ files }) => JSON.stringify(files) !== JSON.stringify(without))
    .filter(({ successor, files }) => !isRefused({ ...leaving, successor }, files))
    .map(({ successor }) => successor);
}
