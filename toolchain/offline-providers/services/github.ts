import { createHash } from "node:crypto";
import { repositoryNumber } from "../github/common.ts";
import { wholeNumber } from "../invent.ts";
import { isFor, type Json, type Kept, ofType, text } from "./kept.ts";

const of = ofType("github:index/");

/** What the made-up GitHub answers to a call of its REST API, or to the query of a repository's branch protections; undefined: it knows no such call. */
export function githubAnswer(kept: readonly Kept[], call: string): unknown {
  const [path = ""] = call.split("?");
  const [kind = "", owner = "", name = "", ...rest] = path.split("/");
  const ours = kept.filter((each) => each.owner.toLowerCase() === owner.toLowerCase());
  if (kind === "orgs") return ofOrganization(ours, owner, [name, ...rest], call);
  if (kind === "repos") return ofRepository(ours, owner, name, rest);
  if (kind === "protections") return protections(ours, owner, name);
  return undefined;
}

function ofOrganization(kept: readonly Kept[], owner: string, [what = "", ...rest]: readonly string[], call: string) {
  if (what === "repos") return of(kept, "repository:Repository").map(({ outputs }) => repository(owner, outputs, kept));
  if (what === "teams" && rest.length === 0)
    return of(kept, "team:Team").map(({ id, outputs }) => ({
      ...{ id: Number(id), node_id: outputs.nodeId, name: outputs.name, slug: outputs.slug, privacy: outputs.privacy },
      html_url: `https://github.com/orgs/${owner}/teams/${outputs.slug}`,
    }));
  if (what === "members") return of(kept, "membership:Membership").map(({ inputs }) => user(text(inputs, "username")));
  if (what === "invitations") return [];
  const [team = "", ofTeam = ""] = rest;
  if (what !== "teams") return undefined;
  if (ofTeam === "members") {
    const [, role = "member"] = /[?&]role=(\w+)/.exec(call) ?? [];
    return of(kept, "teamMembership:TeamMembership")
      .filter(isFor("teamId", team))
      .filter(isFor("role", role))
      .map(({ inputs }) => user(text(inputs, "username")));
  }
  if (ofTeam === "repos")
    return of(kept, "teamRepository:TeamRepository")
      .filter(isFor("teamId", team))
      .map(({ inputs }) => ({
        ...{ name: inputs.repository, full_name: `${owner}/${text(inputs, "repository")}`, owner: { login: owner } },
        role_name: roleNames[text(inputs, "permission")] ?? inputs.permission,
      }));
  return undefined;
}

const roleNames: Readonly<Record<string, string>> = { pull: "read", push: "write" };

function repository(
  owner: string,
  { name, visibility, defaultBranch, archived, description }: Json,
  kept: readonly Kept[],
) {
  const pages = of(kept, "repositoryPages:RepositoryPages").some(isFor("repository", String(name)));
  return {
    ...{ id: repositoryNumber(owner, String(name)), name, full_name: `${owner}/${name}`, owner: { login: owner } },
    ...{ visibility, archived, description, default_branch: defaultBranch, has_pages: pages },
    url: `https://api.github.com/repos/${owner}/${name}`,
  };
}

const user = (login: string) => ({ login, id: wholeNumber(`github/user/${login.toLowerCase()}`, 8), type: "User" });

