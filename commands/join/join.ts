import { carryOut } from "../../edits/give/carry-out.ts";
import { headOf, withRole, withRoot } from "../../edits/give/edits.ts";
import { type Acting, givenRole, givenRoot, mustBeKnown, roleNamed } from "../../edits/give/given.ts";
import { withChanges } from "../../edits/person.ts";
import { putBackWords } from "../../edits/said.ts";
import { takeBack } from "../../edits/write-all.ts";
import { withAdded } from "../../edits/yaml-edits.ts";
import { type DateText, isDate } from "../../model/dates.ts";
import { loadRegister } from "../../model/load.ts";
import { type Register, type RegisterId, registerIds } from "../../model/register.ts";
import type { Person } from "../../model/schema/people.ts";
import { leaverClock } from "../../policies/rules/notify/leaver-clock.ts";
import { openAccess } from "../../report/access/reach.ts";
import { organisations } from "../../report/organisations.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { entryOfNewcomer, mustBeTheirs, registerOfOrganisation, type Words } from "./newcomer.ts";

export interface JoinOptions extends Words, Partial<Omit<Acting, "on">> {
  /** Folder of the register. */
  readonly register: string;
  /** Roles, as `system/role` or `system/role@place`. */
  readonly role?: readonly string[];
  /** Servers, or `*`. */
  readonly root?: readonly string[];
  /** The day on which accounts are made; the register's own, if left out. */
  readonly on?: DateText;
  /** Write the files. */
  readonly write?: boolean;
}

/**
 * `join PERSON`: what somebody's joining, or coming back, adds to the register's files, what the rules say of it, and what is left
 * for people to do. With `write`, writes the files, unless the rules refuse what they would be. `today` is the last day on which
 * something can have been done. Gives the report and the exit code. Throws `RegisterError` and `BadInput`.
 */
export function join(
  person: string,
  options: JoinOptions,
  today: DateText,
): { readonly report: string; readonly exitCode: number } {
  const { register: folder, role = [], root = [], write = false } = options;
  const putBack = takeBack(folder);
  const loaded = loadRegister(folder);
  const on = options.on ?? loaded.head.asOf;
  mustHaveCome({ on, joined: options.joined, "approved-on": options.approvedOn }, [today, loaded.head.asOf]);
  const id = registerFor(loaded.registers, person, options.organisation);
  const register = loaded.registers[id];
  const known = Object.hasOwn(register.people, person) ? register.people[person] : undefined;
  if (known !== undefined) mustHaveLeft(register, person, known, on);
  const entry =
    known === undefined
      ? entryOfNewcomer(register, person, options, options.joined ?? on)
      : entryOfReturning(register, person, known, options);
  const notes = mustBeTheirs(register, person, entry);
  const acting = { ...options, on };
  mustBeKnown(register, person, acting);
  const roles = [...new Set(role)].map((text) => givenRole(register, person, roleNamed(register, text), acting));
  mustHaveLogins(register, person, entry, roles);
  const roots = [...new Set(root)].map((server) => givenRoot(register, person, entry.organisation, server, acting));
  const { report, exitCode } = carryOut({
    ...{ folder, loaded, id, person, roles, roots, on, write, notes },
    kinds: ["people", "grants", "rootGrants"],
    edit: (kind, texts) => {
      if (kind === "people") return withPerson(texts, person, known, entry);
      if (kind === "grants") return roles.reduce<readonly string[]>((made, each) => withRole(made, each), texts);
      return roots.reduce<readonly string[]>((made, each) => withRoot(made, each), texts);
    },
    title: `${person} ${known === undefined ? "joins" : "comes back to"} ${organisations[id]} on ${on}.`,
  });
  return { report: [...putBackWords(putBack), report].join("\n"), exitCode };
}

/** Throws `BadInput` for days that nobody can have done something on yet. */
export function mustHaveCome(days: Readonly<Record<string, DateText | undefined>>, known: readonly DateText[]): void {
  const latest = [...known].sort().at(-1) ?? "";
  const wrong = Object.entries(days).flatMap(([flag, day]) => {
    if (day === undefined || (isDate(day) && day <= latest)) return [];
    return [`--${flag} ${day} is still to come: what the register records has happened, by ${latest} at the latest.`];
  });
  if (wrong.length > 0) throw new BadInput(wrong.join("\n"));
}

function registerFor(
  registers: Readonly<Record<RegisterId, Register>>,
  person: string,
  organisation: string | undefined,
): RegisterId {
  if (organisation !== undefined) return registerOfOrganisation(registers, organisation);
  const found = registerIds.filter((id) => Object.hasOwn(registers[id].people, person));
  if (found[0] !== undefined && found.length === 1) return found[0];
  throw new BadInput(
    `Say more of ${person}: --organisation, one of ${registerIds.flatMap((id) => Object.keys(registers[id].organisations)).join(", ")}.`,
  );
}

/** Whoever comes back has left, and nothing of that is left to do: what they held would be theirs again. */
function mustHaveLeft(register: Register, person: string, { leftOn }: Person, on: DateText): void {
  if (leftOn === undefined) {
    throw new BadInput(
      `${person} is in people.yaml already: npm run role -- ${person} changes what they hold. Somebody else needs another id.`,
    );
  }
  if (leftOn >= on) throw new BadInput(`${person} is there until ${leftOn}, and cannot come back on ${on}.`);
  const { rotations } = leaverClock(register, person, leftOn, on);
  const open = [
    ...openAccess(register, person, on).map(({ subject }) => `revoke ${subject}`),
    ...rotations.filter(({ rotatedOn }) => rotatedOn === undefined).map(({ subject }) => `rotate ${subject}`),
  ];
  if (open.length > 0) {
    throw new BadInput(
      `${person} left on ${leftOn}, and that is not done yet, so they cannot come back: ${open.join("; ")}.`,
    );
  }
}

/** The entry of somebody who comes back: as it was, but for what is said anew, and without their last day. */
function entryOfReturning(register: Register, person: string, known: Person, words: Words): Person {
  const { leftOn, ...rest } = known;
  if (words.joined !== undefined) {
    throw new BadInput(
      `--joined is for who joins for the first time: the first day of ${person} stays as it is on record.`,
    );
  }
  const sshKey = [...(known.sshKeys ?? []), ...(words.sshKey ?? [])];
  return { ...rest, ...entryOfNewcomer(register, person, { ...rest, ...given(words), sshKey }) };
}

function given(words: Words): Partial<Words> {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
}

/** A role with a team on GitHub is nobody's without a login there: nobody would be invited, and nothing would say so. */
export function mustHaveLogins(
  register: Register,
  person: string,
  { github }: Pick<Person, "github">,
  roles: readonly { readonly system: string; readonly role: string }[],
): void {
  const needing = roles.find(({ system, role }) => register.systems[system]?.roles[role]?.team !== undefined);
  if (needing === undefined || github !== undefined) return;
  throw new BadInput(`${needing.system}/${needing.role} needs the GitHub login of ${person}: --github LOGIN.`);
}

function withPerson(texts: readonly string[], id: string, known: Person | undefined, entry: Person): string[] {
  if (known === undefined) {
    const last = texts.length - 1;
    return texts.map((text, at) => (at === last ? withAdded(text || headOf("people"), [id], entry, "value") : text));
  }
  return withChanges(texts, id, known, entry);
}
