import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import { everyServer } from "../../model/schema/access.ts";
import { hasLeft } from "./identity.ts";
import { type HeldRole, type Reach, reachOf } from "./reach.ts";

/** One thing that a person can do or get at. */
export interface Holding {
  /** The same for the same thing, whatever it is called: made of ids, not of titles. */
  readonly key: string;
  /** The system that it is in, by its title. */
  readonly system: string;
  /** What it is, where the system is known. */
  readonly what: string;
  /** What it is, standing alone. */
  readonly text: string;
}

/** What somebody holds on a day: in systems, and the ids of the servers that they have root on. */
export interface Holdings {
  readonly inSystems: readonly Holding[];
  readonly root: readonly string[];
}

/** All that the register lets a person hold, across its systems. */
export function holdingsOf(register: Register, person: string, asOf: DateText): Holdings {
  const reach = reachOf(register, person, asOf);
  return {
    inSystems: [
      ...reach.roles.flatMap(rolesHeld),
      ...reach.repositories.map(({ repository, permission }) =>
        inSystem("Repositories", `${permission} on ${repository}`),
      ),
      ...mergesOf(register, reach.roles).map((text) => inSystem("Repositories", text)),
      ...loginsOf(register, person, asOf).map(({ text }) => inSystem("Accounts", text)),
      ...reach.credentials.map(({ credential }) => ({
        ...inSystem("Credentials", `can read ${credential}`),
        what: credential,
      })),
    ],
    root: serversOf(register, reach),
  };
}

/** What is told by ids alone. */
function inSystem(system: string, text: string): Holding {
  return { key: `${system}: ${text}`, system, what: text, text };
}

/** A role, and what it lets its holder do where that is said of each holder. */
function rolesHeld({ of, system, role, team, where, permissions, pending }: HeldRole): Holding[] {
  const place = `${where === undefined ? "" : ` in ${where}`}${pending ? " (invited)" : ""}`;
  const key = (...what: (string | undefined)[]) => JSON.stringify([of.system, where, pending, ...what]);
  return [
    {
      key: key(of.role, of.permission, team),
      system,
      what: `${role}${place}`,
      text: `${role} on ${system}${place}${team === undefined ? "" : `, in the team ${team}`}`,
    },
    ...permissions.map((each) => ({
      key: key(each),
      system,
      what: `${each}${place}`,
      text: `${each} on ${system}${place}`,
    })),
  ];
}

/** The branches that somebody's teams may merge into. */
function mergesOf(register: Register, roles: Reach["roles"]): string[] {
  const teams = roles.flatMap(({ team, pending }) => (team === undefined || pending ? [] : [team]));
  return Object.entries(register.repositories).flatMap(([repository, { branches }]) =>
    Object.entries(branches)
      .filter(([, { mergedBy }]) => mergedBy.some((team) => teams.includes(team)))
      .map(([branch]) => `merges into ${branch} of ${repository}`),
  );
}

/** Logins that an organisation's people share: who of them has the password, the register does not say. */
export function loginsOf(
  register: Register,
  person: string,
  asOf: DateText,
): { readonly account: string; readonly text: string }[] {
  if (hasLeft(register, person, asOf)) return [];
  const { organisation } = register.people[person] ?? {};
  return Object.entries(register.accounts).flatMap(([account, { users = {} }]) =>
    Object.entries(users)
      .filter(([, user]) => user.organisation === organisation)
      .map(([login, { access }]) => ({ account, text: `shared login ${login} (${access}) of ${account}` })),
  );
}

/** Root on every server is root on each that there is. */
function serversOf(register: Register, { root }: Reach): string[] {
  const all = Object.keys(register.servers);
  return [...new Set(root.flatMap(({ at }) => (at === everyServer ? all : [at])))];
}

/** Root on servers in words, by their ids: one line where it is all of several. */
export function rootWords({ servers }: Register, ids: readonly string[]): string[] {
  const all = Object.keys(servers).length;
  if (ids.length === all && all > 1) return [`root on every server (${all})`];
  return ids.map((id) => `root on ${servers[id]?.hostname ?? id}`);
}
