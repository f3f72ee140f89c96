import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import { judgedOn, registerRulesOf } from "../../../verdict/base/judged.ts";
import { withOrigins } from "../../../verdict/base/origins.ts";
import type { ReportedViolation } from "../../../verdict/reported.ts";
import { asOf, changed, notifyRegister, ocpRegister } from "../../policies/compliant.ts";

/** What the mandatory register rules report of a register, as a verdict has it; some advice is always left in one so small. */
function reported(register: Register, day = asOf): ReportedViolation[] {
  return registerRulesOf(register.id)
    .filter(({ level }) => level === "mandatory")
    .flatMap((rule) => judgedOn(rule, register, day).map((violation) => ({ ...violation, urn: "" })));
}

/** The origins of a register's violations against a base, a line each. */
function origins(head: Register, base: Register, day = asOf): string[] {
  return withOrigins(reported(head, day), reported(base, day), base, day).map(({ rule, subject, origin }) => {
    const on = origin?.kind === "became due" ? ` on ${origin.on}` : "";
    return `${rule} ${subject}: ${origin?.kind}${on}`;
  });
}

const manyAdministrators = changed(ocpRegister, ({ people, grants }) => {
  for (const id of ["ocp-a", "ocp-b"]) {
    people[id] = { ...people["ocp-owner-1"], email: `${id}@open-contracting.org`, sshKeys: [] };
    grants.redash.admin.push({ person: id, createdOn: "2026-05-01" });
  }
});
const administrators = "ocp-redash-administrators ocp/grants/redash/admin";

describe("since when a violation is there", () => {
  test("what the base does not have, the change brought", () => {
    expect(origins(manyAdministrators, ocpRegister)).toEqual([`${administrators}: introduced`]);
  });

  test("what the base has and no day changes was already there", () => {
    expect(origins(manyAdministrators, manyAdministrators)).toEqual([`${administrators}: already there`]);
  });

  test("what the base has and a day brought became due on that day", () => {
    const left = changed(notifyRegister, ({ people, grants }) => {
      people["isso-1"].leftOn = "2026-05-01";
      grants.github.isso[0].createdOn = "2023-05-03";
    });
    expect(origins(left, left)).toContain(
      "notify-leavers-out notify/grants/github/isso/isso-1: became due on 2026-05-16",
    );
  });

  test("a message that counts days is one violation all along", () => {
    // The message says since which day root was not used, which is another day tomorrow.
    const day = "2026-12-24";
    const found = origins(ocpRegister, ocpRegister, day).filter((line) => line.startsWith("ocp-root-in-use"));
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) {
      const on = line.split(" on ")[1] ?? "";
      const rule = registerRulesOf("ocp").find(({ name }) => name === "ocp-root-in-use");
      const subject = line.split(" ")[1]?.slice(0, -1);
      const refused = (when: string) =>
        rule !== undefined && judgedOn(rule, ocpRegister, when).some((each) => each.subject === subject);
      expect([refused(addDays(on, -1)), refused(on)]).toEqual([false, true]);
    }
  });

  test("it counts from the last time that it was in order, not from the first breach", () => {
    const base = changed(ocpRegister, (draft) => {
      // Due in 2025-07, made good late, and due again.
      draft.reviews = [
        { subject: "root-access", reviewedOn: "2025-06-01", by: "ocp-owner-1" },
        { subject: "root-access", reviewedOn: "2026-01-10", by: "ocp-owner-1" },
      ];
    });
    expect(origins(base, base, "2026-08-01")).toContain("ocp-root-reviewed ocp/reviews: became due on 2026-07-13");
  });

  test("without the base's register, what it has was already there", () => {
    const violations = reported(manyAdministrators);
    expect(withOrigins(violations, violations, undefined, asOf).map(({ origin }) => origin)).toEqual([
      { kind: "already there" },
    ]);
  });

  test("what a resource rule reports is compared as well", () => {
    const violation: ReportedViolation = {
      ...{ rule: "ocp-dmarc-enforced", clauses: ["OCP-MAIL-1"], level: "mandatory", urn: "" },
      ...{ subject: 'cloudflare:index/dnsRecord:DnsRecord "a"', message: "the policy is none" },
    };
    const kind = (base: ReportedViolation[]) => withOrigins([violation], base, ocpRegister, asOf)[0]?.origin?.kind;
    expect([kind([violation]), kind([{ ...violation, message: "another" }]), kind([])]).toEqual([
      "already there",
      "introduced",
      "introduced",
    ]);
  });
});

describe("what a waiver held back in the base", () => {
  const violation: ReportedViolation = {
    ...{ rule: "ocp-dmarc-enforced", clauses: ["OCP-MAIL-1"], level: "mandatory", urn: "" },
    ...{ subject: 'cloudflare:index/dnsRecord:DnsRecord "a"', message: "the policy is none" },
  };
  const held = { ...violation, waivedBy: "handover" };
  const kinds = (head: ReportedViolation[], base: ReportedViolation[]) =>
    withOrigins(head, base, undefined, asOf).map(({ origin }) => origin?.kind);

  test("is introduced by the change that takes the waiver out", () => {
    expect(kinds([violation], [held])).toEqual(["introduced"]);
  });

  test("was already there while a waiver holds it back", () => {
    expect(kinds([held], [held])).toEqual(["already there"]);
    expect(kinds([held], [violation])).toEqual(["already there"]);
  });

  test("leaves what was there without a waiver to what has none now", () => {
    expect(kinds([held, violation], [violation, held])).toEqual(["already there", "already there"]);
    expect(kinds([held, violation], [violation])).toEqual(["introduced", "already there"]);
  });
});

describe("entries of lists, which are named by where they stand", () => {
  const at = (index: number, what = "it ran on feature, not on main"): ReportedViolation => ({
    ...{ rule: "notify-restaged-in-place", clauses: ["NOTIFY-RST-6"], level: "mandatory", urn: "" },
    subject: `notify/restage-runs/${index}`,
    message: `notify/restage-runs/${index}: ${what}. Run it again. [NOTIFY-RST-6]`,
  });
  const kinds = (head: ReportedViolation[], base: ReportedViolation[]) =>
    withOrigins(head, base, undefined, asOf).map(({ origin }) => origin?.kind);

  test("an entry put in before it does not make an old violation new", () => {
    expect(kinds([at(0, "it restaged no application"), at(3)], [at(2)])).toEqual(["introduced", "already there"]);
  });

  test("an old violation excuses one and no more", () => {
    expect(kinds([at(2), at(5)], [at(2)])).toEqual(["already there", "introduced"]);
    expect(kinds([at(4), at(5)], [at(2)])).toEqual(["already there", "introduced"]);
  });

  test.each([
    ["notify/agency-services/101", "notify/agency-services/102"],
    ["notify/people/1a", "notify/people/2a"],
    ["notify/domains/1.example.org", "notify/domains/2.example.org"],
    ["notify/restage-runs/1a", "notify/restage-runs/2a"],
  ])("are not those whose id begins with a number: %s is not %s", (was, is) => {
    const about = (subject: string): ReportedViolation => ({
      ...at(0),
      ...{ subject, message: `${subject}: it is wrong. Mend it. [NOTIFY-RST-6]` },
    });
    expect(kinds([about(is)], [about(was)])).toEqual(["introduced"]);
  });

  test("never more are old than the base has", () => {
    const list = fc.array(
      fc.nat({ max: 6 }).map((index) => at(index)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(list, list, (head, base) => {
        const old = kinds(head, base).filter((kind) => kind === "already there").length;
        expect(old).toBe(Math.min(head.length, base.length));
      }),
    );
  });
});
