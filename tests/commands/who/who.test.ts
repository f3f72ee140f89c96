import { describe, expect, test } from "vitest";
import { whoReport } from "../../../commands/who/report.ts";
import { who } from "../../../commands/who/who.ts";
import { loadRegister } from "../../../model/load.ts";
import { emptyRegister, type Register, registerIds } from "../../../model/register.ts";
import { BadInput } from "../../../toolchain/bad-input.ts";
import { notifyPerson, ocpRegister } from "../../policies/compliant.ts";
import { root } from "../cli.ts";

const asOf = "2026-06-01";
const since = { createdOn: "2024-02-01" };
const key = { kind: "space-deployer", issuedOn: "2024-01-15" } as const;

/** An administrator, somebody who works in staging, and somebody who has left it. */
const register: Register = {
  ...emptyRegister("notify"),
  organisations: { pbs: { name: "Public Benefits Studio", kind: "owner" } },
  people: {
    administrator: notifyPerson("administrator"),
    devops: notifyPerson("devops", "contractor"),
    leaver: { ...notifyPerson("leaver", "contractor"), leftOn: "2026-05-20" },
  },
  systems: {
    github: {
      title: "GitHub",
      roles: { administrator: { title: "Administrators", permission: "admin", team: "notify-administrators" } },
    },
    "cloud-gov": {
      title: "cloud.gov",
      roles: {
        "org-manager": { title: "Administrator", permission: "OrgManager" },
        "space-developer": { title: "DevOps Engineer", permission: "SpaceDeveloper" },
      },
    },
  },
  grants: {
    github: { administrator: [{ person: "administrator", ...since }] },
    "cloud-gov": {
      "org-manager": [{ person: "administrator", ...since }],
      "space-developer": [
        { person: "devops", ...since, space: "notify-staging" },
        { person: "devops", ...since, space: "notify-demo", pending: true },
        { person: "leaver", ...since, space: "notify-staging", revokedOn: "2026-05-22" },
        { person: "leaver", ...since, space: "notify-demo" },
      ],
    },
  },
  repositories: {
    "notifications-api": {
      ...{ owner: "GSA", title: "The API", visibility: "public", managed: true, defaultBranch: "main", branches: {} },
      teams: { "notify-administrators": "admin" },
    },
  },
  credentials: {
    staging: { ...key, title: "Key of staging", space: "notify-staging", rotatedOn: "2026-05-25" },
    demo: {
      ...{ ...key, title: "Key of demo", space: "notify-demo" },
      storedIn: [{ repository: "notifications-api", secretName: "CLOUDGOV_PASSWORD" }],
    },
  },
};

const report = (person: string, of = register) =>
  whoReport(of, person, asOf, (subject) => ({ file: `${subject.split("/")[1]}.yaml`, line: 7, column: 1 }));

