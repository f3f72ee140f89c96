import { join } from "node:path";
import { expect, test } from "vitest";
import type { PlansManifest } from "../../../../commands/preview/plans/manifest.ts";
import { differences, manifestIn } from "../../../../commands/preview/plans/same.ts";
import { newFolder } from "../../cli.ts";
import { write } from "./repository.ts";

const digit = (each: string, count = 64) => each.repeat(count);
const clean = (stack: string, effect = digit("e")) => ({
  stack,
  verdict: "clean" as const,
  plan: { file: digit("f"), effect },
});
const manifest: PlansManifest = {
  version: 1,
  mode: "live",
  commit: digit("a", 40),
  tree: digit("b", 40),
  asOf: "2026-11-23",
  register: digit("c"),
  report: digit("d"),
  stacks: [clean("ocp"), clean("notify-demo")],
};

test("plans of another commit and day with the same files and effects are those that were reviewed", () => {
  expect(
    differences({ ...manifest, commit: digit("9", 40), asOf: "2026-11-24", report: digit("0") }, manifest),
  ).toEqual([]);
});

test.each([
  [{ tree: digit("9", 40) }, "they were made from other files"],
  [{ mode: "offline" as const }, "they were made live"],
  [{ stacks: [clean("ocp", digit("0")), clean("notify-demo")] }, "ocp would be changed in another way"],
  [{ stacks: [clean("ocp")] }, "notify-demo would be changed in another way"],
  [{ stacks: [...manifest.stacks, clean("notify-staging")] }, "notify-staging would be changed in another way"],
])("%o is another", (change, words) => {
  expect(differences({ ...manifest, ...change }, manifest)).toEqual([words]);
});

test("a stack that was not clean on both sides was not reviewed", () => {
  const violated = { ...manifest, stacks: [{ stack: "ocp", verdict: "violations" as const }] };
  expect(differences(violated, violated)).toEqual(["ocp would be changed in another way"]);
});

test.each(["", "{", '{"version":2}'])("a folder with %j for a manifest has none", async (text) => {
  const folder = newFolder();
  expect(await manifestIn(join(folder, "nowhere"))).toBeUndefined();
  write(folder, "plans.json", text);
  expect(await manifestIn(folder)).toBeUndefined();
  write(folder, "plans.json", JSON.stringify(manifest));
  expect(await manifestIn(folder)).toEqual(manifest);
});
