import { describe, expect, test } from "vitest";
import { administratorsBelong } from "../../../../policies/rules/ocp/administrators-belong.ts";
import { asOf, changed, type Draft, ocpPerson, ocpRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

const verdict = (change: (draft: Draft) => void) => said(administratorsBelong, changed(ocpRegister, change));

describe("OCP-ADM-1: administrative roles are for staff of the listed organisations", () => {
  test("staff of OCP, CDS, Dogsbody and ODS may administer", () => {
    expect(
      verdict(({ grants }) => {
        for (const person of ["cds-developer-1", "dogsbody-manager-1", "ods-developer-1"]) {
          grants.redash.admin.push({ person, createdOn: "2024-01-15" });
        }
      }),
    ).toEqual([]);
  });

  test("somebody of another organisation may not", () => {
    expect(
      verdict(({ people }) => {
        people["ocp-owner-1"].organisation = "young-innovations";
      }),
    ).toEqual([
      "ocp/grants/redash/admin/ocp-owner-1: ocp-owner-1 of young-innovations holds admin in redash, which is for staff of ocp, cds, dogsbody and ods. Revoke the grant, or correct the person's organisation in register/ocp/people.yaml. [OCP-ADM-1]",
      "ocp/grants/redmine/administrator/ocp-owner-1: ocp-owner-1 of young-innovations holds administrator in redmine, which is for staff of ocp, cds, dogsbody and ods. Revoke the grant, or correct the person's organisation in register/ocp/people.yaml. [OCP-ADM-1]",
      "ocp/grants/sentry/owner/ocp-owner-1: ocp-owner-1 of young-innovations holds owner in sentry, which is for staff of ocp, cds, dogsbody and ods. Revoke the grant, or correct the person's organisation in register/ocp/people.yaml. [OCP-ADM-1]",
    ]);
  });

  test("nor may somebody who is not in the register", () => {
    expect(
      verdict(({ people, grants }) => {
        delete people["ocp-owner-1"];
        delete grants.redmine;
        delete grants.sentry;
      }),
    ).toEqual([
      "ocp/grants/redash/admin/ocp-owner-1: ocp-owner-1 is not in people.yaml, so their organisation is not known. Revoke the grant, or correct the person's organisation in register/ocp/people.yaml. [OCP-ADM-1]",
    ]);
  });

  test("a role that nobody has called ordinary is administrative", () => {
    const outsider = (role: string) => (draft: Draft) => {
      draft.people["visitor-1"] = ocpPerson("visitor-1", "visitors", "example.org");
      draft.grants.redash[role] = [{ person: "visitor-1", createdOn: "2024-01-15" }];
    };
    expect(verdict(outsider("member"))).toEqual([]);
    expect(verdict(outsider("superuser"))).toEqual([
      "ocp/grants/redash/superuser/visitor-1: visitor-1 of visitors holds superuser in redash, which is for staff of ocp, cds, dogsbody and ods. Revoke the grant, or correct the person's organisation in register/ocp/people.yaml. [OCP-ADM-1]",
    ]);
  });

  test("a revoked grant counts until the day that it was revoked on", () => {
    const revokedOn = (day: string) => (draft: Draft) => {
      draft.people["visitor-1"] = ocpPerson("visitor-1", "visitors", "example.org");
      draft.grants.redash.admin.push({ person: "visitor-1", createdOn: "2024-01-15", revokedOn: day });
    };
    expect(verdict(revokedOn("2026-05-31"))).toEqual([]);
    expect(verdict(revokedOn(asOf))).toEqual([]);
    expect(verdict(revokedOn("2026-06-02"))).toHaveLength(1);
  });

  test("a register without grants proves nothing", () => {
    expect(
      verdict((draft) => {
        draft.grants = {};
      }),
    ).toEqual([
      "ocp: there is nothing that ocp-administrators-belong could judge. Put the entries back into the register that the rule is about. [OCP-ADM-1]",
    ]);
  });
});
