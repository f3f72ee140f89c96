import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPlans, type PlansOrder } from "../../../../commands/preview/plans/load.ts";
import { manifestFile, type PlansManifest } from "../../../../commands/preview/plans/manifest.ts";
import { openPlans } from "../../../../commands/preview/plans/save.ts";
import type { Report, StackReport } from "../../../../report/report.ts";
import { newFolder } from "../../cli.ts";
import { commitAll, git, write } from "./repository.ts";

const plan = (value: number) =>
  JSON.stringify({ config: {}, resourcePlans: { "urn:a": { goal: { value }, steps: ["update"] } } });

function stackReport(stack: string, verdict: StackReport["verdict"]): StackReport {
  return { stack, verdict, changes: [], violations: [], rules: [], problems: [], diff: "" };
}

function reportOf(stacks: StackReport[]): Report {
  const nothing = { access: [], accessMap: [], obligations: [], forecast: [], waivers: [] };
  return { version: 2, mode: "offline", asOf: "2026-11-23", exitCode: 0, stacks, ...nothing };
}

/** A checkout with plans of two stacks, and how they are to be applied. */
async function saved(verdict: StackReport["verdict"] = "clean"): Promise<PlansOrder> {
  const root = newFolder();
  write(root, "register/register.yaml", "asOf: 2026-11-23\n");
  write(root, "register/ocp/people.yaml", "ada: 1\n");
  const commit = await commitAll(root);
  const folder = join(newFolder(), "plans");
  const register = join(root, "register");
  const plans = await openPlans(folder, root, register);
  for (const stack of ["ocp", "notify-demo"]) write(folder, `${stack}.plan.json`, plan(1));
  await plans.close(reportOf([stackReport("ocp", "clean"), stackReport("notify-demo", verdict)]));
  return { folder, commit, root, register, mode: "offline", asOf: "2026-11-23" };
}

function manifestIn({ folder }: PlansOrder): PlansManifest {
  return JSON.parse(readFileSync(join(folder, manifestFile), "utf8"));
}

function rewrite(order: PlansOrder, change: (manifest: Record<string, unknown>) => void): void {
  const manifest = manifestIn(order) as unknown as Record<string, unknown>;
  change(manifest);
  write(order.folder, manifestFile, JSON.stringify(manifest));
}

test("plans are applied as they were saved, in the order of the stacks", async () => {
  const order = await saved();
  const bound = await loadPlans(order);
  expect(bound.map(({ stack, file }) => [stack.name, file])).toEqual([
    ["ocp", join(order.folder, "ocp.plan.json")],
    ["notify-demo", join(order.folder, "notify-demo.plan.json")],
  ]);
});

test("the manifest binds them to commit, tree, day and register", async () => {
  const order = await saved();
  const { commit, tree, asOf, stacks } = manifestIn(order);
  expect({ commit, tree, asOf }).toEqual({
    commit: order.commit,
    tree: await git(order.root, "rev-parse", "HEAD^{tree}"),
    asOf: "2026-11-23",
  });
  expect(stacks.map(({ stack, verdict }) => [stack, verdict])).toEqual([
    ["ocp", "clean"],
    ["notify-demo", "clean"],
  ]);
});

