import { unknownCheckingProxy } from "@pulumi/policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as rules from "../../../../policies/rules/notify/branch-protection.ts";
import type { Resource, ResourceRule } from "../../../../policies/rules/rule.ts";
import { changed, notifyRegister } from "../../compliant.ts";
import { resource, saidOf, saidOfStack } from "../../judge.ts";
import { unknown } from "../../packs/harness.ts";
import { type ProtectionName, protection } from "./protections.ts";

const every: ProtectionName[] = ["BranchProtection", "BranchProtectionV3", "RepositoryRuleset", "OrganizationRuleset"];

// biome-ignore lint/suspicious/noExplicitAny: a test may break anything
type Change = (props: any) => void;

const by = (rule: ResourceRule) => (name: ProtectionName, change?: Change) =>
  saidOf(rule, protection(name, change), notifyRegister);

describe.each(every)("a compliant %s", (name) => {
  test.each([rules.pullRequestsOnly, rules.pullRequestsApproved, rules.mergedByAdministrators, rules.noDirectPushes])(
    "is in order for $name",
    (rule) => {
      expect(saidOf(rule, protection(name), notifyRegister)).toEqual([]);
    },
  );
});

describe("NOTIFY-CHG-1: changes come by pull request only", () => {
  const verdict = by(rules.pullRequestsOnly);

  test.each<[ProtectionName, Change]>([
    ["BranchProtection", (props) => delete props.requiredPullRequestReviews],
    ["BranchProtectionV3", (props) => delete props.requiredPullRequestReviews],
    ["RepositoryRuleset", (props) => delete props.rules.pullRequest],
    ["OrganizationRuleset", (props) => delete props.rules.pullRequest],
  ])("not where %s requires none", (name, change) => {
    expect(verdict(name, change)).toEqual([expect.stringContaining(": it requires no pull request. ")]);
  });

  test("the message says what is wrong and how to mend it", () => {
    expect(verdict("BranchProtection", (props) => delete props.requiredPullRequestReviews)).toEqual([
      'github:index/branchProtection:BranchProtection "api-main": it requires no pull request. Require pull request reviews, with no bypassers, force-pushes or deletions. [NOTIFY-CHG-1]',
    ]);
  });

  test("not where somebody may bypass them", () => {
    expect(
      verdict("BranchProtection", ({ requiredPullRequestReviews: [review] }) => {
        review.pullRequestBypassers = ["/bot"];
      }),
    ).toEqual([
      'github:index/branchProtection:BranchProtection "api-main": /bot may bypass pull requests. Require pull request reviews, with no bypassers, force-pushes or deletions. [NOTIFY-CHG-1]',
    ]);
    expect(
      verdict("BranchProtectionV3", ({ requiredPullRequestReviews: review }) => {
        review.bypassPullRequestAllowances = { users: ["bot"], teams: ["notify-engineers"], apps: ["ci"] };
      }),
    ).toEqual([
      'github:index/branchProtectionV3:BranchProtectionV3 "api-main": /bot may bypass pull requests. Require pull request reviews, with no bypassers, force-pushes or deletions. [NOTIFY-CHG-1]',
      'github:index/branchProtectionV3:BranchProtectionV3 "api-main": GSA/notify-engineers may bypass pull requests. Require pull request reviews, with no bypassers, force-pushes or deletions. [NOTIFY-CHG-1]',
      'github:index/branchProtectionV3:BranchProtectionV3 "api-main": the app ci may bypass pull requests. Require pull request reviews, with no bypassers, force-pushes or deletions. [NOTIFY-CHG-1]',
    ]);
  });

  test("not where a ruleset is only tried out, or off", () => {
    const enforcement = (value: unknown) =>
      verdict("RepositoryRuleset", (props) => Object.assign(props, { enforcement: value }));
    expect(enforcement("evaluate")).toEqual([
      'github:index/repositoryRuleset:RepositoryRuleset "api-main": it is not enforced (evaluate). Require pull request reviews, with no bypassers, force-pushes or deletions. [NOTIFY-CHG-1]',
    ]);
    expect(enforcement("disabled")).toHaveLength(1);
    expect(enforcement(undefined)).toHaveLength(1);
  });

  test("not where the branch can be overwritten or deleted", () => {
    const open = (name: ProtectionName, change: Change) => expect(verdict(name, change)).toHaveLength(1);
    open("BranchProtection", (props) => Object.assign(props, { allowsForcePushes: true }));
    open("BranchProtection", (props) => Object.assign(props, { allowsForcePushes: "true" }));
    open("BranchProtection", (props) => Object.assign(props, { forcePushBypassers: ["/bot"] }));
    open("BranchProtection", (props) => Object.assign(props, { allowsDeletions: true }));
    open("RepositoryRuleset", ({ rules: each }) => delete each.nonFastForward);
    open("RepositoryRuleset", ({ rules: each }) => delete each.deletion);
    open("OrganizationRuleset", ({ rules: each }) => Object.assign(each, { deletion: false }));
  });

  test("not where it is not clear which of two settings applies", () => {
    expect(
      verdict("BranchProtection", (props) => {
        props.requiredPullRequestReviews.push({ requiredApprovingReviewCount: 0 });
        props.restrictPushes.push({ pushAllowances: [] });
      }),
    ).toEqual([
      'github:index/branchProtection:BranchProtection "api-main": requiredPullRequestReviews is given more than once, so it is not clear which one applies. Require pull request reviews, with no bypassers, force-pushes or deletions. [NOTIFY-CHG-1]',
      'github:index/branchProtection:BranchProtection "api-main": restrictPushes is given more than once, so it is not clear which one applies. Require pull request reviews, with no bypassers, force-pushes or deletions. [NOTIFY-CHG-1]',
    ]);
  });

  test("a ruleset about tags is about something else, one about nothing known is not let off", () => {
    const target = (value: unknown) =>
      verdict("RepositoryRuleset", (props) => Object.assign(props, { target: value, rules: {} }));
    expect(target("tag")).toEqual([]);
    expect(target("push")).toEqual([]);
    expect(target("branches")).not.toEqual([]);
    expect(target(undefined)).not.toEqual([]);
  });
});

