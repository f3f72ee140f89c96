import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type DateText, daysBetween } from "../../../model/dates.ts";
import { loadRegister } from "../../../model/load.ts";
import { type Register, registerIds } from "../../../model/register.ts";
import { everyRule } from "../../../policies/rules/index.ts";
import { judgeRegister, type RegisterRule } from "../../../policies/rules/rule.ts";
import { obligationsOf } from "../../../report/obligations/ledger.ts";
import type { Obligation } from "../../../report/report.ts";
import { root } from "../../commands/cli.ts";
import { registerArbitrary } from "../../model/arbitrary.ts";
import { approved, asOf, changed, type Draft, notifyRegister, ocpRegister } from "../../policies/compliant.ts";

const ledger = (register: Register, day = asOf) => obligationsOf(register, day, () => undefined);

/** The obligations that a change brings. */
function brought(register: Register, change: (draft: Draft) => void, day = asOf): Obligation[] {
  const known = ledger(register, day).map((each) => JSON.stringify(each));
  return ledger(changed(register, change), day).filter((each) => !known.includes(JSON.stringify(each)));
}

const registerRules = everyRule.filter((rule) => rule.scope === "register");

/** Whether a rule refuses a subject on a day. */
function refuses(rule: RegisterRule, register: Register, subject: string, day: DateText): boolean {
  return judgeRegister(rule, register, day).some((violation) => violation.subject === subject);
}

/** The obligations that their rules do not see as due on the same day: the first day of refusal is the day after. */
function disagreements(
  register: Register,
  obligations: readonly Obligation[],
  rules: readonly RegisterRule[] = registerRules,
): string[] {
  return obligations
    .filter(({ rule }) => rule !== undefined)
    .filter(({ rule: name, subject, dueOn }) => {
      const rule = rules.find((each) => each.name === name);
      if (rule === undefined) return true;
      return refuses(rule, register, subject, dueOn) || !refuses(rule, register, subject, addDays(dueOn, 1));
    })
    .map(({ rule }) => rule ?? "");
}

const vulnerability = { title: "A weakness", owner: "admin-1" };

/** Something of every kind that a rule dates, in one register each. */
const notifyDue = changed(notifyRegister, (draft) => {
  const { people, credentials, vulnerabilities } = draft;
  people["devops-1"].leftOn = "2026-05-25";
  people["engineer-1"].roleChangedOn = "2026-05-27";
  people["admin-2"].leftOn = "2026-06-20";
  for (const credential of Object.values<Draft>(credentials)) Object.assign(credential, { rotatedOn: "2026-05-20" });
  draft.vulnerabilities = {
    ...vulnerabilities,
    ...Object.fromEntries(
      ["critical", "very-high", "high", "medium", "low", "informational"].map((severity) => [
        severity,
        { ...vulnerability, severity, detectedOn: "2026-05-20", analysis: "remediate" },
      ]),
    ),
  };
  draft.restageRuns = [];
  draft.buildpackReleases = [{ buildpack: "python 1", releasedOn: "2026-05-20", apps: ["notify-api-staging"] }];
});

const ocpDue = changed(ocpRegister, ({ people }) => {
  people["cds-developer-1"].leftOn = "2026-06-10";
});

