import type { DateText } from "../../model/dates.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import { deployersKept, grantsKept, keyHoldersKept } from "../../policies/rules/blast-radius.ts";
import { allGrants, allRootGrants, isActive, listed } from "../../policies/rules/grants.ts";
import { keyHoldersOf } from "../../policies/rules/key-holders.ts";
import { blastRadius } from "../../policies/settings/blast-radius.ts";
import { type ChangeFinding, tooMuch } from "./finding.ts";

/** A large part of all grants in force, taken away in one change. */
export function grantsLost(before: Register, after: Register, asOf: DateText): ChangeFinding[] {
  const held = grantsIn(before, asOf);
  const lost = [...held].filter((grant) => !grantsIn(after, asOf).has(grant)).sort();
  const sum = tooMuch(lost.length, held.size, blastRadius.grants);
  if (sum === undefined) return [];
  return [{ rule: grantsKept, subject: `${after.id}/grants`, problem: `it takes away ${sum}: ${listed(lost)}` }];
}

/** The grants in force, as subjects; several grants of a role to one person, for several places, are several. */
function grantsIn(register: Register, asOf: DateText): Set<string> {
  const roles = allGrants(register).map(({ subject, grant }) => ({
    grant,
    subject: [subject, grant.space ?? grant.team ?? grant.service].filter((part) => part !== undefined).join("/"),
  }));
  return new Set(
    [...roles, ...allRootGrants(register)].filter(({ grant }) => isActive(grant, asOf)).map(({ subject }) => subject),
  );
}

/**
 * An organisation that has fewer people in a key role than it had, and fewer than two. What goes because people leave is
 * one finding for each of them, however many roles they had: their leaving is what somebody allows or not.
 */
export function keyHoldersLost(before: Register, after: Register, asOf: DateText): ChangeFinding[] {
  const now = keyHolders(after, asOf);
  const lost = [...keyHolders(before, asOf)].flatMap(([subject, people]) => {
    const left = now.get(subject)?.size ?? 0;
    if (left >= people.size || left >= blastRadius.keyHolders) return [];
    const gone = [...people].filter((person) => !now.get(subject)?.has(person)).sort();
    return [{ subject, left, gone, isLeaving: gone.every((person) => hasLeft(after, person, asOf)) }];
  });
  const byRole = lost
    .filter(({ isLeaving }) => !isLeaving)
    .map(({ subject, left, gone }) => {
      const organisation = subject.split("/").at(-1);
      const problem = `${organisation} would have ${left} of its people left there, and loses ${listed(gone)}; ${blastRadius.keyHolders} have to stay`;
      return { rule: keyHoldersKept, subject, problem };
    });
  const leavers = new Set(lost.filter(({ isLeaving }) => isLeaving).flatMap(({ gone }) => gone));
  const byLeaver = [...leavers].map((person) => {
    const roles = lost.filter(({ gone, isLeaving }) => isLeaving && gone.includes(person));
    const left = roles.map((role) => `${role.left} in ${role.subject}`);
    const problem = `${person} leaves, and of their organisation's people there would be left ${listed(left)}; ${blastRadius.keyHolders} have to stay`;
    return { rule: keyHoldersKept, subject: subjectOf(after.id, "people", person), problem };
  });
  return [...byRole, ...byLeaver];
}

/** Whether somebody's last day has come, as the key holders count it. */
export function hasLeft({ people }: Register, id: string, asOf: DateText): boolean {
  const leftOn = people[id]?.leftOn;
  return leftOn !== undefined && leftOn <= asOf;
}

/** People by key role and organisation, such as `notify/grants/github/administrator/pbs`. */
function keyHolders(register: Register, asOf: DateText): Map<string, Set<string>> {
  const holders = new Map<string, Set<string>>();
  for (const { subject, people } of keyHoldersOf(register, asOf)) {
    for (const person of people) {
      const key = `${subject}/${register.people[person]?.organisation}`;
      holders.set(key, (holders.get(key) ?? new Set()).add(person));
    }
  }
  return holders;
}

/** A service account that deploys, and is gone or may do less. */
export function deployersLost(before: Register, after: Register): ChangeFinding[] {
  return Object.entries(before.serviceAccounts).flatMap(([id, account]) => {
    const now = after.serviceAccounts[id];
    const subject = subjectOf(before.id, "serviceAccounts", id);
    if (now === undefined) return [{ rule: deployersKept, subject, problem: "it goes away" }];
    const roles = account.roles.filter((role) => !now.roles.includes(role));
    const spaces = (account.spaces ?? []).filter((space) => now.spaces?.includes(space) !== true);
    const lost = [
      ...roles.map((role) => `the role ${role}`),
      ...spaces.map((space) => `the space ${space}`),
      ...(account.account === now.account ? [] : [`the account ${account.account}`]),
      ...(account.login === now.login ? [] : [`the login ${account.login ?? ""}`.trim()]),
    ];
    return lost.length === 0 ? [] : [{ rule: deployersKept, subject, problem: `it loses ${listed(lost)}` }];
  });
}
