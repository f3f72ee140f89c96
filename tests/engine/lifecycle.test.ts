import { cp, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { stacks } from "../../stacks/catalogue.ts";
import { ownFolder, ownWorld, registerWith, stateOf } from "./own-world.ts";
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

  test.each(stacks)(
    "is not destroyed while it protects something, and wholly once it does not: $name",
    async ({ name }) => {
      const world = await ownWorld();
      const before = await stateOf(world, name);
      const refused = await world.pulumi(["destroy", "--yes", "--skip-preview", "-s", name]);
      expect(refused.exitCode).not.toBe(0);
      expect(refused.output).toContain("protected");
      const kept = (await stateOf(world, name)).map(({ urn }) => urn);
      const guarded = before.filter(({ protect }) => protect === true).map(({ urn }) => urn);
      expect(guarded.length).toBeGreaterThan(0);
      expect(kept).toStrictEqual(expect.arrayContaining(guarded));

      const unprotected = await world.pulumi(["state", "unprotect", "--all", "--yes", "-s", name]);
      expect(unprotected.exitCode, unprotected.output).toBe(0);
      const destroyed = await world.pulumi(["destroy", "--yes", "--skip-preview", "-s", name]);
      expect(destroyed.exitCode, destroyed.output).toBe(0);
      expect(await stateOf(world, name)).toStrictEqual([]);
    },
  );
});

describe("GATE-3: a machine that holds data is not replaced", () => {
  test.each([
    ["Hetzner, by a move", "location: fsn1", "location: nbg1", "kingfisher-replica1"],
    ["Linode, by another image", "linode/ubuntu24.04", "linode/ubuntu22.04", "crm"],
  ])("at %s", async (_, from, to, name) => {
    const world = await ownWorld();
    const env = await registerWith("ocp/servers.yaml", from, to);
    const before = await stateOf(world, "ocp");
    for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { exitCode, output } = await world.pulumi([...command, "-s", "ocp"], { env });
      expect(exitCode).not.toBe(0);
      expect(output).toMatch(new RegExp(`unable to replace resource "[^"]*::${name}"`));
    }
    const machine = (resources: typeof before) =>
      resources.find(({ urn, custom, protect }) => custom && protect && urn.endsWith(`::${name}`));
    expect(machine(before)).toBeDefined();
    expect(machine(await stateOf(world, "ocp"))).toStrictEqual(machine(before));
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
