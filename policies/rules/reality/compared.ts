import type { DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { sshKeyFingerprint } from "../../../model/schema/ssh-key.ts";
import type { Entitlement, Grant, Principal, Reading } from "../../../readings/reading.ts";
import { onceFor } from "../once-for.ts";
import { type Match, matcher } from "./identity.ts";
import { type Holder, holderKey, type Listed, listedIn, userSubject } from "./listed.ts";
import { type Proof, proofOf } from "./proves.ts";
import type { SystemToRead } from "./systems.ts";

/** A reading beside what the register lists of the same system, as rules judge it. */
export interface Compared {
  readonly register: Register;
  readonly system: SystemToRead;
  readonly reading: Reading;
  readonly proof: Proof;
  /** Everybody who is there; empty where the reading proves nothing. */
  readonly accounts: readonly Account[];
  readonly listed: readonly Listed[];
  /** The accounts that a holder has there. */
  readonly accountsOf: (holder: Holder) => readonly Account[];
}

/** An account or a key as it is there, and whose it is by the register. */
export interface Account {
  /** What it is called in messages, and in waivers. */
  readonly subject: string;
  readonly principal: Principal;
  /** Undefined where it is of nobody, or not to be told of whom. */
  readonly holder?: Holder;
  /** Left out where it is of an entry and no person is looked for. */
  readonly match?: Match;
  /** What the register lists of its holder, what was revoked too. */
  readonly known: readonly Listed[];
  readonly held: readonly Held[];
}

/** Something that an account holds, and the entry that lists it, where one does. */
export interface Held {
  readonly grant: Grant;
  readonly listed?: Listed;
}

/** Holds a reading against the register as of a day. */
export function compare(register: Register, system: SystemToRead, reading: Reading, asOf: DateText): Compared {
  const proof = proofOf(reading, system, asOf);
  const listed = listedIn(register, system, asOf);
  const byHolder = Map.groupBy(listed, ({ holder }) => holderKey(holder));
  const grantsOf = Map.groupBy(reading.grants, ({ principal }) => principal);
  const whose = holders(register, system);
  const accounts =
    proof.of === "nothing"
      ? []
      : reading.principals.map((principal): Account => {
          const found = whose(principal);
          const known = (found.holder && byHolder.get(holderKey(found.holder))) ?? [];
          const held = (grantsOf.get(principal) ?? []).map((grant): Held => {
            const listed = known.find((each) => covers(each, grant.entitlement));
            return listed === undefined ? { grant } : { grant, listed };
          });
          return { subject: accountSubject(system, principal), principal, known, held, ...found };
        });
  const byAccount = Map.groupBy(accounts, ({ holder }) => (holder === undefined ? "" : holderKey(holder)));
  return {
    ...{ register, system, reading, proof, accounts, listed },
    accountsOf: (holder) => byAccount.get(holderKey(holder)) ?? [],
  };
}

/** Whether the register lists anything of an account's holder that was not revoked. */
export function isListed({ known }: Pick<Account, "known">): boolean {
  return known.some(({ state }) => state !== "revoked");
}

/** What an account holds, as the system says it. */
export function entitlementsOf({ held }: Pick<Account, "held">): readonly Entitlement[] {
  return held.map(({ grant }) => grant.entitlement);
}

/** Whether an entry lists something that is held. What the system calls power is not listed by a role that is none. */
export function covers(entry: Listed, entitlement: Entitlement): boolean {
  if (entry.state === "revoked" || (entitlement.administrative === true && !entry.administrative)) return false;
  return entry.covers(entitlement);
}

/** What a reading as a whole is called. */
export function readingSubject({ register, id }: Pick<SystemToRead, "register" | "id">): string {
  return `${register}/readings/${id}`;
}

/** What an account is called in messages; a key by what the system tells it by. A subject ends at a colon. */
export function accountSubject(system: Pick<SystemToRead, "register" | "id">, principal: Principal): string {
  const name = principal.identity.fingerprint === undefined ? accountName(principal) : principal.id;
  return `${readingSubject(system)}/${name.replaceAll(/:\s/g, " ")}`;
}

/** An account by its login, its address, or what else the system tells it by. */
export function accountName({ id, identity }: Principal): string {
  return identity.login ?? identity.emails?.[0] ?? id;
}

/** Whose an account is: an entry's, where its login is listed as that, else a person's. */
function holders(
  register: Register,
  system: SystemToRead,
): (principal: Principal) => { readonly holder?: Holder; readonly match?: Match } {
  const match = matcher(register, system.id, system.service);
  const entries = entriesByLogin(register, system);
  const keys = keysOfCredentials(register);
  return (principal) => {
    const { login, fingerprint } = principal.identity;
    const entry =
      fingerprint !== undefined
        ? keys.get(fingerprint)
        : login === undefined
          ? undefined
          : entries.get(login.toLowerCase());
    if (entry !== undefined) return { holder: { entry } };
    const found = match(principal);
    return found.is === "person" ? { holder: { person: found.person }, match: found } : { match: found };
  };
}

function entriesByLogin(register: Register, { account }: SystemToRead): ReadonlyMap<string, string> {
  if (account === undefined) return new Map();
  const users = Object.keys(register.accounts[account]?.users ?? {});
  return new Map([
    ...users.map((login) => [login.toLowerCase(), userSubject(register, account, login)] as const),
    ...Object.entries(register.serviceAccounts)
      .filter(([, each]) => each.account === account)
      .flatMap(([id, { login }]) =>
        login === undefined ? [] : [[login.toLowerCase(), subjectOf(register.id, "serviceAccounts", id)] as const],
      ),
  ]);
}

/** Read once, however many systems are. */
const keysOfCredentials = onceFor(
  ({ id, credentials }: Register): ReadonlyMap<string, string> =>
    new Map(
      Object.entries(credentials).flatMap(([credential, { publicKey }]) =>
        publicKey === undefined
          ? []
          : [[sshKeyFingerprint(publicKey), subjectOf(id, "credentials", credential)] as const],
      ),
    ),
);
