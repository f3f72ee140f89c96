import { notify } from "../../settings/notify.ts";
import { count, fields, isOn, list, shown } from "../reading.ts";
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
  /** Properties that say more than one thing, so that it is not clear which of them the service keeps. */
  readonly unclear: readonly string[];
}

/**
 * Reads what a resource protects; undefined for a ruleset that is about tags or pushes, not branches. A ruleset about
 * anything else, or about nothing that we know, is read as one about branches.
 */
export function readProtection(resource: Resource): Protection | undefined {
  if (resource.type.endsWith(":BranchProtection")) return readBranchProtection(resource);
  if (resource.type.endsWith(":BranchProtectionV3")) return readBranchProtectionV3(resource);
  return resource.props.target === "tag" || resource.props.target === "push" ? undefined : readRuleset(resource);
}

/** Whether an actor that may merge is the administrators' team: `organisation/team`, since `/name` is a login. */
export function isMergeLimited(actor: string): boolean {
  return actor === `${notify.githubOwner}/${notify.administratorsTeam}`;
}

function readBranchProtection({ props }: Resource): Protection {
  const reviews = list(props.requiredPullRequestReviews).map(fields);
  const restrictions = list(props.restrictPushes).map(fields);
  const [review] = reviews;
  return {
    kind: "classic",
    active: true,
    state: "active",
    branches: [shown(props.pattern)],
    boundToAdmins: props.enforceAdmins === true,
    bypassActors: [],
    ...(review !== undefined && {
      pullRequest: classicReview(review, list(review.pullRequestBypassers).map(shown)),
    }),
    forcePushers: [
      ...(isOn(props.allowsForcePushes) ? ["everybody"] : []),
      ...list(props.forcePushBypassers).map(shown),
    ],
    deletable: isOn(props.allowsDeletions),
    ...(restrictions.length > 0 && { mergedBy: restrictions.flatMap((each) => list(each.pushAllowances)).map(shown) }),
    requiredChecks: list(props.requiredStatusChecks)
      .flatMap((check) => list(fields(check).contexts))
      .map(shown),
    unclear: [
      ...(reviews.length > 1 ? ["requiredPullRequestReviews"] : []),
      ...(restrictions.length > 1 ? ["restrictPushes"] : []),
    ],
  };
}

function readBranchProtectionV3({ props }: Resource): Protection {
  const review = isOn(props.requiredPullRequestReviews) ? fields(props.requiredPullRequestReviews) : undefined;
  return {
    kind: "classic",
    active: true,
    state: "active",
    branches: [shown(props.branch)],
    boundToAdmins: props.enforceAdmins === true,
    bypassActors: [],
    ...(review !== undefined && {
      pullRequest: classicReview(review, actorsOfV3(review.bypassPullRequestAllowances)),
    }),
    // The V3 resource can allow neither; GitHub's default is that nobody may.
    forcePushers: [],
    deletable: false,
    ...(isOn(props.restrictions) && { mergedBy: actorsOfV3(props.restrictions) }),
    requiredChecks: [
      ...list(fields(props.requiredStatusChecks).contexts).map(shown),
      ...list(fields(props.requiredStatusChecks).checks).map((check) => shown(check).replace(/:.*/, "")),
    ],
    unclear: [],
  };
}

/** What both kinds of classic protection demand of a pull request; they name who may bypass it differently. */
function classicReview(review: Readonly<Record<string, unknown>>, bypassers: readonly string[]) {
  return {
    approvals: count(review.requiredApprovingReviewCount),
    lastPushApproval: review.requireLastPushApproval === true,
    dismissStale: review.dismissStaleReviews === true,
    codeOwners: review.requireCodeOwnerReviews === true,
    bypassers,
  };
}

/** The V3 resource's bare names, in the way that the other resource writes them. */
function actorsOfV3(value: unknown): string[] {
  const { users, teams, apps } = fields(value);
  return [
    ...list(users).map((user) => `/${shown(user)}`),
    ...list(teams).map((team) => `${notify.githubOwner}/${shown(team)}`),
    ...list(apps).map((app) => `the app ${shown(app)}`),
  ];
}

function readRuleset({ props }: Resource): Protection {
  const rules = fields(props.rules);
  const review = isOn(rules.pullRequest) ? fields(rules.pullRequest) : undefined;
  const names = list(fields(fields(props.conditions).refName).includes).map(shown);
  return {
    kind: "ruleset",
    active: props.enforcement === "active",
    state: shown(props.enforcement),
    branches: names.map((name) => name.replace(/^refs\/heads\//, "")),
    boundToAdmins: true,
    bypassActors: list(props.bypassActors)
      .map(fields)
      .map(({ actorType, actorId }) => (isOn(actorId) ? `${shown(actorType)} ${shown(actorId)}` : shown(actorType))),
    ...(review !== undefined && {
      pullRequest: {
        approvals: count(review.requiredApprovingReviewCount),
        lastPushApproval: review.requireLastPushApproval === true,
        dismissStale: review.dismissStaleReviewsOnPush === true,
        codeOwners: review.requireCodeOwnerReview === true,
        bypassers: [],
      },
    }),
    forcePushers: rules.nonFastForward === true ? [] : ["everybody whom the ruleset binds"],
    deletable: rules.deletion !== true,
    requiredChecks: list(fields(rules.requiredStatusChecks).requiredChecks).map((check) =>
      shown(fields(check).context),
    ),
    unclear: [],
  };
}
