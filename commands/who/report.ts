import type { DateText } from "../../model/dates.ts";
import type { Locate } from "../../model/load.ts";
import type { Register } from "../../model/register.ts";
import { leaverClock, type Rotation } from "../../policies/rules/notify/leaver-clock.ts";
import { entryOf, openAccess, reachOf } from "../../report/access/reach.ts";
import { organisations } from "../../report/organisations.ts";

/** What somebody can reach and what their leaving takes, as text; the same arguments give the same text. */
export function whoReport(register: Register, id: string, asOf: DateText, locate: Locate): string {
  const person = register.people[id];
  if (person === undefined) throw new Error(`${id} is not in the register of ${register.id}`);
  const { roles, repositories, root, credentials } = reachOf(register, id, asOf);
  const left = person.leftOn !== undefined && person.leftOn <= asOf;
  return [
    `${id}: ${person.name}, ${person.employment}, ${register.organisations[person.organisation]?.name ?? person.organisation}`,
    `${organisations[register.id]}, as of ${asOf}${left ? `; left on ${person.leftOn}` : ""}`,
    ...section(
      "Roles",
      roles.map(({ system, role, team, where, since, pending }) => [
        system,
        role,
        [
          ...(where === undefined ? [] : [`in ${where}`]),
          ...(team === undefined ? [] : [`team ${team}`]),
          pending ? "invited" : `since ${since}`,
        ].join(", "),
      ]),
    ),
    ...section(
      "Repositories",
      repositories.map(({ repository, permission, team }) => [repository, permission, `as ${team}`]),
    ),
    ...section(
      "Root",
      root.map(({ server, basis, since }) => [server, basis, `since ${since}`]),
    ),
    ...section(
      "Credentials within reach",
      credentials.map(({ credential, title, how }) => [credential, title, how]),
    ),
    ...(person.sshKeys === undefined ? [] : section("SSH keys", [[String(person.sshKeys.length), "on file"]])),
    "",
    ...leavingLines(register, id, person.leftOn, asOf, locate),
  ].join("\n");
}

/** What is to be done for a leaving: what is done already has a cross in its box. */
function leavingLines(
  register: Register,
  person: string,
  leftOn: DateText | undefined,
  asOf: DateText,
  locate: Locate,
): string[] {
  const on = leftOn ?? asOf;
  const { dueOn, accounts, rotations } = leaverClock(register, person, on, asOf);
  const place = (subject: string) => {
    const found = locate(subject);
    return found === undefined ? subject : `${found.file}:${found.line}`;
  };
  const open = openAccess(register, person, asOf);
  const closed = accounts.filter(({ closedOn }) => closedOn !== undefined);
  const steps = [
    box(leftOn !== undefined, `leftOn: ${on} of ${person}`, place(entryOf(register, person))),
    ...closed.map(({ subject, closedOn }) => box(true, `revokedOn: ${closedOn} of ${subject}`, place(subject))),
    ...open.map(({ subject, where }) =>
      box(false, `revokedOn of ${subject}${where === undefined ? "" : `, in ${where}`}`, place(subject)),
    ),
    ...rotations.map((rotation) => rotationStep(rotation, place)),
  ];
  const deadline = register.id === "notify" ? `, all of it by ${dueOn}` : "";
  const heading =
    leftOn === undefined ? `Leaving on ${on} would take${deadline}:` : `Leaving on ${on} takes${deadline}:`;
  return [heading, ...steps];
}

function rotationStep({ credential, subject, rotatedOn, end }: Rotation, place: (subject: string) => string): string {
  const advised = end.basis === "by self-grant" ? " (advised)" : "";
  return rotatedOn === undefined
    ? box(false, `rotate ${credential} after that, and set rotatedOn${advised}`, place(subject))
    : box(true, `rotated ${credential} on ${rotatedOn}${advised}`, place(subject));
}

function box(done: boolean, what: string, where: string): string {
  return `  [${done ? "x" : " "}] ${what}  ${where}`;
}

/** A heading and its lines in columns; that there is nothing is said too. */
function section(title: string, rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd();
  return ["", title, ...(rows.length === 0 ? ["  none"] : rows.map(line))];
}
