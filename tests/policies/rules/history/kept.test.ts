import { expect, test } from "vitest";
import { historyType, nothingForgotten } from "../../../../model/history.ts";
import { historyIsKept } from "../../../../policies/rules/history/kept.ts";
import { contradictedMoments } from "../../../../policies/rules/history/moments.ts";
import type { Resource } from "../../../../policies/rules/rule.ts";
import { asOf, changed } from "../../compliant.ts";
import { resource, saidOfStack } from "../../judge.ts";
import { pastNotify } from "./past.ts";

const record = (props: Readonly<Record<string, unknown>>, name = "notify") => resource(historyType, name, props);
const nothing = nothingForgotten("notify");
const later = changed(pastNotify, (draft) => void delete draft.vulnerabilities.open);
const said = (resources: readonly Resource[], register = pastNotify) =>
  saidOfStack(historyIsKept, resources, register).map((line) =>
    line.slice(0, line.indexOf(`. ${historyIsKept.remedy}`)),
  );

test("a stack that contradicts nothing passes", () => {
  expect(said([record(nothing)])).toEqual([]);
});

test("what is contradicted is refused, by the entry that it was", () => {
  const moments = contradictedMoments([pastNotify], later, asOf);
  const lines = said([record({ ...nothing, moments })], later);
  expect(lines).toEqual([expect.stringMatching(/^notify\/vulnerabilities\/open: it was there and is gone/)]);
  // Said by several moments, it is one violation.
  expect(said([record({ ...nothing, moments: [...moments, ...moments] })], later)).toEqual(lines);
  expect(said([record({ ...nothing, moments })])).toEqual([]);
});

test("a stack that does not say, or says it twice, or of another register, is refused", () => {
  expect(said([])[0]).toContain(`notify: no ${historyType} says what was deployed before`);
  expect(said([record(nothing), record(nothing, "other")])[0]).toContain("notify: there are 2 of");
  expect(said([record({ ...nothing, register: "ocp" })])[0]).toContain("it is of ocp, and not of notify");
  expect(said([record({ ...nothing, moments: "none" })])[0]).toContain("in the form that it has");
  expect(said([record({ ...nothing, moments: [{ people: { ada: {} } }] })])[0]).toContain("in the form that it has");
});

test("what was deployed and cannot be read is refused", () => {
  const unreadable = [{ type: "gatehouse:access:Role", name: "github-engineer", problem: "grants: expected array" }];
  expect(said([record({ ...nothing, unreadable })])).toEqual([
    'gatehouse:access:Role "github-engineer": as it was deployed, it cannot be read: grants: expected array',
  ]);
});
