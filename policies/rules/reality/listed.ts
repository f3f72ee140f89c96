import type { DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { everyServer } from "../../../model/schema/access.ts";
import type { Entitlement } from "../../../readings/reading.ts";
import { allRootGrants, isActive } from "../grants.ts";
import { onceFor } from "../once-for.ts";
import { isAdministrative, permissionsOf, roleOf, samePermission } from "../powers.ts";
import type { SystemToRead } from "./systems.ts";

/** Access that the register lists. */
export interface Listed {
  /** The entry that lists it. */
  readonly subject: string;
  readonly holder: Holder;
  /** How the register calls what is held: a role's id, `full`, `root` … */
  readonly role: string;
  readonly administrative: boolean;
  readonly since?: DateText;
  /** `revoked` is no longer listed, and tells what somebody had. */
  readonly state: "active" | "invited" | "revoked";
  readonly revokedOn?: DateText;
  /** Whether a system's word for something that is held is this. */
  readonly covers: (entitlement: Entitlement) => boolean;
}

/** Who holds: a person of the register, or a login of an account or a service account, by the entry's subject. */
export type Holder = { readonly person: string } | { readonly entry: string };

/** The person who holds, where it is one. */
export function personOf(holder: Holder | undefined): string | undefined {
  return holder !== undefined && "person" in holder ? holder.person : undefined;
}

/** A holder as a key: an entry has slashes in it, and a person has none. */
export function holderKey(holder: Holder): string {
  return "person" in holder ? holder.person : holder.entry;
}

/** All that the register lists of a system, what was revoked too. */
export function listedIn(register: Register, system: SystemToRead, asOf: DateText): Listed[] {
  if (system.lists === "root") return [...root(register, asOf), ...keys(register, system)];
  return [
    ...keys(register, system),
    ...(system.lists === "grants" ? grants(register, system, asOf) : []),
    ...users(register, system),
    ...serviceAccounts(register, system),
  ];
}

function grants(register: Register, { id, goesWith = [] }: SystemToRead, asOf: DateText): Listed[] {
  return Object.entries(register.grants[id] ?? {}).flatMap(([role, held]) => {
    const administrative = isAdministrative(register, id, role);
    const beside = goesWith.filter((each) => each.role === role);
    const ofRole = namesOfRole(register, { system: id, role, grant: {} });
    return held.map((grant): Listed => {
      const { person, space, team, service, revokedOn, pending, createdOn, permissions } = grant;
      const names = permissions === undefined ? ofRole : namesOfRole(register, { system: id, role, grant });
      const places = [space, service, team].filter((place) => place !== undefined);
      const active = isActive(grant, asOf);
      return {
        ...{ subject: subjectOf(register.id, "grants", id, role, person), role, holder: { person }, since: createdOn },
        administrative,
        state: !active ? "revoked" : pending === true ? "invited" : "active",
        ...(!active && revokedOn !== undefined && { revokedOn }),
        covers: (entitlement) =>
          (isNamed(names, entitlement) && ("team" in names || isIn(places, entitlement))) ||
          beside.some(({ type, slug }) => type === entitlement.resource.type && slug === entitlement.slug),
      };
    });
  });
}

/** The role of the register that a system's word stands for, where it stands for one. */
export function roleNamed(register: Register, { id }: SystemToRead, entitlement: Entitlement): string | undefined {
  return Object.keys(register.systems[id]?.roles ?? {}).find((role) =>
    isNamed(namesOfRole(register, { system: id, role, grant: {} }), entitlement),
  );
}

/** What a system may call a role of the register: its team, where it has one; else its id, its permission, and those of the grant. */
function namesOfRole(register: Register, placed: Parameters<typeof permissionsOf>[1]): Names {
  const { system, role } = placed;
  const team = roleOf(register, system, role)?.team;
  return team === undefined ? { words: [role, ...permissionsOf(register, placed)] } : { team };
}

type Names = { readonly team: string } | { readonly words: readonly string[] };

/**
 * The role by its slug. Whoever is a member of a group has what the group is called, and not a role that happens to be
 * called member – unless everybody is in that group.
 */
function isNamed(names: Names, { resource, slug, everybody }: Entitlement): boolean {
  if ("team" in names) return resource.type === "team" && resource.id === names.team;
  const isGroup = groupings.includes(resource.type) && memberships.includes(slug.toLowerCase());
  const words = !isGroup ? [slug] : everybody === true ? [slug, resource.id] : [resource.id];
  return names.words.some((name) => words.some((word) => samePermission(name, word)));
}

/** What one is in, and what being in it is called. */
const groupings = ["group", "team", "role", "policy"];
const memberships = ["member", "members", "assigned", "attached"];

/** Whether something is held in the place that a grant is for. A grant without a place is for what has none: an organisation. */
function isIn(places: readonly string[], { resource: { type, id } }: Entitlement): boolean {
  const placed = ["space", "service", "team"].includes(type);
  return places.length === 0 ? !placed : places.some((place) => place.toLowerCase() === id.toLowerCase());
}

/** Logins of an account that are not people's own. */
function users(register: Register, { account }: SystemToRead): Listed[] {
  if (account === undefined) return [];
  return Object.entries(register.accounts[account]?.users ?? {}).map(([login, { access }]): Listed => {
    const subject = userSubject(register, account, login);
    return {
      ...{ subject, role: access, holder: { entry: subject }, state: "active" },
      administrative: access === "full" || access === "primary",
      covers: ({ slug }) => samePermission(slug, access),
    };
  });
}

/** What a login of an account is called. */
export function userSubject({ id }: Pick<Register, "id">, account: string, login: string): string {
  return `${subjectOf(id, "accounts", account)}/users/${login}`;
}

function serviceAccounts(register: Register, { account }: SystemToRead): Listed[] {
  if (account === undefined) return [];
  return Object.entries(register.serviceAccounts)
    .filter(([, each]) => each.account === account)
    .flatMap(([id, { roles, spaces = [] }]) =>
      roles.map((role): Listed => {
        const subject = subjectOf(register.id, "serviceAccounts", id);
        return {
          ...{ subject, role, holder: { entry: subject }, state: "active", administrative: true },
          covers: (entitlement) =>
            isNamed({ words: [role] }, entitlement) &&
            (entitlement.resource.type !== "space" || isIn(spaces, entitlement)),
        };
      }),
    );
}

/** Keys that are nobody's own: one lets into the server of the service that uses it, or is a repository's at GitHub. */
function keys(register: Register, { lists }: SystemToRead): Listed[] {
  return Object.entries(register.credentials)
    .filter(([, { publicKey }]) => publicKey !== undefined)
    .map(([id, { service }]): Listed => {
      const subject = subjectOf(register.id, "credentials", id);
      const server = service === undefined ? undefined : register.services[service]?.server;
      return {
        ...{ subject, role: "key", holder: { entry: subject }, state: "active", administrative: lists === "root" },
        covers: ({ resource: { type, id: name } }) =>
          lists === "root" ? server !== undefined && serverNamed(register, name) === server : type === "repository",
      };
    });
}

/** Root, by server: a grant on every server covers each. */
function root(register: Register, asOf: DateText): Listed[] {
  return allRootGrants(register).map(({ subject, server, grant }): Listed => {
    const active = isActive(grant, asOf);
    return {
      ...{ subject, holder: { person: grant.person }, since: grant.grantedOn, administrative: true },
      role: server === everyServer ? "root on every server" : `root on ${server}`,
      state: active ? "active" : "revoked",
      ...(!active && grant.revokedOn !== undefined && { revokedOn: grant.revokedOn }),
      covers: ({ resource }) => server === everyServer || serverNamed(register, resource.id) === server,
    };
  });
}

/** The server that is called so: by its id, its host name or its name in Salt. */
export function serverNamed(register: Register, name: string): string | undefined {
  return serversByName(register).get(name.toLowerCase());
}

const serversByName = onceFor(({ servers }: Register): ReadonlyMap<string, string> => {
  const entries = Object.entries(servers);
  return new Map([
    ...entries.flatMap(([id, { saltTarget }]) => (saltTarget === undefined ? [] : [[saltTarget, id] as const])),
    ...entries.map(([id, { hostname }]) => [hostname, id] as const),
    ...entries.map(([id]) => [id, id] as const),
  ]);
});
