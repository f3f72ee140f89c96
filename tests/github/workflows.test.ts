import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { readWorkflow } from "../../policies/rules/notify/workflow.ts";
import { newFolder, root } from "../commands/cli.ts";
import { write } from "../commands/preview/plans/repository.ts";
import { actionlint, lint } from "../components/templates/actionlint.ts";
import { zizmor } from "../tools/zizmor.ts";
import {
  actions,
  enginesWithoutPack,
  givenAway,
  hiddenFailures,
  type OwnStep,
  runsCodeOfChange,
  stepsOf,
  workflows,
} from "./workflows.ts";

const download = 600_000;
const named = (name: string) => {
  const found = workflows.find(({ path }) => path.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};
const scripts = ["clock.sh", "day.sh"].map((name) => readFileSync(join(root, ".github/scripts", name), "utf8"));

test("these are the workflows", () => {
  expect(workflows.map(({ path }) => path.split("/").at(-1))).toEqual([
    "access-review.yml",
    "apply.yml",
    "ci.yml",
    "nightly.yml",
    "preview-live.yml",
    "preview.yml",
  ]);
});

describe("actionlint", () => {
  let executable: string;
  beforeAll(async () => {
    executable = await actionlint();
  }, download);

  test.each(workflows)("finds nothing in $path", async ({ path }) => {
    expect(await lint(executable, join(root, path))).toEqual([]);
  });

  test("finds what is wrong in one", async () => {
    const folder = newFolder();
    write(folder, "ci.yml", named("ci.yml").text.replace("runs-on:", "runs-off:"));
    expect(await lint(executable, join(folder, "ci.yml"))).not.toEqual([]);
  });
});

describe("zizmor", () => {
  let executable: string;
  beforeAll(async () => {
    executable = await zizmor();
  }, download);
  const audit = (where: string) =>
    execa(executable, ["--offline", "--no-progress", "--format", "plain", where], { reject: false, all: true });

  test("finds nothing", async () => {
    const { exitCode, all } = await audit(join(root, ".github"));
    expect([exitCode, all]).toEqual([0, expect.stringContaining("No findings to report")]);
  });

  test.each([
    ["an action by its tag", "ci.yml", /@[0-9a-f]{40} # v6\.0\.1/, "@v6"],
    ["a token left behind", "ci.yml", "persist-credentials: false", "fetch-depth: 1"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
    ["a title put into a script", "preview.yml", '"$PULL" > report/pull', '"${{ github.event.pull_request.title }}"'],
  ])("finds %s", async (_, name, from, to) => {
    const folder = newFolder();
    const { text } = named(name);
    expect(text).toMatch(from);
    write(folder, `.github/workflows/${name}`, text.replace(from, to));
    expect((await audit(join(folder, ".github/workflows", name))).exitCode).not.toBe(0);
  });
});

describe.each(workflows)("$path", (workflow) => {
  // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
  const jobs: [string, any][] = Object.entries(workflow.value.jobs);

  test("is understood as the rules understand workflows", () => {
    expect(readWorkflow(workflow.text)).toHaveProperty("workflow");
  });

  test("gives no token anything that a job does not ask for, and each job says why it does", () => {
    expect(workflow.value.permissions).toEqual({});
    for (const [id, job] of jobs) expect([id, typeof job.permissions]).toEqual([id, "object"]);
    const grants = workflow.text.split("\n").filter((line) => /^ {6}[\w-]+: (read|write)/.test(line));
    expect(grants.filter((line) => !/ # \w/.test(line))).toEqual([]);
  });

  test("ends by itself, and does not run twice at a time", () => {
    for (const [id, job] of jobs) expect([id, job["timeout-minutes"] > 0]).toEqual([id, true]);
    expect(workflow.value.concurrency).toHaveProperty("group");
  });

  test("hides no failure", () => {
    expect(hiddenFailures(stepsOf(workflow))).toEqual([]);
    expect(jobs.filter(([, job]) => job["continue-on-error"] !== undefined)).toEqual([]);
  });

  test("puts no expression into a script", () => {
    expect(stepsOf(workflow).filter(({ run }) => run?.includes("${{"))).toEqual([]);
  });

  test("drops no pack", () => {
    for (const { run = "" } of stepsOf(workflow)) expect(enginesWithoutPack(run)).toEqual([]);
    expect(workflow.text).not.toMatch(/policy-pack-config|PULUMI_POLICY|--skip-preview/);
  });
});

describe("the code of a change", () => {
  test.each(workflows.filter(runsCodeOfChange))("gets nothing worth having from $path", (workflow) => {
    expect(givenAway(workflow)).toEqual([]);
  });

  test("is run by these alone, none of them with the rights of main", () => {
    expect(workflows.filter(runsCodeOfChange).map(({ path }) => path)).toEqual([
      ".github/workflows/ci.yml",
      ".github/workflows/preview.yml",
    ]);
    for (const { text } of workflows) expect(text).not.toContain("pull_request_target");
  });

  test("is not checked out where there are credentials", () => {
    for (const workflow of workflows.filter((each) => !runsCodeOfChange(each))) {
      const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
      expect(checkouts.length).toBeGreaterThan(0);
      for (const step of checkouts)
        expect([workflow.path, step.with?.ref, step.with?.repository]).toEqual([workflow.path, undefined, undefined]);
    }
  });

  test.each([
    ["an identity", "contents: read #", "id-token: write #"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
    ["a secret", "BASE:", "KEY: ${{ secrets.KEY }}\n          BASE:"],
    ["an environment", "runs-on:", "environment: live\n    runs-on:"],
    ["a token that may do everything", "permissions: {}", "permissions: write-all"],
  ])("would be seen to get %s", async (_, from, to) => {
    const text = named("preview.yml").text.replace(from, to);
    const { parse } = await import("yaml");
    expect(givenAway({ text, value: parse(text) })).not.toEqual([]);
  });
});

describe("the lint of our own sees", () => {
  const step = (run: string, shell?: string): OwnStep => ({ job: "job", run, ...(shell && { shell }) });

  test.each([
    ["npm run preview | tee log", undefined],
    ["npm run preview | tee log", "sh"],
    ["pulumi preview || true", "bash"],
    ["set +e\npulumi preview", "bash"],
  ])("%j in the shell %s", (run, shell) => {
    expect(hiddenFailures([step(run, shell)])).toHaveLength(1);
  });

  test.each([
    ["npm run preview | tee log", "bash"],
    ["grep 'a|b' file", undefined],
    ["a || b", undefined],
  ])("nothing in %j in the shell %s", (run, shell) => {
    expect(hiddenFailures([step(run, shell)])).toEqual([]);
  });

  test.each([
    "pulumi preview -s ocp",
    "pulumi up --yes -s ocp --policy-pack ''",
    "pulumi policy analyze --file x",
    "pulumi --cwd x preview \\\n  -s ocp",
  ])("that %j names no pack", (script) => {
    expect(enginesWithoutPack(script)).toHaveLength(1);
  });

  test.each(["pulumi preview -s ocp --policy-pack policies/packs/ocp", "pulumi stack export -s ocp", "# pulumi up"])(
    "nothing in %j",
    (script) => {
      expect(enginesWithoutPack(script)).toEqual([]);
    },
  );
});

test.each(actions)("$path names the shell of each script, and its actions by commit", ({ text, value }) => {
  // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
  for (const step of value.runs.steps.filter((each: any) => each.run !== undefined)) expect(step.shell).toBe("bash");
  for (const [, action] of text.matchAll(/uses: (.*)$/gm)) expect(action).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test("scripts drop no pack either", () => {
  for (const script of scripts) expect(enginesWithoutPack(script)).toEqual([]);
});

test("what is applied is the plans of the job before, of the commit that was pushed", () => {
  const { text, value } = named("apply.yml");
  expect(value.jobs.apply.needs).toBe("plan");
  expect(text).toContain('npm run up -- --live --plans "$PLANS" --commit "$GITHUB_SHA"');
  expect(value.on).toEqual({ push: { branches: ["main"] } });
  expect(value.concurrency).toEqual({ group: "live", "cancel-in-progress": false });
});
