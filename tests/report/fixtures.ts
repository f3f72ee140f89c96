import type { Report, StackReport } from "../../report/report.ts";
import type { RuleCount } from "../../verdict/gate.ts";
import type { ReportedViolation } from "../../verdict/reported.ts";

/** A violation of a rule that there is. */
export function violation(change: Partial<ReportedViolation> = {}): ReportedViolation {
  const { subject = "ocp/grants/redash/admin" } = change;
  return {
    rule: "ocp-redash-administrators",
    clauses: ["OCP-REDASH-1"],
    level: "mandatory",
    subject,
    message: `${subject}: 3 of ocp hold it; at most 2 may. Revoke admin in register/ocp/grants.yaml. [OCP-REDASH-1]`,
    urn: "urn:pulumi:ocp::gatehouse::gatehouse:register:Manifest::ocp",
    place: { file: "register/ocp/grants.yaml", line: 5, column: 3 },
    ...change,
  };
}

/** A row of the table of rules. */
export function ruleCount(change: Partial<RuleCount> = {}): RuleCount {
  const { passed = 1, failed = 0 } = change;
  const rule = "ocp-redash-administrators";
  return { rule, level: "mandatory", passed, failed, checked: passed + failed, notApplicable: 0, ...change };
}

/** A stack of which everything was judged, and with which nothing is wrong. */
export function stack(change: Partial<StackReport> = {}): StackReport {
  return {
    stack: "ocp",
    verdict: "clean",
    changes: [],
    violations: [],
    rules: [ruleCount()],
    problems: [],
    diff: "",
    ...change,
  };
}

/** A report on a stack that has nothing wrong with it. */
export function report(change: Partial<Report> = {}): Report {
  return {
    version: 2,
    mode: "offline",
    asOf: "2026-11-23",
    exitCode: 0,
    stacks: [stack()],
    access: [],
    accessMap: [],
    obligations: [],
    forecast: [],
    waivers: [],
    ...change,
  };
}

/** A report in which every part has something to tell. */
export const full: Report = report({
  base: { ref: "origin/main", commit: "0123456789abcdef0123456789abcdef01234567" },
  exitCode: 3,
  stacks: [
    stack({
      verdict: "violations",
      changes: [
        {
          operation: "update",
          type: "gatehouse:access:Role",
          name: "redash-admin",
          urn: "urn:pulumi:ocp::gatehouse::gatehouse:access:Role::redash-admin",
          differences: [
            { path: "holders[2]", to: "ocp-owner-2" },
            { path: "holders[3]", from: "<i>&amp;```" },
          ],
        },
      ],
      violations: [
        violation({ origin: { kind: "introduced" } }),
        violation({
          rule: "ocp-root-granted-by-root",
          clauses: ["OCP-ROOT-4"],
          subject: "ocp/root-grants/toucan/ods-developer-2",
          message:
            "ocp/root-grants/toucan/ods-developer-2: ods-developer-1 granted it and has no root there. Have it granted by somebody with root. [OCP-ROOT-4]",
          place: { file: "register/ocp/root-grants.yaml", line: 40, column: 5 },
          origin: { kind: "already there" },
        }),
        violation({
          rule: "ocp-deployment-within-six-months",
          clauses: ["OCP-ROOT-7"],
          subject: "ocp/root-grants/kangoo/cds-developer-1",
          message: "ocp/root-grants/kangoo/cds-developer-1: nothing deployed since 2026-05-20. Revoke it. [OCP-ROOT-7]",
          origin: { kind: "became due", on: "2026-11-21" },
        }),
        violation({
          subject: "ocp/grants/sentry/admin",
          message: "ocp/grants/sentry/admin: too many. Revoke one. [OCP-REDASH-1]",
          origin: { kind: "already there" },
          waivedBy: "sentry-handover",
        }),
        violation({
          level: "advisory",
          subject: "ocp/people/ada",
          message: "ocp/people/ada: nobody refers to this person. Remove them. [OCP-REDASH-1]",
          origin: { kind: "introduced" },
        }),
      ],
      rules: [
        ruleCount({ failed: 1 }),
        ruleCount({ rule: "ocp-root-granted-by-root", passed: 11, failed: 1, notApplicable: 140 }),
        ruleCount({ rule: "blast-radius-grants", passed: 0, notEvaluated: true }),
        ruleCount({ rule: "ocp-servers-locked", level: "advisory", passed: 0, notApplicable: 152 }),
      ],
      diff: [
        "Previewing update (ocp):",
        "  pulumi:pulumi:Stack: (same)",
        "    ~ gatehouse:access:Role: (update)",
        "      ~ holders: [",
        '          + [2]: "ocp-owner-2"',
        "          - [3]: <i>&amp;```",
        "        ]",
        "Resources:",
        "    ~ 1 to update",
      ].join("\n"),
    }),
    stack({
      stack: "notify-platform",
      verdict: "failed",
      problems: ["the mandatory rule x was not evaluated"],
      rules: [],
    }),
  ],
  access: [
    { register: "ocp", person: "ocp-owner-2", gains: ["Administrator on Redash", "root on toucan"], loses: [] },
    { register: "ocp", person: "ods-developer-1", gains: [], loses: ["Administrator on Redash"] },
  ],
  accessMap: [
    {
      register: "ocp",
      person: "ocp-owner-2",
      systems: { Redash: ["Administrator"], Sentry: ["Owner", "Billing"], root: ["toucan"] },
    },
    { register: "ocp", person: "ods-developer-1", systems: { Redash: ["Viewer"] } },
    { register: "notify", person: "admin-1", systems: { GitHub: ["Administrator (admin)"] } },
  ],
  obligations: [
    {
      kind: "vulnerability",
      subject: "notify/vulnerabilities/dependabot-12",
      what: "fix a high vulnerability",
      whose: "admin-1",
      dueOn: "2026-11-13",
      daysLeft: -10,
      rule: "notify-vulnerabilities-in-time",
      place: { file: "register/notify/vulnerabilities.yaml", line: 4, column: 1 },
    },
    {
      kind: "restore-test",
      subject: "ocp/services/docs",
      what: "restore from the backup",
      whose: "dogsbody",
      dueOn: "2026-11-23",
      daysLeft: 0,
    },
    {
      kind: "access-review",
      subject: "ocp/reviews",
      what: "review access",
      whose: "ocp",
      dueOn: "2027-01-02",
      daysLeft: 40,
    },
  ],
  forecast: [
    {
      on: "2026-11-24",
      rule: "ocp-redash-administrators",
      level: "mandatory",
      subject: "ocp/services/docs",
      message: "ocp/services/docs: its restore test is due. Test it. [OCP-REDASH-1]",
    },
  ],
  waivers: [
    {
      register: "ocp",
      id: "sentry-handover",
      rule: "ocp-redash-administrators",
      subject: "ocp/grants/sentry/admin",
      reason: "Handover until the end of the month",
      owner: "ods-developer-1",
      approver: "ocp-owner-1",
      grantedOn: "2026-11-01",
      expiresOn: "2026-11-30",
      state: "in use",
    },
  ],
});

