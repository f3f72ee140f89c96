import { describe, expect, test } from "vitest";
import * as rules from "../../../../policies/rules/notify/deployments.ts";
import type { ResourceRule } from "../../../../policies/rules/rule.ts";
import { notifyRegister } from "../../compliant.ts";
import { saidOf } from "../../judge.ts";
import { file, given, problemsOf, replaced } from "./files.ts";

const workflows = ".github/workflows";

const workflow = (repository: string, name: string) => given(repository, `${workflows}/${name}`);

/** What a rule says of a workflow after one thing in it was replaced. */
function brokenBy(rule: ResourceRule, repository: string, name: string, from: string, to: string): string[] {
  const path = `${workflows}/${name}`;
  const content = workflow(repository, name);
  expect(problemsOf(rule, repository, path, content)).toEqual([]);
  return problemsOf(rule, repository, path, replaced(content, from, to));
}

describe("every workflow is understood", () => {
  const verdict = (content: string, path = `${workflows}/new.yml`, repository = "notifications-api") =>
    problemsOf(rules.workflowsUnderstood, repository, path, content);

  test.each([
    ["notifications-api", "restage-apps.yml"],
    ["usnotify-ssb", "validate.yml"],
    ["ttsnotify-brokerpak-sms", "release.yml"],
  ])("of %s: %s", (repository, name) => {
    expect(verdict(workflow(repository, name), `${workflows}/${name}`, repository)).toEqual([]);
  });

  test("the message says what is wrong and how to mend it", () => {
    const broken = file("notifications-api", `${workflows}/new.yaml`, "on: push");
    expect(saidOf(rules.workflowsUnderstood, broken, notifyRegister)).toEqual([
      'github:index/repositoryFile:RepositoryFile "file": the workflow cannot be understood: jobs is no mapping. Write the workflow in plain keys and jobs of its own, and name the environment of each job. [NOTIFY-CHG-7, NOTIFY-CHG-9, NOTIFY-CHG-11]',
    ]);
  });

  test("not one that hides its jobs in another", () => {
    expect(verdict("on: push\njobs: { a: { uses: ./.github/workflows/b.yml } }")).toEqual([
      "a runs ./.github/workflows/b.yml, which is not read here",
    ]);
  });

  test.each([
    [
      "an environment that the repository has not",
      "sandbox",
      "a uses the environment sandbox, which is not one of notifications-api",
    ],
    [
      "one that is only known when it runs",
      `\${{ github.event.inputs.environment }}`,
      `a uses the environment \${{ github.event.inputs.environment }}, which is not one of notifications-api`,
    ],
  ])("not one with %s", (_, environment, problem) => {
    expect(verdict(`on: push\njobs: { a: { runs-on: x, environment: "${environment}" } }`)).toEqual([problem]);
  });

  test("nor one that deploys to where brokers are only restaged", () => {
    const content = "on: push\njobs: { a: { runs-on: x, environment: development } }";
    expect(verdict(content, `${workflows}/new.yml`, "usnotify-ssb")).toEqual([
      "a uses the environment development, which is for restaging",
    ]);
  });

  test("nor a file that may be another than it seems; other files are not its business", () => {
    expect(verdict("", "./.github/workflows/a.yml")).toEqual([
      "the path ./.github/workflows/a.yml may be another file than it seems",
    ]);
    expect(verdict("on: push", "docs/workflow.yml")).toEqual([]);
  });
});

