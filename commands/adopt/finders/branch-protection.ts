import { asWanted, type Found, text } from "../finder.ts";
import type { Json, Planned } from "../planned.ts";

/** A property of a protection: the provider's name, GitHub's, and what it is when nothing is set. */
const plain: readonly (readonly [property: string, field: string])[] = [
  ["allowsDeletions", "allowsDeletions"],
  ["allowsForcePushes", "allowsForcePushes"],
  ["enforceAdmins", "isAdminEnforced"],
  ["lockBranch", "lockBranch"],
  ["requireConversationResolution", "requiresConversationResolution"],
  ["requireSignedCommits", "requiresCommitSignatures"],
  ["requiredLinearHistory", "requiresLinearHistory"],
];

/** The fields that are asked of GitHub about a protection, in the words of its query language. */
export const protectionFields = [
  "id pattern blocksCreations requiresApprovingReviews requiredApprovingReviewCount dismissesStaleReviews",
  "requiresCodeOwnerReviews requireLastPushApproval restrictsReviewDismissals requiresStatusChecks",
  "requiresStrictStatusChecks requiredStatusCheckContexts restrictsPushes",
  plain.map(([, field]) => field).join(" "),
  ...["pushAllowances", "bypassPullRequestAllowances", "bypassForcePushAllowances", "reviewDismissalAllowances"].map(
    (list) => `${list}(first:100){nodes{actor{...on Team{combinedSlug} ...on User{login} ...on App{id}}}}`,
  ),
].join(" ");

/**
 * The importer puts the repository's number where the program has its name, which would replace the protection. So the
 * state is written from what GitHub tells of it, property by property, and as the provider itself would have made it.
 */
export function asProtection({ inputs }: Planned, rule: Json): Found {
  if (plain.some(([, field]) => typeof rule[field] !== "boolean") || !("restrictsPushes" in rule)) {
    return {
      is: "untold",
      why: `the listing does not tell all of the protection of ${text(rule, "pattern")}: ask it anew`,
    };
  }
  const told: Record<string, unknown> = { repositoryId: inputs.repositoryId, pattern: rule.pattern };
  for (const [property, field] of plain) if (property in inputs || rule[field] === true) told[property] = rule[field];
  const lists = {
    requiredPullRequestReviews:
      rule.requiresApprovingReviews === true ? [reviews(rule, first(inputs.requiredPullRequestReviews))] : [],
    requiredStatusChecks: rule.requiresStatusChecks === true ? [checks(rule, first(inputs.requiredStatusChecks))] : [],
    restrictPushes: rule.restrictsPushes === true ? [pushes(rule, first(inputs.restrictPushes))] : [],
    forcePushBypassers: asWanted(actors(rule.bypassForcePushAllowances), inputs.forcePushBypassers),
  };
  for (const [property, list] of Object.entries(lists))
    if (property in inputs || list.length > 0) told[property] = list;
  const id = text(rule, "id");
  return {
    is: "there",
    id,
    inputs: { ...told, __defaults: inputs.__defaults ?? [] },
    outputs: { ...told, id },
    claims: [rule],
  };
}

function reviews(rule: Json, wanted: Json): Json {
  const all = {
    requiredApprovingReviewCount: rule.requiredApprovingReviewCount ?? 0,
    dismissStaleReviews: rule.dismissesStaleReviews,
    requireCodeOwnerReviews: rule.requiresCodeOwnerReviews,
    requireLastPushApproval: rule.requireLastPushApproval,
    restrictDismissals: rule.restrictsReviewDismissals,
    dismissalRestrictions: asWanted(actors(rule.reviewDismissalAllowances), wanted.dismissalRestrictions),
    pullRequestBypassers: asWanted(actors(rule.bypassPullRequestAllowances), wanted.pullRequestBypassers),
  };
  return said(all, wanted);
}

const checks = (rule: Json, wanted: Json): Json =>
  said(
    { strict: rule.requiresStrictStatusChecks, contexts: asWanted(rule.requiredStatusCheckContexts, wanted.contexts) },
    wanted,
  );

const pushes = (rule: Json, wanted: Json): Json =>
  said(
    {
      blocksCreations: rule.blocksCreations,
      pushAllowances: asWanted(actors(rule.pushAllowances), wanted.pushAllowances),
    },
    wanted,
  );

/** What is set, or what the program speaks of as well. */
function said(all: Json, wanted: Json): Json {
  const isSet = (value: unknown) =>
    value === true || typeof value === "number" || (Array.isArray(value) && value.length > 0);
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => name in wanted || isSet(value)));
}

const first = (list: unknown): Json =>
  Array.isArray(list) && typeof list[0] === "object" && list[0] !== null ? list[0] : {};

/** Who is in a list of actors, as the provider writes them: `ORGANISATION/TEAM`, `/USER`, or an App's id. */
function actors(list: unknown): string[] {
  const nodes = (list as { nodes?: unknown } | undefined)?.nodes;
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap(({ actor }: { actor?: Json | null }) => {
    if (!actor) return [];
    return String(actor.combinedSlug ?? (actor.login === undefined ? actor.id : `/${actor.login}`));
  });
}
