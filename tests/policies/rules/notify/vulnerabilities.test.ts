import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../../model/dates.ts";
import { kinds } from "../../../../model/register.ts";
import {
  dueOn,
  dueSoon,
  informationalAnalysed,
  remedyDeadlines,
  vulnerabilitiesOwned,
} from "../../../../policies/rules/notify/vulnerabilities.ts";
import type { RegisterRule } from "../../../../policies/rules/rule.ts";
import { asOf, changed, type Draft, notifyRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

/** The register with one vulnerability, `high` and found a week ago but for what is said of it. */
const having = (change: object, more: (draft: Draft) => void = () => {}) =>
  changed(notifyRegister, (draft) => {
    draft.vulnerabilities = {
      weak: { title: "A weakness", severity: "high", detectedOn: addDays(asOf, -7), owner: "admin-2", ...change },
    };
    more(draft);
  });

const deadline = (level: string): RegisterRule => {
  const rule = remedyDeadlines.find(({ name }) => name === `notify-${level}-vulnerabilities-in-time`);
  if (rule === undefined) throw new Error(`there is no deadline for ${level}`);
  return rule;
};

describe("NOTIFY-VUL-1: an Administrator answers for each vulnerability", () => {
  const verdict = (change: object, more?: (draft: Draft) => void) =>
    said(vulnerabilitiesOwned, having(change, more)).map((line) => line.split(". ")[0]);

  test("an Administrator", () => {
    expect(verdict({})).toEqual([]);
  });

  test.each(["engineer-1", "isso-1", "partner-1", "somebody"])("not %s", (owner) => {
    expect(verdict({ owner })).toEqual([
      `notify/vulnerabilities/weak: its owner ${owner} is no Administrator on 2026-06-01`,
    ]);
  });

  const revoked =
    (change: object) =>
    ({ grants }: Draft) =>
      Object.assign(grants.github.administrator[1], change);

  test("not somebody who was one, is to be one, or has left", () => {
    const problem = ["notify/vulnerabilities/weak: its owner admin-2 is no Administrator on 2026-06-01"];
    expect(verdict({}, revoked({ revokedOn: asOf }))).toEqual(problem);
    expect(verdict({}, revoked({ pending: true }))).toEqual(problem);
    expect(verdict({}, revoked({ createdOn: addDays(asOf, 1) }))).toEqual(problem);
    expect(verdict({}, ({ people }) => Object.assign(people["admin-2"], { leftOn: addDays(asOf, -1) }))).toEqual(
      problem,
    );
    expect(verdict({}, revoked({ revokedOn: addDays(asOf, 1) }))).toEqual([]);
    expect(verdict({}, ({ people }) => Object.assign(people["admin-2"], { leftOn: asOf }))).toEqual([]);
  });

  test("of a closed one, whoever was Administrator when it was closed", () => {
    const closed = { detectedOn: "2026-03-01", closedOn: "2026-03-10" };
    expect(verdict(closed, revoked({ revokedOn: "2026-04-01" }))).toEqual([]);
    expect(verdict(closed, revoked({ revokedOn: "2026-03-10" }))).toEqual([
      "notify/vulnerabilities/weak: its owner admin-2 was no Administrator on 2026-03-10",
    ]);
  });

  test("what is left as it is has a reason", () => {
    expect(verdict({ analysis: "no-action" })).toEqual([
      "notify/vulnerabilities/weak: it is left as it is, and no reason is given",
    ]);
    expect(verdict({ analysis: "no-action", reason: "The function is never called" })).toEqual([]);
  });

  test("no vulnerability needs no owner", () => {
    expect(said(vulnerabilitiesOwned, notifyRegister)).toEqual([]);
  });
});

describe.each([
  ["NOTIFY-VUL-2", "critical", 15],
  ["NOTIFY-VUL-2", "very-high", 15],
  ["NOTIFY-VUL-3", "high", 30],
  ["NOTIFY-VUL-4", "medium", 90],
  ["NOTIFY-VUL-5", "low", 180],
  ["NOTIFY-VUL-6", "informational", 365],
])("%s: %s vulnerabilities are remedied within %d days", (clause, severity, days) => {
  const level = severity === "very-high" ? "critical" : severity;
  const age = (days: number) => ({ severity, detectedOn: addDays(asOf, -days), analysis: "remediate" });
  const verdict = (change: object) => said(deadline(level), having(change));

  test(`open for ${days} days`, () => {
    expect(verdict(age(days))).toEqual([]);
  });

  test(`not open for ${days + 1} days`, () => {
    const { detectedOn } = age(days + 1);
    expect(verdict(age(days + 1))).toEqual([
      `notify/vulnerabilities/weak: it was detected on ${detectedOn} and was to be remedied by 2026-05-31. Have the remedy put in place, and record closedOn in register/notify/vulnerabilities.yaml. [${clause}]`,
    ]);
  });

  test(`closed on day ${days}, and late on day ${days + 1}, is closed`, () => {
    const detectedOn = "2024-03-01";
    const closed = (day: number) => ({ ...age(0), detectedOn, closedOn: addDays(detectedOn, day) });
    expect(verdict(closed(days))).toEqual([]);
    expect(verdict(closed(days + 1))).toEqual([]);
  });

  test("closed in the future is open", () => {
    expect(verdict({ ...age(days + 1), closedOn: addDays(asOf, 1) })).toHaveLength(1);
  });

  test("no other deadline judges it", () => {
    const others = remedyDeadlines.filter((rule) => rule !== deadline(level));
    expect(others.flatMap((rule) => said(rule, having(age(1000))))).toEqual([]);
  });
});

test("every severity that can be written has a deadline, and no other can be written", () => {
  const severities = kinds.vulnerabilities.valueType.shape.severity.options;
  for (const severity of severities) expect(dueOn({ severity, detectedOn: asOf }) > asOf).toBe(true);
  expect(kinds.vulnerabilities.valueType.shape.severity.safeParse("moderate").success).toBe(false);
});

test("on each day after detection exactly one of these holds: in time, or overdue", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 800 }), fc.constantFrom(...remedyDeadlines.keys()), (age, index) => {
      const severity = (["critical", "high", "medium", "low", "informational"] as const)[index] ?? "low";
      const detectedOn = addDays(asOf, -age);
      const register = having({ severity, detectedOn, analysis: "remediate" });
      const overdue = remedyDeadlines.flatMap((rule) => said(rule, register));
      expect(overdue).toHaveLength(asOf > dueOn({ severity, detectedOn }) ? 1 : 0);
    }),
  );
});

