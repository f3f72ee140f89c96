import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { accessReport, stackReport, summary, verdictLine } from "../../report/terminal.ts";
import { type StackVerdict, verdictOf } from "../../verdict/verdict.ts";
import { diagnostic, evaluated, noFiles, ocp, ruleNamed, step, violated } from "../driver/events.ts";
import { report } from "./fixtures.ts";

const rule = "ocp-root-owners-and-managers";

function verdictFor(events: Parameters<typeof verdictOf>[1]["events"], error?: string): StackVerdict {
  const place = { file: "register/ocp/people.yaml", line: 7, column: 3 };
  return verdictOf(ocp, { events, ...(error !== undefined && { error }) }, () => place, "2026-06-01", noFiles);
}

function plain(text: string): string {
  return stripVTControlCharacters(text);
}

test("a violation names its rule, what is wrong, its clauses and the line", () => {
  const text = plain(stackReport(verdictFor([...evaluated(), violated(rule)], ""), false));
  expect(text).toContain(
    [
      `✖ mandatory ${rule}`,
      `  ocp/people/ada: it is wrong. ${ruleNamed(rule).remedy} [OCP-ROOT-1]`,
      "  register/ocp/people.yaml:7:3",
    ].join("\n"),
  );
  expect(text.split("\n").at(-2)).toMatch(/^✖ blocked {2}ocp: 1 violation, 0 changes, \d+ rules evaluated$/);
  expect(text.split("\n").at(-1)).toMatch(/^ {2}\d+ checks: \d+ passed, 0 failed; \d+ rules with nothing to look at$/);
});

test("what does not block is shown, and marked as what it is", () => {
  const verdict = verdictFor([...evaluated(), violated(rule)], "");
  const shown = (change: Partial<StackVerdict["violations"][number]>) =>
    plain(stackReport({ ...verdict, violations: verdict.violations.map((each) => ({ ...each, ...change })) }, false));
  expect(shown({ waivedBy: "handover" })).toContain(`~ waived by handover ${rule}\n  ocp/people/ada: it is wrong`);
  expect(shown({ origin: { kind: "already there" } })).toContain(`! mandatory ${rule} (already there)\n`);
  expect(shown({ origin: { kind: "became due", on: "2026-01-05" } })).toContain(`(became due on 2026-01-05)\n`);
  expect(shown({ origin: { kind: "introduced" } })).toContain(`✖ mandatory ${rule} (introduced by this change)\n`);
  expect(shown({ origin: { kind: "already there" } })).toContain("0 violations, 1 older, ");
});

test("a stack that was never deployed: how many of each type, not every property", () => {
  const events = [
    step("create", "pulumi:pulumi:Stack", "gatehouse-ocp"),
    step("create", "a:b:C", "x"),
    step("create", "a:b:C", "y"),
  ];
  const text = plain(stackReport(verdictFor([...evaluated(), ...events]), false));
  expect(text).toContain("  + stack gatehouse-ocp\n  + C x\n  + C y\n");
});

test("a deployed stack: the engine's diff, or that there is none", () => {
  const changed = verdictFor([...evaluated(), step("create", "a:b:C", "x")]);
  expect(stackReport(changed, false, "Previewing update (ocp):\n  + a:b:C")).toContain("\n  + a:b:C\n");
  expect(stackReport(changed, false)).toContain("+ C x");
});

test.each([
  [verdictFor(evaluated()), /^✔ clean {2}ocp: 0 changes, \d+ rules evaluated$/],
  [
    verdictFor([...evaluated(), violated(rule), violated(rule, { problem: "it is old" })], ""),
    /^✖ blocked {2}ocp: 2 violations, 0 changes/,
  ],
  [
    verdictFor([...evaluated(), violated("ocp-redash-administrator-of-owner", { level: "advisory" })]),
    /^✔ clean {2}ocp: 1 advisory violation, /,
  ],
  [verdictFor([diagnostic("it died")], "died"), /^✖ not judged {2}ocp: 0 changes, 0 rules evaluated, 8 not evaluated$/],
])("verdict line %#", (verdict, line) => {
  expect(plain(verdictLine(verdict))).toMatch(line);
});