/** What a malicious change could write where a name or a text is free. */
export const hostileTexts = [
  "</details><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "--><!-- gatehouse:preview -->",
  "]]><failure/>",
  "| a | b |\n|---|---|\n| c | d |",
  "```\n# Approved\n```",
  "`` ` ``",
  "@octocat #1 GH-2 https://evil.example www.evil.example ada@evil.example",
  "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
  "**bold** _it_ ~~no~~ $x$ \\",
  "'\"><svg/onload=alert(1)>",
  "\u202egnp.exe\u0000\u0007\ud800\u2028\uffff",
  "&lt;b&gt; &amp; &#64;octocat {{ }} %s {0}",
  "style{}</style><style>body{display:none}",
] as const;

/** The report with a hostile text wherever the register or the engine have one. */
export function withTexts(text: string): Report {
  return {
    ...full,
    base: { ref: text, commit: full.base?.commit ?? "" },
    stacks: full.stacks.map((each) => ({
      ...each,
      diff: text,
      problems: each.problems.map(() => text),
      changes: each.changes.map((change) => ({ ...change, name: text, urn: text })),
      violations: each.violations.map((found) => ({
        ...found,
        subject: text,
        message: `${text}: ${text}`,
        urn: text,
        ...(found.waivedBy !== undefined && { waivedBy: text }),
        ...(found.place !== undefined && { place: { ...found.place, file: text } }),
      })),
    })),
    access: full.access.map((each) => ({ ...each, person: text, gains: [text], loses: [text] })),
    accessMap: full.accessMap.map((each) => ({ ...each, person: text, systems: { [text]: [text] } })),
    obligations: full.obligations.map((each) => ({ ...each, subject: text, what: text, whose: text })),
    forecast: full.forecast.map((each) => ({ ...each, subject: text, message: text })),
    waivers: full.waivers.map((each) => ({
      ...each,
      id: text,
      subject: text,
      reason: text,
      owner: text,
      approver: text,
    })),
  };
}
