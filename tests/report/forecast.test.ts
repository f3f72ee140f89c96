import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../model/dates.ts";
import { registerIds } from "../../model/register.ts";
import { forecastOf } from "../../report/forecast.ts";
import { judgedOn, registerRulesOf } from "../../verdict/base/judged.ts";
import { registerArbitrary } from "../model/arbitrary.ts";
import { asOf, changed, notifyRegister, ocpRegister } from "../policies/compliant.ts";

const place = { file: "register/notify/vulnerabilities.yaml", line: 7, column: 1 };

const register = changed(notifyRegister, ({ vulnerabilities }) => {
  vulnerabilities.v = { title: "A weakness", severity: "critical", detectedOn: "2026-05-25", owner: "admin-1" };
});

/** The days on which a vulnerability of that day is forecast by the rule that blocks. */
function days(ahead: number, from = asOf): string[] {
  return forecastOf(register, from, ahead, () => undefined)
    .filter(({ rule }) => rule === "notify-critical-vulnerabilities-in-time")
    .map(({ on }) => on);
}

describe("what is to come", () => {
  test("is told by its first day, once, with its line", () => {
    const found = forecastOf(register, asOf, 30, () => place);
    expect(found.filter(({ subject }) => subject === "notify/vulnerabilities/v")).toEqual([
      {
        on: "2026-06-10",
        rule: "notify-critical-vulnerabilities-in-time",
        level: "mandatory",
        subject: "notify/vulnerabilities/v",
        message: expect.stringContaining("was to be remedied by 2026-06-09"),
        place,
      },
    ]);
  });

  test("reaches as far as it is asked for, that day included", () => {
    expect([days(8), days(9), days(30)]).toEqual([[], ["2026-06-10"], ["2026-06-10"]]);
  });

  test("is no violation of today", () => {
    expect([days(30, "2026-06-09"), days(30, "2026-06-10")]).toEqual([["2026-06-10"], []]);
  });

  test("a message that counts days is told once", () => {
    const lines = forecastOf(ocpRegister, asOf, 400, () => undefined).map(({ rule, subject }) => `${rule} ${subject}`);
    expect(lines.filter((line) => line.startsWith("ocp-root-in-use")).length).toBeGreaterThan(0);
    expect(new Set(lines).size).toBe(lines.length);
  });

  test("comes in the order of days", () => {
    const on = forecastOf(notifyRegister, asOf, 400, () => undefined).map((each) => each.on);
    expect(on.length).toBeGreaterThan(1);
    expect(on).toEqual(on.toSorted());
  });
});

test.each(registerIds)("any register of %s: each is a violation on its day and not on the day before", (id) => {
  fc.assert(
    fc.property(registerArbitrary(id), (any) => {
      for (const { on, rule: name, message } of forecastOf(any, asOf, 10, () => undefined)) {
        const rule = registerRulesOf(id).find((each) => each.name === name);
        if (rule === undefined) throw new Error(`there is no rule ${name}`);
        const said = (day: string) => judgedOn(rule, any, day).map((each) => each.message);
        expect(said(on)).toContain(message);
        expect(said(addDays(on, -1))).not.toContain(message);
      }
    }),
    { numRuns: 20 },
  );
});
