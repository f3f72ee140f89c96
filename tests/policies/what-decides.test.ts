import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { factsPage } from "../../docs/facts-page.ts";
import { loadRegister } from "../../model/load.ts";
import { registerIds } from "../../model/register.ts";
import { decidingFields, vouchedFields } from "../../policies/rules/facts/fields.ts";
import { agreements } from "../../policies/rules/facts/index.ts";
import { fieldsOfSchema, flipped, flipsOf, judged, outcomeOf } from "./flips.ts";

const { registers, head } = loadRegister(new URL("../../register", import.meta.url).pathname);
const fields = fieldsOfSchema();
const placed = vouchedFields.flatMap((each) => each.fields);

/** Each field that was said otherwise, with whether that passed unsaid, and whether a rule stopped looking at something. */
function tried() {
  const found = new Map<string, { silent: string[]; decides: boolean }>();
  for (const id of registerIds) {
    const register = registers[id];
    const before = judged(register, head.asOf);
    for (const path of fields) {
      for (const flip of flipsOf(register, path, 3)) {
        const { outcome, unlooked } = outcomeOf(before, judged(flipped(register, flip), head.asOf));
        const known = found.get(path) ?? { silent: [], decides: false };
        if (outcome === "silent") known.silent.push(`${flip.at.join("/")} from ${flip.from} to ${flip.to}`);
        found.set(path, { ...known, decides: known.decides || unlooked.length > 0 });
      }
    }
  }
  return found;
}

describe("every field of the register, said otherwise alone", () => {
  const outcomes = tried();

  test("is refused or told, or something is said to vouch for it", () => {
    const unplaced = [...outcomes].filter(([path, { silent }]) => silent.length > 0 && !placed.includes(path as never));
    expect(unplaced).toEqual([]);
  });

  test("was tried, or something is said to vouch for it", () => {
    expect(fields.filter((path) => !outcomes.has(path) && !placed.includes(path as never))).toEqual([]);
  });

  test("is not said to be vouched for where any change is refused or told, or where it is no field", () => {
    const needless = placed.filter((path) => outcomes.has(path) && outcomes.get(path)?.silent.length === 0);
    expect(needless).toEqual([]);
    expect(placed.filter((path) => !fields.includes(path))).toEqual([]);
  });

  test("is on the list of those that decide whether a rule applies when, and only when, it does", () => {
    const deciding = [...outcomes].filter(([, { decides }]) => decides).map(([path]) => path);
    expect(deciding.sort()).toEqual(decidingFields.map(({ field }) => field).toSorted());
  });

  test("is refused or told where it decides whether a rule applies, but for the three that say who and what it is", () => {
    const silent = decidingFields.filter(({ field }) => (outcomes.get(field)?.silent.length ?? 0) > 0);
    expect(silent.map(({ field }) => field)).toEqual([
      "domains.*.senders.*.kind",
      "grants.*.*.*.person",
      "vulnerabilities.*.severity",
    ]);
  });
});

test("facts that agree are of the schema", () => {
  const known = (path: string) => fields.some((field) => field === path || field.startsWith(`${path}.`));
  const wholes = agreements.flatMap(({ facts }) => facts).filter((path) => !path.endsWith(".*"));
  expect(wholes.filter((path) => !known(path))).toEqual([]);
});

test("docs/facts.md is what the rules say; `npm run docs` writes it anew", async () => {
  const committed = await readFile(new URL("../../docs/facts.md", import.meta.url), "utf8");
  expect(committed).toBe(factsPage(agreements, decidingFields, vouchedFields));
});