describe("the ledger and the rules", () => {
  test("every rule with a deadline of its own has an obligation", () => {
    const dated = [...ledger(notifyDue), ...ledger(ocpDue)].flatMap(({ rule }) => rule ?? []);
    expect([...new Set(dated)].sort()).toMatchInlineSnapshot(`
      [
        "notify-credentials-not-expired",
        "notify-credentials-rotated-after-leaving",
        "notify-credentials-rotated-after-managers",
        "notify-critical-vulnerabilities-in-time",
        "notify-high-vulnerabilities-in-time",
        "notify-informational-vulnerabilities-in-time",
        "notify-leavers-out",
        "notify-low-vulnerabilities-in-time",
        "notify-medium-vulnerabilities-in-time",
        "notify-restaged-in-time",
        "ocp-people-belong",
        "ocp-root-in-use",
        "ocp-root-reviewed",
      ]
    `);
  });

  test.each([
    ["notify", notifyDue],
    ["ocp", ocpDue],
  ] as const)("%s: on its day each is in time, and on the next it is refused", (_, register) => {
    expect(disagreements(register, firstOfEach(ledger(register)))).toEqual([]);
  });

  test("a deadline rule that lets overdue entries pass is caught, as in advanced-security/policy-as-code#174", () => {
    const caught = [notifyDue, ocpDue].flatMap((register) => {
      const obligations = firstOfEach(ledger(register));
      const names = new Set(obligations.flatMap(({ rule }) => rule ?? []));
      return [...names].map((name) => {
        const rules = registerRules.map((rule) =>
          rule.name === name
            ? {
                ...rule,
                judge: (...args: Parameters<RegisterRule["judge"]>) =>
                  rule.judge(...args).map(({ subject }) => ({ subject, problems: [] })),
              }
            : rule,
        );
        return { name, found: [...new Set(disagreements(register, obligations, rules))] };
      });
    });
    expect(caught.length).toBeGreaterThan(10);
    for (const { name, found } of caught) expect(found).toEqual([name]);
  });
});

/** Of the obligations on one subject by one rule, the first: the rule refuses the subject from then on. */
function firstOfEach(obligations: readonly Obligation[]): Obligation[] {
  const alike = Map.groupBy(obligations, ({ rule, subject }) => `${rule} ${subject}`);
  return [...alike.values()].flatMap(([first]) => first ?? []);
}

