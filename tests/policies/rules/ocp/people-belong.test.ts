import { describe, expect, test } from "vitest";
import { peopleBelong } from "../../../../policies/rules/ocp/people-belong.ts";
import { asOf, changed, type Draft, ocpPerson, ocpRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

const verdict = (change: (draft: Draft) => void) => said(peopleBelong, changed(ocpRegister, change));

/** A change to the developer, who has root and a key. */
const developer = (change: Record<string, unknown>) => (draft: Draft) => {
  Object.assign(draft.people["ods-developer-1"], change);
};

describe("OCP-ADM-3: everybody with access belongs to a listed organisation", () => {
  test("with an address at its domain, in capitals or not", () => {
    expect(verdict(developer({}))).toEqual([]);
    expect(verdict(developer({ email: "ods-developer-1@OpenDataServices.coop" }))).toEqual([]);
  });

  test("not with an address elsewhere", () => {
    expect(verdict(developer({ email: "ods-developer-1@gmail.example" }))).toEqual([
      "ocp/people/ods-developer-1: ods-developer-1 of ods has an address at gmail.example, not at opendataservices.coop. Remove the person's grants and keys, or correct the entry in register/ocp/people.yaml. [OCP-ADM-3]",
    ]);
  });

  test.each(["ods-developer-1@dogsbody.com", "a@opendataservices.coop.example", "a@mail.opendataservices.coop"])(
    "nor with %s, which only looks like one",
    (email) => {
      expect(verdict(developer({ email }))).toEqual([
        expect.stringContaining(`has an address at ${email.split("@")[1]}`),
      ]);
    },
  );

  test("not somebody of an organisation that is not listed", () => {
    expect(verdict(developer({ organisation: "datlab" }))).toEqual([
      "ocp/people/ods-developer-1: ods-developer-1 has access but belongs to datlab, not to ocp, cds, dogsbody and ods. Remove the person's grants and keys, or correct the entry in register/ocp/people.yaml. [OCP-ADM-3]",
    ]);
  });

  test("not somebody whose grant names nobody in the register", () => {
    expect(
      verdict((draft) => {
        delete draft.people["ods-developer-1"];
      }),
    ).toEqual([
      "ocp/people/ods-developer-1: ods-developer-1 has access but is not in people.yaml. Remove the person's grants and keys, or correct the entry in register/ocp/people.yaml. [OCP-ADM-3]",
    ]);
  });

  test("a key alone is access", () => {
    expect(
      verdict((draft) => {
        draft.people["visitor-1"] = ocpPerson("visitor-1", "visitors", "example.org");
      }),
    ).toEqual([
      "ocp/people/visitor-1: visitor-1 has access but belongs to visitors, not to ocp, cds, dogsbody and ods. Remove the person's grants and keys, or correct the entry in register/ocp/people.yaml. [OCP-ADM-3]",
    ]);
  });

  test("somebody without grants or keys needs no organisation of ours", () => {
    expect(
      verdict((draft) => {
        draft.people["visitor-1"] = { ...ocpPerson("visitor-1", "visitors", "example.org"), sshKeys: [] };
      }),
    ).toEqual([]);
  });

  test("nor does somebody whose grants have all ended", () => {
    expect(
      verdict((draft) => {
        draft.people["visitor-1"] = { ...ocpPerson("visitor-1", "visitors", "example.org"), sshKeys: [] };
        draft.grants.redash.admin.push({ person: "visitor-1", createdOn: "2024-01-15", revokedOn: asOf });
      }),
    ).toEqual([]);
  });

  test("a leaver has access up to their last day and not after", () => {
    expect(verdict(developer({ leftOn: "2026-06-02" }))).toEqual([]);
    expect(verdict(developer({ leftOn: asOf }))).toEqual([]);
    expect(verdict(developer({ leftOn: "2026-05-31" }))).toEqual([
      "ocp/people/ods-developer-1: ods-developer-1 left on 2026-05-31 but still has access. Remove the person's grants and keys, or correct the entry in register/ocp/people.yaml. [OCP-ADM-3]",
    ]);
  });

  test("a leaver's key is no access once all that they held has ended", () => {
    const left = (revokedOn: string | undefined) => (draft: Draft) => {
      draft.people["ods-developer-1"].leftOn = "2026-05-31";
      const held = [
        ...Object.values(draft.grants).flatMap((roles) => Object.values(roles as object)),
        ...Object.values(draft.rootGrants),
      ];
      for (const grant of held.flat() as { person: string; revokedOn?: string | undefined }[]) {
        if (grant.person === "ods-developer-1") grant.revokedOn = revokedOn;
      }
    };
    expect(verdict(left("2026-05-31"))).toEqual([]);
    expect(verdict(left(asOf))).toEqual([]);
    expect(verdict(left("2026-06-02"))).toHaveLength(1);
    expect(verdict(left(undefined))).toHaveLength(1);
  });

  test("a register without people proves nothing", () => {
    expect(
      verdict((draft) => {
        draft.people = {};
        draft.grants = {};
        draft.rootGrants = {};
      }),
    ).toEqual([
      "ocp: there is nothing that ocp-people-belong could judge. Put the entries back into the register that the rule is about. [OCP-ADM-3]",
    ]);
  });
});
