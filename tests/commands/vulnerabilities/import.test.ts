import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importVulnerabilities } from "../../../commands/vulnerabilities/import.ts";
import { loadRegister } from "../../../model/load.ts";
import { gatehouse, newFolder, root } from "../cli.ts";
import { ownRegister } from "../own-register.ts";

const alert = (change: object = {}) => ({
  ...{ number: 7, state: "open", created_at: "2026-11-02T09:00:00Z", fixed_at: null, dismissed_at: null },
  html_url: "https://github.com/GSA/notifications-api/security/dependabot/7",
  security_advisory: { summary: "A weakness", severity: "high" },
  ...change,
});
const log = (results: object[], rules: object[] = []) => ({
  version: "2.1.0",
  runs: [{ tool: { driver: { name: "CodeQL", rules } }, results }],
});
const result = { ruleId: "js/xss", message: { text: "Unsafe" }, partialFingerprints: { line: "1f:1" } };

/** Imports a report into a copy of the register, and gives what became of it. */
function imports(kind: "dependabot" | "sarif", ...reports: unknown[]) {
  const folder = ownRegister();
  const outcomes = reports.map((report) => {
    const at = join(newFolder(), "report.json");
    writeFileSync(at, typeof report === "string" ? report : JSON.stringify(report));
    const repository = kind === "sarif" ? { repository: "notifications-admin" } : {};
    return importVulnerabilities({ register: folder, [kind]: at, owner: "admin-2", write: true, ...repository });
  });
  const text = readFileSync(join(folder, "notify/vulnerabilities.yaml"), "utf8");
  return { outcomes, text, entries: loadRegister(folder).registers.notify.vulnerabilities };
}

function file(report: unknown): string {
  const at = join(newFolder(), "report.json");
  writeFileSync(at, JSON.stringify(report));
  return at;
}

/** A copy of the register in which an entry has more lines. */
function registerWith(id: string, lines: string): string {
  const folder = ownRegister();
  const at = join(folder, "notify/vulnerabilities.yaml");
  writeFileSync(at, readFileSync(at, "utf8").replace(`${id}:\n`, `${id}:\n${lines}\n`));
  return folder;
}

test("the command itself shows what would come in, in plain Node.js", async () => {
  const args = ["vulnerabilities", "import", "--owner", "admin-2", "--dependabot", file([alert()])];
  const { exitCode, stdout, stderr } = await gatehouse(args);
  expect(stderr).not.toContain("Cannot find");
  expect([exitCode, stdout.includes("dependabot-notifications-api-7")]).toEqual([0, true]);
});

describe("Dependabot's alerts", () => {
  test("become entries that the register takes", () => {
    const { entries, text } = imports("dependabot", [alert()]);
    expect(entries["dependabot-notifications-api-7"]).toEqual({
      ...{ title: "A weakness", severity: "high", detectedOn: "2026-11-02", owner: "admin-2" },
      repository: "notifications-api",
      source: { tool: "Dependabot", id: "7" },
    });
    expect(text).toContain("# Weaknesses, how bad they are");
  });

  test("come in once, and are closed when they are fixed or dismissed", () => {
    const fixed = alert({ state: "fixed", fixed_at: "2026-11-09T12:00:00Z" });
    const { outcomes, entries } = imports("dependabot", [alert()], [alert()], [fixed]);
    const id = "dependabot-notifications-api-7";
    expect(outcomes.map(({ added, changed }) => [added, changed])).toEqual([
      [[id], []],
      [[], []],
      [[], [id]],
    ]);
    expect(entries[id]?.closedOn).toBe("2026-11-09");
  });

  test("leave what people have said as it is", () => {
    const there = alert({
      number: 241,
      html_url: "https://github.com/GSA/notifications-admin/security/dependabot/241",
      security_advisory: { summary: "Other words", severity: "medium" },
      created_at: "2026-10-19T09:00:00Z",
    });
    const { outcomes, text } = imports("dependabot", [there]);
    expect(outcomes[0]?.changed).toEqual([]);
    expect(text).toBe(readFileSync(join(root, "register/notify/vulnerabilities.yaml"), "utf8"));
  });

  test("dismissed ones have the reason that was given", () => {
    const dismissed = { state: "dismissed", dismissed_at: "2026-11-03T09:00:00Z", dismissed_reason: "not_used" };
    expect(imports("dependabot", [alert(dismissed)]).entries["dependabot-notifications-api-7"]).toMatchObject({
      ...{ closedOn: "2026-11-03", analysis: "no-action", reason: "not_used" },
    });
  });
});

