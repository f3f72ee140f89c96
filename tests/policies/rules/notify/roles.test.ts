import { describe, expect, test } from "vitest";
import * as roles from "../../../../policies/rules/notify/roles.ts";
import type { RegisterRule } from "../../../../policies/rules/rule.ts";
import { approved, changed, type Draft, notifyRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

const by = (rule: RegisterRule) => (change: (draft: Draft) => void) => said(rule, changed(notifyRegister, change));

describe("NOTIFY-ROLE-1: Administrators on GitHub are PBS federal staff", () => {
  const verdict = by(roles.administratorsArePbsFed);

  test("all of them", () => {
    expect(verdict(() => {})).toEqual([]);
  });

  test("not a contractor", () => {
    expect(
      verdict((draft) => {
        draft.people["admin-2"].employment = "contractor";
      }),
    ).toEqual([
      "notify/grants/github/administrator/admin-2: the employment of admin-2 is contractor, not pbs-fed. Revoke the grant in register/notify/grants.yaml, or correct the person's employment in people.yaml. [NOTIFY-ROLE-1]",
    ]);
  });

  test("not somebody who is not in the register", () => {
    expect(
      verdict((draft) => {
        delete draft.people["admin-2"];
      }),
    ).toEqual([
      "notify/grants/github/administrator/admin-2: the employment of admin-2 is unknown, not pbs-fed. Revoke the grant in register/notify/grants.yaml, or correct the person's employment in people.yaml. [NOTIFY-ROLE-1]",
    ]);
  });

  test("another role with the administrators' team is the same role", () => {
    expect(
      verdict((draft) => {
        draft.systems.github.roles.helper = { title: "Helpers", team: "notify-administrators" };
        draft.grants.github.helper = [approved("engineer-1")];
      }),
    ).toEqual([
      "notify/grants/github/helper/engineer-1: the employment of engineer-1 is contractor, not pbs-fed. Revoke the grant in register/notify/grants.yaml, or correct the person's employment in people.yaml. [NOTIFY-ROLE-1]",
    ]);
  });

  test("the role is what it is, with or without a team", () => {
    expect(
      verdict((draft) => {
        delete draft.systems.github.roles.administrator.team;
        draft.people["admin-2"].employment = "contractor";
      }),
    ).toHaveLength(1);
  });

  test("a revoked grant makes nobody an Administrator", () => {
    expect(
      verdict((draft) => {
        draft.people["admin-2"].employment = "contractor";
        draft.grants.github.administrator[1].revokedOn = "2026-06-01";
      }),
    ).toEqual([]);
  });

  test("a register without Administrators proves nothing", () => {
    expect(
      verdict((draft) => {
        draft.grants.github.administrator = [];
      }),
    ).toEqual([
      "notify: there is nothing that notify-administrators-are-pbs-fed could judge. Put the entries back into the register that the rule is about. [NOTIFY-ROLE-1]",
    ]);
  });
});

describe("NOTIFY-ROLE-6: engineers are PBS federal staff or contractors", () => {
  const verdict = by(roles.engineersAreOurs);
  const employment = (value: string) => (draft: Draft) => {
    draft.people["engineer-1"].employment = value;
  };

  test.each(["pbs-fed", "contractor"])("%s is in order", (value) => {
    expect(verdict(employment(value))).toEqual([]);
  });

  test("an agency partner is not", () => {
    expect(verdict(employment("agency-partner"))).toEqual([
      "notify/grants/github/engineer/engineer-1: the employment of engineer-1 is agency-partner, not pbs-fed or contractor. Revoke the grant in register/notify/grants.yaml, or correct the person's employment in people.yaml. [NOTIFY-ROLE-6]",
    ]);
  });

  test("the role is what it is, with or without a team", () => {
    expect(
      verdict((draft) => {
        delete draft.systems.github.roles.engineer.team;
        draft.people["engineer-1"].employment = "agency-partner";
      }),
    ).toHaveLength(1);
  });

  test("a revoked grant makes nobody an engineer", () => {
    expect(
      verdict((draft) => {
        draft.people["partner-1"].employment = "agency-partner";
        draft.grants.github.engineer.push({ ...approved("partner-1"), revokedOn: "2026-06-01" });
      }),
    ).toEqual([]);
  });

  test("another role with the engineers' team is the same role", () => {
    expect(
      verdict((draft) => {
        draft.systems.github.roles.guest = { title: "Guests", team: "notify-engineers" };
        draft.grants.github.guest = [approved("partner-1")];
      }),
    ).toHaveLength(1);
  });
});

describe("NOTIFY-ROLE-1 and 6, NOTIFY-CHG-3: what teams may do is planned in the register", () => {
  const verdict = by(roles.teamPermissionsPlanned);
  const teams = (change: object) => (draft: Draft) =>
    Object.assign(draft.repositories["notifications-api"].teams, change);

  test("administrators have admin, engineers have push", () => {
    expect(verdict(() => {})).toEqual([]);
  });

  test.each(["admin", "maintain", "triage", "pull"])("not engineers with %s", (permission) => {
    expect(verdict(teams({ "notify-engineers": permission }))).toEqual([
      `notify/repositories/notifications-api: notify-engineers has ${permission}, not push. Correct the teams of the repository in register/notify/repositories.yaml; what a team may have at most stands in teamPermissions of policies/settings/notify.ts, where a new team gets its line. [NOTIFY-ROLE-1, NOTIFY-ROLE-6, NOTIFY-CHG-3]`,
    ]);
  });

  test("not administrators without admin", () => {
    expect(verdict(teams({ "notify-administrators": undefined }))).toEqual([
      "notify/repositories/notifications-api: notify-administrators has nothing, not admin. Correct the teams of the repository in register/notify/repositories.yaml; what a team may have at most stands in teamPermissions of policies/settings/notify.ts, where a new team gets its line. [NOTIFY-ROLE-1, NOTIFY-ROLE-6, NOTIFY-CHG-3]",
    ]);
  });

  test("not a team that nobody has listed", () => {
    expect(verdict(teams({ "notify-guests": "pull" }))).toEqual([
      "notify/repositories/notifications-api: notify-guests has pull; it may have nothing. Correct the teams of the repository in register/notify/repositories.yaml; what a team may have at most stands in teamPermissions of policies/settings/notify.ts, where a new team gets its line. [NOTIFY-ROLE-1, NOTIFY-ROLE-6, NOTIFY-CHG-3]",
    ]);
  });

  test("not the ISSO with more than their due", () => {
    expect(verdict(teams({ "notify-isso": "push" }))).toEqual([]);
    expect(verdict(teams({ "notify-isso": "admin" }))).toEqual([
      "notify/repositories/notifications-api: notify-isso has admin; it may have push. Correct the teams of the repository in register/notify/repositories.yaml; what a team may have at most stands in teamPermissions of policies/settings/notify.ts, where a new team gets its line. [NOTIFY-ROLE-1, NOTIFY-ROLE-6, NOTIFY-CHG-3]",
    ]);
    expect(verdict(teams({ "notify-isso": "maintain" }))).toHaveLength(1);
  });

  test("a repository of others is theirs to plan", () => {
    expect(
      verdict((draft) => {
        draft.repositories["datagov-brokerpak-smtp"].teams = { "their-team": "admin" };
      }),
    ).toEqual([]);
  });
});

describe("what a team may have", () => {
  test.each([
    ["notify-administrators", "admin", true],
    ["notify-administrators", "maintain", false],
    ["notify-engineers", "push", true],
    ["notify-engineers", "maintain", false],
    ["notify-engineers", "admin", false],
    ["notify-engineers", "custom-role", false],
    ["somebody-else", "pull", false],
    ["constructor", "pull", false],
  ])("%s may have %s: %s", (team, permission, allowed) => {
    expect(roles.permissionAllowed(team, permission)).toBe(allowed);
  });
});
