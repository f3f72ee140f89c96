import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addDays } from "../../model/dates.ts";
import { edited, editedFiles, type Texts } from "../../soak/edits.ts";
import { stepsOf } from "../../soak/steps.ts";
import { root } from "../commands/cli.ts";

const texts = Object.fromEntries(
  editedFiles.map((file) => [file, readFileSync(join(root, "register", file), "utf8")]),
) as unknown as Texts;

test("adding twice adds once", () => {
  const added = edited(texts, { kind: "add", bucket: "gatehouse-soak-1" });
  expect(added["ocp/buckets.yaml"]).toContain("gatehouse-soak-1: { kind: state }\n");
  expect(edited(added, { kind: "add", bucket: "gatehouse-soak-1" })).toEqual(added);
});

test("a title is changed anew each time", () => {
  const once = edited(texts, { kind: "retitle", number: 7 });
  expect(edited(once, { kind: "retitle", number: 8 })).toEqual(edited(texts, { kind: "retitle", number: 8 }));
  expect(once["notify/agency-services.yaml"]).toContain("title: Pilot Partner 1, changed 7\n");
});

test("a broken register is another one", () => {
  expect(edited(texts, { kind: "break" })["ocp/buckets.yaml"]).toContain("unheard-of");
});

test("a file without what an edit changes is told", () => {
  expect(() => edited({ ...texts, "notify/agency-services.yaml": "" }, { kind: "retitle", number: 1 })).toThrow(
    "has no title of Pilot Partner 1",
  );
});

test("days are counted over the end of a year", () => {
  expect([addDays("2026-12-31", 0), addDays("2026-12-31", 1)]).toEqual(["2026-12-31", "2027-01-01"]);
});

test("a seed gives the same steps again, however many, and another seed others", () => {
  expect(stepsOf(7, 50).slice(0, 20)).toEqual(stepsOf(7, 20));
  expect(stepsOf(8, 20)).not.toEqual(stepsOf(7, 20));
  expect(new Set(stepsOf(7, 200).map(({ trouble }) => trouble.kind))).toEqual(new Set(["none", "kill", "disk"]));
});