describe("alerts that change their state", () => {
  const id = "dependabot-notifications-api-7";
  const dismissed = alert({ state: "dismissed", dismissed_at: "2026-11-03T09:00:00Z", dismissed_reason: "not_used" });

  test("what was closed and is open again is open, from the first day, without the decision to do nothing", () => {
    const { outcomes, entries } = imports("dependabot", [alert()], [dismissed], [alert()]);
    expect(entries[id]).toEqual({
      ...{ title: "A weakness", severity: "high", detectedOn: "2026-11-02", owner: "admin-2" },
      ...{ repository: "notifications-api", source: { tool: "Dependabot", id: "7" } },
    });
    expect(outcomes[2]?.told).toEqual([
      `${id} is open again: Dependabot still finds it, and the register had it closed on 2026-11-03`,
    ]);
  });

  test("what people decided of an open one stays when it is opened again", () => {
    const folder = registerWith("dependabot-notifications-admin-241", "  analysis: remediate\n  closedOn: 2026-11-10");
    const at = file([
      alert({
        number: 241,
        html_url: "https://github.com/GSA/notifications-admin/security/dependabot/241",
        security_advisory: { summary: "Other words", severity: "medium" },
      }),
    ]);
    importVulnerabilities({ register: folder, dependabot: at, owner: "admin-2", write: true });
    const entry = loadRegister(folder).registers.notify.vulnerabilities["dependabot-notifications-admin-241"];
    expect(entry).toMatchObject({ analysis: "remediate" });
    expect(entry).not.toHaveProperty("closedOn");
  });

  test("one that was closed long ago and never stood in the register stays out of it, and is told", () => {
    const old = alert({ state: "fixed", created_at: "2025-01-02T09:00:00Z", fixed_at: "2026-03-02T09:00:00Z" });
    const { outcomes, entries } = imports("dependabot", [old]);
    expect(entries[id]).toBeUndefined();
    expect(outcomes[0]?.told).toEqual([expect.stringMatching(/^1 left out: they were closed before 2026-/)]);
  });

  test.each([
    ["dismissed, then reopened", { state: "dismissed", dismissed_at: "2026-11-20T09:00:00Z" }],
    [
      "dismissed by a rule, then reopened by it",
      { state: "auto_dismissed", auto_dismissed_at: "2026-11-20T09:00:00Z" },
    ],
    ["fixed, then back", { state: "fixed", fixed_at: "2026-11-20T09:00:00Z" }],
  ])("%s is open, and was found on the first day", (_, closed) => {
    const { entries } = imports("dependabot", [alert(closed)], [alert({ created_at: "2026-11-21T09:00:00Z" })]);
    const { detectedOn, closedOn, analysis, reason } = entries["dependabot-notifications-api-7"] ?? {};
    expect([detectedOn, closedOn, analysis, reason]).toEqual(["2026-11-02", undefined, undefined, undefined]);
  });

  test("one that stands in a list twice is open if it is open once, whatever their order", () => {
    const fixed = alert({ state: "fixed", fixed_at: "2026-11-20T09:00:00Z", created_at: "2026-11-01T09:00:00Z" });
    for (const list of [
      [fixed, alert()],
      [alert(), fixed],
    ]) {
      const { entries } = imports("dependabot", list);
      const { detectedOn, closedOn } = entries["dependabot-notifications-api-7"] ?? {};
      expect([detectedOn, closedOn]).toEqual(["2026-11-01", undefined]);
    }
  });

  test("one whose advisory is gone is taken at its worst, or as bad as its package's part of it", () => {
    const gone = { security_advisory: null, dependency: null };
    const { entries, outcomes } = imports("dependabot", [
      alert(gone),
      alert({
        ...{ ...gone, number: 8, html_url: "https://github.com/GSA/notifications-api/security/dependabot/8" },
        security_vulnerability: { severity: "low", package: null },
      }),
    ]);
    expect(entries["dependabot-notifications-api-7"]).toMatchObject({ title: "Alert 7", severity: "critical" });
    expect(entries["dependabot-notifications-api-8"]?.severity).toBe("low");
    expect(outcomes[0]?.told).toEqual(["[0]: its severity is nothing; taken at its worst"]);
  });

  test("days are those of UTC", () => {
    const { entries } = imports("dependabot", [alert({ created_at: "2026-11-02T23:30:00-05:00" })]);
    expect(entries["dependabot-notifications-api-7"]?.detectedOn).toBe("2026-11-03");
  });

  test("a milder severity is told and not taken, a worse one is taken", () => {
    const severity = (severity: string) => alert({ security_advisory: { summary: "A weakness", severity } });
    const { outcomes, entries } = imports("dependabot", [severity("high")], [severity("low")], [severity("critical")]);
    expect(outcomes.map(({ changed }) => changed)).toEqual([[], [], [id]]);
    expect(outcomes[1]?.told).toEqual([`${id} stays high, though Dependabot now says low: that is people's to say`]);
    expect(entries[id]?.severity).toBe("critical");
  });

  test.each([["unheard-of"], [null], [undefined]])("a severity of %j is told and taken at its worst", (severity) => {
    const { outcomes, entries } = imports("dependabot", [alert({ security_advisory: { summary: "A", severity } })]);
    expect(entries[id]?.severity).toBe("critical");
    expect(outcomes[0]?.told[0]).toMatch(/its severity is .*; taken at its worst/);
  });
});

