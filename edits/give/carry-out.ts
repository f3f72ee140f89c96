import type { DateText } from "../../model/dates.ts";
import type { LoadedRegister } from "../../model/load.ts";
import { folderOfKind, type Kind, type RegisterId } from "../../model/register.ts";
import { exitCodes } from "../../verdict/exit-codes.ts";
import { asLoaded, filesAfter } from "../as-loaded.ts";
import { changedLines } from "../changed-lines.ts";
import { judgeEdit } from "../judged.ts";
import { said, section } from "../said.ts";
import { writeAll } from "../write-all.ts";
import { type Actor, inExchange, whoIsMissing } from "./able.ts";
import type { GivenRole, GivenRoot } from "./given.ts";
import { accountsToMake, approvers, keysToSend, ownersToWrite } from "./todo.ts";

/** An edit by which somebody gets something, as it is to be written. */
export interface Giving {
  /** Folder of the register. */
  readonly folder: string;
  readonly loaded: LoadedRegister;
  readonly id: RegisterId;
  readonly person: string;
  readonly roles: readonly GivenRole[];
  readonly roots: readonly GivenRoot[];
  readonly kinds: readonly Kind[];
  readonly edit: (kind: Kind, texts: readonly string[]) => readonly string[];
  /** The day on which it is done. */
  readonly on: DateText;
  /** Whether it starts clocks, as a change of role does. */
  readonly isChange?: boolean;
  readonly write: boolean;
  /** What is done, in a sentence. */
  readonly title: string;
  /** What they lose by it, where no stack takes it away. */
  readonly lost?: readonly string[];
  /** What a reader should look at. */
  readonly notes: readonly string[];
}

/** What each actor is named by on the command line, and what they have to do. */
const naming: Readonly<Record<Actor, { readonly flag: string; readonly does: string }>> = {
  approvedBy: { flag: "--approved-by", does: "has to approve it" },
  createdBy: { flag: "--created-by", does: "has to make the account" },
  grantedBy: { flag: "--granted-by", does: "has to grant root" },
};

/**
 * Judges an edit in memory and, with `write`, writes all of its files, or none where a rule refuses what they would be. Gives the
 * report and the exit code. Throws `BadInput` where the register would not load.
 */
export function carryOut(giving: Giving): { readonly report: string; readonly exitCode: number } {
  const { folder, loaded, id, person, roles, roots, kinds, edit, on, write, title } = giving;
  const day = [on, loaded.head.asOf].sort().at(-1) ?? on;
  const byKind = kinds.map((kind) => ({ kind, files: filesAfter(folder, id, [kind], edit) }));
  const files = byKind.flatMap((each) => each.files);
  const changedKinds = byKind.flatMap(({ kind, files: own }) => (own.length > 0 ? folderOfKind(kind) : []));
  const after = asLoaded(folder, files);
  const [register, next] = [loaded.registers[id], after.registers[id]];
  const { first, due, advised, toAllow } = judgeEdit(register, next, [day], giving.isChange ? on : undefined);
  const missing = whoIsMissing(next, first, { roles, roots }, day);
  const isRefused = first.length > 0;
  const isWritten = write && !isRefused && files.length > 0;
  if (isWritten) writeAll(folder, files);
  const toName = (Object.keys(naming) as Actor[]).flatMap((actor) => {
    const able = missing.able[actor];
    if (able.length === 0) return [];
    const { flag, does } = naming[actor];
    const [only] = able;
    const who = able.length === 1 ? only : `one of ${able.join(", ")}`;
    return [`${who} ${does}: say who did, as ${flag} ${able.length === 1 ? only : "ID"}`];
  });
  const givenUp = inExchange(next, missing.anyhow, roles, day).map(
    (each) => `${each.person}: npm run role -- ${each.person} --take ${each.system}/${each.role}`,
  );
  const heading = isWritten ? "Written:" : isRefused ? "Would be written, and nothing was:" : "Would be written:";
  const report = [
    title,
    "",
    heading,
    ...(files.length === 0 ? ["  nothing: the register says it all"] : files.flatMap(changedLines)),
    ...section("Somebody has to do it first, and be named:", toName),
    ...section("Refused:", missing.anyhow.map(said)),
    ...section("It would not be, once one of them gives up what they hold:", givenUp),
    ...section(
      "A second person has to allow it, with a waiver in waivers.yaml:",
      toAllow.map((each) => `${each.rule}: ${each.message}`),
    ),
    ...(isRefused
      ? []
      : section("To do by people:", [
          ...accountsToMake(next, roles),
          ...(giving.lost ?? []).map((each) => `${each}: taken away by hand, where no stack does it`),
          ...keysToSend(next, person, roots),
          ...ownersToWrite(loaded, after, day),
        ])),
    ...section(
      "To do thereafter:",
      due.map((each) => `by ${each.by}: ${said(each)}`),
    ),
    ...section("Advised:", advised.map(said)),
    ...section("To look at:", giving.notes),
    ...(isRefused ? [] : section("To approve the change:", approvers(loaded, id, changedKinds, day))),
    ...(on > loaded.head.asOf
      ? ["", `The register is kept for ${loaded.head.asOf}: npm run judge -- --write-day --as-of ${on} moves its day.`]
      : []),
  ].join("\n");
  return { report, exitCode: isRefused ? exitCodes.violations : exitCodes.clean };
}
