import { describe, expect, test } from "vitest";
import { stacks } from "../../stacks/catalogue.ts";
import { ownWorld, registerWith, stateOf } from "./own-world.ts";

describe("a stack that is up to date", () => {
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