describe("any day", () => {
  const day = fc
    .integer({ min: 0, max: daysBetween("2023-01-01", "2029-12-31") })
    .map((days) => addDays("2023-01-01", days));

  test("the deadline of a vulnerability, leap years included", () => {
    const severities = ["critical", "very-high", "high", "medium", "low", "informational"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...severities), day, (severity, detectedOn) => {
        const register = changed(notifyRegister, (draft) => {
          draft.vulnerabilities = { v: { ...vulnerability, severity, detectedOn, analysis: "remediate" } };
        });
        const found = ledger(register, detectedOn).filter(({ kind }) => kind === "vulnerability");
        expect(found.map(({ daysLeft }) => daysLeft)).toEqual([
          { critical: 15, "very-high": 15, high: 30, medium: 90, low: 180, informational: 365 }[severity],
        ]);
        expect(disagreements(register, found)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("a leaving: accounts and credentials", () => {
    fc.assert(
      fc.property(day, (day) => {
        const leftOn = addDays(day, daysBetween("2023-01-01", asOf));
        const register = changed(notifyRegister, ({ people }) => {
          people["devops-1"].leftOn = leftOn;
        });
        const found = ledger(register, leftOn).filter(({ what }) => what.includes("devops-1"));
        expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(["leaver", "rotation"]));
        expect(new Set(found.map(({ daysLeft }) => daysLeft))).toEqual(new Set([14]));
        expect(disagreements(register, found)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("root that is not used, over months of every length", () => {
    fc.assert(
      fc.property(day, (grantedOn) => {
        const register = changed(ocpRegister, (draft) => {
          draft.deployments = [];
          for (const grants of Object.values<{ basis: string; grantedOn: DateText }[]>(draft.rootGrants)) {
            for (const grant of grants) if (grant.basis === "developer") grant.grantedOn = grantedOn;
          }
        });
        const found = ledger(register, grantedOn).filter(({ kind }) => kind === "root-use");
        expect(found.length).toBeGreaterThan(0);
        expect(disagreements(register, found)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("a review of root access", () => {
    fc.assert(
      fc.property(day, (reviewedOn) => {
        const register = changed(ocpRegister, (draft) => {
          draft.rootGrants["*"][0].grantedOn = reviewedOn;
          draft.reviews = [{ subject: "root-access", reviewedOn, by: "ocp-owner-1" }];
        });
        const found = ledger(register, reviewedOn).filter(({ kind }) => kind === "access-review");
        expect(found.map(({ daysLeft }) => daysLeft)).toEqual([183]);
        expect(disagreements(register, found)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what is settled is not owed", () => {
  test("a closed vulnerability, and one that is left as it is for a reason", () => {
    const settled = [
      { closedOn: "2026-05-30", severity: "high" },
      { analysis: "no-action", reason: "It is public", severity: "informational" },
    ];
    for (const how of settled) {
      expect(
        brought(notifyRegister, (draft) => {
          draft.vulnerabilities.v = { ...vulnerability, detectedOn: "2026-05-20", ...how };
        }),
      ).toEqual([]);
    }
  });

  test("an informational finding is to be analysed first, and no rule refuses it", () => {
    const [found, ...others] = brought(notifyRegister, (draft) => {
      draft.vulnerabilities.v = { ...vulnerability, detectedOn: "2026-05-20", severity: "informational" };
    });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ what: "analyse (informational): A weakness", dueOn: "2027-05-20" });
    expect(found).not.toHaveProperty("rule");
  });

  test("a leaver's account that is closed, or will be in time", () => {
    const close = (revokedOn: DateText) =>
      brought(notifyRegister, ({ people, grants }) => {
        people["isso-1"].leftOn = "2026-05-25";
        grants.github.isso[0].revokedOn = revokedOn;
      }).filter(({ subject }) => subject.includes("isso-1"));
    expect([close("2026-05-30"), close("2026-06-08")]).toEqual([[], []]);
    expect(close("2026-06-09")).toMatchObject([{ dueOn: "2026-06-08", kind: "leaver" }]);
  });

  test("a grant that was looked at after its holder's role changed", () => {
    const look = (updatedOn?: DateText) =>
      brought(notifyRegister, ({ people, grants }) => {
        people["isso-1"].roleChangedOn = "2026-05-25";
        grants.github.isso[0] = { ...approved("isso-1"), ...(updatedOn && { updatedOn }) };
      });
    expect(look("2026-05-26")).toEqual([]);
    expect(look()).toMatchObject([{ dueOn: "2026-06-08", kind: "access-review" }]);
  });
});

describe("restore tests", () => {
  test("are due half a year after the last one of the server; those without one share a line", () => {
    const before = ledger(ocpRegister).filter(({ kind }) => kind === "restore-test");
    expect(before).toMatchObject([{ whose: "dogsbody", daysLeft: 0, subject: "ocp/servers" }]);
    const [server = ""] = before[0]?.what.split(": ")[1]?.split(", ") ?? [];
    const [found] = brought(ocpRegister, ({ reviews }) => {
      reviews.push({ subject: "backup-restore", reviewedOn: "2026-01-31", by: "dogsbody-manager-1", server });
    }).filter(({ subject }) => subject === `ocp/servers/${server}`);
    expect(found).toMatchObject({ dueOn: "2026-07-31", whose: "dogsbody" });
  });
});

describe("the list", () => {
  test("begins with what is late, and counts the days to each", () => {
    const days = ledger(notifyDue, "2026-06-15").map(({ dueOn, daysLeft }) => {
      expect(daysBetween("2026-06-15", dueOn)).toBe(daysLeft);
      return daysLeft;
    });
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(days[0]).toBeLessThan(0);
  });

  test("names the line of the register", () => {
    const { registers, head, locate } = loadRegister(`${root}/register`);
    for (const id of registerIds) {
      const found = obligationsOf(registers[id], head.asOf, locate);
      expect(found.length).toBeGreaterThan(0);
      for (const { place } of found) expect(place?.file).toMatch(/\.yaml$/);
    }
  });

  test.each(registerIds)("can be made of any register of %s", (id) => {
    fc.assert(
      fc.property(
        registerArbitrary(id),
        fc.constantFrom("2000-01-01", "2024-02-29", "2039-12-31"),
        (register, when) => {
          const found = ledger(register, when);
          expect(JSON.stringify(found)).not.toMatch(/undefined|NaN/);
          expect(ledger(register, when)).toEqual(found);
        },
      ),
      { numRuns: 60 },
    );
  });
});
