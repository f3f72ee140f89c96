import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Register } from "../../../../model/register.ts";
import { roleLimitRules } from "../../../../policies/rules/ocp/role-limits.ts";
import { type RoleLimit, roleLimits } from "../../../../policies/settings/ocp.ts";
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

  test.each(["superuser", "super-administrator", "owner"])("a third is not hidden in a new role %s", (other) => {
    expect(
      verdict((draft) => {
        holders("ods", 2, system, role)(draft);
        draft.systems[system].roles[other] = { title: "Superuser" };
        draft.people["ods-other"] = ocpPerson("ods-other", "ods", "opendataservices.coop");
        draft.grants[system][other] = [{ person: "ods-other", createdOn: "2025-01-13" }];
      }),
    ).toHaveLength(1);
  });

  test.each(["admin", "Members", "view"])(
    "an ordinary role counts once it is given the permission %s",
    (permission) => {
      expect(
        verdict((draft) => {
          holders("ods", 2, system, role)(draft);
          draft.systems[system].roles.member.permission = permission;
          draft.people["ods-other"] = ocpPerson("ods-other", "ods", "opendataservices.coop");
          draft.grants[system].member = [{ person: "ods-other", createdOn: "2025-01-13" }];
        }),
      ).toHaveLength(1);
    },
  );

  test("ordinary members may be any number", () => {
    expect(verdict(holders("ods", 5, system, "member"))).toEqual([]);
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
    "ocp/grants/redash/admin: 3 of ocp hold it (ocp-admin-1, ocp-admin-2 and ocp-admin-3); at most 2 may. Revoke admin or another administrative role in register/ocp/grants.yaml until no more than 2 people of an organisation hold it. [OCP-REDASH-1]",
  ]);
});

test("OCP-REDMINE-1: three of ODS are one too many", () => {
  const three = changed(ocpRegister, holders("ods", 3, "redmine", "administrator"));
  expect(said(rule("ocp-redmine-administrators"), three)).toEqual([
    "ocp/grants/redmine/administrator: 3 of ods hold it (ods-admin-1, ods-admin-2 and ods-admin-3); at most 2 may. Revoke administrator or another administrative role in register/ocp/grants.yaml until no more than 2 people of an organisation hold it. [OCP-REDMINE-1]",
  ]);
});

test("without the system there is nobody to count, and no verdict", () => {
  const without = changed(ocpRegister, (draft) => {
    delete draft.systems.redash;
  });
  expect(said(rule("ocp-redash-administrators"), without)).toEqual([
    "ocp/grants/redash/admin: redash has no role admin in register/ocp/systems.yaml, so nobody can be counted. Revoke admin or another administrative role in register/ocp/grants.yaml until no more than 2 people of an organisation hold it. [OCP-REDASH-1]",
  ]);
});

