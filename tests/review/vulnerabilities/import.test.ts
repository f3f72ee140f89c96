import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadRegister } from "../../../model/load.ts";
import { importVulnerabilities } from "../../../review/vulnerabilities/import.ts";
import { newFolder, root } from "../cli.ts";

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
  const folder = newFolder();
  cpSync(join(root, "register"), folder, { recursive: true });
  const outcomes = reports.map((report) => {
    const at = join(newFolder(), "report.json");
    writeFileSync(at, typeof report === "string" ? report : JSON.stringify(report));
    const repository = kind === "sarif" ? { repository: "notifications-admin" } : {};
    return importVulnerabilities({ register: folder, [kind]: at, owner: "admin-2", write: true, ...repository });
  });
  const text = readFileSync(join(folder, "notify/vulnerabilities.yaml"), "utf8");
  return { outcomes, text, entries: loadRegister(folder).registers.notify.vulnerabilities };
}

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
    ["no alerts", "dependabot", { message: "Not Found" }, /is not a list of Dependabot alerts/],
    ["no log", "sarif", [], /is not a SARIF 2.1.0 log/],
    [
      "another repository",
      "dependabot",
      [alert({ html_url: "https://github.com/GSA/notification-api/security/dependabot/7" })],
      /did you mean `notifications-api`/,
    ],
  ])("%s", (_, kind, report, words) => {
    expect(() => imports(kind, report)).toThrow(words);
  });
});
