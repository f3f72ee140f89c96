import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { about, requirementsOf, testsOf } from "../../../commands/clause/about.ts";
import { explainClause } from "../../../commands/clause/explain.ts";
import { placeOfRule, settingsUsed, sourcesIn } from "../../../commands/clause/sources.ts";
import { casesInWords } from "../../../docs/cases.ts";
import { catalogue } from "../../../policies/clauses/index.ts";
import { packRules } from "../../../policies/packs/pack-rules.ts";
import { changeRules } from "../../../policies/rules/blast-radius.ts";
import { BadInput } from "../../../toolchain/bad-input.ts";
import { cases } from "../../engine/cases.ts";
import { root } from "../cli.ts";

test("docs/cases.json has the cases as they are; `npm run docs` writes it anew", async () => {
  const text = await readFile(new URL("../../../docs/cases.json", import.meta.url), "utf8");
  expect(JSON.parse(text)).toEqual(casesInWords(cases));
});

test("a clause is told with its reading, rules, settings, examples, cases and tests", async () => {
  const text = (await explainClause("ocp-root-3", root)).join("\n");
  expect(text).toMatch(/^OCP-ROOT-3 · mandatory · judged on the register\n/);
  expect(text).toMatch(/ {2}ocp-root-in-use \(mandatory, register\) {2}policies\/rules\/ocp\/root-access\.ts:\d+\n/);
  expect(text).toContain("Of the example that it must refuse it says: ods-developer-2 has neither deployed");
  expect(text).toContain("ocp.rootIdleMonths = 6 (policies/settings/ocp.ts)");
  expect(text).toContain("✖ a developer's root that was used last on the day before six months ago (ocp)");
  expect(text).toContain("✔ a developer's root that was used last six months ago (ocp)");
  expect(text).toContain("  tests/policies/rules/ocp/root-access.test.ts");
  expect((await explainClause("OCP-MON-3", root)).join("\n")).toContain("Read so: ");
});

test("a rule is told by what it enforces", async () => {
  expect(requirementsOf("ocp-root-in-use")).toEqual(["OCP-ROOT-3"]);
  expect(await explainClause("ocp-root-in-use", root)).toEqual(await explainClause("OCP-ROOT-3", root));
});

test("a word that is neither is refused, with the nearest that is", () => {
  expect(() => requirementsOf("OCP-ROOT-33")).toThrow(BadInput);
  expect(() => requirementsOf("OCP-ROT-3")).toThrow('"OCP-ROT-3" is no clause, derived control or rule; did you mean');
  expect(() => requirementsOf("constructor")).toThrow("docs/clauses.md lists them");
});

test("every clause can be told, in lines that fit a terminal but for names and values", async () => {
  for (const { id, requirement } of catalogue) {
    const lines = await explainClause(id, root);
    expect(lines.join(" ").replaceAll(/\s+/g, " ")).toContain(requirement.replaceAll(/\s+/g, " "));
    expect(
      lines.filter((line) => line.length > 100 && !/^ {2}\S+( = .*)? \(|^ {2}\S+ \(\w+, \w+\) /.test(line)),
    ).toEqual([]);
  }
});

const sources = sourcesIn(root, "policies/rules");

test.each([...packRules, ...changeRules].map(({ name }) => name))("the place of %s is found", (name) => {
  expect(placeOfRule(name, sources)?.line).toBeGreaterThan(0);
});

test("a name that a template makes is found by what is fixed of it, the most first", () => {
  const file = (text: string) => ({ file: `${text}.ts`, text: `\n  name: ${text},` });
  const all = [file("`$" + "{a}-$" + "{b}`"), file("`ocp-$" + "{kind}-logins`"), file('"ocp-logins"')];
  expect(placeOfRule("ocp-linode-logins", all)).toMatchObject({ source: all[1], line: 2 });
  expect(placeOfRule("ocp-logins", all)).toMatchObject({ source: all[2] });
  expect(placeOfRule("elsewhere", all)).toBeUndefined();
});

test("settings are those that a file imports and reads, by their own names", () => {
  const text = [
    'import { isActive } from "../grants.ts";',
    'import { type Kind, notify as settings } from "../../settings/notify.ts";',
    "settings.cap.days; other.settings.no; mysettings.no; settings.cap.days;",
  ].join("\n");
  expect(settingsUsed({ file: "policies/rules/notify/x.ts", text })).toEqual([
    { name: "notify.cap.days", path: ["cap", "days"], exported: "notify", file: "policies/settings/notify.ts" },
  ]);
});

test("its tests name it or a rule of it, as whole words, or import the rule's file", async () => {
  const tests = testsOf("OCP-ROOT-3", root);
  expect(tests).toContain("tests/policies/rules/ocp/root-access.test.ts");
  expect(tests).not.toContain("tests/model/dates.test.ts");
  const { rules, standing } = await about("OCP-ROOT-3", root);
  expect(rules.map(({ level }) => level)).toEqual(["mandatory", "advisory"]);
  expect(standing[0]).toMatch(/^evidence: /);
});