describe("NOTIFY-CHG-2: another developer approves what is merged", () => {
  const verdict = by(rules.pullRequestsApproved);
  const review = (name: ProtectionName, change: object) =>
    verdict(name, (props) => {
      const where = props.rules?.pullRequest ?? [props.requiredPullRequestReviews].flat()[0];
      Object.assign(where, change);
    });

  test.each(every)("%s without approvals", (name) => {
    const missing = [expect.stringContaining("0 approvals are required, not 1 or more")];
    expect(review(name, { requiredApprovingReviewCount: 0 })).toEqual(missing);
    expect(review(name, { requiredApprovingReviewCount: undefined })).toEqual(missing);
    expect(review(name, { requiredApprovingReviewCount: "1" })).toEqual(missing);
    expect(review(name, { requiredApprovingReviewCount: 2 })).toEqual([]);
  });

  test.each(every)("%s where whoever pushed last approves", (name) => {
    expect(review(name, { requireLastPushApproval: undefined })).toHaveLength(1);
  });

  test.each(every)("%s where an approval outlives later pushes", (name) => {
    expect(review(name, { dismissStaleReviews: undefined, dismissStaleReviewsOnPush: undefined })).toHaveLength(1);
  });

  test.each(["BranchProtection", "BranchProtectionV3"] as const)("%s that does not bind administrators", (name) => {
    expect(verdict(name, (props) => Object.assign(props, { enforceAdmins: false }))).toHaveLength(1);
  });

  test("all of it at once", () => {
    expect(
      verdict("BranchProtection", (props) =>
        Object.assign(props, { requiredPullRequestReviews: [{}], enforceAdmins: undefined }),
      ),
    ).toEqual([
      'github:index/branchProtection:BranchProtection "api-main": 0 approvals are required, not 1 or more. Require at least 1 approval, approval of the last push, dismissal of stale approvals, and enforceAdmins. [NOTIFY-CHG-2]',
      'github:index/branchProtection:BranchProtection "api-main": whoever pushed last may approve it themselves. Require at least 1 approval, approval of the last push, dismissal of stale approvals, and enforceAdmins. [NOTIFY-CHG-2]',
      'github:index/branchProtection:BranchProtection "api-main": an approval survives later pushes. Require at least 1 approval, approval of the last push, dismissal of stale approvals, and enforceAdmins. [NOTIFY-CHG-2]',
      'github:index/branchProtection:BranchProtection "api-main": administrators need no approval. Require at least 1 approval, approval of the last push, dismissal of stale approvals, and enforceAdmins. [NOTIFY-CHG-2]',
    ]);
  });
});

