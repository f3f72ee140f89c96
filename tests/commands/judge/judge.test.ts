import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "sarif";
import { afterAll, describe, expect, test, vi } from "vitest";
import { addDays } from "../../../model/dates.ts";
import { loadRegister } from "../../../model/load.ts";
import type { Report } from "../../../report/report.ts";
import { reportSchema } from "../../../report/schema.ts";
import { gatehouse, newFolder, root, start } from "../cli.ts";

// Each test starts the command afresh, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
afterAll(() => vi.resetConfig());

const shipped = join(root, "register");
const { head } = loadRegister(shipped);
const trace = /\n\s+at /;

/** A copy of the shipped register, in a folder that is called as it is. */
function copied(): string {
  const folder = newFolder();
  cpSync(shipped, join(folder, "register"), { recursive: true });
  return folder;
}

/** Makes one more person of OCP an administrator of Redash, at the end of that list. */
function oneTooMany(folder: string): void {
  edit(folder, "ocp/grants.yaml", (text) =>
    text.replace(/^( *)admin:\n/m, (found, indent) => {
      const inner = `${indent}  `;
      return `${found}${inner}- person: ocp-owner-2\n${inner}  createdOn: ${head.asOf}\n`;
    }),
  );
}

function edit(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, "register", file);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${file} is as it was`);
  writeFileSync(path, after);
}

describe("npm run judge", () => {
  test("the shipped register is clean, and what was not judged is said", async () => {
    const { exitCode, stdout } = await gatehouse(["judge", "--as-of", head.asOf]);
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/^✔ clean {2}register ocp: \d+ rules evaluated$/m);
    expect(stdout).toMatch(/^✔ clean {2}register notify: \d+ rules evaluated$/m);
    expect(stdout).toMatch(
      /^Not judged: the resources that the stacks make of the register \(\d+ rules\); what the change takes away .*; waivers of those rules, .*\. npm run preview judges them\.$/m,
    );
  });

  test("a breach ends with 1, and has its line, clause and remedy", async () => {
    const cwd = copied();
    oneTooMany(cwd);
    const { exitCode, stdout, stderr } = await gatehouse(["judge", "--register", "register"], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    const [, line] = /^ {2}register\/ocp\/grants\.yaml:(\d+):\d+$/m.exec(stdout) ?? [];
    expect(readFileSync(join(cwd, "register/ocp/grants.yaml"), "utf8").split("\n")[Number(line) - 1]).toMatch(/admin:/);
    expect(stdout).toMatch(
      /^✖ mandatory ocp-redash-administrators\n {2}ocp\/grants\/redash\/admin: 3 of ocp hold it .* Revoke admin .* \[OCP-REDASH-1\]\n/m,
    );
    expect(stdout).toMatch(/^✖ blocked {2}register ocp: 1 violation, \d+ rules evaluated$/m);
    expect(stdout).toMatch(/^✔ clean {2}register notify: /m);
  });

  test("a register that cannot be read ends with 2, every problem with its line, and nothing is judged", async () => {
    const cwd = copied();
    edit(cwd, "ocp/people.yaml", (text) => `${text}x:\n  shoes: 39\n`);
    const { exitCode, stdout, stderr } = await gatehouse(["judge", "--register", "register"], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^register\/ocp\/people\.yaml:\d+:\d+: /m);
    expect(stderr).not.toMatch(trace);
  });

  test.each([
    ["a stack", ["judge", "ocp"], "too many arguments"],
    ["a day that does not exist", ["judge", "--as-of", "2026-02-30"], "Give a date that exists, as YYYY-MM-DD"],
    ["a form that it does not write", ["judge", "--html", "x"], "unknown option '--html'"],
    ["a file that cannot be written", ["judge", "--json", "/no/such/folder/x"], "cannot be written"],
  ])("%s ends with 2", async (_, args, words) => {
    const { exitCode, stdout, stderr } = await gatehouse(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(words);
  });

  test("writes the report as JSON and SARIF, in the forms of preview, with what was not judged", async () => {
    const cwd = copied();
    oneTooMany(cwd);
    const args = ["judge", "--register", "register", "--json", "r.json", "--sarif", "r.sarif"];
    expect((await gatehouse(args, { cwd })).exitCode).toBe(1);
    const report: Report = JSON.parse(readFileSync(join(cwd, "r.json"), "utf8"));
    expect(reportSchema.safeParse(report).error).toBeUndefined();
    expect(report).toMatchObject({ exitCode: 1, asOf: head.asOf, access: [] });
    expect(report.stacks.map(({ stack, verdict }) => [stack, verdict])).toEqual([
      ["register ocp", "violations"],
      ["register notify", "clean"],
    ]);
    expect(report.notJudged).toHaveLength(4);
    expect(report.accessMap.length).toBeGreaterThan(0);
    const log: Log = JSON.parse(readFileSync(join(cwd, "r.sarif"), "utf8"));
    const [run] = log.runs;
    expect(run?.automationDetails?.id).toBe("gatehouse/register/");
    expect(run?.results).toMatchObject([
      {
        ruleId: "ocp-redash-administrators",
        level: "error",
        locations: [{ physicalLocation: { artifactLocation: { uri: "register/ocp/grants.yaml" } } }],
      },
    ]);
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.map(({ level }) => level)).toEqual([
      "note",
      "note",
      "note",
      "note",
    ]);
  });
});

describe("a waiver of a rule about the register", () => {
  const waiver = (change: Readonly<Record<string, string>> = {}) =>
    Object.entries({
      ...{ rule: "ocp-redash-administrators", subject: "ocp/grants/redash/admin", reason: "One hands over" },
      ...{ owner: "ocp-owner-1", author: "ocp-owner-2", approver: "dogsbody-manager-1" },
      ...{ grantedOn: head.asOf, expiresOn: addDays(head.asOf, 30) },
      ...change,
    }).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);

  async function judgedWith(lines: readonly string[], violated: boolean) {
    const cwd = copied();
    if (violated) oneTooMany(cwd);
    const file = join(cwd, "register/ocp/waivers.yaml");
    writeFileSync(file, ["handover:", ...lines, ""].join("\n"));
    return gatehouse(["judge", "--register", "register"], { cwd });
  }

  test("holds it back, and it is said all the same", async () => {
    const { exitCode, stdout } = await judgedWith(waiver(), true);
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/^~ waived by handover ocp-redash-administrators$/m);
    expect(stdout).toMatch(/^✔ clean {2}register ocp: 1 waived, /m);
  });

  test("that nothing needs is a breach", async () => {
    const { exitCode, stdout } = await judgedWith(waiver(), false);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^✖ mandatory waivers-needed\n.*it holds nothing back.*\n {2}register\/ocp\/waivers\.yaml:1:1$/m,
    );
  });

  test("that is not in order holds nothing back", async () => {
    const { exitCode, stdout } = await judgedWith(waiver({ approver: "ocp-owner-1" }), true);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("✖ mandatory waivers-valid");
    expect(stdout).toContain("✖ mandatory ocp-redash-administrators");
  });

  test("of a rule about resources is left to preview, and named", async () => {
    const of = { rule: "protected-from-deletion", subject: 'linode:index/instance:Instance "crm"', stack: "ocp" };
    const { exitCode, stdout } = await judgedWith(waiver(of), false);
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain("waivers of those rules: ocp/waivers/handover.");
  });
});

describe("the register's own day", () => {
  const today = new Date().toISOString().slice(0, 10);

  test("is told with its age and the line to change, unless another day was asked for", async () => {
    const cwd = copied();
    edit(cwd, "register.yaml", (text) => text.replace(head.asOf, addDays(today, -2)));
    const { stdout } = await gatehouse(["judge", "--register", "register"], { cwd });
    expect(stdout).toContain(`The register is kept for ${addDays(today, -2)}, 2 days before today`);
    expect(stdout).toMatch(new RegExp(`change one line, register/register\\.yaml:\\d+:7, to "asOf: ${today}"`));
    const other = await gatehouse(["judge", "--register", "register", "--as-of", "today"], { cwd });
    expect(other.stdout).toContain(`Judged as of ${today}`);
    expect(other.stdout).not.toContain("is kept for");
  });

  test("is moved by --write-day, which keeps all else in the file, and judges as of it", async () => {
    const cwd = copied();
    edit(cwd, "register.yaml", (text) => text.replace(/^asOf: .*$/m, `asOf: "${addDays(head.asOf, -1)}" # a remark`));
    const before = readFileSync(join(cwd, "register/register.yaml"), "utf8");
    const args = ["judge", "--register", "register", "--write-day", "--as-of"];
    const { exitCode, stdout } = await gatehouse([...args, head.asOf], { cwd });
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain(`was ${addDays(head.asOf, -1)} and is ${head.asOf} now.`);
    expect(stdout).toContain(`Judged as of ${head.asOf}`);
    const after = readFileSync(join(cwd, "register/register.yaml"), "utf8");
    expect(after).toBe(before.replace(addDays(head.asOf, -1), head.asOf));
    const back = await gatehouse([...args, addDays(head.asOf, -1)], { cwd });
    expect(back.exitCode).toBe(2);
    expect(back.stderr).toContain("does not go back");
    expect(readFileSync(join(cwd, "register/register.yaml"), "utf8")).toBe(after);
  });
});

