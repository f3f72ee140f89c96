import { z } from "zod";
import type { Adapter, FileOfReading, Whose } from "./adapter.ts";
import { Answers, type Entry } from "./answer.ts";
import { withToken } from "./commands.ts";
import { administrative, everybody, Gathered, lastUsed, since } from "./gathered.ts";
import type { At, Principal } from "./reading.ts";
import type { Sources } from "./sources.ts";

const user = z.object({
  id: z.number(),
  login: z.string(),
  admin: z.boolean(),
  firstname: z.string().nullish(),
  lastname: z.string().nullish(),
  mail: z.string().nullish(),
  status: z.number().nullish(),
  created_on: z.string().nullish(),
  last_login_on: z.string().nullish(),
});
const named = z.object({ id: z.number(), name: z.string() });
const project = z.object({ id: z.number(), identifier: z.string(), name: z.string() });
const membership = z.object({
  id: z.number(),
  user: named.optional(),
  group: named.optional(),
  roles: z.array(named),
});
const group = z.object({ group: z.object({ id: z.number(), name: z.string(), users: z.array(named) }) });

const get = ({ url }: Whose, path: string) =>
  withToken("REDMINE_API_KEY", "X-Redmine-API-Key:", `${url ?? "https://REDMINE"}/${path}`);

const files = {
  users: {
    name: "users.json",
    what: "accounts that may log in; of more than 100, offset=[0-100:100] and so on",
    command: (whose) => get(whose, "users.json?limit=100&offset=0"),
  },
  registered: {
    name: "registered.json",
    what: "accounts that are not activated yet",
    optional: true,
    command: (whose) => get(whose, "users.json?status=2&limit=100&offset=0"),
  },
  locked: {
    name: "locked.json",
    what: "accounts that are locked",
    optional: true,
    command: (whose) => get(whose, "users.json?status=3&limit=100&offset=0"),
  },
  projects: {
    name: "projects.json",
    what: "projects, where their members are to be read",
    optional: true,
    command: (whose) => get(whose, "projects.json?limit=100&offset=0"),
  },
  memberships: {
    name: "memberships/*.json",
    what: "members of a project",
    each: (sources: Sources) => projectsIn(new Answers(), sources).map(({ value: { identifier } }) => identifier),
    command: (whose, name) => get(whose, `projects/${name}/memberships.json?limit=100&offset=0`),
  },
  groups: {
    name: "groups.json",
    what: "groups, where their members are to be read",
    optional: true,
    command: (whose) => get(whose, "groups.json"),
  },
  members: {
    name: "groups/*.json",
    what: "members of a group, by its number",
    each: (sources: Sources) => groupsIn(new Answers(), sources).map(({ value: { id } }) => `${id}`),
    command: (whose, name) => get(whose, `groups/${name}.json?include=users`),
  },
} as const satisfies Record<string, FileOfReading>;

/**
 * A Redmine by its API: accounts, administrators, and, where they were printed, what roles they have in projects and which
 * groups they are in. Power over a project is none over who has access to Redmine, so that administrators alone have that.
 */
export const redmine: Adapter = {
  service: "redmine",
  files: Object.values(files),
  read(sources, whose) {
    const answers = new Answers();
    const found = new Gathered();
    const system = { type: "system", id: whose.name };
    /** Locked accounts are listed under nothing but their own status, and stay members. */
    const member = ({ id, name }: z.infer<typeof named>, at: At) =>
      found.add({ id: `${id}`, kind: "person", identity: { name }, state: "suspended", at });
    for (const [file, state] of [
      [files.users, "active"],
      [files.registered, "invited"],
      [files.locked, "suspended"],
    ] as const) {
      const shape = { key: "users", total: "total_count", by: "id" };
      for (const { value, at } of answers.list(sources.get(file.name), user, shape)) {
        const principal = found.add(accountOf(value, state, at));
        if (value.admin) found.hold(principal, { resource: system, slug: "administrator", ...administrative }, at);
        else found.hold(principal, { resource: system, slug: "member", ...everybody }, at);
      }
    }
    const projects = new Map(projectsIn(answers, sources).map(({ value }) => [value.identifier, value.name]));
    for (const { source, star } of sources.matching(files.memberships.name)) {
      const shape = { key: "memberships", total: "total_count", by: "id" };
      for (const { value, at } of answers.list(source, membership, shape)) {
        // What a group has, each of its members is listed for as well.
        if (value.user === undefined) continue;
        const principal = member(value.user, at);
        const resource = { type: "project", id: projects.get(star) ?? star };
        for (const { name } of value.roles) found.hold(principal, { resource, slug: name }, at);
      }
    }
    groupsIn(answers, sources);
    for (const { source } of sources.matching(files.members.name)) {
      const entry = answers.one(source, group);
      if (entry === undefined) continue;
      const { name, users } = entry.value.group;
      for (const [index, each] of users.entries()) {
        const at = { file: source.name, keys: ["group", "users", index] };
        found.hold(member(each, at), { resource: { type: "group", id: name }, slug: "member" }, at);
      }
    }
    return found.reading("redmine", answers);
  },
};

function accountOf(value: z.infer<typeof user>, listed: Principal["state"], at: At): Principal {
  const { id, login, firstname, lastname, mail, status, created_on, last_login_on } = value;
  const name = [firstname, lastname].filter(Boolean).join(" ");
  return {
    id: `${id}`,
    kind: "person",
    identity: { login, ...(mail && { emails: [mail] }), ...(name !== "" && { name }) },
    // Later versions tell the status with each.
    state: (status == null ? undefined : states[status]) ?? listed,
    ...since(created_on),
    ...lastUsed(last_login_on),
    at,
  };
}

const states: Readonly<Record<number, Principal["state"]>> = { 1: "active", 2: "invited", 3: "suspended" };

function projectsIn(answers: Answers, sources: Sources): Entry<z.infer<typeof project>>[] {
  const shape = { key: "projects", total: "total_count", by: "id" };
  return answers.list(sources.get(files.projects.name), project, shape);
}

function groupsIn(answers: Answers, sources: Sources): Entry<z.infer<typeof named>>[] {
  return answers.list(sources.get(files.groups.name), named, { key: "groups", by: "id" });
}
