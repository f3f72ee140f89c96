import { addDays, type DateText } from "../../model/dates.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import { everyServer } from "../../model/schema/access.ts";
import { allGrants, allRootGrants, isActive, placeOfGrant } from "../../policies/rules/grants.ts";
import { endsOfAccess, rotationsFor } from "../../policies/rules/notify/leaver-clock.ts";

/** A role that somebody holds. */
export interface HeldRole {
  /** Ids of the system and of its role, and the system's own word for it. */
  readonly of: { readonly system: string; readonly role: string; readonly permission?: string };
  /** The system's title. */
  readonly system: string;
  /** The role's title, with the system's own word for it. */
  readonly role: string;
  readonly team?: string;
  /** Where it holds, if not in the whole system: a space, a service, a team inside the system. */
  readonly where?: string;
  /** What the role lets them do, where that is said of each holder. */
  readonly permissions: readonly string[];
  readonly since: DateText;
  /** The first day without it, where that is known already. */
  readonly until?: DateText;
  readonly approvedBy?: string;
  readonly pending: boolean;
  /** The grant's entry in the register. */
  readonly subject: string;
}

/** A credential that somebody could get to know, and how. */
export interface ReachableCredential {
  readonly credential: string;
  readonly title: string;
  readonly how: string;
  /** What of theirs opens it, each in words: a role with where it holds, or root on a server. */
  readonly by: readonly string[];
}

/** What a person can reach on a day. */
export interface Reach {
  readonly roles: readonly HeldRole[];
  /** The most that their teams give them on each repository. */
  readonly repositories: readonly { readonly repository: string; readonly permission: string; readonly team: string }[];
  /** `at` is a server's id, or `*` for every server. */
  readonly root: readonly {
    readonly at: string;
    readonly server: string;
    readonly basis: string;
    readonly since: DateText;
    readonly until?: DateText;
    readonly grantedBy?: string;
    readonly subject: string;
  }[];
  readonly credentials: readonly ReachableCredential[];
}

const permissions = ["pull", "triage", "push", "maintain", "admin"];

/** What the register lets a person reach. */
export function reachOf(register: Register, person: string, asOf: DateText): Reach {
  const grants = allGrants(register).filter(({ grant }) => grant.person === person && isActive(grant, asOf));
  const roles = grants.map(({ subject, system, role, grant }): HeldRole => {
    const { title, permission, team } = register.systems[system]?.roles[role] ?? {};
    const where = placeOfGrant(grant);
    return {
      of: { system, role, ...(permission !== undefined && { permission }) },
      system: register.systems[system]?.title ?? system,
      role: [title ?? role, ...(permission === undefined || permission === title ? [] : [`(${permission})`])].join(" "),
      ...(team !== undefined && { team }),
      ...(where !== undefined && { where }),
      permissions: grant.permissions ?? [],
      since: grant.createdOn,
      ...(grant.revokedOn !== undefined && { until: grant.revokedOn }),
      ...(grant.approvedBy !== undefined && { approvedBy: grant.approvedBy }),
      pending: grant.pending === true,
      subject,
    };
  });
  const repositories = repositoriesOf(
    register,
    roles.filter(({ pending }) => !pending).flatMap(({ team }) => (team === undefined ? [] : [team])),
  );
  const root = allRootGrants(register)
    .filter(({ grant }) => grant.person === person && isActive(grant, asOf))
    .map(({ subject, server, grant }) => ({
      at: server,
      server: server === everyServer ? "every server" : (register.servers[server]?.hostname ?? server),
      basis: grant.basis,
      since: grant.grantedOn,
      ...(grant.revokedOn !== undefined && { until: grant.revokedOn }),
      ...(grant.grantedBy !== undefined && { grantedBy: grant.grantedBy }),
      subject,
    }));
  const reach = { roles, repositories, root };
  return { ...reach, credentials: credentialsOf(register, person, reach, asOf) };
}

function repositoriesOf(register: Register, teams: readonly string[]): Reach["repositories"] {
  return Object.entries(register.repositories).flatMap(([repository, { teams: permitted }]) => {
    const [best] = teams
      .flatMap((team) => (permitted[team] === undefined ? [] : [{ team, permission: permitted[team] }]))
      .sort((a, b) => permissions.indexOf(b.permission) - permissions.indexOf(a.permission));
    return best === undefined ? [] : [{ repository, ...best }];
  });
}

