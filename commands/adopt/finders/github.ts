import { createHash } from "node:crypto";
import type { Ask } from "../ask.ts";
import { type Context, type Finder, type Found, itemBy, listed, permissionOf, text } from "../finder.ts";
import type { Json, Planned } from "../planned.ts";
import { asProtection } from "./branch-protection.ts";

/** A repository that is there, where anything in it is looked for. */
function inRepository(finder: Finder, property = "repository"): Finder {
  return {
    asks: (planned, context) => [context.github.repositories, ...finder.asks(planned, context)],
    find: (planned, context) => {
      const repositories = context.items(context.github.repositories);
      if (repositories === undefined) return { is: "untold" };
      const name = text(planned.inputs, property);
      if (itemBy(repositories, "name", name, "any case") === undefined)
        return { is: "absent", why: `there is no repository ${name}` };
      return finder.find(planned, context);
    },
  };
}

/** What every repository has: it is there as soon as the repository is. */
const ofEveryRepository: Finder = inRepository({
  asks: () => [],
  find: ({ inputs }) => ({ is: "there", id: text(inputs, "repository"), claims: [] }),
});

/** A team that is there, where anything of it is looked for. */
function ofTeam(
  asksOf: (planned: Planned, context: Omit<Context, "items">) => readonly Ask[],
  find: Finder["find"],
): Finder {
  return {
    asks: (planned, context) => [context.github.teams, ...asksOf(planned, context)],
    find: (planned, context) => {
      const teams = context.items(context.github.teams);
      if (teams === undefined) return { is: "untold" };
      const slug = text(planned.inputs, "teamId");
      return itemBy(teams, "slug", slug) === undefined
        ? { is: "absent", why: `there is no team ${slug}` }
        : find(planned, context);
    },
  };
}

/** The program's own inputs where the service has just that, so that the state becomes what a creation would have made. */
function asDeclared(planned: Planned, id: string, told: Json, claims: readonly Json[]): Found {
  const inputs = { ...planned.inputs, ...told };
  return { is: "there", id, inputs, outputs: { ...withoutDefaults(inputs), id }, claims };
}

const withoutDefaults = ({ __defaults, ...inputs }: Json): Json => inputs;

/**
 * The importer turns a team's slug into its number, which the program does not have: it would be replaced, and the access
 * taken away. So the state is written as the provider itself would have made it, from what GitHub lists.
 */
const teamMembership: Finder = ofTeam(
  ({ inputs }, { github }) => [
    github.teamMembers(text(inputs, "teamId"), "member"),
    github.teamMembers(text(inputs, "teamId"), "maintainer"),
  ],
  (planned, { items, github }) => {
    const [slug, username] = [text(planned.inputs, "teamId"), text(planned.inputs, "username")];
    const found: Found[] = [];
    for (const role of ["member", "maintainer"] as const) {
      const members = items(github.teamMembers(slug, role));
      if (members === undefined) return { is: "untold" };
      const item = itemBy(members, "login", username, "any case");
      if (item !== undefined) found.push(asDeclared(planned, `${slug}:${username}`, { role }, [item]));
    }
    return found[0] ?? { is: "absent", why: `${username} is not in the team ${slug}` };
  },
);

const teamRepository: Finder = ofTeam(
  ({ inputs }, { github }) => [github.teamRepositories(text(inputs, "teamId"))],
  (planned, { items, github }) => {
    const [slug, repository] = [text(planned.inputs, "teamId"), text(planned.inputs, "repository")];
    const repositories = items(github.teamRepositories(slug));
    if (repositories === undefined) return { is: "untold" };
    const item = itemBy(repositories, "name", repository, "any case");
    if (item === undefined) return { is: "absent", why: `the team ${slug} has no access to ${repository}` };
    const role = text(item, "role_name");
    if (role === "")
      return { is: "untold", why: `${github.teamRepositories(slug).file} does not tell role_name of ${repository}` };
    return asDeclared(planned, `${slug}:${repository}`, { permission: permissionOf(role) }, [item]);
  },
);

