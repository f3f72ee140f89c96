import { describe, expect, test } from "vitest";
import { promotionFixed, releasesFromMain } from "../../../../policies/rules/notify/fixed-jobs.ts";
import type { ResourceRule } from "../../../../policies/rules/rule.ts";
import { given, problemsOf, replaced } from "./files.ts";

const workflows = ".github/workflows";

function changing(rule: ResourceRule, repository: string, name: string) {
  const path = `${workflows}/${name}`;
  const content = given(repository, path);
  expect(problemsOf(rule, repository, path, content)).toEqual([]);
  return (from: string, to: string) => problemsOf(rule, repository, path, replaced(content, from, to));
}

describe("NOTIFY-CHG-9: nothing but main is merged into production", () => {
  const change = changing(promotionFixed, "notifications-api", "promotion.yml");
  const different = ["from-main does not compare the pull request's branch with main as it should"];
  const compare = 'test "$SOURCE" = "$EXPECTED"';

  test.each([
    ["a failure that is waved off", compare, `${compare} || echo no`],
    ["a comparison with itself", compare, 'test "$SOURCE" = "$SOURCE"'],
    ["no comparison", `          ${compare}\n`, ""],
    ["any repository's main", "github.event.pull_request.head.repo.full_name", "github.repository"],
    [
      "another branch",
      `EXPECTED: \${{ github.repository }}:main`,
      `EXPECTED: \${{ github.repository }}:\${{ github.head_ref }}`,
    ],
    ["a step before it", "    steps:\n", "    steps:\n      - run: echo hello\n"],
    ["a step that may fail", "      - name: Only", "      - continue-on-error: true\n        name: Only"],
    ["a shell of its own", "      - name: Only", "      - shell: bash {0} || true\n        name: Only"],
  ])("not with %s", (_, from, to) => {
    expect(change(from, to)).toEqual(different);
  });

  test.each([
    ["when it has a label", "    branches: [production]\n", "    branches: [production]\n    types: [labeled]\n"],
    ["of some files only", "    branches: [production]\n", "    branches: [production]\n    paths: [app/**]\n"],
    ["of every branch", "    branches: [production]\n", "    branches: ['**']\n"],
    ["and by hand", "\npermissions", "  workflow_dispatch:\n\npermissions"],
  ])("not for a pull request %s", (_, from, to) => {
    expect(change(from, to)).toEqual([
      "from-main is not for pull requests to production, all of them and nothing else",
    ]);
  });

  test("it is never skipped, and is nothing else", () => {
    expect(change("    runs-on", "    if: github.actor != 'bot'\n    runs-on")).toEqual([
      "from-main may be skipped, which counts as passed (if: github.actor != 'bot')",
    ]);
    expect(change("    runs-on", "    name: promotion\n    runs-on")).toEqual(["from-main is named promotion"]);
    expect(change("    runs-on", "    continue-on-error: true\n    runs-on")).toHaveLength(1);
    expect(change("jobs:", "defaults: { run: { shell: sh } }\njobs:")).toEqual([
      "from-main inherits defaults of the workflow",
    ]);
  });

  test("a job of that name in another workflow is held to it too", () => {
    const content = "on: push\njobs: { a: { name: from-main, runs-on: ubuntu-24.04, steps: [{ run: 'true' }] } }";
    expect(problemsOf(promotionFixed, "notifications-api", `${workflows}/a.yml`, content)).toHaveLength(2);
  });
});

describe("NOTIFY-CHG-14: a release is a commit of main", () => {
  const change = changing(releasesFromMain, "ttsnotify-brokerpak-sms", "release.yml");
  const proof = 'run: git merge-base --is-ancestor "$GITHUB_SHA" origin/main';
  const lacks = 'release lacks git merge-base --is-ancestor "$GITHUB_SHA" origin/main';

  test.each<[string, string, string, string[]]>([
    [
      "unproven",
      proof,
      "run: git log",
      ["release, step 2 (The tag is on main): git log is not one of the known steps", lacks],
    ],
    [
      "proven in vain",
      proof,
      `${proof} || true`,
      [`release, step 2 (The tag is on main): ${proof.slice(5)} || true is not one of the known steps`, lacks],
    ],
    [
      "proven of another commit",
      proof,
      proof.replace("$GITHUB_SHA", "HEAD~1"),
      [
        `release, step 2 (The tag is on main): ${proof.slice(5).replace("$GITHUB_SHA", "HEAD~1")} is not one of the known steps`,
        lacks,
      ],
    ],
    [
      "proven only sometimes",
      proof,
      `${proof}\n        if: github.actor != 'bot'`,
      ["release, step 2 (The tag is on main) has if, which changes what is run, or whether its failure counts"],
    ],
    [
      "proven without consequence",
      proof,
      `${proof}\n        continue-on-error: true`,
      [
        "release, step 2 (The tag is on main) has continue-on-error, which changes what is run, or whether its failure counts",
      ],
    ],
    [
      "changed after the proof",
      "        run: make build",
      "        run: |\n          git checkout other\n          make build",
      ["release, step 3 (Build the brokerpak): git checkout other is not one of the known steps"],
    ],
    [
      "started by hand",
      "permissions: {}",
      "  workflow_dispatch:\npermissions: {}",
      ["release releases what no tag started"],
    ],
    [
      "started by hand alone",
      '  push:\n    tags: ["v*"]\n',
      "  workflow_dispatch:\n",
      ["release releases what no tag started"],
    ],
    [
      "made of every push",
      '    tags: ["v*"]\n',
      "    branches: ['**']\n",
      ["release is started by more, or less, than a tag"],
    ],
    [
      "made with another token",
      `GH_TOKEN: \${{ github.token }}`,
      `GH_TOKEN: \${{ secrets.BOT }}`,
      [
        `release, step 4 (Release) sets GH_TOKEN to \${{ secrets.BOT }}, which is not known; it has to be \${{ github.token }}`,
      ],
    ],
  ])("not one that is %s", (_, from, to, problems) => {
    expect(change(from, to)).toEqual(problems);
  });

  test("not one that is proven too late", () => {
    const path = `${workflows}/release.yml`;
    const late = replaced(
      given("ttsnotify-brokerpak-sms", path),
      `      - name: The tag is on main\n        ${proof}\n`,
      "",
    ).concat(`      - name: The tag is on main\n        ${proof}\n`);
    expect(problemsOf(releasesFromMain, "ttsnotify-brokerpak-sms", path, late)[0]).toContain(
      "lacks make build in its place",
    );
  });

  test("whatever else may write releases is held to it, and what may not is free", () => {
    const other = (permissions: string) =>
      problemsOf(
        releasesFromMain,
        "ttsnotify-brokerpak-sms",
        `${workflows}/other.yml`,
        `on: workflow_dispatch\n${permissions}\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: make release }] } }`,
      );
    expect(other("permissions: { contents: read }")).toEqual([]);
    expect(other("permissions: {}")).toEqual([]);
    for (const wide of ["permissions: { contents: write }", "permissions: write-all", ""])
      expect(other(wide)[0]).toBe("a releases what no tag started");
  });
});
