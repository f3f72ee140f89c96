import { describe, expect, test } from "vitest";
import { ProtectedRepository } from "../../components/protected-repository.ts";
import type { Repository } from "../../model/schema/change.ts";
import { find, real, recorded } from "../stacks/record.ts";

const repository: Repository = {
  owner: "GSA",
  title: "The API of US Notify",
  visibility: "public",
  managed: true,
  defaultBranch: "main",
  branches: {
    main: { approvals: 1, requiredChecks: ["build", "static-scan"], mergedBy: ["notify-administrators"] },
    production: { approvals: 2, requiredChecks: [], mergedBy: ["notify-administrators"] },
  },
  teams: { "notify-administrators": "admin", "notify-engineers": "push" },
};

const made = (change: Partial<Repository> = {}) =>
  recorded(() => void new ProtectedRepository("api", { repository: { ...repository, ...change }, teams: [] }));

describe("NOTIFY-CHG-1, 2, 3, 8, 10, 13: a branch changes by approved pull request", () => {
  test("main, as the register says", async () => {
    const { props, protect } = find(await made(), "BranchProtection", "api-main");
    expect(protect).toBe(true);
    expect(props).toEqual({
      repositoryId: "api",
      pattern: "main",
      enforceAdmins: true,
      allowsForcePushes: false,
      allowsDeletions: false,
      requireConversationResolution: true,
      requiredStatusChecks: [{ strict: true, contexts: ["build", "static-scan"] }],
      requiredPullRequestReviews: [
        {
          requiredApprovingReviewCount: 1,
          dismissStaleReviews: true,
          requireLastPushApproval: true,
          requireCodeOwnerReviews: true,
          pullRequestBypassers: [],
        },
      ],
      restrictPushes: [{ blocksCreations: true, pushAllowances: ["GSA/notify-administrators"] }],
    });
  });

  test("production, with its own number of approvals and without checks that it does not have", async () => {
    const { props } = find(await made(), "BranchProtection", "api-production");
    expect(props).toMatchObject({
      pattern: "production",
      requiredStatusChecks: [],
      requiredPullRequestReviews: [{ requiredApprovingReviewCount: 2 }],
    });
  });

  test("waits for the teams that may push, and for all others: GitHub drops who cannot write yet, without a word", async () => {
    const resources = await made();
    const grants = resources.filter(({ type }) => type.endsWith(":TeamRepository"));
    expect(grants).toHaveLength(2);
    for (const branch of ["main", "production"]) {
      const { dependsOn } = find(resources, "BranchProtection", `api-${branch}`);
      expect(dependsOn).toEqual(expect.arrayContaining(grants.map(({ urn }) => urn)));
    }
  });

  test("a grant that is made anew is taken before it is given again", async () => {
    for (const { deleteBeforeReplace } of (await made()).filter(({ type }) => type.endsWith(":TeamRepository")))
      expect(deleteBeforeReplace).toBe(true);
  });

  test("its protection is tied to the repository that it is of, by its name, which is known at preview", async () => {
    const resources = await made();
    expect(find(resources, "BranchProtection", "api-main").props.repositoryId).toBe("api");
  });

  test("every other branch than the first is made from it", async () => {
    const branches = (await made()).filter(({ type }) => type === "github:index/branch:Branch");
    expect(branches.map(({ props }) => props)).toEqual([
      { repository: "api", branch: "production", sourceBranch: "main" },
    ]);
  });
});

describe("NOTIFY-ROLE-1 and 6: access is through teams", () => {
  test("with the permissions of the register, and for nobody else", async () => {
    const resources = real(await made());
    const access = resources.filter(({ type }) => /Team|Collaborator/.test(type)).map(({ props }) => props);
    expect(access).toEqual([
      { repository: "api", teamId: "notify-administrators", permission: "admin" },
      { repository: "api", teamId: "notify-engineers", permission: "push" },
    ]);
  });

  test("without teams there is no access", async () => {
    const access = real(await made({ teams: {} })).filter(({ type }) => /Team|Collaborator/.test(type));
    expect(access).toEqual([]);
  });
});

test("the repository cannot be deleted, and its code is archived rather than lost", async () => {
  const { props, protect } = find(await made(), "Repository", "api");
  expect(protect).toBe(true);
  expect(props).toMatchObject({ name: "api", visibility: "public", archiveOnDestroy: true });
});

type Props = Readonly<Record<string, unknown>>;
const byEnvironment = (a: Props, b: Props) => String(a.environment).localeCompare(String(b.environment));

describe("what a repository's workflows stand on", () => {
  const files = { "a.md": { template: "every/pull_request_template.md" }, "b.sh": { template: "every/cf-login.sh" } };

  test("NOTIFY-CHG-4, 5, RST-4: its files are on the default branch, with nothing that an import would not know", async () => {
    const codeOwners = [{ team: "notify-isso", paths: ["/.github/"] }];
    const written = (await made({ files, codeOwners })).filter(({ type }) => type.endsWith(":RepositoryFile"));
    expect(written.map(({ name }) => name)).toEqual(["api/a.md", "api/b.sh", "api/.github/CODEOWNERS"]);
    expect(written[2]?.props).toEqual({
      repository: "api",
      branch: "main",
      file: ".github/CODEOWNERS",
      content: "# Who approves what. The last line that matches a file decides.\n/.github/ @GSA/notify-isso\n",
    });
  });

  test("AMB-19: environments admit what the register says: protected branches, or any", async () => {
    const environments = {
      staging: { deploysFrom: "protected-branches" },
      scratch: { deploysFrom: "any-branch" },
    } as const;
    const found = (await made({ environments })).filter(({ type }) => type.endsWith(":RepositoryEnvironment"));
    expect(found.map(({ props }) => props).toSorted(byEnvironment)).toEqual([
      { repository: "api", environment: "scratch", canAdminsBypass: false },
      {
        repository: "api",
        environment: "staging",
        canAdminsBypass: false,
        deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
      },
    ]);
  });

  test("NOTIFY-CHG-14: tags are the administrators' where they are releases, and anybody's elsewhere", async () => {
    const { props, protect } = find(await made({ releasedByTag: true }), "RepositoryRuleset", "api-tags");
    expect(protect).toBe(true);
    expect(props).toMatchObject({
      target: "tag",
      enforcement: "active",
      rules: { creation: true, update: true, deletion: true },
      bypassActors: [{ actorType: "RepositoryRole", actorId: 5, bypassMode: "always" }],
    });
    expect((await made()).filter(({ type }) => type.endsWith(":RepositoryRuleset"))).toEqual([]);
  });

  test("alerts about vulnerabilities are on, and updates that close them", async () => {
    const resources = await made();
    expect(find(resources, "RepositoryVulnerabilityAlerts", "api").props).toEqual({ repository: "api", enabled: true });
    expect(find(resources, "RepositoryDependabotSecurityUpdates", "api").props.enabled).toBe(true);
  });
});