describe("a folder of files", () => {
  test("each entry stays in its file, and what is new goes into the last", () => {
    const folder = ownRegister();
    const whole = join(folder, "notify/vulnerabilities.yaml");
    mkdirSync(join(folder, "notify/vulnerabilities"));
    const [first, last] = ["a", "b"].map((name) => join(folder, `notify/vulnerabilities/${name}.yaml`)) as [
      string,
      string,
    ];
    const entry = (id: string) =>
      `${id}: { title: T, severity: high, detectedOn: 2026-11-02, owner: admin-2, repository: notifications-api, source: { tool: Dependabot, id: "1" } }\n`;
    renameSync(whole, first);
    writeFileSync(first, `${readFileSync(first, "utf8")}${entry("dependabot-notifications-api-8")}`);
    writeFileSync(last, `# The newest\n${entry("dependabot-notifications-api-9")}`);
    const of = (number: number, more: object = {}) =>
      alert({ number, html_url: alert().html_url.replace(/7$/, String(number)), ...more });
    const fixed = { state: "fixed", fixed_at: "2026-11-09T12:00:00Z" };
    const report = file([of(8, fixed), of(9, fixed), of(7)]);
    const before = readFileSync(first, "utf8");
    const { files, added, changed } = importVulnerabilities({
      register: folder,
      dependabot: report,
      owner: "admin-2",
      write: true,
    });
    expect([added, changed]).toEqual([
      ["dependabot-notifications-api-7"],
      ["dependabot-notifications-api-8", "dependabot-notifications-api-9"],
    ]);
    expect(files.map(({ file, isChanged }) => [file, isChanged])).toEqual([
      [first, true],
      [last, true],
    ]);
    const [inFirst, inLast] = [first, last].map((at) => readFileSync(at, "utf8"));
    expect(inFirst?.startsWith(before.split("\n")[0] ?? "-")).toBe(true);
    expect(inFirst).not.toMatch(/api-[79]/);
    expect(inLast).toMatch(/^# The newest\n[\s\S]*api-9:[\s\S]*api-7:/);
    const { vulnerabilities } = loadRegister(folder).registers.notify;
    expect(["8", "9"].map((id) => vulnerabilities[`dependabot-notifications-api-${id}`]?.closedOn)).toEqual([
      "2026-11-09",
      "2026-11-09",
    ]);
  });
});

describe("alerts come in pages", () => {
  const pages = [[alert()], [alert({ number: 8, html_url: alert().html_url.replace(/7$/, "8") })], []];
  test.each([
    ["put into one list", JSON.stringify(pages)],
    ["written one after the other", pages.map((page) => JSON.stringify(page)).join("")],
    [
      "a line an alert",
      pages
        .flat()
        .map((each) => JSON.stringify(each))
        .join("\n"),
    ],
  ])("%s", (_, text) => {
    expect(imports("dependabot", text).outcomes[0]?.added).toEqual([
      "dependabot-notifications-api-7",
      "dependabot-notifications-api-8",
    ]);
  });

  test("brackets in texts are no pages", () => {
    const odd = alert({ security_advisory: { summary: 'a "] [" b \\', severity: "low" } });
    expect(imports("dependabot", `${JSON.stringify([odd])}\n[]`).outcomes[0]?.added).toHaveLength(1);
  });
});

describe("an alert is of the repository that it names, owner and name", () => {
  const at = (path: string, more: object = {}) =>
    alert({ html_url: `https://github.com/${path}/security/dependabot/7`, ...more });
  test.each([
    ["another's of the same name", at("stranger/notifications-api")],
    ["one whose name begins alike", at("GSA/notifications-api-old")],
    ["one that says two things", at("GSA/notifications-api", { repository: { full_name: "GSA/notifications-admin" } })],
  ])("%s is refused", (_, each) => {
    expect(() => imports("dependabot", [each])).toThrow(/the register has no such repository/);
  });

  test("capitals do not matter to GitHub", () => {
    expect(imports("dependabot", [at("gsa/Notifications-API")]).outcomes[0]?.added).toHaveLength(1);
  });

  test("all that is wrong is told at once", () => {
    expect(() => imports("dependabot", [at("a/b"), { number: 1 }, at("c/d")])).toThrow(/a\/b[\s\S]*\[1\][\s\S]*c\/d/);
  });
});

describe("SARIF results", () => {
  test("are known by their fingerprints, wherever they have moved to", () => {
    const moved = { ...result, locations: [{ line: 99 }] };
    const { outcomes, entries } = imports("sarif", log([result]), log([moved]));
    const [id = ""] = outcomes[0]?.added ?? [];
    expect(id).toMatch(/^codeql-[0-9a-f]{12}$/);
    expect(outcomes[1]?.added).toEqual([]);
    expect(entries[id]).toMatchObject({ severity: "medium", repository: "notifications-admin", title: "Unsafe" });
  });

  test("take their severity from the rule's score", () => {
    const rules = [{ id: "js/xss", properties: { "security-severity": "9.1" } }];
    const { outcomes, entries } = imports("sarif", log([result], rules));
    expect(entries[outcomes[0]?.added[0] ?? ""]?.severity).toBe("critical");
  });
});

describe("bad input is refused in words", () => {
  test.each<[string, "dependabot" | "sarif", unknown, RegExp]>([
    ["no JSON", "dependabot", "[", /cannot be read as JSON/],
    ["no alerts", "dependabot", { message: "Not Found" }, /is no Dependabot alert/],
    ["no log", "sarif", [], /is not a SARIF 2.1.0 log/],
    [
      "another repository",
      "dependabot",
      [alert({ html_url: "https://github.com/GSA/notification-api/security/dependabot/7" })],
      /is of GSA\/notification-api, and the register has no such repository/,
    ],
  ])("%s", (_, kind, report, words) => {
    expect(() => imports(kind, report)).toThrow(words);
  });
});