describe("NOTIFY-CHG-3: Administrators merge", () => {
  const verdict = by(rules.mergedByAdministrators);
  const mergedBy = (...pushAllowances: string[]) =>
    verdict("BranchProtection", (props) => Object.assign(props, { restrictPushes: [{ pushAllowances }] }));

  test("not everybody with write access", () => {
    expect(verdict("BranchProtection", (props) => delete props.restrictPushes)).toEqual([
      'github:index/branchProtection:BranchProtection "api-main": everybody with write access may merge. Restrict pushes to GSA/notify-administrators, in restrictPushes.pushAllowances. [NOTIFY-CHG-3]',
    ]);
    expect(verdict("BranchProtection", (props) => Object.assign(props, { restrictPushes: [] }))).toHaveLength(1);
    expect(verdict("BranchProtectionV3", (props) => delete props.restrictions)).toHaveLength(1);
  });

  test("not engineers, in their place or beside them", () => {
    expect(mergedBy("GSA/notify-engineers")).toEqual([
      'github:index/branchProtection:BranchProtection "api-main": GSA/notify-engineers may merge. Restrict pushes to GSA/notify-administrators, in restrictPushes.pushAllowances. [NOTIFY-CHG-3]',
      'github:index/branchProtection:BranchProtection "api-main": notify-administrators may not merge. Restrict pushes to GSA/notify-administrators, in restrictPushes.pushAllowances. [NOTIFY-CHG-3]',
    ]);
    expect(mergedBy("GSA/notify-administrators", "GSA/notify-engineers", "/bot")).toEqual([
      'github:index/branchProtection:BranchProtection "api-main": GSA/notify-engineers and /bot may merge. Restrict pushes to GSA/notify-administrators, in restrictPushes.pushAllowances. [NOTIFY-CHG-3]',
    ]);
  });

  test("not nobody", () => {
    expect(mergedBy()).toEqual([
      'github:index/branchProtection:BranchProtection "api-main": notify-administrators may not merge. Restrict pushes to GSA/notify-administrators, in restrictPushes.pushAllowances. [NOTIFY-CHG-3]',
    ]);
  });

  test("a login, and another organisation's team, are not the team of that name", () => {
    expect(mergedBy("/notify-administrators")).not.toEqual([]);
    expect(mergedBy("notify-administrators")).not.toEqual([]);
    expect(mergedBy("example/notify-administrators")).not.toEqual([]);
    const v3 = (restrictions: object) =>
      verdict("BranchProtectionV3", (props) => Object.assign(props, { restrictions }));
    expect(v3({ users: ["notify-administrators"] })).toEqual([
      'github:index/branchProtectionV3:BranchProtectionV3 "api-main": /notify-administrators may merge. Restrict pushes to GSA/notify-administrators, in restrictPushes.pushAllowances. [NOTIFY-CHG-3]',
      'github:index/branchProtectionV3:BranchProtectionV3 "api-main": notify-administrators may not merge. Restrict pushes to GSA/notify-administrators, in restrictPushes.pushAllowances. [NOTIFY-CHG-3]',
    ]);
    expect(v3({ apps: ["notify-administrators"], teams: ["notify-administrators"] })).toHaveLength(1);
  });
});

