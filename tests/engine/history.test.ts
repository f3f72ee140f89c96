import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { historyKept } from "../../model/history.ts";
import type { Report } from "../../report/report.ts";
import { ownFolder, ownWorld } from "./own-world.ts";
import { deskOf, violationsOf } from "./review.ts";
import { root, type World } from "./world.ts";

const base = inject("base");
const stack = "notify-platform";
const withPack = ["--policy-pack", join(root, "policies/packs/notify")];

function run(world: World, args: readonly string[], register: string) {
  const env = { GATEHOUSE_AS_OF: base.asOf, GATEHOUSE_REGISTER: register };
  return world.pulumi([...args, "-s", stack], { env });
}

/** A copy of the shipped register in which texts of files are others. */
async function registerOf(...edits: readonly (readonly [file: string, from: RegExp, to: string])[]): Promise<string> {
  const folder = await ownFolder();
  await cp(join(root, "register"), folder, { recursive: true });
  for (const [file, from, to] of edits) {
    const text = await readFile(join(folder, file), "utf8");
    if (!from.test(text)) throw new Error(`register/${file} does not have ${from}`);
    await writeFile(join(folder, file), text.replace(from, to));
  }
  return folder;
}

/** Devops 2, who left, as if they had never been there. */
const forgettingLeaver = () =>
  registerOf(
    ["notify/people.yaml", /^devops-2:\n(?: {2}.*\n)+/m, ""],
    ["notify/grants.yaml", / {4}# Left on .*\n {4}- person: devops-2\n(?: {6}.*\n)+/, ""],
  );

test("a plain preview refuses to forget a leaver; also after that was deployed past the gate, until they are back", async () => {
  const world = await ownWorld();
  const forgetting = await forgettingLeaver();
  const refused = await run(world, ["preview", ...withPack], forgetting);
  expect(refused.exitCode).not.toBe(0);
  expect(refused.output).toMatch(new RegExp(String.raw`\[mandatory\][^\n]* ${historyKept} `));
  expect(refused.output).toContain("notify/people/devops-2: it was there and is gone");
  expect(refused.output).toContain("notify/grants/cloud-gov/space-developer/devops-2: it was there and is gone");
  expect((await run(world, ["up", "--yes", "--skip-preview"], forgetting)).exitCode).toBe(0);
  // Deployed twice, it is no less forgotten; nothing else has changed.
  expect((await run(world, ["up", "--yes", "--skip-preview", "--expect-no-changes"], forgetting)).exitCode).toBe(0);
  const still = await run(world, ["preview", ...withPack], forgetting);
  expect(still.exitCode).not.toBe(0);
  expect(still.output).toContain("notify/people/devops-2: it was there and is gone");
  const mended = await run(world, ["preview", ...withPack], await registerOf());
  expect(mended.exitCode, mended.output).toBe(0);
});

test("a day that two people correct passes, and stays as it is; the correction is not forgotten either", async () => {
  const world = await ownWorld();
  const day = ["notify/vulnerabilities.yaml", /detectedOn: 2026-10-19/, "detectedOn: 2026-11-02"] as const;
  const corrected = await registerOf(day);
  const correction = {
    ...{ entry: "notify/vulnerabilities/dependabot-notifications-admin-241", field: "detectedOn" },
    ...{ was: "2026-10-19", is: "2026-11-02", reason: "The alert was opened then" },
    ...{ author: "engineer-1", approver: "isso-1", correctedOn: base.asOf },
  };
  await writeFile(join(corrected, "notify/corrections.yaml"), JSON.stringify({ typo: correction }));
  const planned = await run(world, ["preview", ...withPack], corrected);
  expect(planned.exitCode, planned.output).toBe(0);
  expect((await run(world, ["up", "--yes", "--skip-preview", ...withPack], corrected)).exitCode).toBe(0);
  const same = await run(world, ["preview", "--expect-no-changes", ...withPack], corrected);
  expect(same.exitCode, same.output).toBe(0);
  const without = await run(world, ["preview", ...withPack], await registerOf(day));
  expect(without.exitCode).not.toBe(0);
  expect(without.output).toContain("notify/corrections/typo: it was there and is gone");
});

test("the review finds it by itself, as one violation with the pack's, and with the line of the file", async () => {
  const desk = await deskOf(base);
  const file = join(desk.register, "ocp/root-grants.yaml");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("grantedOn: 2026-03-02", "grantedOn: 2026-09-02"));
  const json = join(desk.folder, "verdict.json");
  const { exitCode } = await desk.run(["preview", "ocp", "--register", desk.register, "--json", json]);
  const verdict: Report = JSON.parse(await readFile(json, "utf8"));
  expect(exitCode).toBe(1);
  expect(violationsOf(verdict)).toEqual([`ocp ${historyKept} ocp/root-grants/kingfisher-process1/cds-developer-1`]);
  const [found] = verdict.stacks[0]?.violations ?? [];
  expect(found?.place?.file).toMatch(/root-grants\.yaml$/);
  expect(found?.message).toContain("(field: grantedOn, was: 2026-03-02, is: 2026-09-02)");
});