function ofRepository(kept: readonly Kept[], owner: string, name: string, [what = "", ...rest]: readonly string[]) {
  const here = (type: string) => of(kept, type).filter(isFor("repository", name));
  if (what === "branches") {
    const protectedOnes = of(kept, "branchProtection:BranchProtection").filter(isFor("repositoryId", name));
    const defaults = here("branchDefault:BranchDefault").map(({ inputs }) => text(inputs, "branch"));
    const names = new Set(["main", ...defaults, ...here("branch:Branch").map(({ inputs }) => text(inputs, "branch"))]);
    return [...names].map((branch) => ({ name: branch, protected: protectedOnes.some(isFor("pattern", branch)) }));
  }
  if (what === "rulesets")
    return here("repositoryRuleset:RepositoryRuleset").map(({ id, inputs }) => ({
      ...{ id: Number(id), name: inputs.name, target: inputs.target, enforcement: inputs.enforcement },
      ...{ source_type: "Repository", source: `${owner}/${name}` },
    }));
  if (what === "git")
    return tree(here("repositoryFile:RepositoryFile").filter(isFor("branch", rest[1] ?? "")), owner, name);
  if (what !== "environments") return undefined;
  const [environment, ofEnvironment] = rest;
  if (environment === undefined) {
    const environments = here("repositoryEnvironment:RepositoryEnvironment").map(({ id, inputs }) => ({
      ...{ id: wholeNumber(id, 9), name: inputs.environment },
      url: `https://api.github.com/repos/${owner}/${name}/environments/${inputs.environment}`,
    }));
    return { total_count: environments.length, environments };
  }
  const inEnvironment = (type: string) => here(type).filter(isFor("environment", decodeURIComponent(environment)));
  if (ofEnvironment === "secrets") {
    const secrets = inEnvironment("actionsEnvironmentSecret:ActionsEnvironmentSecret").map(({ inputs, changedAt }) => ({
      name: inputs.secretName,
      created_at: changedAt,
      updated_at: changedAt,
    }));
    return { total_count: secrets.length, secrets };
  }
  const variables = inEnvironment("actionsEnvironmentVariable:ActionsEnvironmentVariable").map(
    ({ inputs, changedAt }) => ({ name: inputs.variableName, value: inputs.value, updated_at: changedAt }),
  );
  return { total_count: variables.length, variables };
}

function tree(files: readonly Kept[], owner: string, name: string) {
  const blobs = files.map(({ inputs }) => {
    const content = Buffer.from(text(inputs, "content"));
    const sha = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
    return { path: inputs.file, mode: "100644", type: "blob", sha, size: content.length };
  });
  const sha = createHash("sha1").update(JSON.stringify(blobs)).digest("hex");
  return { sha, url: `https://api.github.com/repos/${owner}/${name}/git/trees/${sha}`, tree: blobs, truncated: false };
}

function protections(kept: readonly Kept[], owner: string, name: string) {
  const nodes = of(kept, "branchProtection:BranchProtection").filter(isFor("repositoryId", name)).map(protection);
  const branchProtectionRules = { totalCount: nodes.length, nodes, pageInfo: { hasNextPage: false, endCursor: null } };
  return { data: { repository: { nameWithOwner: `${owner}/${name}`, branchProtectionRules } } };
}

function protection({ id, inputs }: Kept) {
  const [reviews] = (inputs.requiredPullRequestReviews ?? []) as Json[];
  const [checks] = (inputs.requiredStatusChecks ?? []) as Json[];
  const [pushes] = (inputs.restrictPushes ?? []) as Json[];
  const actors = (list: unknown) => ({
    nodes: ((list ?? []) as string[]).map((actor) => ({
      actor: actor.startsWith("/") ? { login: actor.slice(1) } : { combinedSlug: actor },
    })),
  });
  return {
    ...{ id, pattern: inputs.pattern, allowsDeletions: inputs.allowsDeletions ?? false },
    ...{ allowsForcePushes: inputs.allowsForcePushes ?? false, isAdminEnforced: inputs.enforceAdmins ?? false },
    ...{ lockBranch: inputs.lockBranch ?? false, requiresLinearHistory: inputs.requiredLinearHistory ?? false },
    requiresConversationResolution: inputs.requireConversationResolution ?? false,
    requiresCommitSignatures: inputs.requireSignedCommits ?? false,
    requiresApprovingReviews: reviews !== undefined,
    requiredApprovingReviewCount: reviews?.requiredApprovingReviewCount ?? null,
    dismissesStaleReviews: reviews?.dismissStaleReviews ?? false,
    requiresCodeOwnerReviews: reviews?.requireCodeOwnerReviews ?? false,
    requireLastPushApproval: reviews?.requireLastPushApproval ?? false,
    restrictsReviewDismissals: reviews?.restrictDismissals ?? false,
    reviewDismissalAllowances: actors(reviews?.dismissalRestrictions),
    bypassPullRequestAllowances: actors(reviews?.pullRequestBypassers),
    requiresStatusChecks: checks !== undefined,
    requiresStrictStatusChecks: checks?.strict ?? false,
    requiredStatusCheckContexts: checks?.contexts ?? [],
    restrictsPushes: pushes !== undefined,
    blocksCreations: pushes?.blocksCreations ?? false,
    pushAllowances: actors(pushes?.pushAllowances),
    bypassForcePushAllowances: actors(inputs.forcePushBypassers),
  };
}
