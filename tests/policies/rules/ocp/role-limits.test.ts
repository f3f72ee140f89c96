import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roleLimitRules } from "../../../../policies/rules/ocp/role-limits.ts";
import { asOf, changed, type Draft, ocpPerson, ocpRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

const rule = (name: string) => {
  const found = roleLimitRules.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no rule ${name}`);
  return found;
};

/** So many people of an organisation who hold a role. */
const holders =
  (organisation: string, number: number, system = "redash", role = "admin") =>
  (draft: Draft) => {
    draft.grants[system][role] = Array.from({ length: number }, (_, index) => {
      const person = `${organisation}-admin-${index + 1}`;
      draft.people[person] = ocpPerson(person, organisation, "example.org");
      return { person, createdOn: "2024-01-15" };
    });
  };

describe.each([
  { clause: "OCP-REDASH-1", system: "redash", role: "admin" },
  { clause: "OCP-REDMINE-1", system: "redmine", role: "administrator" },
])("$clause: at most two of each organisation hold $role in $system", ({ system, role }) => {
  const ceiling = rule(`ocp-${system}-administrators`);
  const verdict = (change: (draft: Draft) => void) => said(ceiling, changed(ocpRegister, change));

  test.each([0, 1, 2])("%i of one organisation are in order", (number) => {
    expect(verdict(holders("ocp", number, system, role))).toEqual([]);
    expect(verdict(holders("ods", number, system, role))).toEqual([]);
  });

  test("two of OCP and two of ODS are in order", () => {
    expect(
      verdict((draft) => {
        holders("ocp", 2, system, role)(draft);
        const ours = draft.grants[system][role];
        holders("ods", 2, system, role)(draft);
        draft.grants[system][role].push(...ours);
      }),
    ).toEqual([]);
  });

  test("a second grant of one person counts once, a revoked one not at all", () => {
    const oneMore = (grant: object) => (draft: Draft) => {
      holders("ocp", 2, system, role)(draft);
      draft.grants[system][role].push(grant);
    };
    expect(verdict(oneMore({ person: "ocp-admin-1", createdOn: "2025-01-01" }))).toEqual([]);
    expect(verdict(oneMore({ person: "ocp-owner-1", createdOn: "2025-01-01", revokedOn: asOf }))).toEqual([]);
    expect(verdict(oneMore({ person: "ocp-owner-1", createdOn: "2025-01-01", revokedOn: "2026-06-02" }))).toHaveLength(
      1,
    );
    expect(verdict(oneMore({ person: "ocp-owner-1", createdOn: "2025-01-01", pending: true }))).toHaveLength(1);
  });

  test("the organisation is the person's, not what they are called", () => {
    expect(
      verdict((draft) => {
        holders("ods", 3, system, role)(draft);
        draft.people["ods-admin-3"].organisation = "dogsbody";
      }),
    ).toEqual([]);
  });

  test("a role that is not in the register cannot be counted", () => {
    expect(
      verdict((draft) => {
        delete draft.systems[system].roles[role];
      }),
    ).toHaveLength(1);
  });
});

test("OCP-REDASH-1: three of OCP are one too many", () => {
  expect(said(rule("ocp-redash-administrators"), changed(ocpRegister, holders("ocp", 3)))).toEqual([
    "ocp/grants/redash/admin: 3 of ocp hold it (ocp-admin-1, ocp-admin-2 and ocp-admin-3); at most 2 may. Revoke admin in register/ocp/grants.yaml until no more than 2 people of an organisation hold it. [OCP-REDASH-1]",
  ]);
});

test("OCP-REDMINE-1: three of ODS are one too many", () => {
  const three = changed(ocpRegister, holders("ods", 3, "redmine", "administrator"));
  expect(said(rule("ocp-redmine-administrators"), three)).toEqual([
    "ocp/grants/redmine/administrator: 3 of ods hold it (ods-admin-1, ods-admin-2 and ods-admin-3); at most 2 may. Revoke administrator in register/ocp/grants.yaml until no more than 2 people of an organisation hold it. [OCP-REDMINE-1]",
  ]);
});

test("without the system there is nobody to count, and no verdict", () => {
  const without = changed(ocpRegister, (draft) => {
    delete draft.systems.redash;
  });
  expect(said(rule("ocp-redash-administrators"), without)).toEqual([
    "ocp/grants/redash/admin: redash has no role admin in register/ocp/systems.yaml, so nobody can be counted. Revoke admin in register/ocp/grants.yaml until no more than 2 people of an organisation hold it. [OCP-REDASH-1]",
  ]);
});

describe("advice beyond the clause's letter", () => {
  const others = rule("ocp-redash-administrators-of-others");
  const floor = rule("ocp-redash-administrator-of-owner");

  test("other organisations are held to two as well", () => {
    expect(others.level).toBe("advisory");
    expect(said(others, changed(ocpRegister, holders("cds", 2)))).toEqual([]);
    expect(said(others, changed(ocpRegister, holders("cds", 3)))).toEqual([
      "ocp/grants/redash/admin: 3 of cds hold it (cds-admin-1, cds-admin-2 and cds-admin-3); at most 2 may. Revoke admin in register/ocp/grants.yaml until no more than 2 people of an organisation hold it. [OCP-REDASH-1]",
    ]);
    expect(said(others, changed(ocpRegister, holders("ocp", 3)))).toEqual([]);
  });

  test("OCP keeps one administrator of its own, who has accepted", () => {
    expect(floor.level).toBe("advisory");
    expect(said(floor, ocpRegister)).toEqual([]);
    expect(said(floor, changed(ocpRegister, holders("ods", 2)))).toEqual([
      "ocp/grants/redash/admin: nobody of ocp holds it; at least 1 should. Grant admin to somebody of that organisation in register/ocp/grants.yaml. [OCP-REDASH-1]",
    ]);
    const invited = changed(ocpRegister, (draft) => {
      draft.grants.redash.admin[0].pending = true;
    });
    expect(said(floor, invited)).toHaveLength(1);
  });
});

describe("for any register", () => {
  const organisations = ["ocp", "ods", "cds"] as const;
  const anyHolder = fc.record({
    person: fc.integer({ min: 0, max: 7 }).map((number) => `person-${number}`),
    revokedOn: fc.option(fc.constantFrom("2026-05-31", "2026-06-01", "2026-06-02"), { nil: undefined }),
  });
  const anyRegister = fc
    .record({
      members: fc.array(fc.constantFrom(...organisations), { minLength: 8, maxLength: 8 }),
      grants: fc.array(anyHolder, { maxLength: 12 }),
    })
    .map(({ members, grants }) =>
      changed(ocpRegister, (draft) => {
        for (const [index, organisation] of members.entries()) {
          draft.people[`person-${index}`] = ocpPerson(`person-${index}`, organisation, "example.org");
        }
        draft.grants.redash.admin = grants.map((grant) => ({ ...grant, createdOn: "2024-01-15" }));
      }),
    );

  test("the verdict is that of counting by hand", () => {
    fc.assert(
      fc.property(anyRegister, (register) => {
        const counts = { ocp: 0, ods: 0 };
        for (const [person, { organisation }] of Object.entries(register.people)) {
          const holds = (register.grants.redash?.admin ?? []).some(
            (grant) => grant.person === person && (grant.revokedOn === undefined || grant.revokedOn === "2026-06-02"),
          );
          if (holds && (organisation === "ocp" || organisation === "ods")) counts[organisation] += 1;
        }
        const tooMany = Object.values(counts).filter((number) => number > 2).length;
        expect(said(rule("ocp-redash-administrators"), register)).toHaveLength(tooMany);
      }),
    );
  });

  test("one person who changes organisation flips it, both ways", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), (index) => {
        const three = changed(ocpRegister, holders("ods", 3));
        const two = changed(three, (draft) => {
          draft.people[`ods-admin-${index + 1}`].organisation = "cds";
        });
        const limit = rule("ocp-redash-administrators");
        expect([said(limit, three).length, said(limit, two).length]).toEqual([1, 0]);
      }),
    );
  });
});
