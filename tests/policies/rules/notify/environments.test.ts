import { describe, expect, test } from "vitest";
import { environmentsProtected, releaseTagsLimited } from "../../../../policies/rules/notify/environments.ts";
import { notifyRegister } from "../../compliant.ts";
import { resource, saidOf } from "../../judge.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test may break anything
type Change = (props: any) => void;

describe("AMB-19: environments take deployments from protected branches", () => {
  const verdict = (change: Change = () => {}) => {
    const props = {
      repository: "notifications-api",
      environment: "production",
      canAdminsBypass: false,
      deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
    };
    change(props);
    const type = "github:index/repositoryEnvironment:RepositoryEnvironment";
    return saidOf(environmentsProtected, resource(type, "it", props), notifyRegister);
  };

  test("which main and production are", () => {
    expect(verdict()).toEqual([]);
  });

  test("the message says what is wrong and how to mend it", () => {
    expect(verdict((props) => delete props.canAdminsBypass)).toEqual([
      'github:index/repositoryEnvironment:RepositoryEnvironment "it": administrators can bypass its protection. Give it deploysFrom: protected-branches in register/notify/repositories.yaml, and leave the environment to the stack. [NOTIFY-CHG-7, NOTIFY-CHG-9, NOTIFY-CHG-11]',
    ]);
  });

  test.each<[string, Change, string]>([
    ["no policy", (props) => delete props.deploymentBranchPolicy, "branches that are not protected may use it"],
    [
      "patterns",
      (props) => {
        props.deploymentBranchPolicy = { protectedBranches: false, customBranchPolicies: true };
      },
      "branches that are not protected may use it",
    ],
    [
      "a name of its own",
      (props) => {
        props.environment = "sandbox";
      },
      "notifications-api has no environment of that name",
    ],
    [
      "a repository that has none",
      (props) => {
        props.repository = "ttsnotify-brokerpak-sms";
      },
      "ttsnotify-brokerpak-sms has no environment of that name",
    ],
  ])("not with %s", (_, change, problem) => {
    expect(verdict(change)).toEqual([expect.stringContaining(`: ${problem}. `)]);
  });

  test("and a pattern added from outside is refused", () => {
    const type = "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";
    const policy = { repository: "notifications-api", environment: "production", branchPattern: "feature/*" };
    expect(saidOf(environmentsProtected, resource(type, "it", policy), notifyRegister)).toEqual([
      expect.stringContaining(": it would let feature/* deploy to production. "),
    ]);
  });
});

describe("NOTIFY-CHG-14: only administrators make, move and delete tags", () => {
  const verdict = (change: Change = () => {}) => {
    const props = {
      repository: "ttsnotify-brokerpak-sms",
      target: "tag",
      enforcement: "active",
      conditions: { refName: { includes: ["~ALL"], excludes: [] } },
      rules: { creation: true, update: true, deletion: true },
      bypassActors: [{ actorType: "RepositoryRole", actorId: 5, bypassMode: "always" }],
    };
    change(props);
    const type = "github:index/repositoryRuleset:RepositoryRuleset";
    return saidOf(releaseTagsLimited, resource(type, "tags", props), notifyRegister);
  };

  test("by a ruleset for all tags", () => {
    expect(verdict()).toEqual([]);
  });

  test.each<[string, Change, string]>([
    [
      "one that is only tried out",
      (props) => Object.assign(props, { enforcement: "evaluate" }),
      "it is not enforced (evaluate)",
    ],
    [
      "one for some",
      ({ conditions }) => Object.assign(conditions.refName, { includes: ["refs/tags/v*"] }),
      "it is not about all tags",
    ],
    [
      "one with exceptions",
      ({ conditions }) => Object.assign(conditions.refName, { excludes: ["refs/tags/x"] }),
      "it is not about all tags",
    ],
    [
      "one that lets tags be moved",
      ({ rules }) => delete rules.update,
      "everybody who can write is left free in update",
    ],
    [
      "one that those who write get round",
      (props) => props.bypassActors.push({ actorType: "RepositoryRole", actorId: 4 }),
      "RepositoryRole 4 can bypass it",
    ],
    [
      "one that a robot gets round",
      (props) => props.bypassActors.push({ actorType: "Integration", actorId: 5 }),
      "Integration 5 can bypass it",
    ],
  ])("not by %s", (_, change, problem) => {
    expect(verdict(change)).toEqual([expect.stringContaining(`: ${problem}. `)]);
  });

  test("a ruleset for branches is judged elsewhere", () => {
    expect(verdict((props) => Object.assign(props, { target: "branch", enforcement: "disabled" }))).toEqual([]);
  });
});
