import { describe, expect, test } from "vitest";
import { registerIds } from "../../../model/register.ts";
import { blindRules, canaries, problemsIn } from "../../../policies/canaries/canary.ts";
import { blindRulesOf } from "../../../policies/packs/blind-rules.ts";
import { ownRules } from "../../../policies/packs/own-rules.ts";
import { packRules, rulesOfPack } from "../../../policies/packs/pack-rules.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { blindIn } from "../../../policies/packs/self-check.ts";
import { rulesFor } from "../../../policies/rules/index.ts";
import type { Rule } from "../../../policies/rules/rule.ts";
import { asOf, notifyRegister, ocpRegister } from "../compliant.ts";
import { blocking, declared, run } from "./harness.ts";

const own = new Set<string>(ownRules.map(({ name }) => name));
const ownMandatory = ownRules.filter(({ level }) => level === "mandatory").map(({ name }) => name);
const mandatory = packRules.filter(({ level }) => level === "mandatory");
const registers = { ocp: ocpRegister, notify: notifyRegister };

/** A rule as an edit could leave it: it says that all is well, whatever it is shown. */
const neutralised = (rule: Rule): Rule => ({ ...rule, judge: () => [] });

test("as it stands, every mandatory rule refuses its example", () => {
  for (const id of registerIds) expect(blindRulesOf(rulesOfPack(id))).toEqual([]);
});

test("every mandatory rule has an example, and every example a rule; else run `npm run canaries`", () => {
  const names = mandatory.filter(({ name }) => !own.has(name)).map(({ name }) => name);
  expect(Object.keys(canaries).toSorted()).toEqual(names.toSorted());
});

describe("a mandatory rule that is neutralised is noticed", () => {
  const rules = mandatory.filter(({ name }) => !own.has(name)).map((rule) => [rule.name, rule] as const);

  test.each(rules)("%s", (name, rule) => {
    const others = packRules.map((each) => (each === rule ? neutralised(each) : each));
    expect(blindRulesOf(others)).toEqual([{ rule: name, problem: "lets pass the example that it must refuse" }]);
  });

  test.each(ownMandatory)("%s, one of the packs' own", (name) => {
    const make: Parameters<typeof blindIn>[1] = (some, day, files) =>
      policiesOf("ocp", some, day, undefined, files).map((policy) => {
        if (policy.name !== name) return policy;
        return "validateStack" in policy
          ? { ...policy, validateStack: () => {} }
          : { ...policy, validateResource: () => {} };
      });
    expect(blindIn(packRules, make)).toContainEqual({ rule: name, problem: "lets pass the run that it must refuse" });
  });

  test("all of them: as many as there are", () => {
    const caught = blindRulesOf(packRules.map(neutralised)).length;
    expect(caught + ownMandatory.length).toBe(mandatory.length);
    console.log(`neutralised mandatory rules: ${mandatory.length}, caught: ${caught + ownMandatory.length}`);
  });
});

test.each(registerIds)("the pack of %s refuses a stack when one of its rules has been neutralised", async (id) => {
  const [first, ...others] = rulesFor(id).filter(({ scope, level }) => scope === "resource" && level === "mandatory");
  const rules = rulesFor(id).map((rule) => (rule === first ? neutralised(rule) : rule));
  expect(others.length).toBeGreaterThan(0);
  const said = blocking(
    await run(
      policiesOf(id, rules, asOf, () => blindRulesOf(rules)),
      declared(registers[id]),
    ),
  );
  expect(said.filter((line) => line.includes("the example that it must refuse"))).toEqual([
    expect.stringMatching(`^stack of ${id}: ${first?.name} lets pass the example that it must refuse\\. `),
  ]);
});

test("a rule without an example, and one that breaks down on it, are noticed", () => {
  const [rule] = mandatory;
  if (rule === undefined) throw new Error("there is a mandatory rule");
  expect(blindRules([{ ...rule, name: "nameless" }])).toEqual([
    { rule: "nameless", problem: "has no example that it must refuse" },
  ]);
  const broken: Rule = {
    ...rule,
    judge: () => {
      throw new TypeError("x is not a function");
    },
  };
  expect(blindRules([broken])).toEqual([
    { rule: rule.name, problem: "breaks down on the example that it must refuse: x is not a function" },
  ]);
});

test("advice needs no example", () => {
  expect(blindRules(packRules.filter(({ level }) => level === "advisory"))).toEqual([]);
});

test("an example is refused for what it is an example of, not because something is missing", () => {
  const odd = mandatory.flatMap((rule) => {
    const example = canaries[rule.name];
    return example === undefined ? [] : problemsIn(rule, example).filter((line) => /undefined|NaN|\[object/.test(line));
  });
  expect(odd).toEqual([]);
});
