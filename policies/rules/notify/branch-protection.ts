import { notify } from "../../settings/notify.ts";
import { listed, problems } from "../grants.ts";
import { isKnown, shown } from "../reading.ts";
import { type Resource, type ResourceRule, type StackRule, subjectOfResource } from "../rule.ts";
import { isMergeLimited, type Protection, protectionTypes, readProtection } from "./protection.ts";

/** A protection that only allows what the clause allows, judged wherever a branch of ours is protected. */
export function protectionRule(
  about: Pick<ResourceRule, "name" | "clauses" | "description" | "remedy">,
  check: (protection: Protection) => string[],
): ResourceRule {
  return {
    ...about,
    level: "mandatory",
    scope: "resource",
    types: protectionTypes,
    judge: (resource) => {
      const protection = readProtection(resource);
      return protection === undefined ? [] : check(protection);
    },
  };
}

/** Changes reach the branch by pull request only. */
export const pullRequestsOnly = protectionRule(
  {
    name: "notify-pull-requests-only",
    clauses: ["NOTIFY-CHG-1"],
    description: "A protected branch changes by pull request only: no bypass, no force-push, no deletion.",
    remedy: "Require pull request reviews, with no bypassers, force-pushes or deletions.",
  },
  (protection) =>
    problems(
      !protection.active && `it is not enforced (${protection.state})`,
      ...protection.unclear.map(
        (property) => `${property} is given more than once, so it is not clear which one applies`,
      ),
      protection.pullRequest === undefined && "it requires no pull request",
      ...(protection.pullRequest?.bypassers ?? []).map((actor) => `${actor} may bypass pull requests`),
      ...protection.forcePushers.map((actor) => `${actor} may force-push`),
      protection.deletable && "the branch may be deleted",
    ),
);

/** Somebody else approves, and approves what is merged. */
export const pullRequestsApproved = protectionRule(
  {
    name: "notify-pull-requests-approved",
    clauses: ["NOTIFY-CHG-2"],
    description:
      "Every pull request is approved by another developer, after the last push, and administrators are bound too.",
    remedy: `Require at least ${notify.approvals} approval, approval of the last push, dismissal of stale approvals, and enforceAdmins.`,
  },
  ({ pullRequest, boundToAdmins }) =>
    problems(
      (pullRequest?.approvals ?? 0) < notify.approvals &&
        `${pullRequest?.approvals ?? 0} approvals are required, not ${notify.approvals} or more`,
      pullRequest?.lastPushApproval !== true && "whoever pushed last may approve it themselves",
      pullRequest?.dismissStale !== true && "an approval survives later pushes",
      !boundToAdmins && "administrators need no approval",
    ),
);

/** Only the administrators' team merges. */
export const mergedByAdministrators = protectionRule(
  {
    name: "notify-merged-by-administrators",
    clauses: ["NOTIFY-CHG-3"],
    description: "Only Administrators merge into a protected branch.",
    remedy: `Restrict pushes to ${notify.githubOwner}/${notify.administratorsTeam}, in restrictPushes.pushAllowances.`,
  },
  ({ kind, mergedBy }) => {
    if (kind === "ruleset") return []; // A ruleset adds to a protection; who merges is the protection's to say.
    if (mergedBy === undefined) return ["everybody with write access may merge"];
    const others = mergedBy.filter((actor) => !isMergeLimited(actor));
    return problems(
      others.length > 0 && `${listed(others)} may merge`,
      others.length === mergedBy.length && `${notify.administratorsTeam} may not merge`,
    );
  },
);

/** Administrators are bound by the protection as everybody else is. */
export const noDirectPushes = protectionRule(
  {
    name: "notify-no-direct-pushes",
    clauses: ["NOTIFY-CHG-8", "NOTIFY-CHG-10", "NOTIFY-CHG-13"],
    description: "Nobody pushes directly to a protected branch, administrators included.",
    remedy: "Set enforceAdmins to true (it is false when left out), and let nobody bypass a ruleset.",
  },
  ({ boundToAdmins, bypassActors }) =>
    problems(
      !boundToAdmins && "administrators can bypass it",
      ...bypassActors.map((actor) => `${actor} can bypass it`),
    ),
);

/** Every branch that the run book names is protected, by exactly one rule of its own, which cannot be deleted by accident. */
export const branchesProtected: StackRule = {
  name: "notify-branches-protected",
  clauses: ["NOTIFY-CHG-1", "NOTIFY-CHG-8", "NOTIFY-CHG-10", "NOTIFY-CHG-13"],
  level: "mandatory",
  description:
    "Each branch through which code reaches users has a branch protection of its own, and it is protected from deletion.",
  remedy:
    "Declare the branch in register/notify/repositories.yaml, and leave its protection to the stack, which makes one for every branch there.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    if (notify.environmentStacks.includes(stack)) return [];
    const protections = resources.filter(({ type }) => protectionTypes.includes(type));
    const required = Object.entries(notify.protectedBranches).flatMap(([repository, branches]) =>
      branches.map((branch) => ({ repository, branch })),
    );
    const declared = Object.entries(register.repositories)
      .filter(([, { managed }]) => managed)
      .flatMap(([repository, { branches }]) => Object.keys(branches).map((branch) => ({ repository, branch })));
    const wanted = new Map([...required, ...declared].map((each) => [`${each.repository} ${each.branch}`, each]));
    const unnamed = protections.filter((each) => repositoriesOf(each, resources).length === 0).map(subjectOfResource);
    return [...wanted.values()].map(({ repository, branch }) => {
      const classic = protections.filter(
        (resource) =>
          readProtection(resource)?.kind === "classic" &&
          readProtection(resource)?.branches.includes(branch) === true &&
          repositoriesOf(resource, resources).includes(repository),
      );
      return {
        subject: `branch ${branch} of ${repository}`,
        problems: problems(
          register.repositories[repository]?.managed !== true &&
            `${repository} is not among the repositories of the register`,
          classic.length === 0 &&
            (unnamed.length > 0
              ? `it has no branch protection; ${listed(unnamed)} gives a repositoryId that is not known yet: give the repository's name`
              : "it has no branch protection"),
          classic.length > 1 && `it has ${classic.length} branch protections, of which GitHub applies one`,
          ...classic.map(
            (resource) =>
              !resource.options.protect && `${subjectOfResource(resource)} can be deleted (protect is not set)`,
          ),
        ),
      };
    });
  },
};

/**
 * The repository that a protection is of, by what its input says: a name, or the node id of a repository in the stack. One that
 * is not known yet could become anybody's, so it is none.
 */
export function repositoriesOf(resource: Resource, resources: readonly Resource[]): string[] {
  const property = resource.type.endsWith(":BranchProtection") ? "repositoryId" : "repository";
  if (!isKnown(() => resource.props[property])) return [];
  const value = shown(resource.props[property]);
  const byId = resources.find(
    ({ type, props }) =>
      type === "github:index/repository:Repository" && isKnown(() => props.nodeId) && props.nodeId === value,
  );
  return [byId === undefined ? value : shown(byId.props.name ?? byId.name)];
}
