import type { DateText } from "../../model/dates.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import { everyServer, type Grant, type RootGrant } from "../../model/schema/access.ts";
import { blastRadius, keyRoles } from "../settings/blast-radius.ts";
import { isActive, listed } from "./grants.ts";
import type { RegisterRule } from "./rule.ts";

/** A key role of a register, and who holds it on a day: those of its own people who are there and have accepted. */
export interface KeyHolders {
  /** Such as `notify/grants/github/administrator`. */
  readonly subject: string;
  readonly people: readonly string[];
  /** Whether nobody but a holder can give the role to somebody. */
  readonly onlyHoldersGive: boolean;
}

/** The key roles that a register has, with those who hold them; root on every server, of owners, is one. */
export function keyHoldersOf(register: Register, asOf: DateText): KeyHolders[] {
  const present = (grants: readonly (Grant | RootGrant)[]) =>
    [
      ...new Set(
        grants
          .filter((grant) => isActive(grant, asOf) && !isPending(grant) && isThere(register, grant.person, asOf))
          .map(({ person }) => person),
      ),
    ].sort();
  const roles = keyRoles[register.id].map(({ system, role, onlyHoldersGive }) => ({
    subject: subjectOf(register.id, "grants", system, role),
    people: present(register.grants[system]?.[role] ?? []),
    onlyHoldersGive,
  }));
  const root = register.rootGrants[everyServer];
  if (root === undefined) return roles;
  const owners = present(root.filter(({ basis }) => basis === "owner"));
  return [
    ...roles,
    { subject: subjectOf(register.id, "rootGrants", everyServer), people: owners, onlyHoldersGive: true },
  ];
}

/** Whether somebody was invited and has not accepted yet. */
function isPending(grant: Grant | RootGrant): boolean {
  return "pending" in grant && grant.pending === true;
}

/** Contractors come and go, and whoever owns the organisation has to do without them. */
function isThere({ people }: Register, id: string, asOf: DateText): boolean {
  const person = people[id];
  if (person === undefined || person.employment === "contractor") return false;
  return person.leftOn === undefined || person.leftOn > asOf;
}

/** Advice, and no block: whoever is left alone has to be able to change something, to be alone no longer. */
export const twoKeyHolders: RegisterRule = {
  name: "two-key-holders",
  clauses: ["GATE-7"],
  level: "advisory",
  description: "A role that only its holders can give to somebody is held by two people at least.",
  remedy: "Give it to one more, so that one can undo what happens to the other.",
  scope: "register",
  judge: (register, asOf) =>
    keyHoldersOf(register, asOf)
      .filter(({ onlyHoldersGive }) => onlyHoldersGive)
      .map(({ subject, people }) => ({
        subject,
        problems:
          people.length >= blastRadius.keyHolders
            ? []
            : [people.length === 0 ? "nobody holds it" : `${listed(people)} holds it alone`],
      })),
};
