import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { audit, printCommands } from "../../../commands/audit/audit.ts";
import { reportSchema } from "../../../report/schema.ts";
import { gatehouse, newFolder, root } from "../cli.ts";
import { ownRegister } from "../own-register.ts";
import { asListed, day, repositories, writeReading } from "./readings.ts";

const register = join(root, "register");

/** The report of an audit as JSON, and its exit code. */
async function audited(files: object, { named = ["notify/github"], asOf = day, of = register } = {}) {
  const json = join(newFolder(), "report.json");
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const exitCode = await audit(named, { register: of, from: writeReading({ ...asListed, ...files }), asOf, json });
  const printed = log.mock.calls.flat().join("\n");
  log.mockRestore();
  const report = reportSchema.parse(JSON.parse(readFileSync(json, "utf8")));
  const violations = report.stacks.flatMap((stack) => stack.violations);
  return { exitCode, report, printed, violations, rules: violations.map(({ rule, subject }) => `${rule} ${subject}`) };
}

test("what is as the register has it is clean, and the report says what was read", async () => {
  const { exitCode, report, violations, printed } = await audited({});
  expect(violations).toEqual([]);
  expect(exitCode).toBe(0);
  expect(report.readings).toEqual([
    {
      ...{
        register: "notify",
        system: "github",
        title: "GitHub",
        proves: "all",
        readOn: day,
        by: "gh 2.80",
        of: "GSA",
      },
      ...{ accounts: 6, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    },
  ]);
  expect(printed).toContain(`Reading of notify/github of ${day} by gh 2.80: 6 accounts, it is whole.`);
});

test("systems without a reading are told where none was named, and refused where one was", async () => {
  const { report, printed, exitCode } = await audited({}, { named: [] });
  expect(exitCode).toBe(0);
  expect(printed).toContain("No reading of ocp/redash: who has access there is the register's word alone.");
  expect(report.readings?.filter(({ digest }) => digest === undefined).map(({ system }) => system)).toContain("root");
  await expect(audited({}, { named: ["redash"] })).rejects.toThrow(/There is no reading of ocp\/redash: .*--commands/);
});

describe("is found, with a place in the file", () => {
  test.each([
    [
      "a stranger",
      { "members.json": `[[{"login":"notify-admin-2"},\n{"login":"stranger"}]]` },
      "accounts-have-people notify/readings/github/stranger",
      "members.json:2:1",
    ],
    [
      "a leaver",
      { "teams/notify-engineers.json": [[{ login: "Notify-Engineer-3" }]] },
      "leavers-gone notify/readings/github/Notify-Engineer-3",
      "teams/notify-engineers.json:1:3",
    ],
    [
      "an owner who is an engineer",
      { "owners.json": [[{ login: "notify-engineer-1" }]] },
      "role-as-listed notify/readings/github/notify-engineer-1",
      "owners.json:1:3",
    ],
  ])("%s", async (_, files, expected, place) => {
    const { violations, rules, exitCode } = await audited(files);
    expect(exitCode).toBe(1);
    const found = violations[rules.indexOf(expected)];
    expect(`${found?.place?.file}:${found?.place?.line}:${found?.place?.column}`).toMatch(
      new RegExp(`/notify/github/${place}$`),
    );
  });

  test("who is listed and not there, at their line of the register, as advice", async () => {
    const { violations, exitCode } = await audited({ "teams/notify-isso.json": [[]] });
    expect(exitCode).toBe(0);
    expect(violations).toMatchObject([{ rule: "listed-has-access", subject: "notify/grants/github/isso/isso-1" }]);
    expect(violations[0]?.place?.file).toBe(join(register, "notify/grants.yaml"));
  });
});

describe("nothing is taken for nobody:", () => {
  test.each([
    ["a file that is missing", { "owners.json": undefined }, "owners.json is missing; make it: gh api"],
    ["a log-in page", { "members.json": "<html>" }, "members.json is a web page"],
    ["a refusal", { "members.json": { message: "Bad credentials", status: "401" } }, "members.json is a refusal"],
    ["a list that is cut off", { "members.json": '[[{"login":"a"' }, "members.json is no JSON, or cut off"],
    ["another organisation", { "organization.json": { login: "evil" } }, "it is of evil, and not of GSA"],
    ["no day", { "reading.yaml": undefined }, "it does not say on which day it was made"],
    ["no day that there is", { "reading.yaml": "readAt: soon" }, "reading.yaml does not say when the reading was made"],
    ["what is no YAML", { "reading.yaml": "readAt: [" }, "reading.yaml cannot be read as YAML"],
    ["a mistyped file", { "member.json": [[]] }, "member.json is none of the files that are read"],
    [
      "a team that is not listed by its members",
      { "teams.json": [[{ slug: "notify-engineers" }, { slug: "x" }]] },
      "teams/x.json is missing",
    ],
    [
      "a repository of ours left out",
      { [`repositories/${repositories[0]}/keys.json`]: undefined },
      "keys.json is missing",
    ],
  ])("%s", async (_, files, expected) => {
    const { exitCode, violations, rules, report } = await audited(files);
    expect(exitCode).toBe(3);
    expect(violations.map(({ message }) => message).join("\n")).toContain(expected);
    expect(rules.filter((rule) => rule.startsWith("listed-has-access"))).toEqual([]);
    expect(report.stacks.flatMap(({ problems }) => problems)).toHaveLength(1);
  });

  test.each([
    ["2026-12-29", 0],
    ["2026-12-30", 3],
    ["2026-11-27", 3],
  ])("as of %s", async (asOf, expected) => {
    expect((await audited({}, { asOf })).exitCode).toBe(expected);
  });
});

test("a waiver holds one finding back, and one that nothing needs is a violation", async () => {
  const waiver = (subject: string) => `stranger:
  rule: accounts-have-people
  subject: ${subject}
  reason: Their account is closed next week
  owner: engineer-1
  author: engineer-1
  approver: admin-1
  grantedOn: ${day}
  expiresOn: 2026-12-24
`;
  const files = { "members.json": [[{ login: "stranger" }]] };
  const of = (subject: string) => {
    const own = ownRegister();
    writeFileSync(join(own, "notify/waivers.yaml"), waiver(subject));
    return own;
  };
  const held = await audited(files, { of: of("notify/readings/github/stranger") });
  expect(held.exitCode).toBe(0);
  expect(held.violations.find(({ rule }) => rule === "accounts-have-people")?.waivedBy).toBe("stranger");
  const other = await audited(files, { of: of("notify/readings/github/somebody-else") });
  expect(other.exitCode).toBe(1);
  expect(other.rules).toContain("waivers-needed notify/waivers/stranger");
});

describe("a folder", () => {
  test("of what is of no system is refused, with what may be meant", async () => {
    const from = writeReading(asListed);
    mkdirSync(join(from, "notify/githob"));
    mkdirSync(join(from, "opc"));
    await expect(audit([], { register, from, asOf: day })).rejects.toThrow(
      /notify\/githob; did you mean `github`\?\n {2}opc; did you mean `ocp`\?/,
    );
  });

  test("that is none, or has no reading, is refused", async () => {
    await expect(audit([], { register, from: "/nowhere", asOf: day })).rejects.toThrow("/nowhere is no folder.");
    await expect(audit([], { register, from: newFolder(), asOf: day })).rejects.toThrow("has no reading");
  });
});

test.each(["x'; echo hello; '", "../../../elsewhere", "one\ntwo", "$(hello)", "--hello"])(
  "no command is made of a name in a reading that is no plain word: %j",
  (slug) => {
    const [teams = []] = asListed["teams.json"] as { slug: string }[][];
    const script = printCommands(["github"], {
      register,
      from: writeReading({ ...asListed, "teams.json": [[...teams, { slug }]] }),
    });
    expect(script).toMatch(/^gh api .*teams\/notify-isso\/members/m);
    const named = script.split("\n").filter((line) => line.includes(slug.split("\n").at(-1) ?? slug));
    expect(named).toEqual([expect.stringMatching(/^# members of a team, .* is no plain word, so no command is made/)]);
  },
);

test("--commands prints a script that makes the readings", () => {
  const script = printCommands(["github"], { register, from: "my readings" });
  expect(script).toContain("gh api orgs/GSA > 'my readings/notify/github/organization.json'");
  expect(script).toContain("mkdir -p 'my readings/notify/github'");
  expect(script).toContain("# members of a team, and of those below it: gh api");
  const known = printCommands(["github"], { register, from: writeReading(asListed) });
  expect(known).toMatch(/gh api .*teams\/notify-isso\/members.* > .*teams\/notify-isso\.json/);
});

test("the command prints verdict and exit code, and writes every form", async () => {
  const from = writeReading({ ...asListed, "members.json": [[{ login: "stranger" }]] });
  const out = newFolder();
  const forms = ["json", "sarif", "markdown", "html"].flatMap((form) => [`--${form}`, join(out, form)]);
  const { exitCode, stdout } = await gatehouse(["audit", "--from", from, "--as-of", day, ...forms]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("✖ blocked  readings notify: 1 violation");
  expect(stdout).toContain(`Judged as of ${day}, offline: no real service was contacted.`);
  for (const form of ["json", "sarif", "markdown", "html"])
    expect(readFileSync(join(out, form), "utf8")).toContain("stranger");
  expect(JSON.parse(readFileSync(join(out, "sarif"), "utf8")).runs[0].automationDetails.id).toBe("gatehouse/audit/");
  const { exitCode: none, stderr } = await gatehouse(["audit"]);
  expect([none, stderr]).toEqual([2, "Give --from DIR, the folder of the readings (docs/audit.md)."]);
});