describe("NOTIFY-CHG-8, 10 and 13: nobody pushes directly", () => {
  const verdict = by(rules.noDirectPushes);

  test.each([undefined, false, null, "true"])("with enforceAdmins: %s administrators could", (enforceAdmins) => {
    expect(verdict("BranchProtection", (props) => Object.assign(props, { enforceAdmins }))).toEqual([
      'github:index/branchProtection:BranchProtection "api-main": administrators can bypass it. Set enforceAdmins to true (it is false when left out), and let nobody bypass a ruleset. [NOTIFY-CHG-8, NOTIFY-CHG-10, NOTIFY-CHG-13]',
    ]);
    expect(verdict("BranchProtectionV3", (props) => Object.assign(props, { enforceAdmins }))).toHaveLength(1);
  });

  test("with bypass actors of a ruleset they could, whatever their mode", () => {
    const actors = [
      { actorType: "OrganizationAdmin", bypassMode: "pullRequest" },
      { actorType: "Team", actorId: 4711, bypassMode: "always" },
    ];
    expect(verdict("RepositoryRuleset", (props) => Object.assign(props, { bypassActors: actors }))).toEqual([
      'github:index/repositoryRuleset:RepositoryRuleset "api-main": OrganizationAdmin can bypass it. Set enforceAdmins to true (it is false when left out), and let nobody bypass a ruleset. [NOTIFY-CHG-8, NOTIFY-CHG-10, NOTIFY-CHG-13]',
      'github:index/repositoryRuleset:RepositoryRuleset "api-main": Team 4711 can bypass it. Set enforceAdmins to true (it is false when left out), and let nobody bypass a ruleset. [NOTIFY-CHG-8, NOTIFY-CHG-10, NOTIFY-CHG-13]',
    ]);
  });
});

describe("whatever else a property holds, it is not let pass", () => {
  const all = [rules.pullRequestsOnly, rules.pullRequestsApproved, rules.mergedByAdministrators, rules.noDirectPushes];
  const isGreen = (name: ProtectionName, change: Change) =>
    all.every((rule) => saidOf(rule, protection(name, change), notifyRegister).length === 0);
  const isOff = (value: unknown) => value === false || value === null;
  const isTrue = (value: unknown) => value === true;
  const isEnough = (value: unknown) => typeof value === "number" && value >= 1;
  const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  const isNever = () => false;

  test.each<[ProtectionName, string, (value: unknown) => boolean]>([
    ["BranchProtection", "enforceAdmins", isTrue],
    ["BranchProtection", "allowsForcePushes", isOff],
    ["BranchProtection", "allowsDeletions", isOff],
    ["BranchProtection", "forcePushBypassers", isEmpty],
    ["BranchProtection", "requiredPullRequestReviews", isNever],
    ["BranchProtection", "requiredPullRequestReviews.0.requiredApprovingReviewCount", isEnough],
    ["BranchProtection", "requiredPullRequestReviews.0.requireLastPushApproval", isTrue],
    ["BranchProtection", "requiredPullRequestReviews.0.dismissStaleReviews", isTrue],
    ["BranchProtection", "requiredPullRequestReviews.0.pullRequestBypassers", isEmpty],
    ["BranchProtection", "restrictPushes", isNever],
    ["BranchProtection", "restrictPushes.0.pushAllowances", isNever],
    ["BranchProtectionV3", "enforceAdmins", isTrue],
    ["BranchProtectionV3", "requiredPullRequestReviews", isNever],
    ["BranchProtectionV3", "requiredPullRequestReviews.requireLastPushApproval", isTrue],
    ["BranchProtectionV3", "restrictions", isNever],
    ["BranchProtectionV3", "restrictions.users", isEmpty],
    ["BranchProtectionV3", "restrictions.apps", isEmpty],
    ["RepositoryRuleset", "enforcement", isNever],
    ["RepositoryRuleset", "rules", isNever],
    ["RepositoryRuleset", "rules.deletion", isTrue],
    ["RepositoryRuleset", "rules.nonFastForward", isTrue],
    ["RepositoryRuleset", "rules.pullRequest", isNever],
    ["RepositoryRuleset", "rules.pullRequest.dismissStaleReviewsOnPush", isTrue],
    ["OrganizationRuleset", "bypassActors", isEmpty],
  ])("%s: %s", (name, path, isSafe) => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const keys = path.split(".");
        const change: Change = (props) => {
          const owner = keys.slice(0, -1).reduce((each, key) => each[key], props);
          owner[keys.at(-1) ?? ""] = value;
        };
        expect(isGreen(name, change)).toBe(isSafe(value));
      }),
    );
  });
});