describe("what a person can reach, and what their leaving takes", () => {
  test("an administrator: credentials through self-grant and repositories", () => {
    expect(report("administrator")).toMatchInlineSnapshot(`
      "administrator: administrator, pbs-fed, Public Benefits Studio
      US Notify, as of 2026-06-01

      Roles
        GitHub     Administrators (admin)      team notify-administrators, since 2024-02-01
        cloud.gov  Administrator (OrgManager)  since 2024-02-01

      Repositories
        notifications-api  admin  as notify-administrators

      Root
        none

      Credentials within reach
        staging  Key of staging  could take the role that reads it
        demo     Key of demo     could take the role that reads it; secret of notifications-api, which they administer

      Leaving on 2026-06-01 would take, all of it by 2026-06-15:
        [ ] leftOn: 2026-06-01 of administrator  people.yaml:7
        [ ] revokedOn of notify/grants/github/administrator/administrator  grants.yaml:7
        [ ] revokedOn of notify/grants/cloud-gov/org-manager/administrator  grants.yaml:7
        [ ] rotate staging after that, and set rotatedOn (advised)  credentials.yaml:7
        [ ] rotate demo after that, and set rotatedOn (advised)  credentials.yaml:7"
    `);
  });

  test("somebody with a role in a space: its credentials, also where they may accept an invitation", () => {
    expect(report("devops")).toMatchInlineSnapshot(`
      "devops: devops, contractor, contractor-1
      US Notify, as of 2026-06-01

      Roles
        cloud.gov  DevOps Engineer (SpaceDeveloper)  in notify-staging, since 2024-02-01
        cloud.gov  DevOps Engineer (SpaceDeveloper)  in notify-demo, invited

      Repositories
        none

      Root
        none

      Credentials within reach
        staging  Key of staging  role in notify-staging
        demo     Key of demo     role in notify-demo

      Leaving on 2026-06-01 would take, all of it by 2026-06-15:
        [ ] leftOn: 2026-06-01 of devops  people.yaml:7
        [ ] revokedOn of notify/grants/cloud-gov/space-developer/devops, in notify-staging  grants.yaml:7
        [ ] revokedOn of notify/grants/cloud-gov/space-developer/devops, in notify-demo  grants.yaml:7
        [ ] rotate staging after that, and set rotatedOn  credentials.yaml:7
        [ ] rotate demo after that, and set rotatedOn  credentials.yaml:7"
    `);
  });

  test("somebody who has left: what is done has a cross", () => {
    expect(report("leaver")).toMatchInlineSnapshot(`
      "leaver: leaver, contractor, contractor-1
      US Notify, as of 2026-06-01; left on 2026-05-20

      Roles
        cloud.gov  DevOps Engineer (SpaceDeveloper)  in notify-demo, since 2024-02-01

      Repositories
        none

      Root
        none

      Credentials within reach
        demo  Key of demo  role in notify-demo

      Leaving on 2026-05-20 takes, all of it by 2026-06-03:
        [x] leftOn: 2026-05-20 of leaver  people.yaml:7
        [x] revokedOn: 2026-05-22 of notify/grants/cloud-gov/space-developer/leaver  grants.yaml:7
        [ ] revokedOn of notify/grants/cloud-gov/space-developer/leaver, in notify-demo  grants.yaml:7
        [x] rotated staging on 2026-05-25  credentials.yaml:7
        [ ] rotate demo after that, and set rotatedOn  credentials.yaml:7"
    `);
  });

  test("a developer with root, where no deadline is given", () => {
    expect(report("ods-developer-1", ocpRegister)).toMatchInlineSnapshot(`
      "ods-developer-1: ods-developer-1, staff, Open Data Services Co-operative
      Open Contracting Partnership, as of 2026-06-01

      Roles
        Sentry  Admin  since 2024-01-15

      Repositories
        none

      Root
        toucan.default.opencontracting.uk0.bigv.io  developer  since 2025-02-03

      Credentials within reach
        sentry-toucan  Sentry DSN of OCDS Toucan  root on toucan.default.opencontracting.uk0.bigv.io

      SSH keys
        1  on file

      Leaving on 2026-06-01 would take:
        [ ] leftOn: 2026-06-01 of ods-developer-1  people.yaml:7
        [ ] revokedOn of ocp/grants/sentry/admin/ods-developer-1  grants.yaml:7
        [ ] revokedOn of ocp/root-grants/toucan/ods-developer-1  root-grants.yaml:7"
    `);
  });

  test("an engineer: the secrets of a repository that any branch can read, and no others", () => {
    const api = register.repositories["notifications-api"];
    if (api === undefined) throw new Error("the register has no notifications-api");
    const environments = {
      staging: { deploysFrom: "any-branch" },
      demo: { deploysFrom: "protected-branches" },
    } as const;
    const stored = (environment: string) => ({
      ...({ kind: "api-key", issuedOn: "2024-01-15", title: `Key of ${environment}` } as const),
      storedIn: [{ repository: "notifications-api", environment, secretName: "KEY" }],
    });
    const changed: Register = {
      ...register,
      people: { ...register.people, engineer: notifyPerson("engineer") },
      systems: {
        ...register.systems,
        github: { title: "GitHub", roles: { engineer: { title: "Engineers", team: "notify-engineers" } } },
      },
      grants: { github: { engineer: [{ person: "engineer", ...since }] } },
      repositories: { "notifications-api": { ...api, teams: { "notify-engineers": "push" }, environments } },
      credentials: { staging: stored("staging"), demo: stored("demo") },
    };
    expect(report("engineer", changed)).toContain(
      [
        "Credentials within reach",
        "  staging  Key of staging  secret of notifications-api, whose branches can all read it",
        "",
      ].join("\n"),
    );
  });

  test("the owner's root on every server", () => {
    expect(report("ocp-owner-1", ocpRegister)).toContain("  every server  owner  since 2024-01-15");
  });
});

describe("npm run who", () => {
  const folder = `${root}/register`;

  test("has something to tell of everybody in the register, and the same twice", () => {
    const { registers, locate } = loadRegister(folder);
    for (const of of registerIds.map((id) => registers[id])) {
      for (const person of Object.keys(of.people)) {
        const text = whoReport(of, person, asOf, locate);
        expect(text.startsWith(`${person}: `)).toBe(true);
        expect(text).not.toMatch(/undefined|\[object/);
        expect(whoReport(of, person, asOf, locate)).toBe(text);
      }
    }
  });

  test("tells it as of another day", () => {
    expect(who("admin-1", { register: folder, asOf: "2023-04-17" })).toContain("US Notify, as of 2023-04-17");
  });

  test("offers nobody in place of somebody whom the register does not know", () => {
    expect(() => who("enginer-1", { register: folder })).toThrow(BadInput);
    expect(() => who("enginer-1", { register: folder })).not.toThrow("did you mean");
    expect(() => who("__proto__", { register: folder })).toThrow("there are ocp-owner-1");
  });
});