describe("NOTIFY-VUL-6: informational findings by their analysis", () => {
  const verdict = (change: object) =>
    said(informationalAnalysed, having({ severity: "informational", ...change })).map((line) => line.split(". ")[0]);

  test("one without an analysis is reported from the first day", () => {
    expect(verdict({ detectedOn: asOf })).toEqual(["notify/vulnerabilities/weak: nobody has analysed it"]);
    expect(informationalAnalysed.level).toBe("advisory");
  });

  test("nothing is done about it for a reason, however old it is", () => {
    const old = { detectedOn: "2023-06-01", analysis: "no-action" };
    expect(verdict(old)).toEqual(["notify/vulnerabilities/weak: it is left as it is, and no reason is given"]);
    expect(verdict({ ...old, reason: "The header is public" })).toEqual([]);
    expect(said(deadline("informational"), having({ severity: "informational", ...old }))).toEqual([]);
  });

  test("only those that are to be remedied have a deadline that blocks", () => {
    expect(said(deadline("informational"), having({ severity: "informational", detectedOn: "2023-06-01" }))).toEqual(
      [],
    );
  });

  test("higher levels are not its business", () => {
    expect(verdict({ severity: "low" })).toEqual([]);
  });
});

describe("what falls due within 30 days is forecast", () => {
  const verdict = (age: number, change: object = {}) =>
    said(dueSoon, having({ severity: "medium", detectedOn: addDays(asOf, -age), ...change })).map(
      (line) => line.split(". ")[0],
    );

  test("from 30 days before to the day itself", () => {
    expect(verdict(59)).toEqual([]);
    expect(verdict(60)).toEqual(["notify/vulnerabilities/weak: it is to be remedied by 2026-07-01"]);
    expect(verdict(90)).toEqual(["notify/vulnerabilities/weak: it is to be remedied by 2026-06-01"]);
  });

  test("not what is overdue, closed, or waits for its analysis", () => {
    expect(verdict(91)).toEqual([]);
    expect(verdict(80, { closedOn: asOf })).toEqual([]);
    expect(verdict(350, { severity: "informational" })).toEqual([]);
    expect(verdict(350, { severity: "informational", analysis: "remediate" })).toHaveLength(1);
  });
});
