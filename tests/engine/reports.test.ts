import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { againstSchema } from "../report/published-schema.ts";
import { applyChange } from "../verdict/changes/change.ts";
import { developerRoot } from "../verdict/changes/developer-root.ts";
import { leaver } from "../verdict/changes/leaver.ts";
import { weakenedDmarc } from "../verdict/changes/weakened-dmarc.ts";
import type { Base } from "./base.ts";
import { type Desk, deskOf } from "./review.ts";

let base: Base;
beforeAll(() => {
  base = inject("base");
});

const forms = ["json", "markdown", "html", "sarif", "junit"];

/** Previews stacks with a desk's register, and gives the report in every form. */
async function reportIn(desk: Desk, stacks: readonly string[], run: string): Promise<Record<string, string>> {
  const fileOf = (form: string) => join(desk.folder, `${run}.${form}`);
  const { exitCode, stderr } = await desk.run([
    ...["preview", ...stacks, "--register", desk.register],
    ...forms.flatMap((form) => [`--${form}`, fileOf(form)]),
  ]);
  expect(exitCode, stderr).toBe(1);
  return Object.fromEntries(await Promise.all(forms.map(async (form) => [form, await readFile(fileOf(form), "utf8")])));
}

/**
 * The reports that tests/report/golden keeps are those of the real engine. The other forms are made of these by
 * tests/report/golden.test.ts. `vitest run --project engine tests/engine/reports.test.ts -u` writes them anew.
 */
async function expectGolden(name: string, { json = "" }: Record<string, string>, desk: Desk): Promise<void> {
  expect(againstSchema(JSON.parse(json))).toEqual([]);
  await expect(json.replaceAll(desk.register, "register")).toMatchFileSnapshot(`../report/golden/${name}.json`);
}

test("the report of a leaver", async () => {
  const desk = await deskOf(base);
  applyChange(leaver, desk.register);
  await expectGolden("leaver", await reportIn(desk, ["notify-platform", "notify-staging"], "report"), desk);
});

test("the report of a weakened DMARC policy", async () => {
  const desk = await deskOf(base);
  applyChange(weakenedDmarc, desk.register);
  await expectGolden("weakened-dmarc", await reportIn(desk, ["ocp"], "report"), desk);
});

test("the report of a new server, which a second preview gives again, byte for byte, in every form", async () => {
  const desk = await deskOf(base);
  applyChange(developerRoot, desk.register);
  const first = await reportIn(desk, ["ocp"], "first");
  await expectGolden("new-server", first, desk);
  expect(await reportIn(desk, ["ocp"], "second")).toStrictEqual(first);
});