describe("NOTIFY-CHG-7: staging follows a successful run of the checks on main", () => {
  const change = (from: string, to: string) =>
    brokenBy(rules.stagingAfterChecks, "notifications-api", "deploy.yml", from, to);
  const start = workflow("notifications-api", "deploy.yml").match(/ {2}workflow_run:.*?branches: \[main\]/s)?.[0] ?? "";
  const gate = "if: github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.event == 'push'";

  test.each<[string, string, string, string[]]>([
    [
      "a push",
      start,
      "  push:\n    branches: [main]",
      ["it is not started by workflow_run", "it is started by push too"],
    ],
    ["checks of any branch", "    branches: [main]\n", "", ["it does not wait for main alone"]],
    [
      "two workflows",
      "workflows: [Run checks]",
      "workflows: [Run checks, Lint]",
      ["it does not wait for one workflow, the checks"],
    ],
    ["a run that began", "types: [completed]", "types: [requested]", ["it does not wait until they are completed"]],
    ["a person", "permissions:", "  workflow_dispatch:\npermissions:", ["it is started by workflow_dispatch too"]],
    [
      "checks that failed",
      "conclusion == 'success' && ",
      "conclusion != 'skipped' && ",
      ["deploy runs though the checks have not succeeded"],
    ],
    [
      "either condition",
      "'success' &&",
      "'success' ||",
      [
        "deploy runs though the checks have not succeeded",
        "deploy runs for more than pushes, and so for a fork's branch of the same name",
      ],
    ],
    [
      "a fork's branch main",
      " && github.event.workflow_run.event == 'push'",
      "",
      ["deploy runs for more than pushes, and so for a fork's branch of the same name"],
    ],
    [
      "whatever came before",
      gate,
      `${gate} && always()`,
      [`deploy runs whatever came before (${gate} && always())`.replace("if: if:", "if:")],
    ],
  ])("not %s", (_, from, to, problems) => {
    expect(change(from, to)).toEqual(problems);
  });

  test("a job before it may hold the condition", () => {
    const split = replaced(
      workflow("notifications-api", "deploy.yml"),
      `    ${gate}\n    runs-on: ubuntu-24.04\n`,
      `    needs: gate\n    runs-on: ubuntu-24.04\n`,
    ).concat(`  gate:\n    ${gate}\n    runs-on: ubuntu-24.04\n    steps: []\n`);
    expect(problemsOf(rules.stagingAfterChecks, "notifications-admin", `${workflows}/deploy.yml`, split)).toEqual([]);
  });

  test("a second workflow that deploys to staging is bound by it too, however its environment is written", () => {
    const fast = "on: push\njobs: { now: { runs-on: x, environment: { name: Staging } } }";
    expect(problemsOf(rules.stagingAfterChecks, "notifications-api", `${workflows}/fast.yaml`, fast)).toHaveLength(4);
  });
});

describe("NOTIFY-CHG-9: demo and production follow the production branch", () => {
  const change = (name: string, from: string, to: string) =>
    brokenBy(rules.productionFromProduction, "notifications-api", name, from, to);

  test.each([
    ["main too", "branches: [production]", "branches: [main, production]", "it is not for pushes to production alone"],
    [
      "any branch",
      "    branches: [production]\n",
      "    branches: ['**']\n",
      "it is not for pushes to production alone",
    ],
    [
      "some of it only",
      "    branches: [production]\n",
      "    branches: [production]\n    paths: [app/**]\n",
      "paths would leave some of it out",
    ],
    ["a pattern", "[production]", "['prod*']", "it is not for pushes to production alone"],
    ["tags", "branches: [production]", "branches: [production]\n    tags: [v*]", "tags start it too"],
    ["a schedule", "permissions:", "  schedule: [{ cron: 0 0 * * * }]\npermissions:", "it is started by schedule too"],
  ])("not %s", (_, from, to, problem) => {
    expect(change("deploy-demo.yml", from, to)).toEqual([problem]);
    expect(change("deploy-prod.yml", from, to)).toEqual([problem]);
  });
});

describe("NOTIFY-CHG-11: the broker follows main", () => {
  test.each([
    [
      "a pull request",
      "  push:\n    branches: [main]",
      "  pull_request:",
      ["it is not started by push", "it is started by pull_request too"],
    ],
    ["any branch", "    branches: [main]", "    branches: ['**']", ["it is not for pushes to main alone"]],
  ])("not %s", (_, from, to, problems) => {
    expect(brokenBy(rules.brokerFromMain, "usnotify-ssb", "apply.yml", from, to)).toEqual(problems);
  });
});

