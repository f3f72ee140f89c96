import { expect, test } from "vitest";
import { headline } from "../../report/headline.ts";
import { report, stack, violation } from "./fixtures.ts";

const found = { verdict: "violations", violations: [violation()] } as const;

test("a clean report says so, and how many people it is about", () => {
  expect(headline(report())).toBe("✔ Clean");
  const access = [{ register: "ocp", person: "ada", gains: ["root on crm"], loses: [] }] as const;
  expect(headline(report({ access }))).toBe("✔ Clean, 1 person affected");
});

test("a violation that several stacks found is one, as in the list below", () => {
  const stacks = [stack(found), stack({ ...found, stack: "notify-demo" })];
  expect(headline(report({ stacks }))).toBe("✖ Blocked by 1 violation");
});

test("only what blocks is counted", () => {
  const others = [violation({ level: "advisory" }), violation({ subject: "x", waivedBy: "w" })];
  const stacks = [stack({ ...found, violations: [...found.violations, ...others] })];
  expect(headline(report({ stacks }))).toBe("✖ Blocked by 1 violation");
});
