import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { addDays } from "../../../../model/dates.ts";
import { references } from "../../../../model/schema/common.ts";
import { actorsPresent } from "../../../../policies/rules/baseline/actors-present.ts";
import { actingFields, fieldsWithoutAct } from "../../../../policies/rules/baseline/acts.ts";
import { absence, wasThere } from "../../../../policies/rules/presence.ts";
import { asOf, changed, type Draft, notifyRegister, ocpRegister } from "../../compliant.ts";
import { fieldAt, fieldsOfSchema } from "../../flips.ts";
import { said } from "../../judge.ts";

describe("GATE-14: whoever acts was there on that day", () => {
  test("no field of the schema that names a person is without a day", () => {
    const named = fieldsOfSchema().filter(
      (path) => references.get(fieldAt(path).schema as z.ZodString)?.target === "people",
    );
    expect(named.sort()).toEqual([...actingFields.map(({ field }) => field), ...Object.keys(fieldsWithoutAct)].sort());
  });

  test("compliant registers are in order", () => {
    expect(said(actorsPresent, ocpRegister)).toEqual([]);
    expect(said(actorsPresent, notifyRegister)).toEqual([]);
  });

  test("the first and the last day count, the day before and the day after do not", () => {
    const people = {
      joe: { ...ocpRegister.people["ocp-owner-1"], joinedOn: "2026-03-02", leftOn: "2026-05-08" },
    } as never;
    const on = (day: string) => absence({ people }, "joe", day);
    expect([on("2026-03-01"), on("2026-03-02"), on("2026-05-08"), on("2026-05-09")]).toEqual([
      "had not joined",
      undefined,
      undefined,
      "had left",
    ]);
    expect(wasThere({ people }, "joe", "2026-05-08")).toBe(true);
    expect(absence({ people }, "toString", "2026-05-08")).toBe("is not in people.yaml");
  });

  const day = addDays(asOf, -20);
  const waiver = { owner: "ods-developer-1", author: "ods-developer-1", approver: "ods-developer-1", grantedOn: day };
  test.each<[string, string, (draft: Draft, person: string, day: string) => void]>([
    [
      "createdBy",
      "createdBy",
      (d, createdBy, on) => Object.assign(d.grants.redash.admin[0], { createdBy, createdOn: on }),
    ],
    [
      "approvedBy",
      "approvedBy",
      (d, approvedBy, on) => Object.assign(d.grants.redash.admin[0], { approvedBy, approvedOn: on }),
    ],
    [
      "approvedBy, undated",
      "approvedBy",
      (d, approvedBy, on) => Object.assign(d.grants.redash.admin[0], { approvedBy, createdOn: on }),
    ],
    [
      "grantedBy",
      "grantedBy",
      (d, grantedBy, on) => Object.assign(d.rootGrants.toucan[0], { grantedBy, grantedOn: on }),
    ],
    ["root received", "person", (d, person, on) => Object.assign(d.rootGrants.toucan[0], { person, grantedOn: on })],
    ["role received", "person", (d, person, on) => Object.assign(d.grants.redash.admin[0], { person, createdOn: on })],
    ["deployment", "person", (d, person, on) => Object.assign(d.deployments[0], { person, deployedOn: on })],
    ["review", "by", (d, by, on) => Object.assign(d.reviews[0], { by, reviewedOn: on })],
    ["smoke test", "by", (d, by, on) => d.smokeTests.push({ by, testedOn: on })],
    [
      "author",
      "author",
      (d, author, on) =>
        Object.assign(d.waivers, {
          w: { ...waiver, owner: "ods-developer-1", approver: "ods-developer-1", author, grantedOn: on },
        }),
    ],
    [
      "approver",
      "approver",
      (d, approver, on) => Object.assign(d.waivers, { w: { ...waiver, approver, grantedOn: on } }),
    ],
    [
      "closed vulnerability",
      "owner",
      (d, owner, on) => Object.assign(d.vulnerabilities, { v: { owner, detectedOn: on, closedOn: on } }),
    ],
  ])("%s after somebody left is refused; on their last day it is not", (_, field, change) => {
    // Somebody who does nothing else in the register.
    const acting = (on: string) =>
      said(
        actorsPresent,
        changed(ocpRegister, (draft) => {
          Object.assign(draft.people, { leaver: { ...draft.people["ods-developer-1"], leftOn: day } });
          change(draft, "leaver", on);
        }),
      );
    expect(acting(addDays(day, -1))).toEqual([]);
    expect(acting(day)).toEqual([]);
    expect(acting(addDays(day, 1))).toEqual([
      expect.stringContaining(`: ${field} is leaver on ${addDays(day, 1)}, who had left on ${day}. `),
    ]);
  });

  test("whoever owns a waiver, or an open vulnerability, is there today", () => {
    const owning = (leftOn: string, entry: "waivers" | "vulnerabilities") =>
      said(
        actorsPresent,
        changed(ocpRegister, (draft) => {
          Object.assign(draft.people, { leaver: { ...draft.people["ods-developer-1"], leftOn } });
          Object.assign(draft[entry], { e: { ...waiver, detectedOn: day, owner: "leaver" } });
        }),
      );
    for (const entry of ["waivers", "vulnerabilities"] as const) {
      expect(owning(addDays(asOf, 1), entry)).toEqual([]);
      expect(owning(asOf, entry)).toEqual([]);
      expect(owning(addDays(asOf, -1), entry)).toHaveLength(1);
    }
  });

  test("nobody acts before they join, but an account may be made for them", () => {
    const joining = (change: (draft: Draft) => void) =>
      said(
        actorsPresent,
        changed(ocpRegister, (draft) => {
          Object.assign(draft.people, { newcomer: { ...draft.people["ods-developer-1"], joinedOn: asOf } });
          change(draft);
        }),
      );
    const before = addDays(asOf, -1);
    expect(joining((d) => Object.assign(d.grants.redash.admin[0], { person: "newcomer", createdOn: before }))).toEqual(
      [],
    );
    expect(joining((d) => Object.assign(d.reviews[0], { by: "newcomer", reviewedOn: asOf }))).toEqual([]);
    expect(joining((d) => Object.assign(d.reviews[0], { by: "newcomer", reviewedOn: before }))).toEqual([
      expect.stringContaining(`by is newcomer on ${before}, who had not joined before ${asOf}`),
    ]);
  });

  test("a grant that was revoked binds nobody any more", () => {
    expect(
      said(
        actorsPresent,
        changed(ocpRegister, (draft) => {
          Object.assign(draft.people, { leaver: { ...draft.people["ods-developer-1"], leftOn: day } });
          const grant = { createdBy: "leaver", createdOn: addDays(day, 1), revokedOn: asOf };
          Object.assign(draft.grants.redash.admin[0], grant);
        }),
      ),
    ).toEqual([]);
  });
});
