import { describe, expect, test } from "vitest";
import { repositoryFiles } from "../../../../components/repository-files.ts";
import { workflowsConfined } from "../../../../policies/rules/notify/workflow-safety.ts";
import { notifyRegister } from "../../compliant.ts";
import { given, problemsOf, replaced } from "./files.ts";

const commit = "8e8c483db84b4bee98b60c0593521ed34d9990e8";
const plain = `on: pull_request
permissions:
  contents: read
concurrency: spelling-\${{ github.ref }}
jobs:
  spelling:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@${commit}
        with:
          persist-credentials: false
      - run: npm run spelling | tee log
`;

const verdict = (content: string, repository = "notifications-api") =>
  problemsOf(workflowsConfined, repository, ".github/workflows/spelling.yml", content);
const broken = (from: string, to: string) => verdict(replaced(plain, from, to));

describe("every workflow is confined", () => {
  const shipped = Object.entries(notifyRegister.repositories).flatMap(([repository, entry]) =>
    repositoryFiles(repository, entry)
      .filter(({ path }) => path.startsWith(".github/workflows/"))
      .map(({ path, content }) => ({ repository, path, content })),
  );

  test.each(shipped)("$repository: $path is", ({ repository, path, content }) => {
    expect(problemsOf(workflowsConfined, repository, path, content)).toEqual([]);
  });

  test("one that deploys nothing does as it likes, within that", () => {
    expect(verdict(plain)).toEqual([]);
    expect(broken("pull_request", "{ schedule: [{ cron: 0 3 * * 1 }], workflow_dispatch: }")).toEqual([]);
    expect(broken("    runs-on", "    permissions: { contents: read, security-events: write }\n    runs-on")).toEqual(
      [],
    );
    expect(broken("      - run", "      - uses: ./.github/actions/setup-project\n      - run")).toEqual([]);
    expect(
      broken(`spelling-\${{ github.ref }}`, `{ group: "spelling-\${{ github.ref }}", cancel-in-progress: true }`),
    ).toEqual([]);
    const versions =
      '      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065\n        with: { python-version: "3.13.2" }\n      - run';
    const checks = replaced(plain, "      - run", versions);
    expect(problemsOf(workflowsConfined, "notifications-api", ".github/workflows/checks.yml", checks)).toEqual([]);
  });

  const step2 = "spelling, step 2";
  test.each([
    [
      "a commit of a fork, under the action's name",
      `checkout@${commit}`,
      `checkout@${"0123456789".repeat(4)}`,
      `spelling, step 1 uses actions/checkout@${"0123456789".repeat(4)}, a commit that nothing calls for: v6.0.1, ${commit} in policies/settings/notify-actions.ts`,
    ],
    [
      "another action's commit",
      "      - run",
      `      - uses: actions/setup-node@${commit}\n      - run`,
      `${step2} uses actions/setup-node@${commit}, a commit that nothing calls for: v4.4.0, 49933ea5288caeca8642d1e84afbd3f7d6820020 in policies/settings/notify-actions.ts`,
    ],
    [
      "an action of which no commit is called for yet",
      "      - run",
      `      - uses: github/codeql-action/init@${commit}\n      - run`,
      `${step2} uses github/codeql-action/init@${commit}, a commit that nothing calls for: none of this action is in policies/settings/notify-actions.ts`,
    ],
    [
      "a version of Python that the register does not say",
      "      - run",
      '      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065\n        with: { python-version: "2.7" }\n      - run',
      `${step2} tells actions/setup-python python-version: 2.7, which is not known; it has to be (PYTHON_VERSION of .github/workflows/spelling.yml in register/notify/repositories.yaml)`,
    ],
    [
      "another Terraform",
      "      - run",
      "      - uses: hashicorp/setup-terraform@b9cd54a3c349d3f38e8881555d616ced269862dd\n        with: { terraform_version: 0.11.1, terraform_wrapper: false }\n      - run",
      `${step2} tells hashicorp/setup-terraform terraform_version: 0.11.1, which is not known; it has to be 1.9.8`,
    ],
    [
      "whatever Python is newest",
      "      - run",
      "      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065\n      - run",
      `${step2} does not tell actions/setup-python its python-version`,
    ],
  ])("not one with %s", (_, from, to, problem) => {
    expect(broken(from, to)).toEqual([problem]);
  });

  test.each(["true", `\${{ github.ref != 'refs/heads/main' }}`, "yes please"])(
    "not one that is cancelled on the branches that are deployed from: %s",
    (cancels) => {
      const pushed = replaced(plain, "on: pull_request", "on: push");
      const group = `{ group: spelling, cancel-in-progress: "${cancels}" }`;
      expect(verdict(replaced(pushed, `spelling-\${{ github.ref }}`, group))).toEqual([
        expect.stringContaining("is cancelled on main and production too"),
      ]);
    },
  );

  test.each([
    ["pull_request_target", "it is started by pull_request_target, which is not on the list of events"],
    ["[push, issue_comment]", "it is started by issue_comment, which is not on the list of events"],
    [
      "{ workflow_run: { workflows: [Run checks], types: [completed] } }",
      "it is started by workflow_run, which is not on the list of events",
    ],
    ["repository_dispatch", "it is started by repository_dispatch, which is not on the list of events"],
    ["workflow_call", "it is started by workflow_call, which is not on the list of events"],
  ])("not one that %s starts", (event, problem) => {
    expect(broken("on: pull_request", `on: ${event}`)).toEqual([problem]);
  });

  test.each([
    [
      "a machine of our own",
      "ubuntu-24.04",
      "self-hosted",
      "spelling runs on self-hosted, which is not one of GitHub's that are known",
    ],
    [
      "one of several",
      "ubuntu-24.04",
      "[self-hosted, linux]",
      'spelling runs on ["self-hosted","linux"], which is not one of GitHub\'s that are known',
    ],
    [
      "one of a group",
      "ubuntu-24.04",
      "{ group: big }",
      'spelling runs on {"group":"big"}, which is not one of GitHub\'s that are known',
    ],
    [
      "one that is chosen",
      "ubuntu-24.04",
      `\${{ vars.RUNNER }}`,
      `spelling runs on \${{ vars.RUNNER }}, which is not one of GitHub's that are known`,
    ],
  ])("not one on %s", (_, from, to, problem) => {
    expect(broken(from, to)).toEqual([problem]);
  });

  test.each([
    [
      "everything",
      "permissions:\n  contents: read\n",
      "permissions: write-all\n",
      "the workflow gives its token write-all",
    ],
    [
      "all that can be read",
      "permissions:\n  contents: read\n",
      "permissions: read-all\n",
      "the workflow gives its token read-all",
    ],
    [
      "whatever is the default",
      "permissions:\n  contents: read\n",
      "",
      "the workflow does not say what its token may do",
    ],
    ["contents", "contents: read", "contents: write", "the workflow gives its token contents: write"],
    ["an identity", "contents: read", "id-token: write", "the workflow gives its token id-token: write"],
    [
      "the findings, for all jobs",
      "contents: read",
      "security-events: write",
      "the workflow gives its token security-events: write",
    ],
    [
      "checks, by which a job passes for another",
      "    runs-on",
      "    permissions: { checks: write }\n    runs-on",
      "spelling gives its token checks: write",
    ],
    [
      "statuses, likewise",
      "    runs-on",
      "    permissions: { statuses: write }\n    runs-on",
      "spelling gives its token statuses: write",
    ],
    [
      "contents, for a job",
      "    runs-on",
      "    permissions: { contents: write }\n    runs-on",
      "spelling gives its token contents: write",
    ],
    [
      "everything, for a job",
      "    runs-on",
      "    permissions: write-all\n    runs-on",
      "spelling gives its token write-all",
    ],
  ])("not one whose token may write %s", (_, from, to, problem) => {
    expect(broken(from, to)).toEqual([problem]);
  });

  const step = "spelling, step 1";
  test.each([
    [
      "a tag",
      `checkout@${commit}`,
      "checkout@v6",
      `${step} uses actions/checkout@v6, which can become another: name its whole commit`,
    ],
    [
      "a short commit",
      `checkout@${commit}`,
      "checkout@8e8c483",
      `${step} uses actions/checkout@8e8c483, which can become another: name its whole commit`,
    ],
    [
      "a stranger's action",
      "actions/checkout",
      "somebody/checkout",
      `${step} uses somebody/checkout@${commit}, which is not on the list of actions`,
    ],
    [
      "an image",
      `actions/checkout@${commit}`,
      "docker://alpine",
      `${step} uses docker://alpine, which is not on the list of actions`,
    ],
    [
      "a token left behind",
      "persist-credentials: false",
      "persist-credentials: true",
      `${step} leaves its token behind: set persist-credentials to false`,
    ],
    [
      "another commit",
      "persist-credentials: false",
      "persist-credentials: false\n          ref: main",
      `${step} checks out main, not the commit that it was started for`,
    ],
    [
      "somebody's commit",
      "persist-credentials: false",
      `persist-credentials: false\n          ref: \${{ github.head_ref }}`,
      `${step} checks out \${{ github.head_ref }}, not the commit that it was started for`,
    ],
    [
      "another repository",
      "persist-credentials: false",
      "persist-credentials: false\n          repository: a/b",
      `${step} tells actions/checkout repository: a/b, which is not known`,
    ],
    [
      "another token",
      "persist-credentials: false",
      "persist-credentials: false\n          token: x",
      `${step} tells actions/checkout token: x, which is not known`,
    ],
    [
      "another path",
      "persist-credentials: false",
      "persist-credentials: false\n          path: x",
      `${step} tells actions/checkout path: x, which is not known`,
    ],
  ])("not one with %s", (_, from, to, problem) => {
    const problems = broken(from, to);
    expect(problems).toContain(problem);
    expect(problems.length).toBeLessThanOrEqual(2);
  });

  test("not one whose scanner finds fault in vain", () => {
    const scan = `      - uses: zaproxy/action-baseline@${commit}\n        with: { target: "http://localhost", fail_action: false }\n      - run`;
    expect(broken("      - run", scan)).toContain("spelling, step 2 finds fault in vain (fail_action: false)");
  });

  test.each([
    ...["deploy-production", "{ group: apply, cancel-in-progress: true }", "restage-apps", `\${{ vars.GROUP }}`],
    ...[
      `d\${{ 'eploy-production' }}`,
      `\${{ github.workflow }}`,
      `Deploy-\${{ github.ref }}`,
      `a-\${{ inputs.group }}`,
    ],
  ])("not one in the group %s", (group) => {
    expect(broken(`spelling-\${{ github.ref }}`, group)).toEqual([
      expect.stringContaining("could hold up, or cancel, what deploys"),
    ]);
  });

  test("not one whose job could be called anything", () => {
    expect(broken("    runs-on", `    name: \${{ 'build' }}\n    runs-on`)).toEqual([
      "spelling is named by an expression, and could be called anything",
    ]);
  });

  test("a deployment checks out what was checked, and no other commit", () => {
    const path = ".github/workflows/deploy.yml";
    const content = given("notifications-api", path);
    const elsewhere = (ref: string) =>
      problemsOf(
        workflowsConfined,
        "notifications-api",
        path,
        replaced(content, `ref: \${{ github.event.workflow_run.head_sha }}`, `ref: ${ref}`),
      );
    expect(elsewhere("feature/x")).toEqual([
      "deploy, step 1 checks out feature/x, not the commit that it was started for",
    ]);
    expect(elsewhere(`\${{ github.event.workflow_run.head_branch }}`)).toHaveLength(1);
  });

  test("a job with an environment runs no action of the repository's own", () => {
    const path = ".github/workflows/deploy-prod.yml";
    const content = replaced(
      given("notifications-api", path),
      "    steps:\n",
      "    steps:\n      - uses: ./.github/actions/a\n",
    );
    expect(problemsOf(workflowsConfined, "notifications-api", path, content)).toEqual([
      "deploy, step 1 uses ./.github/actions/a, which is not on the list of actions",
    ]);
  });
});