/**
 * A file that GitHub has as it is to be needs no commit, so the state is written as a creation would have made it: the
 * importer takes author and message of the last commit, and the next `up` would want to commit over a protected branch.
 */
const repositoryFile: Finder = inRepository({
  asks: ({ inputs }, { github }) => [github.repository(text(inputs, "repository")).branches, treeOf(inputs, github)],
  find: (planned, { items, github }) => {
    const { inputs } = planned;
    const [repository, file, branch] = [text(inputs, "repository"), text(inputs, "file"), text(inputs, "branch")];
    const branches = items(github.repository(repository).branches);
    if (branches === undefined) return { is: "untold" };
    if (itemBy(branches, "name", branch) === undefined)
      return { is: "absent", why: `${repository} has no branch ${branch}` };
    const entries = items(treeOf(inputs, github));
    if (entries === undefined) return { is: "untold" };
    const item = itemBy(
      entries.filter(({ type }) => type === "blob"),
      "path",
      file,
    );
    if (item === undefined) return { is: "absent", why: `${repository} has no ${file} on ${branch}` };
    const id = `${repository}:${file.replaceAll(":", "??")}:${branch}`;
    if (item.sha !== blobOf(text(inputs, "content"))) {
      return {
        is: "there",
        id,
        claims: [item],
        note: "its content differs: change it by pull request in the repository",
      };
    }
    return asDeclared(planned, id, {}, [item]);
  },
});

function treeOf(inputs: Json, { repository }: Context["github"]): Ask {
  return repository(text(inputs, "repository")).tree(text(inputs, "branch"));
}

