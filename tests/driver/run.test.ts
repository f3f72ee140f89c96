import { join } from "node:path";
import { automation } from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { apply, preview, type RunOptions } from "../../driver/run.ts";
import type { StackDescription } from "../../stacks/catalogue.ts";
import { root } from "../../toolchain/root.ts";

const ocp: StackDescription = { name: "ocp", register: "ocp", about: "an example" };

interface Call {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A setting whose engine does nothing, and notes how it was called. */
function noting() {
  const calls: Call[] = [];
  const run = async (args: string[], _: string, environment: Record<string, string>) => {
    calls.push({ args, environment });
    return { stdout: args.includes("history") ? "[]" : "", stderr: "", code: 0 };
  };
  const command = { command: "pulumi", version: "3.270.0", run } as unknown as automation.PulumiCommand;
  const services = { preview: { WHERE: "reading" }, update: { WHERE: "writing" } };
  const watch = { patienceMs: 60_000, underWay: async () => [], end: () => {} };
  const state = { watch, backend: "file:///state", pendingOperations: async () => [], deploymentOf: async () => ({}) };
  const setting = {
    mode: "live",
    command,
    environment: {},
    environmentOf: async () => ({}),
    services,
    ensureStack: async () => {},
    ...state,
  } as const;
  const options: RunOptions = { root, setting, signal: new AbortController().signal };
  const called = (name: string) => calls.filter(({ args }) => args[0] === name);
  return { options, called };
}

// Others' dry runs did: dnscontrol#69, github-community-projects/safe-settings#339 and #734.
test("a preview is no dry run that writes: no provider may write during one", async () => {
  const { options, called } = noting();
  await preview(ocp, options, { refresh: true });
  expect(called("preview")).toMatchObject([{ environment: { GATEHOUSE_READ_ONLY: "1", WHERE: "reading" } }]);
  expect(called("up")).toEqual([]);
});

test("what is applied may write, and is the plan that was reviewed, with the pack", async () => {
  const { options, called } = noting();
  await apply(ocp, options, "/plans/ocp.json");
  const [call, ...more] = called("up");
  expect(more).toEqual([]);
  expect(call?.environment).not.toHaveProperty("GATEHOUSE_READ_ONLY");
  expect(call?.environment).toMatchObject({ WHERE: "writing" });
  const given = (option: string) => call?.args[call.args.indexOf(option) + 1];
  expect([given("--plan"), given("--policy-pack")]).toEqual(["/plans/ocp.json", join(root, "policies/packs/ocp")]);
  expect(call?.args).toContain("--skip-preview");
});

test("a run of which nothing is heard is ended, says what was under way, and leaves no lock", async () => {
  const { options } = noting();
  const freed: string[] = [];
  const end = () => {};
  const run = (args: string[], ...[, , , , signal]: [string, object, unknown, unknown, AbortSignal?]) =>
    args[0] === "preview"
      ? new Promise((_, reject) => {
          const interrupted = () => reject(Reflect.construct(automation.CommandError, ["interrupted"]));
          signal?.addEventListener("abort", interrupted);
        })
      : Promise.resolve({ stdout: "[]", stderr: "", code: 0 });
  const setting = {
    ...options.setting,
    command: { ...options.setting.command, run } as unknown as automation.PulumiCommand,
    watch: { patienceMs: 50, underWay: async () => ["the program of ocp"], end },
    ensureStack: async (stack: string) => void freed.push(stack),
  };
  const { error, hung } = await preview(ocp, { ...options, setting });
  expect(hung).toBe(true);
  expect(error).toContain("  - the program of ocp");
  expect(freed).toEqual(["ocp", "ocp"]);
});
