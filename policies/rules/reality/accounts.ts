import { listed } from "../grants.ts";
import type { FindingOfReading } from "../rule.ts";
import { accountName, entitlementsOf } from "./compared.ts";
import type { Match } from "./identity.ts";
import { personOf } from "./listed.ts";
import { accountWords, clausesOfAccess, heldWords, letsIn, type ReadingRule } from "./rule.ts";

/** Behind each account stands somebody. */
export const accountsHavePeople: ReadingRule = {
  name: "accounts-have-people",
  clauses: clausesOfAccess,
  level: "mandatory",
  scope: "reading",
  needs: "presence",
  description: "Each account of a system is that of one person, service account or login in the register.",
  remedy:
    "Close it at the system; or enter whose it is: `accounts` of a person in people.yaml, `login` of a service account, `users` of an account.",
  judge: ({ accounts, system }) =>
    accounts.flatMap((account): FindingOfReading[] => {
      const { holder, match, principal, subject } = account;
      if (holder !== undefined || principal.kind === "key" || !letsIn(account)) return [];
      const what = `${accountWords(principal)} ${heldWords(entitlementsOf(account))}`;
      return [
        { subject, clauses: system.clauses, problems: [`it ${what}, and ${unknownWords(match)}`], at: principal.at },
      ];
    }),
};

function unknownWords(match: Match | undefined): string {
  if (match?.is === "doubtful") {
    return `whose it is is doubtful: ${listed(match.people.map(([person, by]) => `${person} by its ${by}`))}`;
  }
  const alike = match?.is === "nobody" ? match.alike : [];
  if (alike.length === 0) return "is of nobody in the register";
  return `is of nobody in the register, unless of ${alike.map(({ person, because }) => `${person} (${because})`).join(" or ")}, which proves nothing`;
}

/** Behind each key stands somebody. */
export const keysHaveOwners: ReadingRule = {
  name: "keys-have-owners",
  clauses: clausesOfAccess,
  level: "mandatory",
  scope: "reading",
  needs: "presence",
  description: "Each key that opens something is that of a person or a credential in the register.",
  remedy:
    "Take it off; or enter whose it is: `sshKeys` of a person in people.yaml, `publicKey` of a credential in credentials.yaml.",
  judge: ({ accounts, system }) =>
    accounts.flatMap((account): FindingOfReading[] => {
      const { holder, match, principal, subject } = account;
      if (holder !== undefined || principal.kind !== "key" || !letsIn(account)) return [];
      const { fingerprint, name } = principal.identity;
      const key = [fingerprint ?? "the key", ...(name === undefined ? [] : [`(${name})`])].join(" ");
      const what = `${key} gives ${heldWords(entitlementsOf(account))}, and ${unknownWords(match)}`;
      return [{ subject, clauses: system.clauses, problems: [what], at: principal.at }];
    }),
};

/** A person has one account. */
export const oneAccountEach: ReadingRule = {
  name: "one-account-each",
  clauses: clausesOfAccess,
  level: "advisory",
  scope: "reading",
  needs: "presence",
  description: "A person has one account at a system, or the register names all of them.",
  remedy: "Close what is not needed; or name each under `accounts` of the person in people.yaml.",
  judge: ({ accounts, accountsOf, register, system }) =>
    accounts.flatMap((account): FindingOfReading[] => {
      const { holder, principal, subject } = account;
      const person = personOf(holder);
      if (holder === undefined || person === undefined || principal.kind === "key") return [];
      const theirs = accountsOf(holder).filter(
        (each) => each.principal.state === "active" && each.principal.kind !== "key",
      );
      const named = register.people[person]?.accounts?.[system.id]?.length ?? 0;
      // Told once, of the last of them.
      if (theirs.length <= Math.max(1, named) || theirs.at(-1) !== account) return [];
      const names = theirs.map((each) => accountName(each.principal));
      return [
        {
          ...{ subject, clauses: system.clauses, at: principal.at },
          problems: [`${person} has ${theirs.length} accounts there: ${listed(names)}`],
        },
      ];
    }),
};
