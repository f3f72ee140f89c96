import { array, assert, constantFrom, integer, property, record, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { code } from "../../report/markdown/escape.ts";
import { longest, markdownReport } from "../../report/markdown.ts";
import { marker } from "../../report/marker.ts";
import { listedViolations } from "../../report/violations.ts";
import type { Origin } from "../../verdict/reported.ts";
import { full, hostileTexts, report, stack, violation, withTexts } from "./fixtures.ts";
import { rendered } from "./markdown/render.ts";

/** A report on so many violations, each of its own subject. */
function many(
  count: number,
  { length = 20, rules = 40, origins = [undefined] as (Origin | undefined)[], changes = 1 } = {},
) {
  return report({
    exitCode: 1,
    stacks: [
      stack({
        verdict: "violations",
        changes: Array.from({ length: changes }, (_, at) => {
          return {
            operation: "update",
            type: "a:b:C",
            name: `x${at}`,
            urn: `urn:pulumi:ocp::gatehouse::a:b:C::x${at}`,
          };
        }),
        violations: Array.from({ length: count }, (_, at) => {
          const origin = origins[at % origins.length];
          const subject = `ocp/people/${String(at).padStart(length, "x")}`;
          return violation({
            rule: `ocp-rule-${at % rules}`,
            subject,
            message: `${subject}: it is wrong in a way that takes some words to tell. Mend it in the register. [OCP-ADM-1]`,
            ...(origin !== undefined && { origin }),
          });
        }),
      }),
    ],
  });
}

/** The number of violations that the report says did not fit. */
function notNamed(markdown: string): number {
  return Number(/\*\*(\d+) more violations? did not fit/.exec(markdown)?.[1] ?? 0);
}

test("drift is no clean report, though no rule is violated", () => {
  const changes = [{ operation: "update", type: "a:b:C", name: "x", urn: "urn:pulumi:ocp::gatehouse::a:b:C::x" }];
  const text = markdownReport(report({ exitCode: 1, stacks: [stack({ verdict: "drifted", changes })] }));
  expect(text).toContain("## ✖ Drifted");
  expect(text).toContain("what is there is not what was declared");
});

describe("what a reviewer reads", () => {
  const text = markdownReport(full);

  test("the marker, then the verdict, then the violations of the change", () => {
    expect(text.split("\n")[0]).toBe(marker);
    expect(text.match(/^#.*$/gm)).toEqual([
      "## ✖ Not judged, 2 people affected",
      "### Why `notify-platform` was not judged",
      "### Introduced by this change (2)",
      "### Who gains and loses what",
      "### Waivers",
      "### Obligations: 1 late, 2 to come",
      "### Forecast: 1 violation to come in the next 30 days",
    ]);
    expect(text.match(/(?<=<summary>).*(?=<\/summary>)/g)).toEqual([
      "Became due (1)",
      "Already there (1)",
      "Held back by a waiver (1)",
      "Infrastructure diff: ocp",
      "2 to come",
      "If nothing is done",
      "Rules evaluated: ocp",
    ]);
  });

  test("a violation: what it does, rule, clause, stacks and line; then subject, what is wrong and how to mend it", () => {
    expect(text).toContain(
      "- ✖ **blocking** `ocp-redash-administrators` – OCP-REDASH-1 · in ocp · `register/ocp/grants.yaml:5:3`<br>" +
        "`ocp/grants/redash/admin`: 3 of ocp hold it; at most 2 may. Revoke admin in register/ocp/grants.yaml.",
    );
    expect(text).toContain("- ! advisory `ocp-redash-administrators`");
    expect(text).toContain("in ocp · due since 2026-11-21");
    expect(text).toContain("waived by `sentry-handover`");
  });

  test("one line a person", () => {
    expect(text).toContain("- `ocp-owner-2` (ocp) gains Administrator on Redash and root on toucan\n");
    expect(text).toContain("- `ods-developer-1` (ocp) loses Administrator on Redash\n");
  });

  test("what is late stands out", () => {
    expect(text).toContain("| 2026-11-13 | **10 days late** | vulnerability |");
  });

  test("the diff's signs stand at the start of the line, where GitHub colours by them", () => {
    expect(text).toContain('````diff\n! role redash-admin\n+     holders[2]: "ocp-owner-2"\n');
  });

  test("what was compared with, and what it was judged by", () => {
    expect(text).toContain("no real service was contacted. Compared with origin/main (0123456789ab).");
  });

  test("what could not be told of the base: there older violations look like the change's own", () => {
    const problems = ["ocp: it could not be judged"];
    const text = markdownReport(report({ base: { ref: "main", commit: "0123456789abcdef", problems } }));
    expect(text).toContain("### What could not be told of the base\n\n```\nocp: it could not be judged\n```");
  });

  test("nothing wrong is said too", () => {
    expect(markdownReport(report())).toContain("### No violations");
  });

  test("a violation that several stacks found is told once, with their names", () => {
    const found = { verdict: "violations", violations: [violation()] } as const;
    const both = markdownReport(report({ stacks: [stack(found), stack({ ...found, stack: "notify-demo" })] }));
    expect(both.match(/ocp-redash-administrators` –/g)).toHaveLength(1);
    expect(both).toContain("in ocp and notify-demo");
  });
});

describe("names and texts that are markup", () => {
  const shape = (markdown: string) =>
    rendered(markdown)
      .replaceAll(/<!--[\s\S]*?-->/g, (comment) => (comment === marker ? "" : comment))
      .match(/<\/?[a-z!][^>]*>/gi);
  const usual = shape(markdownReport(withTexts("name")));

  test.each(hostileTexts)("add nothing to the page: %j", (text) => {
    const markdown = markdownReport(withTexts(text));
    expect(shape(markdown)).toEqual(usual);
    expect(markdown.indexOf(marker)).toBe(0);
    const outsideCode = rendered(markdown).replaceAll(/<(pre|code)[\s\S]*?<\/\1>/g, "");
    expect(outsideCode).not.toMatch(/@\w/);
  });
});

describe("never longer than GitHub takes", () => {
  test("what can be looked up elsewhere goes first, and that is said", () => {
    const text = markdownReport(many(240, { changes: 10_000 }));
    expect(/```diff/.test(text)).toBe(false);
    expect(text).toContain("_The infrastructure diff did not fit here");
    expect(text).toContain("in a way that takes some words to tell");
  });

  test("then what is wrong with violations that were there before, then with the others", () => {
    const text = markdownReport(many(400, { origins: [{ kind: "introduced" }, { kind: "already there" }] }));
    expect(text.match(/takes some words/g)).toHaveLength(200);
    expect(text.match(/- ✖/g)).toHaveLength(400);
    const shorter = markdownReport(many(500));
    expect(shorter.match(/takes some words/g)).toBeNull();
    expect(shorter.match(/- ✖/g)).toHaveLength(500);
  });

  test("then subjects are listed by rule; then it is said how many more there are, and where", () => {
    const listed = markdownReport(many(1400));
    expect(notNamed(listed)).toBe(0);
    expect(listed).toContain("- ✖ **blocking** `ocp-rule-39` (35):");
    const cut = markdownReport(many(5000));
    expect(notNamed(cut)).toBeGreaterThan(0);
    expect(cut).toContain("The run's report as JSON, SARIF or HTML has every one of them.");
    expect(cut).toContain("### Violations (5000)");
  });

  test("whatever a report holds: each violation is named by rule and subject, or counted as not named", () => {
    const origins: (Origin | undefined)[] = [
      undefined,
      { kind: "introduced" },
      { kind: "already there" },
      { kind: "became due", on: "2026-11-20" },
    ];
    assert(
      property(
        integer({ min: 0, max: 6000 }),
        integer({ min: 1, max: 300 }),
        integer({ min: 1, max: 6000 }),
        array(constantFrom(...origins), { minLength: 1 }),
        (count, length, rules, chosen) => {
          const input = many(count, { length, rules, origins: chosen });
          const text = markdownReport(input);
          expect(text.length).toBeLessThanOrEqual(longest);
          const codes = new Set(text.match(/`[^`]+`/g));
          const named = listedViolations(input).filter(
            ({ rule, subject }) => codes.has(code(subject)) && codes.has(code(rule)),
          );
          expect(named.length + notNamed(text)).toBe(count);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("people are named as long as there is room, and then counted", () => {
    const access = Array.from({ length: 2000 }, (_, at) => ({
      ...{ register: "ocp" as const, person: `person-${at}`, gains: ["admin of Redash and of much else"], loses: [] },
    }));
    const text = markdownReport({ ...many(1), access });
    const named = text.match(/^- `person-\d+`/gm)?.length ?? 0;
    expect(text.length).toBeGreaterThan(longest - 200);
    expect(text.length).toBeLessThanOrEqual(longest);
    expect(text).toContain(`\n${2000 - named} more persons.`);
  });

  test("and however long its texts are", () => {
    const long = string({ unit: "grapheme-ascii", minLength: 1, maxLength: 10 }).map((text) => text.repeat(9000));
    assert(
      property(record({ text: long }), ({ text }) => {
        const input = withTexts(text);
        const stacks = ["ocp", "notify-platform", "notify-staging", "notify-demo", "notify-production"].map((name) =>
          stack({ stack: name, verdict: "failed", problems: Array.from({ length: 50 }, () => text) }),
        );
        expect(markdownReport({ ...input, stacks: [...stacks, ...input.stacks] }).length).toBeLessThanOrEqual(longest);
      }),
      { numRuns: 10 },
    );
  });
});
