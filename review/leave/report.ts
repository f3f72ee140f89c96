import { structuredPatch } from "diff";
import type { LoadedRegister } from "../../model/load.ts";
import type { RegisterId } from "../../model/register.ts";
import { everyServer } from "../../model/schema/access.ts";
import { allGrants, allRootGrants, isActive, placeOfGrant } from "../../policies/rules/grants.ts";
import type { Violation } from "../../policies/rules/rule.ts";
import { organisations } from "../organisations.ts";
import type { ChangedFile } from "./changed-file.ts";
import type { Leaving } from "./edits.ts";
import type { Judged } from "./judged.ts";

export interface LeavingReport {
  readonly loaded: LoadedRegister;
  readonly ids: readonly RegisterId[];
  readonly leaving: Leaving;
  readonly files: readonly ChangedFile[];
  readonly judged: readonly Judged[];
  readonly isWritten: boolean;
  /** Who could take over, so that nothing is refused. */
  readonly follow: readonly string[];
}

/** What is written, and what is left to do, as text. */
export function leavingReport({ loaded, ids, leaving, files, judged, isWritten, follow }: LeavingReport): string {
  const { person, leftOn, endsOn } = leaving;
  const first = judged.flatMap((each) => each.first);
  const names = ids.map((id) => organisations[id]).join(" and ");
  return [
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
      ids.flatMap((id) => heldIn(loaded, id, leaving)),
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

function said({ rule, message, level }: Violation): string {
  return level === "advisory" ? `${message} (${rule}, advice)` : `${message} (${rule})`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  [ ] ${line}`)];
}

/** What somebody holds, and loses: where they have to be taken out. */
function heldIn({ registers }: LoadedRegister, id: RegisterId, { person, endsOn }: Leaving): string[] {
  const register = registers[id];
  const roles = allGrants(register)
    .filter(({ grant }) => grant.person === person && isActive(grant, endsOn))
    .map(({ system, role, grant }) => {
      const { title, roles } = register.systems[system] ?? {};
      const where = placeOfGrant(grant);
      return `${title ?? system}: ${roles?.[role]?.title ?? role}${where === undefined ? "" : ` in ${where}`}`;
    });
  const root = allRootGrants(register)
    .filter(({ grant }) => grant.person === person && isActive(grant, endsOn))
    .map(({ server }) => `root on ${server === everyServer ? "every server" : server}`);
  return [...roles, ...root];
}

/** The lines that differ, with their numbers: `+` for what comes, `-` for what goes. */
function changedLines({ file, before, text }: ChangedFile): string[] {
  return structuredPatch(file, file, before, text, "", "", { context: 0 }).hunks.flatMap(
    ({ oldStart, newStart, lines }) => {
      const numbers = { "-": oldStart, "+": newStart };
      return lines.flatMap((line) => {
        const sign = line[0];
        if (sign !== "-" && sign !== "+") return [];
        return [`  ${file}:${numbers[sign]++}: ${sign} ${line.slice(1).trim()}`];
      });
    },
  );
}
