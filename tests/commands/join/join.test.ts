import { readFileSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { interview } from "../../../commands/join/ask.ts";
import { type JoinOptions, join } from "../../../commands/join/join.ts";
import { loadRegister } from "../../../model/load.ts";
import { type RegisterId, registerIds } from "../../../model/register.ts";
import { gatehouse, newFolder, root } from "../cli.ts";
import { ownRegister, putShipped, refusedOf } from "../own-register.ts";

const { head, registers } = loadRegister(path(root, "register"));
const { asOf } = head;
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGcZg5zQHXkMWG0v1JmEbBCMXt3Tq4SgP5dHqQwIvbkz";
let folder: string;

beforeEach(() => {
  folder = ownRegister();
});

const texts = () =>
  registerIds.map((id) =>
    ["people", "grants"].map((kind) => readFileSync(path(folder, id, `${kind}.yaml`), "utf8")).join(),
  );
const refusedIn = (id: RegisterId) => refusedOf(folder, id, asOf);
const joining = (id: string, options: Partial<JoinOptions>, today = asOf) =>
  join(id, { register: folder, write: true, ...options }, today);
const engineer = {
  ...{ organisation: "pbs", name: "Grace Hopper", email: "grace@example.gov", github: "grace-h" },
  ...{ role: ["github/engineer"], approvedBy: "system-owner", createdBy: "admin-1" },
} as const;
const developer = {
  ...{ organisation: "ods", employment: "staff", name: "Dev Three", email: "dev-3@opendataservices.coop" },
  ...{ root: ["toucan"], reason: "Deploys OCDS Toucan", grantedBy: "dogsbody-manager-1", sshKey: [key] },
} as const;

test("somebody joins: the entry, the grants, nothing else, and what is left for people", () => {
  const before = texts();
  const { report, exitCode } = joining("grace", {
    ...engineer,
    role: ["github/engineer", "cloud-gov/space-developer@notify-staging"],
  });
  expect(exitCode).toBe(0);
  const { notify } = loadRegister(folder).registers;
  const by = { approvedBy: "system-owner", approvedOn: asOf, createdBy: "admin-1", createdOn: asOf };
  expect(notify.people.grace).toEqual({
    ...{ name: "Grace Hopper", organisation: "pbs", email: "grace@example.gov", employment: "pbs-fed" },
    ...{ github: "grace-h", joinedOn: asOf },
  });
  expect(notify.grants.github?.engineer?.at(-1)).toEqual({ person: "grace", ...by });
  expect(notify.grants["cloud-gov"]?.["space-developer"]?.at(-1)).toEqual({
    person: "grace",
    ...by,
    space: "notify-staging",
  });
  expect(refusedIn("notify")).toEqual([]);
  // Nothing that was there has changed: all that is new are lines.
  const added = texts().join("\n").split("\n");
  for (const line of before.join("\n").split("\n")) expect(added).toContain(line);
  expect(report).toContain("the stack invites @grace-h to the team notify-engineers");
  expect(report).toContain("made by hand at https://dashboard.fr.cloud.gov for grace@example.gov, by admin-1");
  expect(report).toContain("register/notify/people: @ocp-owner-1 or @ocp-owner-2");
});

test("a developer gets root, and is told of the key that is still missing", () => {
  expect(joining("ods-developer-3", developer).exitCode).toBe(0);
  const { ocp } = loadRegister(folder).registers;
  expect(ocp.people["ods-developer-3"]?.sshKeys).toEqual([`${key} ods-developer-3`]);
  expect(ocp.rootGrants.toucan?.at(-1)).toEqual({
    ...{ person: "ods-developer-3", basis: "developer", grantedOn: asOf, grantedBy: "dogsbody-manager-1" },
    ...{ expectedToDeploy: true, reason: "Deploys OCDS Toucan" },
  });
  expect(refusedIn("ocp")).toEqual([]);
  const { report } = joining("ods-developer-4", {
    ...developer,
    name: "Dev Four",
    email: "dev-4@opendataservices.coop",
    sshKey: [],
  });
  expect(report).toContain("sends their public key");
});

describe("what a rule refuses is not written, and it is said who has to do what first", () => {
  test.each<[string, Partial<JoinOptions>, string[]]>([
    [
      "nobody approved or made it",
      { ...engineer, approvedBy: undefined, createdBy: undefined },
      [
        "system-owner has to approve it: say who did, as --approved-by system-owner",
        "one of admin-1, admin-2 has to make the account: say who did, as --created-by ID",
      ],
    ],
    [
      "a partner who would write",
      { ...engineer, organisation: "agency-1" },
      ["the employment of new-1 is agency-partner"],
    ],
    [
      "a contractor who would administer",
      { ...engineer, organisation: "contractor-1", role: ["github/administrator"] },
      ["NOTIFY-ROLE-1"],
    ],
    ["their own approval", { ...engineer, approvedBy: "new-1" }, ["who is not the System Owner"]],
    ["their own making", { ...engineer, createdBy: "new-1" }, ["new-1 made their own account"]],
    [
      "approved too late",
      { ...engineer, on: "2026-11-01", approvedOn: "2026-11-02" },
      ["but approved only on 2026-11-02"],
    ],
    [
      "a third administrator",
      { ...developer, root: [], organisation: "ocp", email: "new@open-contracting.org", role: ["redash/admin"] },
      ["at most 2 may", "ocp-analyst-1: npm run role -- ocp-analyst-1 --take redash/admin"],
    ],
    [
      "an owner whom the settings do not name",
      { ...developer, organisation: "ocp", email: "new@open-contracting.org", root: ["*"] },
      ["cannot have root as owner"],
    ],
    ["root that they grant themselves", { ...developer, grantedBy: "new-1" }, ["new-1 granted it to themselves"]],
    ["an address elsewhere", { ...engineer, email: "grace@example.org" }, ["is not an address at a .gov domain"]],
    [
      "production",
      { ...engineer, role: ["cloud-gov/space-developer@notify-production"] },
      ["is or may be a production space"],
    ],
    ["a whole organisation", { ...engineer, role: ["cloud-gov/space-developer"] }, ["it is not said in which space"]],
  ])("%s", (_, options, words) => {
    const before = texts();
    const { report, exitCode } = joining("new-1", options);
    expect(exitCode).toBe(1);
    expect(texts()).toEqual(before);
    for (const each of words) expect(report).toContain(each);
  });
});

describe("what cannot be is bad input", () => {
  test.each<[string, string, Partial<JoinOptions>, string]>([
    ["an id that is taken", "engineer-1", engineer, "is in people.yaml already"],
    ["an id that is none", "Grace Hopper", engineer, "is no id"],
    ["an id of JavaScript", "__proto__", engineer, "is no id"],
    [
      "somebody's address",
      "new-1",
      { ...engineer, email: "Engineer-1+x@example.gov" },
      "The e-mail address is that of engineer-1 already.",
    ],
    [
      "somebody's login",
      "new-1",
      { ...engineer, github: "Notify-Engineer-1" },
      "The GitHub login is that of engineer-1 already.",
    ],
    [
      "the login of somebody who left",
      "new-1",
      { ...engineer, github: "notify-engineer-3" },
      "npm run join -- engineer-3",
    ],
    [
      "somebody's key",
      "new-1",
      { ...developer, sshKey: registers.ocp.people["ods-developer-1"]?.sshKeys ?? [] },
      "The SSH key is that of ods-developer-1",
    ],
    ["a day to come", "new-1", { ...engineer, on: "2099-01-01" }, "--on 2099-01-01 is still to come"],
    ["a first day to come", "new-1", { ...engineer, joined: "2099-01-01" }, "--joined 2099-01-01 is still to come"],
    [
      "an approval to come",
      "new-1",
      { ...engineer, approvedOn: "2099-01-01" },
      "--approved-on 2099-01-01 is still to come",
    ],
    ["no such role", "new-1", { ...engineer, role: ["github/engineers"] }, "is no role of the register"],
    [
      "no such role, as a word of JavaScript",
      "new-1",
      { ...engineer, role: ["constructor/name"] },
      "is no role of the register",
    ],
    ["no such server", "new-1", { ...developer, root: ["tucan"] }, "is no server of the register"],
    ["no such organisation", "new-1", { ...engineer, organisation: "pbss" }, "is no organisation of the register"],
    [
      "no such approver",
      "new-1",
      { ...engineer, approvedBy: "system-ownr" },
      '--approved-by "system-ownr" is not in the people of notify',
    ],
    ["no login for a team", "new-1", { ...engineer, github: undefined }, "needs the GitHub login of new-1"],
    ["too little", "new-1", { organisation: "ods" }, "--name, --email, --employment (staff or contractor)"],
    ["another kind of employment", "new-1", { ...engineer, employment: "boss" }, "--employment: expected"],
    ["a line of YAML", "new-1", { ...engineer, name: "x\nadmin-9:\n  name: y" }, "--name has to be one line"],
    ["a reason of YAML", "new-1", { ...developer, reason: "x\ny: z" }, "--reason has to be one line"],
    ["what nobody sees", "new-1", { ...engineer, name: "Gra\u200bce" }, "would not load"],
    [
      "a private key",
      "new-1",
      { ...developer, sshKey: ["-----BEGIN OPENSSH PRIVATE KEY-----"] },
      "neither an OpenSSH public key nor a file",
    ],
  ])("%s", (_, id, options, message) => {
    const before = texts();
    let thrown: unknown;
    try {
      joining(id, options);
    } catch (error) {
      thrown = error;
    }
    expect(String(thrown)).toContain("BadInput");
    expect(String(thrown)).toContain(message);
    expect(String(thrown)).not.toContain("did you mean");
    expect(texts()).toEqual(before);
  });

  test("a file with a private key, of which nothing is shown", () => {
    const file = path(newFolder(), "id");
    writeFileSync(file, "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n");
    expect(() => joining("new-1", { ...developer, sshKey: [file] })).toThrow(/is a private key(?![\s\S]*b3Blbn)/);
  });
});

describe("somebody comes back", () => {
  test("under their own entry, once nothing of their leaving is left to do", () => {
    const { exitCode } = joining("engineer-3", {
      role: ["github/engineer"],
      approvedBy: "system-owner",
      createdBy: "admin-2",
    });
    expect(exitCode).toBe(0);
    const { notify } = loadRegister(folder).registers;
    const { leftOn, ...rest } = registers.notify.people["engineer-3"] ?? {};
    expect(leftOn).toBeDefined();
    expect(notify.people["engineer-3"]).toEqual(rest);
    expect(notify.grants.github?.engineer?.filter(({ person }) => person === "engineer-3")).toHaveLength(2);
    expect(refusedIn("notify")).toEqual([]);
  });

  test("not while an account of theirs is open, which would be theirs again", () => {
    const file = path(folder, "notify/grants.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("      revokedOn: 2026-07-06\n", ""));
    expect(() => joining("engineer-3", {})).toThrow("revoke notify/grants/github/engineer/engineer-3");
  });

  test("not on a day on which they were still there", () => {
    expect(() => joining("engineer-3", { on: "2026-06-30" })).toThrow("is there until 2026-06-30");
  });
});

test("a day between the register's and today moves the register's day too, which is said", () => {
  const { report, exitCode } = joining("grace", { ...engineer, on: "2026-11-29" }, "2026-11-29");
  expect(exitCode).toBe(0);
  expect(report).toContain("npm run judge -- --write-day --as-of 2026-11-29");
});

test("two people of one name are told, and not refused", () => {
  const { report, exitCode } = joining("grace", { ...engineer, name: "One, Engineer" });
  expect(exitCode).toBe(0);
  expect(report).toContain("engineer-1 has the same name");
});

const kinds = registerIds.flatMap((id) =>
  Object.keys(registers[id].organisations).map((organisation) => ({ id, organisation })),
);
const everybody = registerIds.flatMap((id) => Object.keys(registers[id].people));
const domains: Readonly<Record<string, string>> = {
  ocp: "open-contracting.org",
  ods: "opendataservices.coop",
  cds: "cds.com.py",
  dogsbody: "dogsbody.com",
};

test("whoever joins as whatever: what is written is clean, or it is said what is refused and who has to be named", () => {
  const place = {
    "cloud-gov": ["", "@notify-staging", "@notify-production"],
    application: ["@pilot-partner-1"],
  } as Record<string, string[]>;
  const asked = fc.constantFrom(...kinds).chain(({ id, organisation }) =>
    fc.record({
      id: fc.constant(id),
      organisation: fc.constant(organisation),
      employment: fc.constantFrom("staff", "contractor", "pbs-fed", "agency-partner", undefined),
      role: fc.subarray(
        Object.entries(registers[id].systems).flatMap(([system, { roles }]) =>
          Object.keys(roles).flatMap((role) => (place[system] ?? [""]).map((at) => `${system}/${role}${at}`)),
        ),
        { maxLength: 2 },
      ),
      root: id === "ocp" ? fc.subarray(["*", "toucan"], { maxLength: 1 }) : fc.constant([]),
      approvedBy: fc.option(fc.constantFrom(...everybody), { nil: undefined }),
      createdBy: fc.option(fc.constantFrom(...everybody), { nil: undefined }),
      grantedBy: fc.option(fc.constantFrom(...everybody), { nil: undefined }),
      name: fc.constantFrom("A: b", "x #1", "- y", "Grace", "null", "'q'"),
    }),
  );
  fc.assert(
    fc.property(asked, ({ id, ...options }) => {
      putShipped(folder);
      const before = texts();
      const all = {
        email: `new-1@${domains[options.organisation] ?? "example.gov"}`,
        github: "new-1-x",
        permissions: ["send_texts"],
        reason: "Deploys",
        ...options,
      };
      let done: ReturnType<typeof join>;
      try {
        done = joining("new-1", all);
      } catch (error) {
        expect(String(error)).toMatch(/BadInput: (?:Say more of new-1: --employment|--\w+-by)/);
        expect(texts()).toEqual(before);
        return;
      }
      if (done.exitCode === 0) {
        expect(refusedIn(id)).toEqual([]);
        expect(loadRegister(folder).registers[id].people["new-1"]?.name).toBe(options.name);
        return;
      }
      expect(texts()).toEqual(before);
      const named = [...done.report.matchAll(/^ *(?:\[ \] )?(?:one of )?(\S+?),? .*say who did, as --(\w+)-by/gm)].map(
        ([, person, flag]) => [`${flag}By`, person],
      );
      const isRefused = done.report.includes("\nRefused:");
      expect(named.length > 0 || isRefused).toBe(true);
      if (isRefused) return;
      expect(joining("new-1", { ...all, ...Object.fromEntries(named) }).exitCode).toBe(0);
      expect(refusedIn(id)).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 300_000);

test("a terminal is asked for what is missing, and again where an answer is none", async () => {
  const answers = [
    "grace",
    "nasa",
    "pbs",
    "Grace Hopper",
    "grace@example.gov",
    "grace-h",
    "github/nothing",
    "github/engineer",
    "",
    "system-owner",
    "admin-1",
  ];
  const questions: string[] = [];
  const { id, ...options } = await interview(
    async (question) => {
      questions.push(question);
      return answers.shift() ?? "";
    },
    undefined,
    { register: folder },
  );
  expect(answers).toEqual([]);
  expect(questions.filter((each) => each.startsWith("Organisation?"))).toHaveLength(2);
  expect(join(id, { ...options, write: true }, asOf).exitCode).toBe(0);
  expect(refusedIn("notify")).toEqual([]);
});

test("the command line: exit codes, and nobody is asked where nobody sits", async () => {
  const run = (...args: string[]) => gatehouse(["join", ...args, "--register", folder]);
  const said = [
    "grace",
    "--organisation",
    "pbs",
    "--name",
    "Grace",
    "--email",
    "grace@example.gov",
    "--github",
    "grace-h",
    "--role",
    "github/engineer",
  ];
  const before = texts();
  const refused = await run(...said, "--write");
  expect([refused.exitCode, texts()]).toEqual([1, before]);
  const shown = await run(...said, "--approved-by", "system-owner", "--created-by", "admin-1");
  expect([shown.exitCode, texts()]).toEqual([0, before]);
  expect((await run()).exitCode).toBe(2);
  expect((await run("grace")).exitCode).toBe(2);
}, 60_000);
