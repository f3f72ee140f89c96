import { expect, test } from "vitest";
import type { Correction } from "../../../../model/schema/corrections.ts";
import { correctionsValid } from "../../../../policies/rules/history/corrections.ts";
import { asOf, changed, type Draft } from "../../compliant.ts";
import { said } from "../../judge.ts";
import { day, linesOf, pastNotify } from "./past.ts";

const subject = "notify/vulnerabilities/open";
const typo: Correction = {
  ...{ entry: subject, field: "detectedOn", was: day(-20), is: day(-10), reason: "The alert has another day" },
  ...{ author: "engineer-1", approver: "isso-1", correctedOn: asOf },
};

/** The register with a day that is another, and a correction of it. */
const corrected = (change: Partial<Correction> = {}, more: (draft: Draft) => void = () => {}) =>
  changed(pastNotify, (draft) => {
    draft.vulnerabilities.open.detectedOn = day(-10);
    draft.corrections.typo = { ...typo, ...change };
    more(draft);
  });

/** What is wrong with a correction, without subject, remedy and clause. */
const wrong = (change: Partial<Correction>, more?: (draft: Draft) => void, on = asOf) =>
  said(correctionsValid, corrected(change, more), on)
    .filter((line) => line.startsWith("notify/corrections/typo: "))
    .map((line) => line.slice("notify/corrections/typo: ".length, line.indexOf(". Correct it in")));

test("what two people correct is no longer held against what it was", () => {
  expect(wrong({})).toEqual([]);
  expect(linesOf(pastNotify, corrected())).toEqual([]);
});

test("what a violation shows in brackets is what a correction has to say", () => {
  const [line] = linesOf(
    pastNotify,
    changed(corrected(), (draft) => void delete draft.corrections.typo),
  );
  expect(line).toMatch(new RegExp(`^${subject}: .* \\(field: detectedOn, was: ${day(-20)}, is: ${day(-10)}\\)$`));
});

test.each<[string, Partial<Correction>]>([
  ["of another entry", { entry: "notify/vulnerabilities/closed" }],
  ["of another field", { field: "severity" }],
  ["of what it did not say", { was: day(-21) }],
  ["of what it does not say", { is: day(-9) }],
  ["of all of it", { field: undefined as never, was: undefined as never, is: undefined as never }],
  ["that its author approves", { author: "isso-1" }],
])("a correction %s corrects nothing", (_, change) => {
  expect(linesOf(pastNotify, corrected(change)).join()).toContain("detectedOn is another");
});

test("it can be applied for 30 days, and is not good for anything later", () => {
  const old = corrected({ correctedOn: day(0) });
  expect([29, 30, 31].map((days) => linesOf(pastNotify, old, day(days)).length)).toEqual([0, 0, 1]);
});

test("an entry that should never have been there goes with one", () => {
  const gone = (correction: Partial<Correction>) =>
    changed(pastNotify, (draft) => {
      draft.grants.github.engineer.shift();
      const { field: _, was: __, is: ___, ...rest } = typo;
      draft.corrections.typo = { ...rest, entry: "notify/grants/github/engineer/engineer-1", ...correction };
      draft.corrections.typo.author = "admin-2";
    });
  expect(linesOf(pastNotify, gone({ was: "2023-05-03" }))).toEqual([]);
  // Of a list the day tells which of them.
  expect(linesOf(pastNotify, gone({}))).toHaveLength(1);
});

test("whoever approves did not write it, gains nothing by it, was there, and holds a role for that", () => {
  expect(wrong({ approver: "engineer-1", author: "admin-2" })).toEqual([
    expect.stringContaining("engineer-1 held no role on"),
  ]);
  expect(wrong({ author: "isso-1" })).toEqual(["isso-1 wrote it, and somebody else has to approve it"]);
  // admin-1 has to mend it, now or when it was deployed.
  expect(wrong({ approver: "admin-1" })).toEqual(["admin-1 gains by it, and somebody else has to approve it"]);
  const handedOver = corrected({ approver: "admin-1" }, (draft) => {
    draft.vulnerabilities.open.owner = "admin-2";
  });
  expect(linesOf(pastNotify, handedOver).join()).toContain("detectedOn is another");
  expect(wrong({ entry: "notify/people/isso-1", field: "joinedOn" })).toEqual([
    "isso-1 gains by it, and somebody else has to approve it",
  ]);
  expect(wrong({}, (draft) => Object.assign(draft.people["isso-1"], { leftOn: day(-1) }))[0]).toContain("had left on");
  expect(wrong({ approver: "nobody" })).toEqual(["its approver nobody is not in the register"]);
});

test("it says of what it is, on a day that has come", () => {
  expect(wrong({ entry: "ocp/people/ada" })[0]).toContain("what is remembered is in notify/");
  expect(wrong({ entry: "notify/domains/notify.gov" })[0]).toContain("what is remembered is in notify/");
  expect(wrong({ field: "discovered" })).toEqual([`${subject} has no field discovered`]);
  expect(wrong({ is: day(-20) })).toEqual(["it says nothing else than before"]);
  expect([-1, 0, 1].map((days) => wrong({ correctedOn: day(days) }).length)).toEqual([0, 0, 1]);
});
