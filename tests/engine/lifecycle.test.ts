import { cp, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { stacks } from "../../stacks/catalogue.ts";
import { ownFolder, ownWorld } from "./own-world.ts";
import { root, run, runPulumi } from "./world.ts";

const base = inject("base");

describe("a stack that is up to date", () => {
  test.each(stacks)("stays as it is: up, refresh and preview of $name", async ({ name }) => {
    const world = await ownWorld();
    for (const args of [
      ["up", "--yes", "--skip-preview", "--expect-no-changes"],
      ["refresh", "--yes", "--skip-preview", "--expect-no-changes"],
      ["preview", "--expect-no-changes"],
    ]) {
      const { exitCode, output } = await world.pulumi([...args, "-s", name]);
      expect(exitCode, output).toBe(0);
      expect(output).toMatch(/\d+ unchanged/);
      expect(output).not.toMatch(/\d+ (to )?(create|update|delete|replace)/);
    }
  });
});

describe("the user's own Pulumi set-up", () => {
  /** A home with a login to another backend and a provider that leaves a mark when it is started. */
  async function lived() {
    const home = await ownFolder();
    const backend = `file://${home}/backend`;
    const plugin = join(home, ".pulumi/plugins/resource-linode-v5.1.1");
    await mkdir(plugin, { recursive: true });
    await mkdir(join(home, "backend"));
    const login = await asUser(home, "login", backend);
    expect(login.exitCode, login.output).toBe(0);
    const provider = ["#!/bin/sh", `touch '${home}/started'`, "exit 1", ""].join("\n");
    await writeFile(join(plugin, "pulumi-resource-linode"), provider, { mode: 0o755 });
    return { home, backend };
  }

  /** Runs the engine as it is, with no offline set-up around it. */
  function asUser(home: string, ...args: string[]) {
    const env = { HOME: home, PATH: process.env.PATH ?? "" };
    const plain = { PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_CREDENTIAL_STORE: "plaintext" };
    return run(base.engine.command, [...args, "--non-interactive"], { cwd: root, env: { ...env, ...plain } });
  }

  async function contents(folder: string) {
    const names = (await readdir(folder, { recursive: true })).sort();
    return Promise.all(
      names.map(async (name) => {
        const { mtimeMs, ctimeMs } = await stat(join(folder, name));
        return { name, mtimeMs, ctimeMs, text: await readFile(join(folder, name), "utf8").catch(() => "a folder") };
      }),
    );
  }

  test("is neither used nor changed by an offline run", async () => {
    const { home, backend } = await lived();
    const before = await contents(home);
    const env = { HOME: home, GATEHOUSE_AS_OF: base.asOf };
    const preview = await runPulumi(base.environment, ["preview", "-s", "ocp", "--policy-pack", "policies/packs/ocp"], {
      env,
    });
    expect(preview.exitCode, preview.output).toBe(0);
    const login = await runPulumi(base.environment, ["whoami", "--verbose"], { env });
    expect(login.output).toContain(base.environment.PULUMI_BACKEND_URL);
    expect(login.output).not.toContain(backend);
    expect(await contents(home)).toStrictEqual(before);
  });

  test("would be used by a run that is not offline", async () => {
    const { home, backend } = await lived();
    const { output } = await asUser(home, "whoami", "--verbose");
    expect(output).toContain(backend);
  });
});

test("the printed environment lets a clean shell run plain pulumi in a fresh checkout", async () => {
  const folder = await ownFolder();
  const rooms = ["components", "model", "policies", "register", "stacks", "toolchain"];
  const files = ["package.json", ...(await readdir(root)).filter((name) => /^Pulumi.*\.yaml$/.test(name))];
  for (const name of [...rooms, ...files]) await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));

  const script = `
    environment=$(node toolchain/env.ts ocp) && eval "$environment" &&
    pulumi preview --non-interactive -s ocp --policy-pack policies/packs/ocp`;
  const { exitCode, output } = await run("/bin/sh", ["-euc", script], {
    cwd: folder,
    env: {
      HOME: await ownFolder(),
      PATH: [dirname(process.execPath), dirname(base.engine.command), "/usr/bin", "/bin"].join(":"),
      GATEHOUSE_AS_OF: base.asOf,
    },
  });
  expect(exitCode, output).toBe(0);
  expect(output).toMatch(/\+ \d+ to create/);
  expect(output).toContain("no real service is contacted");
  expect(await readdir(folder)).toContain(".gatehouse");
});