/** Credentials that a role in cloud.gov, a repository's workflows or root on a server could be made to show. */
function credentialsOf(
  register: Register,
  person: string,
  { roles, repositories, root }: Omit<Reach, "credentials">,
  asOf: DateText,
): ReachableCredential[] {
  const ways = Map.groupBy(
    [
      ...byRole(register, person, roles, asOf),
      ...byRepository(register, repositories, roles),
      ...byRoot(register, root),
    ],
    ({ credential }) => credential,
  );
  return Object.entries(register.credentials).flatMap(([credential, { title }]) => {
    const found = ways.get(credential);
    if (found === undefined) return [];
    const how = [...new Set(found.map((way) => way.how))].join("; ");
    return [{ credential, title, how, by: [...new Set(found.flatMap(({ by }) => by))] }];
  });
}

/** A role with its system and where it holds, in words. */
export function roleWords({ system, role, where }: Pick<HeldRole, "system" | "role" | "where">): string {
  return `${role} on ${system}${where === undefined ? "" : ` in ${where}`}`;
}

type Way = Pick<ReachableCredential, "credential" | "how" | "by">;

function byRole(register: Register, person: string, roles: Reach["roles"], asOf: DateText): Way[] {
  // Had their access ended yesterday, these are the credentials that they would have known.
  const yesterday = addDays(asOf, -1);
  const held = Object.entries(register.grants).map(([system, roles]) => [
    system,
    Object.fromEntries(
      Object.entries(roles).map(([role, grants]) => [
        role,
        grants.filter((grant) => grant.person === person && isActive(grant, asOf)),
      ]),
    ),
  ]);
  const { [person]: entry } = register.people;
  const leaving = {
    ...register,
    grants: Object.fromEntries(held),
    people: entry === undefined ? {} : { [person]: { ...entry, leftOn: yesterday } },
  };
  return rotationsFor(leaving, endsOfAccess(leaving, asOf), asOf).map(({ credential, end }) => ({
    credential,
    how: end.basis === "in space" ? `role in ${end.space ?? "every space"}` : "could take the role that reads it",
    by: roles
      .filter(({ subject, where }) => subject === end.subject && (end.space === undefined || where === end.space))
      .map(roleWords),
  }));
}

/** Whoever administers a repository can let any workflow read its secrets; whoever can push, those that no branch guards. */
function byRepository(register: Register, repositories: Reach["repositories"], roles: Reach["roles"]): Way[] {
  const permissionOn = new Map(repositories.map(({ repository, permission }) => [repository, permission]));
  const teamOn = new Map(repositories.map(({ repository, team }) => [repository, team]));
  const rolesBy = (repository: string) =>
    roles.filter(({ team, pending }) => team === teamOn.get(repository) && !pending).map(roleWords);
  const readers = (repository: string, environment: string | undefined) => {
    const permission = permissionOn.get(repository);
    if (permission === "admin") return `secret of ${repository}, which they administer`;
    const guard =
      environment === undefined ? undefined : register.repositories[repository]?.environments?.[environment];
    const guarded = guard?.deploysFrom === "protected-branches";
    return (permission === "push" || permission === "maintain") && !guarded
      ? `secret of ${repository}, whose branches can all read it`
      : undefined;
  };
  return Object.entries(register.credentials).flatMap(([credential, { storedIn = [] }]) =>
    storedIn.flatMap(({ repository, environment }) => {
      const how = readers(repository, environment);
      return how === undefined ? [] : [{ credential, how, by: rolesBy(repository) }];
    }),
  );
}

/** What Salt puts on a server, root there can read. */
function byRoot(register: Register, root: Reach["root"]): Way[] {
  return Object.entries(register.credentials).flatMap(([credential, { pillarKey, service }]) => {
    const server = service === undefined ? undefined : register.services[service]?.server;
    if (pillarKey === undefined || server === undefined) return [];
    const ways = root.filter(({ at }) => at === everyServer || at === server);
    return ways.length === 0
      ? []
      : [
          {
            credential,
            how: `root on ${register.servers[server]?.hostname ?? server}`,
            by: ways.map((way) => `root on ${way.server}`),
          },
        ];
  });
}

/** What has to be closed when a person leaves, roles and root: how each is named, and where it holds. */
export function openAccess(
  register: Register,
  person: string,
  asOf: DateText,
): { readonly subject: string; readonly where?: string }[] {
  const held = ({ person: holder, revokedOn }: { person: string; revokedOn?: DateText | undefined }) =>
    holder === person && isActive({ revokedOn }, asOf);
  const roles = allGrants(register)
    .filter(({ grant }) => held(grant))
    .map(({ subject, grant }) => {
      const where = placeOfGrant(grant);
      return { subject, ...(where !== undefined && { where }) };
    });
  const root = allRootGrants(register).filter(({ grant }) => held(grant));
  return [...roles, ...root.map(({ subject }) => ({ subject }))];
}

/** How a person's entry is named. */
export function entryOf(register: Register, person: string): string {
  return subjectOf(register.id, "people", person);
}
