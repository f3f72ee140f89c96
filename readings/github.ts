import { z } from "zod";
import { sshKeyFingerprint } from "../model/schema/ssh-key.ts";
import type { Adapter, FileOfReading, Whose } from "./adapter.ts";
import { Answers, type Entry, type ListShape } from "./answer.ts";
import { administrative, everybody, Gathered, lastUsed, since } from "./gathered.ts";
import type { At, Entitlement, Principal } from "./reading.ts";
import type { Sources } from "./sources.ts";

const moment = z.string().nullish();
const organization = z.object({ login: z.string() });
const account = z.object({ login: z.string(), type: z.string().optional() });
const collaborator = z.object({ login: z.string(), role_name: z.string(), type: z.string().optional() });
const team = z.object({ slug: z.string(), html_url: z.string().optional() });
const invitation = z.object({
  id: z.number(),
  login: z.string().nullable(),
  email: z.string().nullable(),
  role: z.string(),
  created_at: moment,
  inviter: z.object({ login: z.string() }).nullish(),
});
const deployKey = z.object({
  id: z.number(),
  key: z.string(),
  title: z.string(),
  read_only: z.boolean(),
  created_at: moment,
  last_used: moment,
  added_by: z.string().nullish(),
});
const installation = z.object({
  id: z.number(),
  app_slug: z.string(),
  account: z.object({ login: z.string() }),
  permissions: z.record(z.string(), z.string()),
  created_at: moment,
  suspended_at: moment,
});
const counts = z.object({
  data: z.object({
    organization: z.object({
      membersWithRole: z.object({ totalCount: z.number() }),
      teams: z.object({
        totalCount: z.number(),
        nodes: z.array(z.object({ slug: z.string(), members: z.object({ totalCount: z.number() }) })),
      }),
    }),
  }),
});

/** The lists that REST pages; 30 where the command did not ask for 100. */
const paged = { pages: [30, 100] };

const listing = (path: string) => `gh api --paginate --slurp '${path}${path.includes("?") ? "&" : "?"}per_page=100'`;

function ofOrganization(name: string, what: string, path: string, optional?: true): FileOfReading {
  return { name, what, ...(optional && { optional }), command: (whose) => listing(`orgs/${whose.name}/${path}`) };
}

function ofEachRepository(file: string, what: string, path: string): FileOfReading {
  return {
    name: `repositories/*/${file}`,
    what,
    each: (_, { things }) => things,
    command: ({ name: organization }, repository) => listing(`repos/${organization}/${repository}/${path}`),
  };
}

const files = {
  organization: {
    name: "organization.json",
    what: "the organisation's own name",
    command: ({ name }: Whose) => `gh api orgs/${name}`,
  },
  owners: ofOrganization("owners.json", "owners", "members?role=admin"),
  members: ofOrganization("members.json", "members", "members?role=member"),
  collaborators: ofOrganization("outside-collaborators.json", "outside collaborators", "outside_collaborators"),
  teams: ofOrganization("teams.json", "teams", "teams"),
  teamMembers: {
    name: "teams/*.json",
    what: "members of a team, and of those below it",
    each: (sources: Sources) => teamsIn(sources, new Answers()).map(({ value: { slug } }) => slug),
    command: ({ name }: Whose, slug) => listing(`orgs/${name}/teams/${slug}/members`),
  },
  direct: ofEachRepository(
    "collaborators.json",
    "people with a role in a repository",
    "collaborators?affiliation=direct",
  ),
  deployKeys: ofEachRepository("keys.json", "deploy keys of a repository", "keys"),
  installations: ofOrganization("installations.json", "installed apps", "installations"),
  invitations: ofOrganization("invitations.json", "invitations that are out", "invitations"),
  counts: {
    name: "counts.json",
    what: "how many there are, where a list ends with a full page",
    optional: true,
    command: ({ name }: Whose) =>
      `gh api graphql -f query='{organization(login:"${name}"){membersWithRole{totalCount} teams(first:100){totalCount nodes{slug members{totalCount}}}}}'`,
  },
} as const satisfies Record<string, FileOfReading>;

/**
 * A GitHub organisation by its REST API, as `gh api --paginate` prints it: owners and members, who comes from outside and
 * with what role in which repository, teams, deploy keys, installed apps and invitations.
 */