/** The name that Git gives a file's content. */
function blobOf(content: string): string {
  const bytes = Buffer.from(content);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** Something of an environment of a repository. */
function ofEnvironment(
  what: "secrets" | "variables",
  property: string,
  found: (item: Json, id: string, planned: Planned, context: Context) => Found,
): Finder {
  const asks = ({ inputs }: Planned, { github }: Omit<Context, "items">) => {
    const repository = github.repository(text(inputs, "repository"));
    return { environments: repository.environments, list: repository[what](text(inputs, "environment")) };
  };
  return inRepository({
    asks: (planned, context) => Object.values(asks(planned, context)),
    find: (planned, context) => {
      const { inputs } = planned;
      const { environments, list } = asks(planned, context);
      const [repository, environment, name] = [
        text(inputs, "repository"),
        text(inputs, "environment"),
        text(inputs, property),
      ];
      const known = context.items(environments);
      if (known === undefined) return { is: "untold" };
      if (itemBy(known, "name", environment, "any case") === undefined) {
        return { is: "absent", why: `${repository} has no environment ${environment}` };
      }
      const items = context.items(list);
      if (items === undefined) return { is: "untold" };
      const item = itemBy(items, "name", name, "any case");
      if (item === undefined)
        return { is: "absent", why: `${environment} of ${repository} has no such entry in ${what}` };
      return found(item, `${repository}:${environment.replaceAll(":", "??")}:${name}`, planned, context);
    },
  });
}

/**
 * What is in a secret nobody can read. It is taken for the one that is sealed here where GitHub says that it was written on
 * the day of the credential's last rotation or later; else the next `up` writes the sealed one.
 */
const secret = ofEnvironment("secrets", "secretName", (item, id, planned, { rotatedOn }) => {
  const { inputs } = planned;
  const rotated = rotatedOn(text(inputs, "repository"), text(inputs, "environment"), text(inputs, "secretName"));
  const written = text(item, "updated_at").slice(0, 10);
  if (rotated !== undefined && written >= rotated) return asDeclared(planned, id, {}, [item]);
  const why = rotated === undefined ? "no rotation of it is known" : `it was rotated on ${rotated}`;
  return {
    is: "there",
    id,
    claims: [item],
    note: `GitHub has it of ${written || "an unknown day"}, and ${why}: the next up writes the sealed value`,
  };
});

export const githubFinders: Readonly<Record<string, Finder>> = {
  "github:index/repository:Repository": listed(
    ({ github }) => github.repositories,
    (item, { inputs }) => String(item.name).toLowerCase() === text(inputs, "name").toLowerCase(),
    (item) => text(item, "name"),
  ),
  "github:index/team:Team": listed(
    ({ github }) => github.teams,
    (item, { inputs }) => item.slug === text(inputs, "name") || item.name === text(inputs, "name"),
    (item) => text(item, "id"),
  ),
  "github:index/membership:Membership": {
    asks: (_, { github }) => [github.members, github.invitations],
    find: ({ inputs }, { items, github, organization }) => {
      const [members, invitations] = [items(github.members), items(github.invitations)];
      if (members === undefined || invitations === undefined) return { is: "untold" };
      const username = text(inputs, "username");
      const item = itemBy([...members, ...invitations], "login", username, "any case");
      if (item === undefined)
        return { is: "absent", why: `${username} is no member of ${organization}, and not invited` };
      return { is: "there", id: `${organization}:${username}`, claims: [item] };
    },
  },
  "github:index/teamMembership:TeamMembership": teamMembership,
  "github:index/teamRepository:TeamRepository": teamRepository,
  "github:index/repositoryFile:RepositoryFile": repositoryFile,
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": ofEveryRepository,
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": ofEveryRepository,
  "github:index/branchDefault:BranchDefault": ofEveryRepository,
  "github:index/repositoryPages:RepositoryPages": listed(
    ({ github }) => github.repositories,
    (item, { inputs }) => item.name === text(inputs, "repository") && item.has_pages === true,
    (item) => text(item, "name"),
  ),
  "github:index/branch:Branch": inRepository(
    listed(
      ({ github }, { inputs }) => github.repository(text(inputs, "repository")).branches,
      (item, { inputs }) => item.name === text(inputs, "branch"),
      (_, { inputs }) => {
        const source = text(inputs, "sourceBranch");
        const id = `${text(inputs, "repository")}:${text(inputs, "branch")}`;
        return source === "" || source === "main" ? id : `${id}:${source}`;
      },
    ),
  ),
  "github:index/branchProtection:BranchProtection": inRepository(
    {
      asks: ({ inputs }, { github }) => [github.repository(text(inputs, "repositoryId")).protections],
      find: (planned, { items, github }) => {
        const { protections } = github.repository(text(planned.inputs, "repositoryId"));
        const rules = items(protections);
        if (rules === undefined) return { is: "untold" };
        const rule = itemBy(rules, "pattern", text(planned.inputs, "pattern"));
        return rule === undefined ? { is: "absent", why: `${protections.file} has none` } : asProtection(planned, rule);
      },
    },
    "repositoryId",
  ),
  "github:index/repositoryRuleset:RepositoryRuleset": inRepository(
    listed(
      ({ github }, { inputs }) => github.repository(text(inputs, "repository")).rulesets,
      (item, { inputs }) => item.name === text(inputs, "name") && (item.source_type ?? "Repository") === "Repository",
      (item, { inputs }) => `${text(inputs, "repository")}:${text(item, "id")}`,
    ),
  ),
  "github:index/repositoryEnvironment:RepositoryEnvironment": inRepository(
    listed(
      ({ github }, { inputs }) => github.repository(text(inputs, "repository")).environments,
      (item, { inputs }) => String(item.name).toLowerCase() === text(inputs, "environment").toLowerCase(),
      (item, { inputs }) => `${text(inputs, "repository")}:${text(item, "name").replaceAll(":", "??")}`,
    ),
  ),
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": secret,
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": ofEnvironment(
    "variables",
    "variableName",
    (item, id) => ({
      ...{ is: "there", id, claims: [item] },
    }),
  ),
};
