import type { Register } from "../../../model/register.ts";
import { sshKeyFingerprint } from "../../../model/schema/ssh-key.ts";
import type { Identity, Principal } from "../../../readings/reading.ts";
import { onceFor } from "../once-for.ts";
import { plainAddress } from "../people.ts";

/*
 * Whose an account is. A mark is what the register itself has of somebody: a name at that system, a login at GitHub, an
 * e-mail address, a key. What is only alike – a mailbox at another domain, a name, a login that is an id – is no mark, and
 * is told for people to decide.
 */

/** Whose an account is: one person's, nobody's that the register has, or not to be told. */
export type Match =
  | { readonly is: "person"; readonly person: string; readonly by: Mark }
  /** `alike` are the people whom it may be of, by what proves nothing. */
  | { readonly is: "nobody"; readonly alike: readonly Alike[] }
  /** Its marks are of several people. */
  | { readonly is: "doubtful"; readonly people: readonly (readonly [person: string, by: Mark])[] };

export type Mark = "name at the system" | "login at GitHub" | "e-mail address" | "key";

/** Somebody whom an account may be of, and what makes it look so. */
export interface Alike {
  readonly person: string;
  readonly because: string;
}

/** Tells whose an account of one system is. `service` is what kind of system it is of. */
export function matcher(register: Pick<Register, "people">, system: string, service: string): (of: Principal) => Match {
  const everywhere = marksOf(register.people);
  const names = namesAt(register.people, system);
  return (principal) => {
    const found = new Map<string, Mark>();
    eachMark(principal, service, (mark, text) => {
      for (const person of (mark === "name at the system" ? names : everywhere[mark]).get(text) ?? []) {
        if (!found.has(person)) found.set(person, mark);
      }
    });
    const [first, ...others] = found;
    if (first === undefined) return { is: "nobody", alike: alikeTo(register, principal) };
    if (others.length > 0) return { is: "doubtful", people: [first, ...others] };
    const [person, by] = first;
    return { is: "person", person, by };
  };
}

/** People by a text: mostly one. */
type ByText = Map<string, string[]>;

function add(to: ByText, text: string, person: string): void {
  const before = to.get(text);
  if (before === undefined) to.set(text, [person]);
  else if (!before.includes(person)) before.push(person);
}

/** What everybody is known by wherever they have an account. Looked up once, however many systems are read. */
const marksOf = onceFor((people: Register["people"]): Readonly<Record<Exclude<Mark, "name at the system">, ByText>> => {
  const marks = { "login at GitHub": new Map(), "e-mail address": new Map(), key: new Map() };
  for (const [id, { email, github, sshKeys = [] }] of Object.entries(people)) {
    add(marks["e-mail address"], plain(email), id);
    if (github !== undefined) add(marks["login at GitHub"], plain(github), id);
    for (const key of sshKeys) add(marks.key, sshKeyFingerprint(key), id);
  }
  return marks;
});

function namesAt(people: Register["people"], system: string): ByText {
  const names: ByText = new Map();
  for (const [id, { accounts }] of Object.entries(people)) {
    if (accounts === undefined || !Object.hasOwn(accounts, system)) continue;
    for (const name of accounts[system] ?? []) add(names, plain(name), id);
  }
  return names;
}

/** What an account is known by. A login that is an address is one: services that log in by address have no other name. */
function eachMark({ id, kind, identity }: Principal, service: string, tell: (mark: Mark, text: string) => void): void {
  const { login, emails = [], fingerprint } = identity;
  if (fingerprint !== undefined) tell("key", fingerprint);
  if (kind === "key") return;
  for (const name of login === undefined ? [id, ...emails] : [login, id, ...emails]) {
    if (name.trim() !== "") tell("name at the system", plain(name));
  }
  if (service === "github" && login !== undefined) tell("login at GitHub", plain(login));
  for (const address of addressesOf(identity)) tell("e-mail address", address);
}

function addressesOf({ login, emails = [] }: Identity): string[] {
  return [...emails, ...(login?.includes("@") ? [login] : [])].map(plain);
}

/** Logins and addresses know no capitals, and blanks around them are of whoever wrote them down. */
function plain(text: string): string {
  return text.trim().toLowerCase();
}

/** The most people that an account is said to be alike to. */
const mostAlike = 3;

function alikeTo(register: Pick<Register, "people">, { kind, identity }: Principal): Alike[] {
  if (kind === "key") return [];
  const { byAddress, byMailbox, byName, ids } = looksOf(register.people);
  const found = new Map<string, string>();
  const add = (people: readonly string[] | undefined, because: string) => {
    for (const person of people ?? []) if (!found.has(person)) found.set(person, because);
  };
  for (const address of addressesOf(identity)) {
    add(byAddress.get(plainAddress(address)), `its address is ${address}`);
    add(byMailbox.get(mailboxOf(address)), `its address is ${address}`);
  }
  const login = identity.login === undefined ? undefined : plain(identity.login);
  if (login !== undefined) {
    add(ids.has(login) ? [login] : undefined, `its login is ${login}`);
    add(byMailbox.get(mailboxOf(login)), `its login is ${login}`);
  }
  if (identity.name !== undefined) add(byName.get(plain(identity.name)), `its name is ${identity.name.trim()}`);
  return [...found].slice(0, mostAlike).map(([person, because]) => ({ person, because }));
}

const mailboxOf = (address: string) => plain(address).split(/[@+]/)[0] ?? "";

/** What people look like, which proves nothing. */
const looksOf = onceFor((people: Register["people"]) => {
  const entries = Object.entries(people);
  const by = (look: (person: Register["people"][string]) => string) => {
    const found: ByText = new Map();
    for (const [id, person] of entries) add(found, look(person), id);
    return found;
  };
  return {
    byAddress: by(({ email }) => plainAddress(email)),
    byMailbox: by(({ email }) => mailboxOf(email)),
    byName: by(({ name }) => plain(name)),
    ids: new Set(entries.map(([id]) => id)),
  };
});