describe("what must exist: a protection for every branch that the run book names", () => {
  const branches = [
    ["notifications-api", "main"],
    ["notifications-api", "production"],
    ["notifications-admin", "main"],
    ["notifications-admin", "production"],
    ["usnotify-ssb", "main"],
    ["ttsnotify-brokerpak-sms", "main"],
  ] as const;
  const repositories = [...new Set(branches.map(([repository]) => repository))].map((name) =>
    resource("github:index/repository:Repository", name, { name }),
  );
  const protects = (repository: string, branch: string, options: Partial<Resource["options"]> = {}): Resource => ({
    ...protection("BranchProtection", (props) => Object.assign(props, { pattern: branch, repositoryId: repository })),
    name: `${repository}-${branch}`,
    options: { protect: true, ignoreChanges: [], ...options },
  });
  const all = [...repositories, ...branches.map(([repository, branch]) => protects(repository, branch))];
  const verdict = (resources: readonly Resource[], register = notifyRegister) =>
    saidOfStack(rules.branchesProtected, resources, register);
  const without = (name: string) => all.filter((each) => each.name !== name);

  test("six branches, six protections", () => {
    expect(verdict(all)).toEqual([]);
  });

  test("one that was taken away is missed", () => {
    expect(verdict(without("notifications-api-production"))).toEqual([
      "branch production of notifications-api: it has no branch protection. Declare the branch in register/notify/repositories.yaml, and leave its protection to the stack, which makes one for every branch there. [NOTIFY-CHG-1, NOTIFY-CHG-8, NOTIFY-CHG-10, NOTIFY-CHG-13]",
    ]);
  });

  test("in an empty stack all six are", () => {
    expect(verdict([])).toHaveLength(branches.length);
  });

  test("a protection of another branch, or of a pattern, is not one of this branch", () => {
    const rest = without("usnotify-ssb-main");
    expect(verdict([...rest, protects("usnotify-ssb", "master")])).toHaveLength(1);
    expect(verdict([...rest, protects("usnotify-ssb", "ma*")])).toHaveLength(1);
    expect(verdict([...rest, protects("elsewhere", "main")])).toHaveLength(1);
  });

  /** The protection of one branch, whose repository is given otherwise than by its name; ids of repositories are as given. */
  const identified = (repositoryId: unknown, nodeId: string) => [
    ...without("usnotify-ssb-main").map((each) =>
      each.type.endsWith(":Repository") && each.name === "usnotify-ssb"
        ? { ...each, props: unknownCheckingProxy({ ...each.props, nodeId }) }
        : each,
    ),
    {
      ...protects("usnotify-ssb", "main"),
      props: unknownCheckingProxy({ ...protects("usnotify-ssb", "main").props, repositoryId }),
      propertyDependencies: { repositoryId: repositories.map(({ urn }) => urn) },
    },
  ];

  test("the id of its repository, once that is known, is as good as the name", () => {
    expect(verdict(identified("R_ssb", "R_ssb"))).toEqual([]);
  });

  test("another id is none, wherever it seems to come from", () => {
    expect(verdict(identified("R_other", "R_ssb"))).toEqual([expect.stringContaining("it has no branch protection.")]);
    expect(verdict(identified("R_other", unknown))).toEqual([expect.stringContaining("it has no branch protection.")]);
  });

  test("an id that is not known yet could become anybody's", () => {
    expect(verdict(identified(unknown, unknown))).toEqual([
      expect.stringContaining("gives a repositoryId that is not known yet: give the repository's name"),
    ]);
  });

  test("a ruleset adds to a protection and does not stand for it", () => {
    const ruleset = protection("RepositoryRuleset", (props) => Object.assign(props, { repository: "usnotify-ssb" }));
    expect(verdict([...without("usnotify-ssb-main"), ruleset])).toHaveLength(1);
  });

  test("the older type of protection counts, by its repository's name", () => {
    const v3 = protection("BranchProtectionV3", (props) => Object.assign(props, { repository: "usnotify-ssb" }));
    const protectedV3 = { ...v3, options: { protect: true, ignoreChanges: [] } };
    expect(verdict([...without("usnotify-ssb-main"), protectedV3])).toEqual([]);
  });

  test("two protections of one branch are one too many", () => {
    expect(verdict([...all, { ...protects("usnotify-ssb", "main"), name: "second" }])).toEqual([
      "branch main of usnotify-ssb: it has 2 branch protections, of which GitHub applies one. Declare the branch in register/notify/repositories.yaml, and leave its protection to the stack, which makes one for every branch there. [NOTIFY-CHG-1, NOTIFY-CHG-8, NOTIFY-CHG-10, NOTIFY-CHG-13]",
    ]);
  });

  test("one that the engine would delete is none", () => {
    const open = protects("usnotify-ssb", "main", { protect: false });
    expect(verdict([...without("usnotify-ssb-main"), open])).toEqual([
      'branch main of usnotify-ssb: github:index/branchProtection:BranchProtection "usnotify-ssb-main" can be deleted (protect is not set). Declare the branch in register/notify/repositories.yaml, and leave its protection to the stack, which makes one for every branch there. [NOTIFY-CHG-1, NOTIFY-CHG-8, NOTIFY-CHG-10, NOTIFY-CHG-13]',
    ]);
  });

  test("a branch that the register adds is protected as well", () => {
    const register = changed(notifyRegister, (draft) => {
      draft.repositories["usnotify-ssb"].branches.staging = { approvals: 1, requiredChecks: [], mergedBy: [] };
    });
    expect(verdict(all, register)).toEqual([
      "branch staging of usnotify-ssb: it has no branch protection. Declare the branch in register/notify/repositories.yaml, and leave its protection to the stack, which makes one for every branch there. [NOTIFY-CHG-1, NOTIFY-CHG-8, NOTIFY-CHG-10, NOTIFY-CHG-13]",
    ]);
    expect(verdict([...all, protects("usnotify-ssb", "staging")], register)).toEqual([]);
  });

  test("a repository of others is theirs to protect", () => {
    const register = changed(notifyRegister, (draft) => {
      const { branches } = draft.repositories["usnotify-ssb"];
      draft.repositories["datagov-brokerpak-smtp"].branches = branches;
    });
    expect(verdict(all, register)).toEqual([]);
  });

  test("a repository that the register has lost, or has given away, is missed though its protection stands", () => {
    const gone = changed(notifyRegister, (draft) => {
      delete draft.repositories["usnotify-ssb"];
    });
    const notOurs = changed(notifyRegister, (draft) => {
      draft.repositories["usnotify-ssb"].managed = false;
    });
    expect(verdict(all, gone)).toEqual([
      "branch main of usnotify-ssb: usnotify-ssb is not among the repositories of the register. Declare the branch in register/notify/repositories.yaml, and leave its protection to the stack, which makes one for every branch there. [NOTIFY-CHG-1, NOTIFY-CHG-8, NOTIFY-CHG-10, NOTIFY-CHG-13]",
    ]);
    expect(verdict(all, notOurs)).toHaveLength(1);
  });
});