describe("advice beyond the clause's letter", () => {
  const others = rule("ocp-redash-administrators-of-others");
  const floor = rule("ocp-redash-administrator-of-owner");

  test("other organisations are held to two as well", () => {
    expect(others.level).toBe("advisory");
    expect(said(others, changed(ocpRegister, holders("cds", 2)))).toEqual([]);
    expect(said(others, changed(ocpRegister, holders("cds", 3)))).toEqual([
      "ocp/grants/redash/admin: 3 of cds hold it (cds-admin-1, cds-admin-2 and cds-admin-3); at most 2 may. Revoke admin or another administrative role in register/ocp/grants.yaml until no more than 2 people of an organisation hold it. [OCP-REDASH-1]",
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

describe("OCP-SENTRY-3: one administrator of Sentry of ODS, and one of CDS", () => {
  const ceiling = rule("ocp-sentry-admins");
  const verdict = (change: (draft: Draft) => void) => said(ceiling, changed(ocpRegister, change));
  const alsoHolds = (role: string, grant: object) => (draft: Draft) => {
    draft.people["ods-developer-2"] = ocpPerson("ods-developer-2", "ods", "opendataservices.coop");
    draft.systems.sentry.roles[role] ??= { title: role };
    draft.grants.sentry[role] = [...(draft.grants.sentry[role] ?? []), { createdOn: "2025-01-01", ...grant }];
  };

  test("one of each is in order, and so is none", () => {
    expect(verdict(() => {})).toEqual([]);
    expect(verdict(holders("ocp", 3, "sentry", "admin"))).toEqual([]);
  });

  test("two of ODS are one too many", () => {
    expect(verdict(holders("ods", 2, "sentry", "admin"))).toEqual([
      "ocp/grants/sentry/admin: 2 of ods hold it (ods-admin-1 and ods-admin-2); at most 1 may. Revoke admin or another administrative role in register/ocp/grants.yaml until no more than 1 person of an organisation holds it. [OCP-SENTRY-3]",
    ]);
  });

  test("two of CDS are one too many", () => {
    expect(verdict(holders("cds", 2, "sentry", "admin"))).toHaveLength(1);
  });

  test("Admin of a team counts, and somebody who is both counts once", () => {
    expect(verdict(alsoHolds("admin", { person: "ods-developer-2", team: "toucan" }))).toHaveLength(1);
    expect(verdict(alsoHolds("admin", { person: "ods-developer-1", team: "toucan" }))).toEqual([]);
  });

  test.each(["team-admin", "manager", "owner"])("a second administrator is not hidden in the role %s", (role) => {
    expect(verdict(alsoHolds(role, { person: "ods-developer-2" }))).toHaveLength(1);
  });

  test.each(["member", "billing"])("the role %s gives no power to count", (role) => {
    expect(verdict(alsoHolds(role, { person: "ods-developer-2" }))).toEqual([]);
  });

  test("an invitation counts, a revoked grant does not", () => {
    expect(verdict(alsoHolds("admin", { person: "ods-developer-2", pending: true }))).toHaveLength(1);
    expect(verdict(alsoHolds("admin", { person: "ods-developer-2", revokedOn: asOf }))).toEqual([]);
  });

  test("what an organisation is called does not matter", () => {
    expect(
      verdict((draft) => {
        draft.organisations.ods.name = "Open Data Services";
        holders("ods", 2, "sentry", "admin")(draft);
      }),
    ).toHaveLength(1);
  });
});

describe("OCP-SENTRY-4: somebody of OCP owns Sentry", () => {
  const floor = rule("ocp-sentry-owner");
  const owner = (change: object) =>
    said(
      floor,
      changed(ocpRegister, (draft) => {
        Object.assign(draft.grants.sentry.owner[0], change);
      }),
    );

  test("one is enough", () => {
    expect(floor.level).toBe("mandatory");
    expect(owner({})).toEqual([]);
  });

  test.each([
    { what: "a revoked one", change: { revokedOn: asOf } },
    { what: "an invited one", change: { pending: true } },
    { what: "one of another organisation", change: { person: "dogsbody-manager-1" } },
    { what: "one nobody knows", change: { person: "nobody" } },
  ])("$what does not count", ({ change }) => {
    expect(owner(change)).toEqual([
      "ocp/grants/sentry/owner: nobody of ocp holds it; at least 1 must. Grant owner to somebody of that organisation in register/ocp/grants.yaml. [OCP-SENTRY-4]",
    ]);
  });

  test("one who leaves tomorrow still counts", () => {
    expect(owner({ revokedOn: "2026-06-02" })).toEqual([]);
  });

  test("an Admin is no Owner", () => {
    const only = changed(ocpRegister, (draft) => {
      draft.grants.sentry.admin.push(...draft.grants.sentry.owner.splice(0));
    });
    expect(said(floor, only)).toHaveLength(1);
  });
});

describe("for any register", () => {
  const ordinary = ["member", "billing"];
  const organisations = Object.keys(ocpRegister.organisations);
  const anyGrant = fc.record({
    system: fc.constantFrom("redash", "redmine", "sentry"),
    role: fc.constantFrom("admin", "administrator", "owner", "manager", "member"),
    person: fc.integer({ min: 0, max: 9 }).map((number) => `person-${number}`),
    createdOn: fc.constant("2024-01-15"),
    revokedOn: fc.option(fc.constantFrom("2026-05-31", "2026-06-01", "2026-06-02"), { nil: undefined }),
    pending: fc.boolean(),
    team: fc.option(fc.constantFrom("toucan", "kingfisher"), { nil: undefined }),
  });
  const anyRegister = fc
    .record({
      members: fc.array(fc.constantFrom(...organisations), { minLength: 10, maxLength: 10 }),
      grants: fc.array(anyGrant, { maxLength: 40 }),
    })
    .map(({ members, grants }) =>
      changed(ocpRegister, (draft) => {
        for (const [index, organisation] of members.entries()) {
          draft.people[`person-${index}`] = ocpPerson(`person-${index}`, organisation, "example.org");
        }
        for (const { system, role, ...grant } of grants) {
          draft.systems[system].roles[role] ??= { title: role };
          draft.grants[system][role] = [...(draft.grants[system][role] ?? []), grant];
        }
      }),
    );

  /** The people of an organisation who hold a role, found by asking of each person and each grant. */
  function counted(limit: RoleLimit, organisation: string, register: Register): number {
    let number = 0;
    for (const [person, { organisation: own }] of Object.entries(register.people)) {
      let holds = false;
      for (const [role, grants] of Object.entries(register.grants[limit.system] ?? {})) {
        for (const grant of grants) {
          if (grant.person !== person || own !== organisation) continue;
          if (role !== limit.role && (limit.atMost === undefined || ordinary.includes(role))) continue;
          if (grant.revokedOn !== undefined && grant.revokedOn !== "2026-06-02") continue;
          if (limit.atLeast !== undefined && grant.pending === true) continue;
          holds = true;
        }
      }
      if (holds) number += 1;
    }
    return number;
  }

  test.each(roleLimits)("$rule says what counting by hand says", (limit) => {
    const judged =
      limit.organisations === "others"
        ? organisations.filter((each) => each !== "ocp" && each !== "ods")
        : limit.organisations;
    fc.assert(
      fc.property(anyRegister, (register) => {
        const breaches = judged.filter((organisation) => {
          const number = counted(limit, organisation, register);
          return number > (limit.atMost ?? Infinity) || number < (limit.atLeast ?? 0);
        });
        expect(said(rule(limit.rule), register)).toHaveLength(breaches.length);
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
