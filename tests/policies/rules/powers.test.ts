import { describe, expect, test } from "vitest";
import { keysOnce } from "../../../policies/rules/baseline/keys-once.ts";
import { systemsPlaced } from "../../../policies/rules/baseline/systems-placed.ts";
import { factsOnWord, factsSettled } from "../../../policies/rules/facts/settled.ts";
import { isSameHuman, plainAddress } from "../../../policies/rules/people.ts";
import { gives, isAdministrative, samePermission } from "../../../policies/rules/powers.ts";
import { changed, type Draft, notifyRegister, ocpRegister, sshKey } from "../compliant.ts";
import { said } from "../judge.ts";

describe("what a role gives", () => {
  const administrative = (role: string, change: (draft: Draft) => void = () => {}) =>
    isAdministrative(changed(ocpRegister, change), "redash", role);

  test("an ordinary role is one that the settings call so, and as they have it", () => {
    expect(administrative("member")).toBe(false);
    expect(administrative("admin")).toBe(true);
    expect(administrative("superuser")).toBe(true);
    for (const word of ["permission", "team"]) {
      expect(administrative("member", ({ systems }) => (systems.redash.roles.member[word] = "any"))).toBe(true);
    }
  });

  test("a role of a system that the settings do not know is administrative", () => {
    expect(isAdministrative(ocpRegister, "redash-2", "member")).toBe(true);
    expect(isAdministrative(ocpRegister, "constructor", "constructor")).toBe(true);
  });

  test.each(["OrgManager", "org_manager", "ORG MANAGER", "org-manager"])("%s is one permission", (permission) => {
    expect(samePermission(permission, "OrgManager")).toBe(true);
    expect(samePermission(permission, "SpaceManager")).toBe(false);
  });

  test("a permission is given by the settings, by the role, or by the grant", () => {
    const given = (system: string, role: string, permissions?: "platform_admin"[]) =>
      gives(notifyRegister, { system, role, grant: { permissions } }, "platform_admin");
    expect(given("application", "platform-administrator")).toBe(true);
    expect(given("application", "user")).toBe(false);
    expect(given("github", "engineer", ["platform_admin"])).toBe(true);
  });
});

describe("systems", () => {
  const verdict = (change: (draft: Draft) => void) => said(systemsPlaced, changed(ocpRegister, change)).length;

  test("are those of the settings", () => {
    expect(verdict(() => {})).toBe(0);
    expect(verdict(({ systems }) => (systems.airtable = { title: "Airtable", roles: {} }))).toBe(1);
    expect(verdict(({ systems }) => delete systems.redmine)).toBe(1);
    expect(verdict(({ systems }) => (systems.redash.account = "sentry"))).toBe(1);
    expect(verdict(({ systems }) => delete systems.sentry.account)).toBe(1);
  });

  test("may have more roles, which are administrative", () => {
    expect(verdict(({ systems }) => (systems.redash.roles.auditor = { title: "Auditor", permission: "audit" }))).toBe(
      0,
    );
    expect(verdict(({ systems }) => (systems.redash.roles.member.permission = "admin"))).toBe(1);
  });
});

describe("keys", () => {
  const verdict = (change: (draft: Draft) => void) => said(keysOnce, changed(ocpRegister, change)).length;
  const machine = (publicKey: string) => ({ title: "CI", kind: "ssh-key", publicKey, issuedOn: "2026-01-12" });

  test("have one holder, whose id is the comment", () => {
    expect(verdict(() => {})).toBe(0);
    expect(verdict(({ credentials }) => (credentials.ci = machine(sshKey("ci"))))).toBe(0);
    expect(verdict(({ credentials }) => (credentials.ci = machine(sshKey("ci", "ods-developer-1"))))).toBe(2);
    expect(verdict(({ credentials }) => (credentials.ci = machine(sshKey("somebody@example.org"))))).toBe(1);
    expect(verdict(({ people }) => people["ocp-owner-1"].sshKeys.push(sshKey("ocp-owner-1", "second")))).toBe(0);
  });
});

describe("two entries of one human", () => {
  const same = (change: object) =>
    isSameHuman(
      changed(ocpRegister, ({ people }) => {
        people.second = { ...people["cds-developer-1"], name: "Other", email: "o@cds.com.py", sshKeys: [], ...change };
        people["ods-developer-1"] = { ...people["ods-developer-1"], name: "Zoë van Dam", github: "ZvD" };
      }),
      "ods-developer-1",
      "second",
    );

  test.each([
    { name: "VAN DAM, Zoe" },
    { github: "zvd" },
    { email: "ODS-developer-1+work@opendataservices.coop" },
    { sshKeys: [sshKey("second", "ods-developer-1")] },
  ])("%o tells", (change) => {
    expect(same(change)).toBe(true);
  });

  test("people who share nothing are two", () => {
    expect(same({})).toBe(false);
    expect(plainAddress("A.B+c@Example.ORG")).toBe("a.b@example.org");
  });
});

describe("what frees a service", () => {
  const service = (change: object) => changed(ocpRegister, ({ services }) => Object.assign(services.toucan, change));
  const bare = { user: undefined, sentry: undefined };

  test("is refused where it has what only ours has, and told where it has nothing", () => {
    const others = service({ author: "third-party" });
    expect([said(factsSettled, others).length, said(factsOnWord, others).length]).toEqual([1, 0]);
    const unmarked = changed(service({ author: "third-party", managedBy: "other", ...bare }), ({ credentials }) => {
      delete credentials["sentry-toucan"];
    });
    expect([said(factsSettled, unmarked).length, said(factsOnWord, unmarked).length]).toEqual([0, 2]);
    expect(said(factsOnWord, ocpRegister)).toEqual([]);
  });
});