export const github: Adapter = {
  service: "github",
  files: Object.values(files),
  read(sources, whose) {
    const answers = new Answers();
    const of = organizationOf(sources, answers, whose);
    const told = countsIn(sources, answers);
    const found = new Gathered();
    /** An account holds something, where it is listed for that. */
    const hold = ({ value: { login, type }, at }: Entry<z.infer<typeof account>>, entitlement: Entitlement) => {
      const id = login.toLowerCase();
      found.hold(found.add({ id, kind: kindOf(type), identity: { login }, state: "active", at }), entitlement, at);
    };
    const listed = (name: string, more: Partial<ListShape> = {}) =>
      answers.list(sources.get(name), account, { ...paged, by: "login", ...more });

    const inOrganization = { resource: { type: "organization", id: of ?? whose.name } };
    const [owners, members] = peopleIn(answers, sources, told?.members);
    for (const owner of owners) hold(owner, { ...inOrganization, slug: "owner", ...administrative });
    for (const member of members) hold(member, { ...inOrganization, slug: "member", ...everybody });
    for (const outside of listed(files.collaborators.name)) {
      hold(outside, { ...inOrganization, slug: "outside-collaborator" });
    }
    teamsIn(sources, answers, told?.teams);
    for (const { source, star } of sources.matching(files.teamMembers.name)) {
      const count = told?.membersOf.get(star);
      const entitlement = { resource: { type: "team", id: star }, slug: "member" };
      for (const member of listed(source.name, count === undefined ? {} : { count })) {
        hold(member, entitlement);
      }
    }
    for (const { source, star } of sources.matching(files.direct.name)) {
      for (const entry of answers.list(source, collaborator, { ...paged, by: "login" })) {
        hold(entry, inRepository(star, entry.value.role_name));
      }
    }
    for (const { source, star } of sources.matching(files.deployKeys.name)) {
      for (const { value: key, at } of answers.list(source, deployKey, { ...paged, by: "id" })) {
        found.hold(found.add(keyOf(key, star, at)), inRepository(star, key.read_only ? "read" : "write"), at);
      }
    }
    const apps = sources.get(files.installations.name);
    const inApps = { key: "installations", total: "total_count", by: "id" };
    for (const { value: app, at } of answers.list(apps, installation, inApps)) {
      const principal = found.add(appOf(app, at));
      for (const [name, level] of Object.entries(app.permissions)) {
        const isPower = level === "admin" || (level === "write" && powerful.test(name));
        found.hold(principal, { ...inOrganization, slug: `${name}:${level}`, ...(isPower && administrative) }, at);
      }
      if (app.account.login.toLowerCase() !== (of ?? whose.name).toLowerCase()) {
        answers.fault(at.file, at.keys, `is of ${app.account.login}, and not of ${whose.name}`);
      }
    }
    for (const { value, at } of answers.list(sources.get(files.invitations.name), invitation, { ...paged, by: "id" })) {
      const slug = value.role === "admin" ? "owner" : value.role === "direct_member" ? "member" : value.role;
      const entitlement = { ...inOrganization, slug, ...(slug === "member" ? everybody : administrative) };
      found.hold(found.add(invitedOf(value, at)), entitlement, at);
    }
    return found.reading("github", { of, faults: answers.faults });
  },
};

/** Permissions of an app that let it change who has access, or what runs. */
const powerful = /^(?:administration|members|organization_.*|secrets|actions|workflows|contents|environments)$/;

/** The organisation that the reading says it is of. */
function organizationOf(sources: Sources, answers: Answers, whose: Whose): string | undefined {
  const entry = answers.one(sources.get(files.organization.name), organization);
  const login = entry?.value.login;
  for (const { value, at } of teamsIn(sources, new Answers())) {
    const [, owner] = /\/orgs\/([^/]+)\//.exec(value.html_url ?? "") ?? [];
    if (owner !== undefined && owner.toLowerCase() !== whose.name.toLowerCase()) {
      answers.fault(at.file, at.keys, `is of ${owner}, and not of ${whose.name}`);
      return owner;
    }
  }
  return login;
}

function teamsIn(sources: Sources, answers: Answers, count?: number): Entry<z.infer<typeof team>>[] {
  const shape = { ...paged, by: "slug", ...(count !== undefined && { count }) };
  return answers.list(sources.get(files.teams.name), team, shape);
}

/** Owners and other members. The two lists together are as long as GitHub says, where it was asked. */
function peopleIn(answers: Answers, sources: Sources, count: number | undefined) {
  const shape = { ...(count === undefined && paged), by: "login" };
  const owners = answers.list(sources.get(files.owners.name), account, shape);
  // Without `role=member` all are listed, owners too.
  const members = answers.list(sources.get(files.members.name), account, shape);
  const both = new Set([...owners, ...members].map(({ value }) => value.login.toLowerCase())).size;
  if (count !== undefined && both !== count) {
    answers.fault(
      files.members.name,
      [],
      `and ${files.owners.name} have ${both} of ${count} people: a page is missing`,
    );
  }
  if (sources.get(files.owners.name) !== undefined && owners.length === 0) {
    answers.fault(files.owners.name, [], "has nobody, and an organisation has an owner: the token does not see them");
  }
  return [owners, members] as const;
}

function countsIn(sources: Sources, answers: Answers) {
  const entry = answers.one(sources.get(files.counts.name), counts);
  if (entry === undefined) return undefined;
  const { membersWithRole, teams } = entry.value.data.organization;
  const membersOf = new Map(teams.nodes.map(({ slug, members }) => [slug, members.totalCount]));
  return { members: membersWithRole.totalCount, teams: teams.totalCount, membersOf };
}

const kindOf = (type: string | undefined) => (type === "Bot" ? "machine" : "person");

/** Roles of a repository that let their holder change who has access, and those that an organisation made itself. */
const ordinaryRoles = ["read", "triage", "write"];

function inRepository(repository: string, slug: string): Entitlement {
  const resource = { type: "repository", id: repository };
  return { resource, slug, ...(!ordinaryRoles.includes(slug) && administrative) };
}

function keyOf(key: z.infer<typeof deployKey>, repository: string, at: At): Principal {
  const { title: name } = key;
  return {
    id: `deploy key ${key.id} of ${repository}`,
    kind: "key",
    identity: { fingerprint: sshKeyFingerprint(key.key), name },
    state: "active",
    ...since(key.created_at),
    ...lastUsed(key.last_used),
    ...(key.added_by && { by: key.added_by }),
    at,
  };
}

function appOf({ id, app_slug, created_at, suspended_at }: z.infer<typeof installation>, at: At): Principal {
  return {
    id: `app ${app_slug} (${id})`,
    kind: "machine",
    identity: { login: app_slug },
    state: suspended_at == null ? "active" : "suspended",
    ...since(created_at),
    at,
  };
}

function invitedOf({ id, login, email, created_at, inviter }: z.infer<typeof invitation>, at: At): Principal {
  return {
    id: `invitation ${id}`,
    kind: "person",
    identity: { ...(login !== null && { login }), ...(email !== null && { emails: [email] }) },
    state: "invited",
    ...since(created_at),
    ...(inviter && { by: inviter.login }),
    at,
  };
}
