import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Register, registerIds } from "../../../model/register.ts";
import { accessChanges } from "../../../report/access/changes.ts";
import { registerArbitrary } from "../../model/arbitrary.ts";
import {
  asOf,
  type Draft,
  notifyPerson,
  notifyRegister,
  ocpRegister,
  sshKey,
  changed as withChange,
} from "../../policies/compliant.ts";
import { changed } from "../../verdict/changes/change.ts";
import { developerRoot } from "../../verdict/changes/developer-root.ts";
import { leaver } from "../../verdict/changes/leaver.ts";
import { weakenedDmarc } from "../../verdict/changes/weakened-dmarc.ts";
import { shuffled } from "./shuffled.ts";

/** The lines of a difference as a reviewer reads them. */
function lines(before: Register, after: Register, day = asOf): string[] {
  return accessChanges(before, after, day).flatMap(({ person, gains, loses }) => [
    ...gains.map((what) => `${person} + ${what}`),
    ...loses.map((what) => `${person} - ${what}`),
  ]);
}

describe("realistic changes", () => {
  test("a leaver whose other accounts stay open", () => {
    const { before, after } = changed(leaver);
    expect(lines(before.registers.notify, after.registers.notify, after.head.asOf)).toMatchInlineSnapshot(`
      [
        "devops-1 - DevOps Engineer (NotifyAdministrators) on AWS, staging and demo",
        "devops-1 - employment as contractor of contractor-1",
      ]
    `);
  });

  test("a new server: root for its developer, and for those who have root on every server", () => {
    const { before, after } = changed(developerRoot);
    expect(lines(before.registers.ocp, after.registers.ocp, after.head.asOf)).toMatchInlineSnapshot(`
      [
        "dogsbody-manager-1 + root on data-registry.default.opencontracting.uk0.bigv.io",
        "dogsbody-manager-2 + root on data-registry.default.opencontracting.uk0.bigv.io",
        "ocp-owner-1 + root on data-registry.default.opencontracting.uk0.bigv.io",
        "ocp-owner-2 + root on data-registry.default.opencontracting.uk0.bigv.io",
        "ods-developer-2 + root on data-registry.default.opencontracting.uk0.bigv.io",
      ]
    `);
  });

  test("mail that nobody gets access by", () => {
    const { before, after } = changed(weakenedDmarc);
    expect(lines(before.registers.ocp, after.registers.ocp, after.head.asOf)).toEqual([]);
  });
});

