import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { packOf, stacks } from "../../stacks/catalogue.ts";
import { ownWorld, registerWith, stateOf } from "./own-world.ts";
import { type Outcome, root, runPulumi, sharedProviders } from "./world.ts";

const base = inject("base");
const today = { GATEHOUSE_AS_OF: base.asOf };
const packOfStack: Record<string, string> = Object.fromEntries(
  stacks.map((stack) => [stack.name, join(root, packOf(stack))]),
);

const argsOf = (stack: string) => ["preview", "-s", stack, "--policy-pack", packOfStack[stack] ?? ""];

function preview(stack: string, env: Record<string, string> = {}, ...more: string[]): Promise<Outcome> {
  const args = [...argsOf(stack), ...more];
  return runPulumi(base.environment, args, { env: { ...today, ...sharedProviders(base.services, args), ...env } });
}

/** Whether the output shows a rule at a level, and under it a message that ends with these clauses. */
function shows(level: string, rule: string, ...clauses: string[]): RegExp {
  return new RegExp(String.raw`\[${level}\][^\n]* ${rule} [\s\S]*\[${clauses.join(", ")}\]`);
}

describe("a plain preview", () => {
  test.each(stacks)("of the shipped register in $name finds nothing to refuse and nothing to do", async ({ name }) => {
    // All by itself: each offline provider in a process that the engine starts.
    const { exitCode, output } = await runPulumi(base.environment, [...argsOf(name), "--expect-no-changes"], {
      env: today,
    });
    expect(exitCode, output).toBe(0);
    expect(output).toContain("✅");
    expect(output).toContain("no real service is contacted");
  });

  test("shows the line that changed, and blocks a third administrator of Redash from OCP", async () => {
    const analyst = "    - person: ocp-analyst-1\n      createdOn: 2024-02-05\n";
    const more = `${analyst}    - person: ocp-owner-2\n      createdOn: 2026-11-02\n`;
    const { exitCode, output } = await preview("ocp", await registerWith("ocp/grants.yaml", analyst, more), "--diff");
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/~ gatehouse:access:Role: \(update\)\s.*::redash-admin\]/);
    expect(output).toContain("ocp-redash-administrators");
    expect(output).toContain("3 of ocp hold it (ocp-analyst-1, ocp-owner-1 and ocp-owner-2)");
    expect(output).toContain("[OCP-REDASH-1]");
  });

  test("blocks a developer's root on every server", async () => {
    const all = `"*":\n`;
    const developer = `${all}  - person: ods-developer-1\n    basis: developer\n    grantedOn: 2026-08-03\n    grantedBy: ocp-owner-1\n    expectedToDeploy: true\n    reason: Deploys\n`;
    const { exitCode, output } = await preview("ocp", await registerWith("ocp/root-grants.yaml", all, developer));
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(shows("mandatory", "ocp-root-owners-and-managers", "OCP-ROOT-1"));
    expect(output).toMatch(shows("mandatory", "ocp-root-developers", "OCP-ROOT-2"));
  });

  test("blocks a contractor as Administrator on GitHub", async () => {
    const federal = "  email: admin-2@example.gov\n  employment: pbs-fed\n";
    const contractor = federal.replace("pbs-fed", "contractor");
    const { exitCode, output } = await preview(
      "notify-platform",
      await registerWith("notify/people.yaml", federal, contractor),
    );
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(shows("mandatory", "notify-administrators-are-pbs-fed", "NOTIFY-ROLE-1"));
  });

  test("blocks an address that is not at a .gov domain", async () => {
    const { exitCode, output } = await preview(
      "notify-platform",
      await registerWith("notify/people.yaml", "engineer-2@example.gov", "engineer-2@example.com"),
    );
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(shows("mandatory", "notify-gov-addresses", "NOTIFY-ACC-4"));
  });

  test("reports what is only advised against, and does not block it", async () => {
    const ours = "  administrator:\n    - person: ocp-owner-1\n";
    const another = "  administrator:\n    - person: cds-developer-1\n      createdOn: 2024-02-05\n";
    const theirs = `${another}    - person: ocp-owner-1\n      revokedOn: ${base.asOf}\n`;
    const { exitCode, output } = await preview("ocp", await registerWith("ocp/grants.yaml", ours, theirs));
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(shows("advisory", "ocp-redmine-administrator-of-owner", "OCP-REDMINE-1"));
  });

  test.each([
    [
      "an unknown key",
      "ocp/people.yaml",
      "ocp-owner-1:\n",
      "ocp-owner-1:\n  shoeSize: 43\n",
      ":5:3: unknown key `shoeSize`",
    ],
    [
      "a date that is none",
      "ocp/reviews.yaml",
      "reviewedOn: 2026-09-14",
      "reviewedOn: 2026-09-31",
      ":3:15: `reviewedOn` is `2026-09-31`",
    ],
  ])("of a register with %s tells file, line and column, and nothing else", async (_, file, from, to, problem) => {
    const { exitCode, output } = await preview("ocp", await registerWith(file, from, to));
    expect(exitCode).not.toBe(0);
    expect(output).toContain(`${file}${problem}`);
    expect(output).not.toMatch(/^\s+at .*[:(]/m);
    expect(output).not.toMatch(/\d+ to (create|update|delete)/);
  });
});

describe("a branch that leaves the register", () => {
  function withoutProduction() {
    const production = `    production:
      approvals: 2
      requiredChecks: [from-main, build, end-to-end-tests, validate-new-relic-config, dependency-audits, static-scan, dynamic-scan, a11y-scan]
      mergedBy: [notify-administrators]
`;
    return registerWith("notify/repositories.yaml", production, "");
  }

  test("cannot take its protection along, since the engine guards it", async () => {
    const { exitCode, output } = await preview("notify-platform", await withoutProduction());
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(
      /BranchProtection::notifications-admin-production" cannot be deleted\s+because it is protected/,
    );
  });

  test("cannot do so after somebody has unprotected it, since the pack misses it", async () => {
    const world = await ownWorld();
    const unprotected = await world.pulumi(["state", "unprotect", "--all", "--yes", "-s", "notify-platform"]);
    expect(unprotected.exitCode, unprotected.output).toBe(0);
    const { exitCode, output } = await world.pulumi(
      ["preview", "-s", "notify-platform", "--policy-pack", packOfStack["notify-platform"] ?? ""],
      { env: { ...today, ...(await withoutProduction()) } },
    );
    expect(exitCode).not.toBe(0);
    expect(output).toContain("notify-branches-protected");
    expect(output).toContain("branch production of notifications-admin: it has no branch protection");
    const kept = (await stateOf(world, "notify-platform")).filter(({ urn }) =>
      /:(Branch|BranchProtection)::notifications-admin-production$/.test(urn),
    );
    expect(kept).toHaveLength(2);
  });
});
