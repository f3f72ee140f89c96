import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRegister } from "../../../model/load.ts";
import { emptyRegister, type Register, type RegisterId, registerIds } from "../../../model/register.ts";
import { canaries } from "../../../policies/canaries/canary.ts";
import { rulesOfPack } from "../../../policies/packs/pack-rules.ts";
import { accountsApprovedBy } from "../../../policies/rules/notify/accounts.ts";
import { judgeRegister, type RegisterRule, type Violation, violationsOf } from "../../../policies/rules/rule.ts";
import { cases } from "../../engine/cases.ts";
import type { RegisterDraft } from "../../engine/state.ts";

const { head, registers } = loadRegister(join(import.meta.dirname, "../../../register"));
const { asOf } = head;
const registerRules = (id: RegisterId) =>
  rulesOfPack(id).filter((rule): rule is RegisterRule => rule.scope === "register");

/** What every rule about a register says of every case that changes it, and every rule of its own example. */
function everythingSaid(): { readonly register: Register; readonly violation: Violation }[] {
  const ofCases = cases.flatMap(({ stack, register: change }) => {
    if (change === undefined) return [];
    const id = stack === "ocp" ? "ocp" : "notify";
    const draft = structuredClone(registers[id]);
    change(draft as RegisterDraft, asOf);
    return registerRules(id).flatMap((rule) => {
      try {
        return judgeRegister(rule, draft, asOf).map((violation) => ({ register: draft, violation }));
      } catch {
        // A case may write what the schema forbids, of which the packs say that they cannot judge it.
        return [];
      }
    });
  });
  const ofExamples = registerIds.flatMap((id) =>
    rulesOfPack(id).flatMap((rule) => {
      const example = canaries[rule.name];
      if (example === undefined || rule.scope === "resource") return [];
      const register = { ...emptyRegister(example.id), ...example.register } as Register;
      const findings =
        rule.scope === "register"
          ? rule.judge(register, example.asOf)
          : rule.judge(example.resources ?? [], { register, asOf: example.asOf, stack: example.stack ?? "" });
      return findings.flatMap((finding) => violationsOf(rule, finding)).map((violation) => ({ register, violation }));
    }),
  );
  return [...ofCases, ...ofExamples];
}

/** The people whose access an entry gives. */
function subjectsOf({ subject }: Violation): string[] {
  const person = /^[^/]+\/(?:grants\/[^/]+\/[^/]+|root-grants\/[^/]+|people)\/(?<id>.+)$/.exec(subject)?.groups?.id;
  return person === undefined ? [] : [person];
}

/** The end of a message that tells how to mend it: the rules speak of who has to do what in the imperative. */
const asks = /(?:Have|Ask|Let) (?<whom>[^.;]*?) (?:approve|assign|grant|review|make|allow)/g;

/** Whom a remedy asks, by name or as whoever holds an office. */
function circular(violation: Violation): boolean {
  return subjectsOf(violation).some((id) =>
    [...violation.message.matchAll(asks)].some(({ groups }) =>
      new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(groups?.whom ?? ""),
    ),
  );
}

const said = everythingSaid();

test("no remedy has the subject vouch for themselves, in any case or example", () => {
  expect(said.length).toBeGreaterThan(250);
  expect(said.filter(({ violation }) => circular(violation)).map(({ violation }) => violation.message)).toEqual([]);
});

test.each([
  ["under their entry", "system-owner", (_: RegisterDraft) => {}],
  [
    "under a second entry",
    "second-entry",
    ({ people }: RegisterDraft) => {
      people["second-entry"] = { ...people["system-owner"], email: "System-Owner+b@example.gov" };
    },
  ],
])("the System Owner's own account %s is for somebody else to approve", (_, person, change) => {
  const draft = structuredClone(registers.notify) as RegisterDraft;
  change(draft);
  draft.grants.application["platform-administrator"].push({ person, createdBy: "admin-1", createdOn: asOf });
  const rule = accountsApprovedBy([{ person: "system-owner", from: "2023-04-18" }]);
  const found = judgeRegister(rule, draft as Register, asOf);
  expect(found).toHaveLength(2);
  for (const violation of found) {
    expect(circular(violation)).toBe(false);
    expect(violation.message).toContain("nobody approves their own account");
    expect(violation.message).not.toContain("Have the System Owner");
  }
});

test("where nobody holds anything any more, no rule misses its entries: they are there, and revoked", () => {
  for (const id of registerIds) {
    const draft = structuredClone(registers[id]) as RegisterDraft;
    const lists = [
      ...Object.values(draft.grants).flatMap((roles) => Object.values(roles as object)),
      ...Object.values(draft.rootGrants),
    ];
    for (const grant of lists.flat() as { revokedOn?: string }[]) grant.revokedOn ??= asOf;
    const messages = registerRules(id)
      .flatMap((rule) => judgeRegister(rule, draft as Register, asOf))
      .map(({ message }) => message);
    expect(messages.filter((message) => message.includes("there is nothing that"))).toEqual([]);
    // Taken out in place of revoked, they are missed.
    const gone = { ...registers[id], grants: {}, rootGrants: {} };
    const missed = registerRules(id)
      .flatMap((rule) => judgeRegister(rule, gone, asOf))
      .filter(({ message }) => message.includes("there is nothing that"));
    expect(missed.length).toBeGreaterThan(0);
  }
});

test("a finding may have words and clauses of its own, which the message tells", () => {
  const [rule] = registerRules("ocp");
  if (rule === undefined) throw new Error("a rule");
  const [own] = violationsOf(rule, {
    subject: "a",
    problems: ["it is wrong"],
    remedy: "Mend it.",
    clauses: ["GATE-1"],
  });
  expect(own).toMatchObject({ message: "a: it is wrong. Mend it. [GATE-1]", clauses: ["GATE-1"] });
});
