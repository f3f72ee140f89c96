import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { repositoryFiles } from "../../../components/repository-files.ts";
import { loadRegister } from "../../../model/load.ts";
import { readWorkflow } from "../../../policies/rules/notify/workflow.ts";
import { actionlint, lint } from "./actionlint.ts";

/** The workflows of the shipped register, as they stand in the repositories. */
const { registers } = loadRegister(fileURLToPath(new URL("../../../register", import.meta.url)));
const files = Object.entries(registers.notify.repositories).flatMap(([id, repository]) =>
  repositoryFiles(id, repository).map((file) => ({ ...file, name: `${id}/${file.path}` })),
);
const workflows = files.filter(({ path }) => path.startsWith(".github/workflows/"));

describe("every workflow passes actionlint", () => {
  let executable: string;
  let folder: string;
  beforeAll(async () => {
    executable = await actionlint();
    folder = await mkdtemp(join(tmpdir(), "gatehouse-workflows-"));
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const linted = async (content: string) => {
    const workflow = join(folder, "workflow.yml");
    await writeFile(workflow, content);
    return lint(executable, workflow);
  };

  test("there are some", () => {
    expect(workflows.length).toBeGreaterThan(10);
  });

  test.each(workflows)("$name", async ({ content }) => {
    expect(await linted(content)).toEqual([]);
  });

  test("which finds what is wrong in one", async () => {
    const [{ content } = { content: "" }] = workflows;
    expect(await linted(content.replace("runs-on:", "runs-off:"))).not.toEqual([]);
  });
});

describe.each(workflows)("$name", ({ content }) => {
  const workflow = parse(content);
  const read = readWorkflow(content);
  // biome-ignore lint/suspicious/noExplicitAny: a workflow as GitHub has it
  const jobs: any[] = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("is understood by the rules", () => {
    expect(read).toHaveProperty("workflow");
  });

  test("says what its token may do, which is to read unless a release is made", () => {
    expect(workflow).toHaveProperty("permissions");
    const granted = [workflow.permissions, ...jobs.map((job) => job.permissions ?? {})].flatMap((each) =>
      Object.entries(each),
    );
    const writes = granted.filter(([, access]) => access !== "read").map(([scope]) => scope);
    expect(writes).toEqual(content.includes("gh release create") ? ["contents"] : []);
  });

  test("uses actions by commit, with the version beside it, and leaves no token behind", () => {
    const uses = [...content.matchAll(/uses: (?<action>.*)$/gm)].map((match) => match.groups?.action);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const checkouts = steps.filter((step) => step.uses?.startsWith("actions/checkout@"));
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  test("puts no expression into a script, which somebody else's text could break out of", () => {
    expect(steps.filter((step) => step.run?.includes("${{"))).toEqual([]);
  });
});

test("every file is filled in", () => {
  expect(files.filter(({ content }) => /@[A-Z_]+@/.test(content))).toEqual([]);
});

test("Dependabot's configuration names an ecosystem for each of its updates", () => {
  const configurations = files
    .filter(({ path }) => path === ".github/dependabot.yml")
    .map(({ content }) => parse(content));
  expect(configurations).toHaveLength(4);
  for (const { version, updates } of configurations) {
    expect(version).toBe(2);
    // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
    expect(updates.map((each: any) => each["package-ecosystem"])).toContain("github-actions");
  }
});