test("--watch judges again at each save, takes a half-saved file for what it is, and ends when interrupted", async () => {
  const cwd = copied();
  const process = start(["judge", "--register", "register", "--watch", "--as-of", head.asOf], { cwd });
  let [out, err] = ["", ""];
  process.stdout.on("data", (part) => {
    out += part;
  });
  process.stderr.on("data", (part) => {
    err += part;
  });
  const rounds = () => err.split("watching …").length - 1;
  const round = async (count: number) => {
    while (rounds() < count) await sleep(20);
  };
  await round(1);
  expect(out).toMatch(/^✔ clean {2}register ocp: /m);
  const grants = join(cwd, "register/ocp/grants.yaml");
  const sound = readFileSync(grants, "utf8");
  writeFileSync(grants, `${sound.slice(0, sound.length / 2)}\n  "`);
  await round(2);
  expect(err).toMatch(/^register\/ocp\/grants\.yaml:\d+:\d+: /m);
  writeFileSync(grants, sound);
  oneTooMany(cwd);
  await round(3);
  expect(out).toMatch(/^✖ blocked {2}register ocp: 1 violation/m);
  process.kill("SIGINT");
  const { exitCode } = await process;
  expect(exitCode).toBe(130);
  expect(err).not.toMatch(trace);
});