describe("plans are refused", () => {
  const refusals: [string, (order: PlansOrder) => unknown, string, Partial<PlansOrder>?][] = [
    ["of another commit", () => {}, "not of ffff", { commit: "f".repeat(40) }],
    ["of another commit than what is checked out", ({ root }) => commitAll(root), "is checked out, not "],
    ["of another day: the day after", () => {}, "as of 2026-11-23, and it is 2026-11-24", { asOf: "2026-11-24" }],
    ["of another day: the day before", () => {}, "as of 2026-11-23, and it is 2026-11-22", { asOf: "2026-11-22" }],
    ["that were made offline, with real providers", () => {}, "made offline, and this run is live", { mode: "live" }],
    [
      "when a plan was changed",
      ({ folder }) => write(folder, "ocp.plan.json", plan(2)),
      "the plan of ocp has been changed",
    ],
    ["when a plan is missing", ({ folder }) => rmSync(join(folder, "ocp.plan.json")), "the plan of ocp is missing"],
    [
      "when the report was changed",
      ({ folder }) => write(folder, "report.json", "{}"),
      "report.json is not the report",
    ],
    [
      "when the report is missing",
      ({ folder }) => rmSync(join(folder, "report.json")),
      "report.json is not the report",
    ],
    [
      "when what is staged is not what they were made from",
      async ({ root }) => {
        write(root, "policies.ts", "");
        await git(root, "add", "policies.ts");
      },
      "the files that are checked out are not those that they were made from",
    ],
    [
      "when a clean stack has no plan",
      (order) => rewrite(order, (manifest) => (manifest.stacks = [{ stack: "ocp", verdict: "clean" }])),
      "ocp has no plan: its pack refuses what was there before",
    ],
    [
      "of a stack that there is not",
      (order) => rewrite(order, (manifest) => (manifest.stacks = [{ stack: "ocp-other", verdict: "clean" }])),
      "ocp-other is no stack",
    ],
    ["when there is no manifest", ({ folder }) => rmSync(join(folder, manifestFile)), `There is no ${manifestFile}`],
    ["when the manifest is no JSON", ({ folder }) => write(folder, manifestFile, "{"), "not as --save-plans writes it"],
    [
      "when the manifest names a file elsewhere",
      (order) => rewrite(order, (manifest) => (manifest.stacks = [{ stack: "../ocp", verdict: "clean" }])),
      "not as --save-plans writes it",
    ],
    [
      "when the manifest has nothing in it",
      (order) => rewrite(order, (manifest) => (manifest.stacks = [])),
      "not as --save-plans writes it",
    ],
  ];
  test.each(refusals)("%s", async (_, change, words, other = {}) => {
    const order = await saved();
    await change(order);
    await expect(loadPlans({ ...order, ...other })).rejects.toThrow(words);
  });

  test("when one of the stacks was not clean, the others with it", async () => {
    const order = await saved("violations");
    await expect(loadPlans(order)).rejects.toThrow("notify-demo was not clean, so there is no plan to apply");
    expect(() => readFileSync(join(order.folder, "notify-demo.plan.json"))).toThrow("ENOENT");
  });

  test("with everything that is wrong, at once", async () => {
    const order = await saved();
    write(order.folder, "ocp.plan.json", plan(2));
    write(order.folder, "report.json", "");
    const refusal = await loadPlans({ ...order, asOf: "2026-11-24" }).catch((error: Error) => error.message);
    expect(refusal).toMatch(/not applied:\n.*make them again.*\n.*report\.json.*\n.*plan of ocp has been changed$/);
  });
});

describe("plans are not saved", () => {
  test("of a stack that a pack still refuses for what was there before: the engine makes none", async () => {
    const { root, register, commit } = await saved();
    const folder = join(newFolder(), "p");
    const plans = await openPlans(folder, root, register);
    write(folder, "ocp.plan.json", plan(1));
    const stacks = [stackReport("ocp", "clean"), stackReport("notify-demo", "clean")];
    expect(await plans.close(reportOf(stacks))).toEqual(["notify-demo"]);
    const order: PlansOrder = { folder, commit, root, register, mode: "offline", asOf: "2026-11-23" };
    expect(manifestIn(order).stacks.map(({ stack, plan }) => [stack, plan !== undefined])).toEqual([
      ["ocp", true],
      ["notify-demo", false],
    ]);
    await expect(loadPlans(order)).rejects.toThrow("notify-demo has no plan: its pack refuses what was there before");
  });

  test("into a folder that has something in it", async () => {
    const { root, register, folder } = await saved();
    await expect(openPlans(folder, root, register)).rejects.toThrow("is not empty; name a new folder");
  });

  test("from files that are in no commit", async () => {
    const { root, register } = await saved();
    write(root, "stacks/index.ts", "");
    await expect(openPlans(join(newFolder(), "p"), root, register)).rejects.toThrow("stacks/index.ts is in none");
  });

  test("when something was committed while they were made", async () => {
    const { root, register } = await saved();
    const folder = join(newFolder(), "p");
    const plans = await openPlans(folder, root, register);
    write(root, "register/ocp/people.yaml", "eve: 1\n");
    await commitAll(root);
    await expect(plans.close(reportOf([]))).rejects.toThrow("has changed while the plans were made");
  });
});