describe("NOTIFY-CHG-12: the broker's staging succeeds before its production is attempted", () => {
  const change = (from: string, to: string) =>
    brokenBy(rules.brokerStagingFirst, "usnotify-ssb", "apply.yml", from, to);

  test.each<[string, string, string, string[]]>([
    ["side by side", "    needs: apply-staging\n", "", ["apply-production does not wait for a deployment to staging"]],
    [
      "always",
      "needs: apply-staging",
      `needs: apply-staging\n    if: \${{ always() }}`,
      [`apply-production runs whatever came before (if: \${{ always() }})`],
    ],
    [
      "unless cancelled",
      "needs: apply-staging",
      "needs: apply-staging\n    if: '!cancelled()'",
      ["apply-production runs whatever came before (if: !cancelled())"],
    ],
    [
      "after a failure that does not count",
      "environment: staging",
      "environment: staging\n    continue-on-error: true",
      ["apply-staging counts as a success though it, or a step of it, failed"],
    ],
    [
      "after a step whose failure does not count",
      "      - name: Build the brokers",
      "      - continue-on-error: true\n        name: Build the brokers",
      ["apply-staging counts as a success though it, or a step of it, failed"],
    ],
    [
      "after a matrix",
      "environment: staging",
      "environment: staging\n    strategy: { matrix: { only: [] } }",
      ["apply-staging is run several times, perhaps not at all"],
    ],
  ])("not %s", (_, from, to, problems) => {
    expect(change(from, to)).toEqual(problems);
  });

  test("through a job between, which has to wait as well", () => {
    const between = (condition: string) =>
      `  between:\n    needs: apply-staging\n    runs-on: x\n    steps: []\n${condition}`;
    const through = (condition: string) =>
      problemsOf(
        rules.brokerStagingFirst,
        "usnotify-ssb",
        `${workflows}/apply.yml`,
        replaced(workflow("usnotify-ssb", "apply.yml"), "needs: apply-staging", "needs: between").concat(
          between(condition),
        ),
      );
    expect(through("")).toEqual([]);
    expect(through("    if: always()\n")).toEqual(["between runs whatever came before (if: always())"]);
  });
});

describe("NOTIFY-RST-5, 6, 7, 8: restaging is started by hand, for one environment", () => {
  const path = `${workflows}/restage-apps.yml`;
  const api = (from: string, to: string) =>
    brokenBy(rules.restagedByHand, "notifications-api", "restage-apps.yml", from, to);
  const ssb = (from: string, to: string) =>
    brokenBy(rules.restagedByHand, "usnotify-ssb", "restage-apps.yml", from, to);

  test.each<[string, string, string, string[]]>([
    [
      "by a schedule too",
      "permissions: {}",
      "  schedule: [{ cron: 0 0 * * * }]\npermissions: {}",
      ["it is started by schedule too"],
    ],
    ["without a name", "required: true", "required: false", ["the environment does not have to be named"]],
    ["for free text", "type: choice", "type: string", ["the environment is not chosen from a list"]],
    [
      "for one fixed environment",
      `environment: \${{ inputs.environment }}\n    permissions`,
      "environment: production\n    permissions",
      ["restage is for production, whatever environment was named"],
    ],
    [
      "for all at once",
      "    permissions:\n      contents: read",
      "    strategy: { matrix: { to: [staging, demo] } }\n    permissions: { contents: read }",
      ["restage is run for several environments at once"],
    ],
    [
      "from any branch",
      "needs: order\n    if: github.ref == 'refs/heads/main'",
      "needs: order",
      ["restage runs from any branch"],
    ],
    [
      "before staging",
      "    needs: order\n",
      "",
      ["restage does not wait for the job that looks whether staging was restaged before"],
    ],
    [
      "after a look that finds nothing wrong",
      "            exit 1\n",
      "            exit 0\n",
      ["restage does not wait for the job that looks whether staging was restaged before"],
    ],
    [
      "in no environment",
      `    environment: \${{ inputs.environment }}\n    permissions`,
      "    permissions",
      ["no job of it is run in the environment that was named"],
    ],
  ])("not %s", (_, from, to, problems) => {
    expect(api(from, to)).toEqual(problems);
  });

  test("the broker has no demo, and the applications no development", () => {
    expect(ssb("[staging, production, development]", "[staging, demo]")).toEqual([
      "it offers demo; the brokers and applications are in staging, production and development",
    ]);
    expect(api("[staging, demo, production]", "[development]")).toEqual([
      "it offers development; the brokers and applications are in staging, demo and production",
    ]);
  });

  test("a list of GitHub's own will do", () => {
    const content = replaced(
      replaced(workflow("notifications-api", "restage-apps.yml"), "type: choice", "type: environment"),
      "        options: [staging, demo, production]\n",
      "",
    );
    expect(problemsOf(rules.restagedByHand, "notifications-api", path, content)).toEqual([]);
  });
});