test("why a stack was not judged", () => {
  expect(plain(stackReport(verdictFor([diagnostic("it died")], "died"), false))).toContain("✖ it died");
});

test("what was applied", () => {
  const changed = verdictFor([...evaluated(), step("update", "a:b:C", "x")]);
  expect(stackReport(changed, true)).toContain("Applied 1 change.");
  expect(stackReport(verdictFor(evaluated()), true)).toContain("There was nothing to apply.");
  expect(stackReport(changed, false)).not.toContain("Applied");
});

test("the end says every verdict where there are several, the day, and whether anything real was contacted", () => {
  const clean = verdictFor(evaluated());
  const changed = verdictFor([...evaluated(), step("create", "a:b:C", "x")]);
  const judged = "Judged as of 2026-01-05, offline: no real service was contacted.";
  expect(plain(summary([clean, changed], "offline", "2026-01-05")).split("\n")).toEqual([
    plain(verdictLine(clean)),
    plain(verdictLine(changed)),
    judged,
  ]);
  // A line each stands above already.
  expect(plain(summary([clean, clean], "offline", "2026-01-05"))).toBe(judged);
  expect(summary([clean], "live", undefined)).toBe("Judged as of today, with real providers.");
});

describe("who gains and loses what", () => {
  const access = [
    { register: "ocp", person: "ada", gains: ["root on crm"], loses: ["Admin on Redash", "Owner on Sentry"] },
  ] as const;
  const shown = (change: Parameters<typeof report>[0]) =>
    plain(accessReport(report(change)))
      .split("\n")
      .slice(1);

  test("a line a person, and what that is told against", () => {
    expect(shown({ access, accessComparedWith: { ocp: "deployed" } })).toEqual([
      "  ada (ocp) gains root on crm; loses Admin on Redash and Owner on Sentry",
      "  Access of ocp is compared with what is deployed.",
    ]);
  });

  test("nobody, only where something was compared with", () => {
    expect(shown({ accessComparedWith: { ocp: "base" } }).join()).toContain("Nobody gains or loses anything.");
    expect(shown({ accessComparedWith: { ocp: "nothing" } }).join()).not.toContain("Nobody gains");
  });

  test("a title that would write over the terminal is shown as it is", () => {
    const [line] = shown({ access: [{ register: "ocp", person: "ada", gains: ["\u001b[2JAdmin"], loses: [] }] });
    expect(line).toBe("  ada (ocp) gains \\u{1b}[2JAdmin");
  });
});

describe("what comes from the register or a provider", () => {
  // GitHub Actions obeys such lines, also behind spaces.
  const commands = /^\s*::|##\[/m;

  test.each([
    ["it is x\n✔ clean  ocp: nothing to see", "it is x ✔ clean  ocp: nothing to see"],
    ["it is x\n::error::fake", "it is x ::error::fake"],
    ["it is ##[error]fake", "it is #\\u{23}[error]fake"],
    ["it is \u001b[2Jx", "it is \\u{1b}[2Jx"],
  ])("stays within its line in a violation: %j", (problem, shown) => {
    const text = stackReport(verdictFor([...evaluated(), violated(rule, { problem })], ""), false);
    expect(plain(text)).toContain(`  ocp/people/ada: ${shown}. ${ruleNamed(rule).remedy}`);
    expect(text).not.toMatch(commands);
  });

  test("is no command in a reason, and stays below it", () => {
    const text = plain(stackReport(verdictFor([diagnostic("it died:\n✔ clean\n::error::fake")], "died"), false));
    expect(text).toContain("✖ it died:\n  ✔ clean\n  \\u{3a}:error::fake\n");
    expect(text).not.toMatch(commands);
  });

  test("is no command in a diff", () => {
    const diff = "Previewing update (ocp):\n  ~ a:b:C: (update)\n      text: \n        ::stop-commands::x\n";
    const text = stackReport(verdictFor([...evaluated(), step("update", "a:b:C", "x")]), false, diff);
    expect(text).toContain("        \\u{3a}:stop-commands::x");
    expect(text).not.toMatch(commands);
  });
});
