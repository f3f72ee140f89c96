import { notify } from "../../settings/notify.ts";
import type { Resource } from "../rule.ts";

/** The three resource types that can protect a branch, and the fourth that does so for a whole organisation. */
export const protectionTypes: readonly string[] = [
  "github:index/branchProtection:BranchProtection",
  "github:index/branchProtectionV3:BranchProtectionV3",
  "github:index/repositoryRuleset:RepositoryRuleset",
  "github:index/organizationRuleset:OrganizationRuleset",
];

/** What a branch protection or ruleset does, in one shape. Whatever is left out has the service's default. */
export interface Protection {
  readonly kind: "classic" | "ruleset";
  readonly active: boolean;
  /** In the service's word: active, evaluate, disabled. */
  readonly state: string;
  readonly branches: readonly string[];
  readonly boundToAdmins: boolean;
  readonly bypassActors: readonly string[];
  readonly pullRequest?: {
    readonly approvals: number;
    readonly lastPushApproval: boolean;
    readonly dismissStale: boolean;
    readonly codeOwners: boolean;
    readonly bypassers: readonly string[];
  };
  /** Who may force-push; empty when nobody may. */
  readonly forcePushers: readonly string[];
  readonly deletable: boolean;
  /** Who may merge; undefined when everybody with write access may. */
  readonly mergedBy?: readonly string[];
  /** Names of jobs that must have succeeded. */
  readonly requiredChecks: readonly string[];
}

/** Reads what a resource protects; undefined for a ruleset that is about tags or pushes, not branches. */
export function readProtection(resource: Resource): Protection | undefined {
  if (resource.type.endsWith(":BranchProtection")) return readBranchProtection(resource);
  if (resource.type.endsWith(":BranchProtectionV3")) return readBranchProtectionV3(resource);
  return resource.props.target === "branch" ? readRuleset(resource) : undefined;
}

/** Whether an actor that may merge is the administrators' team, in either way of writing it. */
export function isMergeLimited(actor: string): boolean {
  return actor === notify.administratorsTeam || actor === `${notify.githubOwner}/${notify.administratorsTeam}`;
}

function readBranchProtection({ props }: Resource): Protection {
  const review = props.requiredPullRequestReviews?.[0];
  const restrict = props.restrictPushes?.[0];
  return {
    kind: "classic",
    active: true,
    state: "active",
    branches: [String(props.pattern)],
    boundToAdmins: props.enforceAdmins === true,
    bypassActors: [],
    ...(review !== undefined && {
      pullRequest: {
        approvals: review.requiredApprovingReviewCount ?? 0,
        lastPushApproval: review.requireLastPushApproval === true,
        dismissStale: review.dismissStaleReviews === true,
        codeOwners: review.requireCodeOwnerReviews === true,
        bypassers: review.pullRequestBypassers ?? [],
      },
    }),
    forcePushers: [...(props.allowsForcePushes === true ? ["everybody"] : []), ...(props.forcePushBypassers ?? [])],
    deletable: props.allowsDeletions === true,
    ...(restrict !== undefined && { mergedBy: restrict.pushAllowances ?? [] }),
    requiredChecks: (props.requiredStatusChecks ?? []).flatMap(
      (check: { contexts?: string[] }) => check.contexts ?? [],
    ),
  };
}

function readBranchProtectionV3({ props }: Resource): Protection {
  const review = props.requiredPullRequestReviews;
  const allowances = review?.bypassPullRequestAllowances;
  const restrictions = props.restrictions;
  return {
    kind: "classic",
    active: true,
    state: "active",
    branches: [String(props.branch)],
    boundToAdmins: props.enforceAdmins === true,
    bypassActors: [],
    ...(review !== undefined && {
      pullRequest: {
        approvals: review.requiredApprovingReviewCount ?? 0,
        lastPushApproval: review.requireLastPushApproval === true,
        dismissStale: review.dismissStaleReviews === true,
        codeOwners: review.requireCodeOwnerReviews === true,
        bypassers: [...(allowances?.users ?? []), ...(allowances?.teams ?? []), ...(allowances?.apps ?? [])],
      },
    }),
    // The V3 resource can allow neither; GitHub's default is that nobody may.
    forcePushers: [],
    deletable: false,
    ...(restrictions !== undefined && {
      mergedBy: [...(restrictions.users ?? []), ...(restrictions.teams ?? []), ...(restrictions.apps ?? [])],
    }),
    requiredChecks: [
      ...(props.requiredStatusChecks?.contexts ?? []),
      ...(props.requiredStatusChecks?.checks ?? []).map((check: string) => check.split(":")[0]),
    ],
  };
}

function readRuleset({ props }: Resource): Protection {
  const { rules = {} } = props;
  const review = rules.pullRequest;
  const names: string[] = props.conditions?.refName?.includes ?? [];
  return {
    kind: "ruleset",
    active: props.enforcement === "active",
    state: String(props.enforcement),
    branches: names.map((name) => name.replace(/^refs\/heads\//, "")),
    boundToAdmins: true,
    bypassActors: (props.bypassActors ?? []).map((actor: { actorType?: string; actorId?: number }) =>
      `${actor.actorType} ${actor.actorId ?? ""}`.trim(),
    ),
    ...(review !== undefined && {
      pullRequest: {
        approvals: review.requiredApprovingReviewCount ?? 0,
        lastPushApproval: review.requireLastPushApproval === true,
        dismissStale: review.dismissStaleReviewsOnPush === true,
        codeOwners: review.requireCodeOwnerReview === true,
        bypassers: [],
      },
    }),
    forcePushers: rules.nonFastForward === true ? [] : ["everybody the ruleset binds"],
    deletable: rules.deletion !== true,
    requiredChecks: (rules.requiredStatusChecks?.requiredChecks ?? []).map(
      (check: { context: string }) => check.context,
    ),
  };
}