describe("one line of the register", () => {
  const ocpLines = (change: (draft: Draft) => void) => lines(ocpRegister, withChange(ocpRegister, change));
  const notifyLines = (change: (draft: Draft) => void) => lines(notifyRegister, withChange(notifyRegister, change));

  test("root on every server is one item", () => {
    const grant = { person: "cds-developer-1", basis: "owner", grantedOn: asOf };
    expect(ocpLines(({ rootGrants }) => rootGrants["*"].push(grant))).toEqual(
      expect.arrayContaining([`cds-developer-1 + root on every server (${Object.keys(ocpRegister.servers).length})`]),
    );
  });

  test("root on a server: with what Salt keeps there", () => {
    const grant = { person: "cds-developer-1", basis: "developer", grantedOn: asOf };
    expect(ocpLines(({ rootGrants }) => rootGrants.toucan.push(grant))).toEqual([
      "cds-developer-1 + can read sentry-toucan",
      "cds-developer-1 + root on toucan.default.opencontracting.uk0.bigv.io",
    ]);
  });

  test("a role, and its revocation", () => {
    const grant = { person: "cds-developer-1", createdOn: asOf };
    expect(ocpLines(({ grants }) => grants.redash.admin.push(grant))).toEqual([
      "cds-developer-1 + Administrators on Redash",
    ]);
    expect(ocpLines(({ grants }) => Object.assign(grants.sentry.admin[1], { revokedOn: asOf }))).toEqual([
      "cds-developer-1 - Admin on Sentry",
    ]);
    expect(ocpLines(({ grants }) => Object.assign(grants.sentry.admin[1], { revokedOn: "2026-06-02" }))).toEqual([]);
  });

  test("an invitation, which may be accepted any day", () => {
    const grant = { person: "cds-developer-1", createdOn: asOf, pending: true };
    expect(ocpLines(({ grants }) => grants.redash.admin.push(grant))).toEqual([
      "cds-developer-1 + Administrators on Redash (invited)",
    ]);
  });

  test("a role of a team: its repositories and the branches that it merges into", () => {
    const found = notifyLines(({ grants }) => grants.github.administrator.push({ ...grants.github.engineer[0] }));
    expect(found).toEqual(
      expect.arrayContaining([
        "engineer-1 + Administrators (admin) on GitHub, in the team notify-administrators",
        "engineer-1 + admin on notifications-api",
        "engineer-1 - push on notifications-api",
        "engineer-1 + merges into main of notifications-api",
      ]),
    );
    expect(new Set(found.map((line) => line.split(" ")[0]))).toEqual(new Set(["engineer-1"]));
  });

  test("more for a team: each of its members", () => {
    expect(
      notifyLines(({ repositories }) => {
        repositories["notifications-api"].teams["notify-engineers"] = "maintain";
      }),
    ).toEqual(["engineer-1 + maintain on notifications-api", "engineer-1 - push on notifications-api"]);
  });

  test("a secret that any branch can read: whoever can push", () => {
    const found = notifyLines(({ repositories }) => {
      repositories["notifications-api"].environments.staging.deploysFrom = "any-branch";
    });
    expect(found).toContain("engineer-1 + can read cloud-gov-staging-key");
    expect(found.every((line) => line.includes(" + can read "))).toBe(true);
  });

  test("a permission in the application", () => {
    expect(
      notifyLines(({ grants }) => grants.application["user-manager"][0].permissions.push("manage_api_keys")),
    ).toEqual(["partner-1 + manage_api_keys on US Notify in pilot-partner-1"]);
  });

  test("a login of an organisation: all who work there and could be told its password", () => {
    expect(
      ocpLines(({ accounts }) => {
        accounts.linode.users["opencontracting-dogsbody"].organisation = "cds";
      }),
    ).toEqual([
      "cds-developer-1 + shared login opencontracting-dogsbody (full) of linode",
      "dogsbody-manager-1 - shared login opencontracting-dogsbody (full) of linode",
    ]);
  });

  test("another login, address or key: somebody else comes in by the same entry", () => {
    expect(
      notifyLines(({ people }) =>
        Object.assign(people["admin-1"], { github: "mallory", email: "admin-1@example.com" }),
      ),
    ).toEqual(expect.arrayContaining(["admin-1 + GitHub login mallory", "admin-1 + accounts of admin-1@example.com"]));
    const [found] = ocpLines(({ people }) =>
      people["ods-developer-1"].sshKeys.push(sshKey("ods-developer-1", "other")),
    );
    expect(found).toMatch(/^ods-developer-1 \+ SSH key ssh-ed25519 ….{12}$/);
  });

  test("the comment of a key is not the key", () => {
    expect(
      ocpLines(({ people }) => {
        const person = people["ods-developer-1"];
        person.sshKeys = person.sshKeys.map((key: string) => key.replace(/\S+$/, "laptop"));
      }),
    ).toEqual([]);
  });

  test("employment, a joining and a leaving", () => {
    expect(notifyLines(({ people }) => Object.assign(people["admin-2"], { employment: "contractor" }))).toEqual([
      "admin-2 + employment as contractor of pbs",
      "admin-2 - employment as pbs-fed of pbs",
    ]);
    expect(notifyLines(({ people }) => Object.assign(people, { new: notifyPerson("new") }))).toEqual([
      "new + employment as pbs-fed of pbs",
    ]);
    expect(notifyLines(({ people }) => Object.assign(people["isso-1"], { leftOn: asOf }))).toEqual([
      "isso-1 - employment as pbs-fed of pbs",
    ]);
  });

  test("somebody who is granted a role and is nobody in people.yaml is not left out", () => {
    expect(ocpLines(({ grants }) => grants.redash.admin.push({ person: "ghost", createdOn: asOf }))).toEqual([
      "ghost + Administrators on Redash",
    ]);
  });
});

describe.each(registerIds)("any register of %s", (id) => {
  const days = fc.constantFrom("2000-01-01", "2020-02-29", asOf, "2039-12-31");

  test("another order of its lists and maps gives nobody anything", () => {
    fc.assert(
      fc.property(
        registerArbitrary(id).chain((register) => fc.tuple(fc.constant(register), shuffled(register))),
        days,
        ([before, after], day) => {
          expect(accessChanges(before, after, day)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("titles give nobody anything", () => {
    fc.assert(
      fc.property(registerArbitrary(id), days, (before, day) => {
        expect(accessChanges(before, retitled(before), day)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("what a change gives, its revert takes, and the other way round", () => {
    fc.assert(
      fc.property(registerArbitrary(id), registerArbitrary(id), days, (before, after, day) => {
        const mirrored = accessChanges(after, before, day).map(({ register, person, gains, loses }) => ({
          ...{ register, person },
          ...{ gains: loses, loses: gains },
        }));
        expect(accessChanges(before, after, day)).toEqual(mirrored);
      }),
      { numRuns: 60 },
    );
  });
});

/** The register with another title and name wherever there is one. */
function retitled<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (key, part) =>
    key === "title" && typeof part === "string" ? `${part}, as it is called now` : part,
  );
}
