import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { PlansManifest } from "../../commands/preview/plans/manifest.ts";
import { checkoutIn, edit, type OwnCheckout } from "./own-checkout.ts";
import { ownFolder, ownWorld, stateOf } from "./own-world.ts";
import { copyState, removeFolder, temporaryFolder, type World } from "./world.ts";

async function manifestIn(plans: string): Promise<PlansManifest> {
  return JSON.parse(await readFile(join(plans, "plans.json"), "utf8"));
}

/** What is in a state, but for when it was written. */
const contents = async (world: World) => JSON.stringify(await stateOf(world, "ocp"));

let checkout: OwnCheckout;
let commit: string;
/** Plans of the stack ocp that rename a person. */
let plans: string;
beforeAll(async () => {
  checkout = await checkoutIn(await temporaryFolder());
  commit = await edit(checkout, "ocp/people.yaml", "name: Analyst One", "name: Analyst Renamed");
  plans = join(await temporaryFolder(), "plans");
  const folder = await temporaryFolder();
  await copyState(inject("base").folder, folder);
  const saved = await checkout.run({ folder }, "preview", "ocp", "--save-plans", plans);
  await removeFolder(folder);
  expect(saved.exitCode, saved.output).toBe(0);
});
afterAll(() => Promise.all([checkout.folder, dirname(plans)].map(removeFolder)));

const upReviewed = (world: World, folder: string, sha = commit) =>
  checkout.run(world, "up", "--plans", folder, "--commit", sha);

async function copyOfPlans(): Promise<string> {
  const folder = await ownFolder();
  await cp(plans, folder, { recursive: true });
  return folder;
}

test("what was reviewed is applied, and then nothing is left to do; until then, it is drift", async () => {
  const world = await ownWorld();
  const drift = await checkout.run(world, "preview", "ocp", "--drift");
  expect([drift.exitCode, drift.output]).toEqual([1, expect.stringMatching(/✖ drifted {2}ocp: .*\d+ changes?/)]);
  const applied = await upReviewed(world, plans);
  expect(applied.exitCode, applied.output).toBe(0);
  expect(applied.output).toMatch(/^ocp: applied [1-9]\d* changes?\.$/m);
  expect(await contents(world)).toContain("Analyst Renamed");
  const after = await checkout.run(world, "preview", "ocp", "--drift");
  expect([after.exitCode, after.output]).toEqual([0, expect.stringContaining("ocp: 0 changes,")]);
});

test("two previews of the same commit give plans that do the same, and the same report", async () => {
  const again = join(await ownFolder(), "plans");
  const { exitCode, output } = await checkout.run(await ownWorld(), "preview", "ocp", "--save-plans", again);
  expect(exitCode, output).toBe(0);
  const { stacks, ...rest } = await manifestIn(plans);
  const { stacks: stacksAgain, ...restAgain } = await manifestIn(again);
  expect(restAgain).toStrictEqual(rest);
  expect(stacksAgain.map(({ plan }) => plan?.effect)).toStrictEqual(stacks.map(({ plan }) => plan?.effect));
});

describe("nothing is applied", () => {
  test("of a plan that was changed", async () => {
    const world = await ownWorld();
    const before = await contents(world);
    const folder = await copyOfPlans();
    const file = join(folder, "ocp.plan.json");
    await writeFile(file, (await readFile(file, "utf8")).replaceAll("Analyst Renamed", "Somebody Else"));
    const { exitCode, output } = await upReviewed(world, folder);
    expect([exitCode, output]).toEqual([2, expect.stringContaining("the plan of ocp has been changed")]);
    expect(await contents(world)).toBe(before);
  });

  test("when the state has moved on since the plan was made, though the plan would lead to the same end", async () => {
    const world = await ownWorld();
    const other = await checkoutIn(await ownFolder());
    await edit(other, "ocp/people.yaml", "name: Analyst One", "name: Analyst Otherwise");
    const moved = await other.run(world, "up", "ocp");
    expect(moved.exitCode, moved.output).toBe(0);
    const before = await contents(world);

    const { exitCode, output } = await upReviewed(world, plans);
    expect([exitCode, output]).toEqual([2, expect.stringContaining("Nothing was applied: ocp moved on since")]);
    expect(await contents(world)).toBe(before);
  });

  test("of a plan of another commit, or another day", async () => {
    const world = await ownWorld();
    const before = await contents(world);
    const commitElsewhere = await upReviewed(world, plans, "f".repeat(40));
    expect([commitElsewhere.exitCode, commitElsewhere.output]).toEqual([2, expect.stringContaining("not of ffff")]);
    const later = await checkout.run(world, "up", "--plans", plans, "--commit", commit, "--as-of", "2026-11-24");
    expect([later.exitCode, later.output]).toEqual([2, expect.stringContaining("make them again")]);
    expect(await contents(world)).toBe(before);
  });

  test("of a change that breaks a rule: there is no plan of it", async () => {
    const world = await ownWorld();
    const broken = await checkoutIn(await ownFolder());
    const sha = await edit(
      broken,
      "ocp/root-grants.yaml",
      "toucan:\n",
      "  - person: ods-developer-2\n    basis: manager\n    grantedOn: 2025-06-02\ntoucan:\n",
    );
    const folder = join(await ownFolder(), "plans");
    const saved = await broken.run(world, "preview", "ocp", "notify-demo", "--save-plans", folder);
    expect(saved.exitCode, saved.output).toBe(1);
    expect(await readdir(folder)).toEqual(["notify-demo.plan.json", "plans.json", "report.json"]);
    const { exitCode, output } = await broken.run(world, "up", "--plans", folder, "--commit", sha);
    expect([exitCode, output]).toEqual([2, expect.stringContaining("ocp was not clean, so there is no plan to apply")]);
  });
});

test("no secret stands in a plan: the engine encrypts it with the stack's secrets provider", async () => {
  const empty = { folder: await ownFolder() };
  const folder = join(await ownFolder(), "plans");
  const saved = await checkout.run(empty, "preview", "notify-staging", "--save-plans", folder);
  expect(saved.exitCode, saved.output).toBe(0);
  const text = await readFile(join(folder, "notify-staging.plan.json"), "utf8");
  const mark = '"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270"';
  const objects = [...JSON.stringify(JSON.parse(text)).matchAll(/\{[^{}]*\}/g)].map(([each]) => each);
  const secrets = objects.filter((each) => each.includes(mark));
  expect(secrets.length).toBeGreaterThan(0);
  for (const secret of secrets) expect(secret).toMatch(/"ciphertext":"v1:[\w+/=:]+"\}$/);
  // What a secret holds offline, sealed as GitHub would have it.
  expect(text).not.toContain(Buffer.from("offline placeholder, no secret").toString("base64").slice(0, 30));
});
