import { addDays, type DateText } from "../../model/dates.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import { everyServer } from "../../model/schema/access.ts";
import { allGrants, allRootGrants, isActive } from "../../policies/rules/grants.ts";
import { endsOfAccess, rotationsFor } from "../../policies/rules/notify/leaver-clock.ts";

/** A role that somebody holds. */
export interface HeldRole {
  readonly system: string;
  readonly role: string;
  readonly team?: string;
  /** Where it holds, if not in the whole system: a space, a service, a team inside the system. */
  readonly where?: string;
  readonly since: DateText;
  readonly pending: boolean;
}

/** A credential that somebody could get to know, and how. */
export interface ReachableCredential {
  readonly credential: string;
  readonly title: string;
  readonly how: string;
}

/** What a person can reach on a day. */
export interface Reach {
  readonly roles: readonly HeldRole[];
  /** The most that their teams give them on each repository. */
  readonly repositories: readonly { readonly repository: string; readonly permission: string; readonly team: string }[];
  readonly root: readonly { readonly server: string; readonly basis: string; readonly since: DateText }[];
  readonly credentials: readonly ReachableCredential[];
}

const permissions = ["pull", "triage", "push", "maintain", "admin"];

/** What the register lets a person reach. */
export function reachOf(register: Register, person: string, asOf: DateText): Reach {
  const grants = allGrants(register).filter(({ grant }) => grant.person === person && isActive(grant, asOf));
  const roles = grants.map(({ system, role, grant }): HeldRole => {
    const { title, permission, team } = register.systems[system]?.roles[role] ?? {};
    const where = grant.space ?? grant.service ?? grant.team;
    return {
      system: register.systems[system]?.title ?? system,
      role: [title ?? role, ...(permission === undefined || permission === title ? [] : [`(${permission})`])].join(" "),
      ...(team !== undefined && { team }),
      ...(where !== undefined && { where }),
      since: grant.createdOn,
      pending: grant.pending === true,
    };
  });
  const repositories = repositoriesOf(
    register,
    roles.filter(({ pending }) => !pending).flatMap(({ team }) => (team === undefined ? [] : [team])),
  );
  const root = allRootGrants(register)
    .filter(({ grant }) => grant.person === person && isActive(grant, asOf))
    .map(({ server, grant }) => ({
      server: server === everyServer ? "every server" : (register.servers[server]?.hostname ?? server),
      basis: grant.basis,
      since: grant.grantedOn,
    }));
  return { roles, repositories, root, credentials: credentialsOf(register, person, repositories, asOf) };
}

function repositoriesOf(register: Register, teams: readonly string[]): Reach["repositories"] {
  return Object.entries(register.repositories).flatMap(([repository, { teams: permitted }]) => {
    const [best] = teams
      .flatMap((team) => (permitted[team] === undefined ? [] : [{ team, permission: permitted[team] }]))
      .sort((a, b) => permissions.indexOf(b.permission) - permissions.indexOf(a.permission));
    return best === undefined ? [] : [{ repository, ...best }];
  });
}

/** Credentials that a role in cloud.gov shows, and secrets that workflows of a repository could be made to show. */
function credentialsOf(
  register: Register,
  person: string,
  repositories: Reach["repositories"],
  asOf: DateText,
): ReachableCredential[] {
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
  const byRole = rotationsFor(leaving, endsOfAccess(leaving, asOf), asOf).map(({ credential, end }) => ({
    credential,
    how: end.basis === "in space" ? `role in ${end.space ?? "every space"}` : "could take the role that reads it",
  }));
  const administered = repositories.filter(({ permission }) => permission === "admin").map((each) => each.repository);
  const byRepository = Object.entries(register.credentials).flatMap(([credential, { storedIn = [] }]) => {
    const stores = storedIn.map(({ repository }) => repository).filter((each) => administered.includes(each));
    return stores.length === 0
      ? []
      : [{ credential, how: `secret of ${[...new Set(stores)].join(", ")}, which they administer` }];
  });
  const ways = Map.groupBy([...byRole, ...byRepository], ({ credential }) => credential);
  return Object.keys(register.credentials).flatMap((credential) => {
    const how = ways.get(credential)?.map((way) => way.how);
    const title = register.credentials[credential]?.title ?? "";
    return how === undefined ? [] : [{ credential, title, how: [...new Set(how)].join("; ") }];
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
      const where = grant.space ?? grant.service ?? grant.team;
      return { subject, ...(where !== undefined && { where }) };
    });
  const root = allRootGrants(register).filter(({ grant }) => held(grant));
  return [...roles, ...root.map(({ subject }) => ({ subject }))];
}

/** How a person's entry is named. */
export function entryOf(register: Register, person: string): string {
  return subjectOf(register.id, "people", person);
}
