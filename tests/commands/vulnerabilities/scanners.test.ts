import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readJsonValues } from "../../../commands/vulnerabilities/json-file.ts";
import { fromSarif } from "../../../commands/vulnerabilities/sarif.ts";
import { newFolder } from "../cli.ts";

/** What a log in the shape of a scanner gives: the severity and the title of each finding, in order. */
function read(log: unknown): (readonly [string, string])[] {
  return fromSarif(log, "notifications-api", "2026-11-23").found.map(({ severity, title }) => [severity, title]);
}

const log = (...runs: object[]) => ({ $schema: "https://example.org/sarif-2.1.0.json", version: "2.1.0", runs });
const at = (uri: string, startLine: number, more: object = {}) => [
  { physicalLocation: { artifactLocation: { uri, uriBaseId: "%SRCROOT%", ...more }, region: { startLine } } },
];
const rule = (id: string, text: string, properties: object = {}, more: object = {}) => ({
  ...{ id, name: id, shortDescription: { text }, properties, ...more },
});

/** Logs as scanners write them, made up: where each puts rules, levels, scores and what makes a result one. */
describe("the log of", () => {
  test("CodeQL: rules in extensions, a pack each, named by index; quality queries have no score", () => {
    const pack = (name: string, ...rules: object[]) => ({ name, semanticVersion: "1.2.3", rules });
    const of = (id: string, index: number, component: number, print: string) => ({
      ruleId: id,
      rule: { id, index, toolComponent: { index: component } },
      message: { text: "This uses [a value](1) of the request." },
      locations: at("app/main.py", 7, { index: 0 }),
      partialFingerprints: { primaryLocationLineHash: print, primaryLocationStartColumnFingerprint: "4" },
    });
    const extensions = [
      pack("codeql/python-all"),
      pack(
        "codeql/python-queries",
        rule(
          "py/unused",
          "Unused name",
          { "problem.severity": "recommendation" },
          { defaultConfiguration: { level: "note" } },
        ),
        rule(
          "py/code-injection",
          "Code injection",
          { "security-severity": "9.3", tags: ["security"] },
          { defaultConfiguration: { level: "error" } },
        ),
      ),
    ];
    const tool = { driver: { name: "CodeQL", rules: [] }, extensions };
    const results = [of("py/unused", 0, 1, "a:1"), of("py/code-injection", 1, 1, "b:1")];
    expect(read(log({ tool, results, artifacts: [{ location: { uri: "app/main.py", index: 0 } }] }))).toEqual([
      ["low", "Unused name"],
      ["critical", "Code injection"],
    ]);
  });

  test("Semgrep without a login: no fingerprints that are any; what `nosemgrep` marks is suppressed", () => {
    const of = (startLine: number, more: object = {}) => ({
      ruleId: "python.flask.debug",
      level: "warning",
      message: { text: "Debug is on" },
      locations: at("app/main.py", startLine),
      fingerprints: { "matchBasedId/v1": "requires login" },
      properties: {},
      ...more,
    });
    const rules = [
      rule("python.flask.debug", "Semgrep Finding: debug", { tags: ["HIGH CONFIDENCE", "OWASP-A05:2021"] }),
    ];
    const results = [of(3), of(40), of(80, { suppressions: [{ kind: "inSource" }] })];
    const all = read(log({ tool: { driver: { name: "Semgrep OSS", rules } }, results }));
    expect(all).toEqual([
      ["medium", "Semgrep Finding: debug"],
      ["medium", "Semgrep Finding: debug"],
    ]);
  });

  test("Trivy: a score of 0.0 and a tag where nobody has scored it", () => {
    const of = (id: string, index: number, level: string) => ({
      ...{
        ruleId: id,
        ruleIndex: index,
        level,
        message: { text: `Package: a\nInstalled Version: 1\nVulnerability ${id}` },
      },
      locations: at("poetry.lock", 1),
    });
    const scored = (id: string, score: string, tag: string) =>
      rule(id, `a: ${id}`, {
        "security-severity": score,
        precision: "very-high",
        tags: ["vulnerability", "security", tag],
      });
    const rules = [scored("CVE-2026-1", "9.1", "CRITICAL"), scored("CVE-2026-2", "0.0", "UNKNOWN")];
    const results = [of("CVE-2026-1", 0, "error"), of("CVE-2026-2", 1, "note")];
    expect(read(log({ tool: { driver: { name: "Trivy", rules } }, results }))).toEqual([
      ["critical", "a: CVE-2026-1"],
      ["critical", "a: CVE-2026-2"],
    ]);
  });

  test("Grype: one id a weakness and package, no level, the score at the rule", () => {
    const id = "GHSA-aaaa-bbbb-cccc-a";
    const results = [
      {
        ...{ ruleId: id, message: { text: "A high vulnerability in python package: a" } },
        locations: at("requirements.txt", 1).map((each) => ({
          ...each,
          logicalLocations: [{ name: "/requirements.txt" }],
        })),
        partialFingerprints: { primaryLocationLineHash: "0f:1" },
      },
    ];
    const rules = [rule(id, "GHSA-aaaa-bbbb-cccc high vulnerability", { "security-severity": "8.1" })];
    expect(read(log({ tool: { driver: { name: "Grype", rules } }, results }))).toMatchObject([["high", {}]]);
  });

  test("gosec: a hierarchical rule by index, its severity in a tag and in the level", () => {
    const results = [
      {
        ruleId: "G101",
        ruleIndex: 0,
        level: "error",
        message: { text: "Potential secret" },
        locations: at("main.go", 9),
      },
    ];
    const rules = [rule("G101", "Use of a secret", { precision: "low", tags: ["security", "HIGH"] })];
    expect(read(log({ tool: { driver: { name: "gosec", rules } }, results }))).toEqual([["high", "Use of a secret"]]);
  });

  test("OSV-Scanner: one rule for many packages of many files", () => {
    const of = (uri: string) => ({
      ...{ ruleId: "CVE-2026-3", ruleIndex: 0, level: "warning", message: { text: `Package a of ${uri} is affected` } },
      locations: at(uri, 1),
    });
    const rules = [rule("CVE-2026-3", "CVE-2026-3: out of bounds", {}, { deprecatedIds: ["GHSA-x"] })];
    const results = [of("a/go.mod"), of("b/go.mod"), of("b/go.mod")];
    expect(read(log({ tool: { driver: { name: "osv-scanner", rules } }, results }))).toHaveLength(2);
  });

  test("ZAP: addresses in place of files, levels of none", () => {
    const of = (id: string, level: string, uri: string) => ({
      ...{ ruleId: id, level, message: { text: `Alert ${id}` }, locations: at(uri, 1) },
      webRequest: { target: uri, method: "GET" },
    });
    const rules = [rule("10202", "Absence of tokens"), rule("10049", "Content is cacheable")];
    const results = [
      of("10202", "warning", "https://staging.example.gov/a"),
      of("10202", "warning", "https://staging.example.gov/b"),
      of("10049", "none", "https://staging.example.gov/a"),
    ];
    expect(read(log({ tool: { driver: { name: "ZAP", rules } }, results })).map(([severity]) => severity)).toEqual([
      ...["medium", "medium", "informational"],
    ]);
  });

  test("Checkov: what passes is a result too, and skipped checks have a reason", () => {
    const of = (kind: string | undefined, startLine: number, more: object = {}) => ({
      ...{ ruleId: "CKV_AWS_20", ruleIndex: 0, level: "error", message: { text: "Bucket is public" } },
      locations: at("/terraform/main.tf", startLine),
      ...(kind !== undefined && { kind }),
      ...more,
    });
    const rules = [rule("CKV_AWS_20", "Bucket is public", {}, { defaultConfiguration: { level: "error" } })];
    const skipped = { suppressions: [{ kind: "external", justification: "A website" }] };
    const results = [of(undefined, 1), of("pass", 9), of(undefined, 20, skipped)];
    expect(read(log({ tool: { driver: { name: "Checkov", rules } }, results }))).toEqual([
      ["high", "Bucket is public"],
    ]);
  });

  test("MSVC and Roslyn: byte order marks, parts of rules, levels in the configuration of the run", () => {
    const results = [
      { ruleId: "CA3001/2", message: { text: "Review it" }, locations: at("file:///c:/src/A.cs", 4) },
      { ruleId: "C6001", level: "warning", message: { id: "default", arguments: ["x"] }, locations: at("a.cpp", 4) },
    ];
    const rules = [
      rule("CA3001", "Injection", { category: "Security" }),
      { id: "C6001", messageStrings: { default: { text: "Using uninitialized memory '{0}'." } } },
    ];
    const invocations = [
      {
        executionSuccessful: true,
        ruleConfigurationOverrides: [{ descriptor: { id: "CA3001" }, configuration: { level: "error" } }],
      },
    ];
    const whole = log({ tool: { driver: { name: "Microsoft (R) Visual C# Compiler", rules } }, invocations, results });
    const file = join(newFolder(), "build.sarif");
    for (const bytes of [`\uFEFF${JSON.stringify(whole)}`, Buffer.from(`\uFEFF${JSON.stringify(whole)}`, "utf16le")]) {
      writeFileSync(file, bytes);
      expect(read(readJsonValues(file)[0])).toEqual([
        ["high", "Injection"],
        ["medium", "Using uninitialized memory 'x'."],
      ]);
    }
  });

  test("Snyk: scores in text, and one that nobody could write", () => {
    const of = (ruleIndex: number, id: string, level: string) => ({
      ...{ ruleId: id, ruleIndex, level, message: { text: id }, locations: at("package.json", 1) },
      fingerprints: { "0": `${id}-1`, "1": `${id}-2` },
    });
    const rules = [
      rule("SNYK-JS-A", "High - Injection", { "security-severity": "7.4", cvssv3_baseScore: 7.4 }),
      rule("SNYK-JS-B", "Low - Leak", { "security-severity": "undefined", cvssv3_baseScore: null }),
    ];
    const results = [of(0, "SNYK-JS-A", "error"), of(1, "SNYK-JS-B", "note")];
    expect(read(log({ tool: { driver: { name: "Snyk Open Source", rules } }, results }))).toEqual([
      ["high", "High - Injection"],
      ["critical", "Low - Leak"],
    ]);
  });

  test("Bandit, Terrascan, KICS and DevSkim: a word beside the level, at the result or at the rule", () => {
    const one = (name: string, rules: object[], result: object) => ({
      tool: { driver: { name, rules } },
      results: [{ ruleIndex: 0, message: { text: name }, locations: at("a", 2), ...result }],
    });
    const runs = [
      one("Bandit", [rule("B602", "Shell")], { level: "error", properties: { issue_severity: "HIGH" } }),
      one("terrascan", [rule("AC_AWS_1", "Bucket", { category: "S3", severity: "HIGH" })], { level: "warning" }),
      one("KICS", [rule("k1", "Port", {}, { defaultConfiguration: { level: "note" } })], { kind: "fail" }),
      one("devskim", [rule("DS1", "MD5", { DevSkimSeverity: "Critical", "problem.severity": "error" })], {
        level: "error",
      }),
      one("tfsec", [rule("aws-1", "Open")], { level: "error", properties: { Severity: "critical" } }),
    ];
    expect(read(log(...runs)).map(([severity]) => severity)).toEqual(["high", "high", "low", "critical", "critical"]);
  });

  test("ESLint, PMD, Brakeman and SpotBugs: levels alone, of the result or of the rule, and comments that suppress", () => {
    const rules = [rule("no-eval", "Eval"), rule("S1", "Hash", {}, { defaultConfiguration: { level: "error" } })];
    const of = (ruleIndex: number, line: number, more: object = {}) => ({
      ...{ ruleIndex, message: { text: "It" }, locations: at("a.js", line), ...more },
    });
    const results = [
      of(0, 1, { ruleId: "no-eval", level: "error" }),
      of(0, 9, { ruleId: "no-eval", level: "error", suppressions: [{ kind: "inSource", justification: "" }] }),
      of(1, 3, { ruleId: "S1" }),
      of(0, 5, { ruleId: "no-eval" }),
    ];
    expect(read(log({ tool: { driver: { name: "ESLint", rules } }, results })).map(([severity]) => severity)).toEqual([
      ...["high", "high", "medium"],
    ]);
  });

  test("a tool that calls its rules otherwise than it lists them: the index tells", () => {
    const rules = [rule("TUT0001", "A", {}, { defaultConfiguration: { level: "error" } })];
    const results = [{ ruleId: "TUT1001", ruleIndex: 0, message: { text: "It" }, locations: at("kb.c", 1) }];
    expect(read(log({ tool: { driver: { name: "Samples", rules } }, results }))).toEqual([["high", "A"]]);
  });
});
