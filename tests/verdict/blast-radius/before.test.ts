import { describe, expect, test } from "vitest";
import type { EngineEvent } from "../../../driver/events.ts";
import { mailNotWeakened } from "../../../model/mail/protection.ts";
import { emptyRegister, type Register } from "../../../model/register.ts";
import { waiversNeeded } from "../../../policies/packs/own-rules.ts";
import { rulesOfPack } from "../../../policies/packs/pack-rules.ts";
import { changeRules, deployersKept, grantsKept, keyHoldersKept } from "../../../policies/rules/blast-radius.ts";
import { ocp as program } from "../../../stacks/ocp.ts";
import { type Deployment, deploymentOf, plannedBy } from "../../../verdict/deployment.ts";
import { verdictOf } from "../../../verdict/verdict.ts";
import { ocp as stack } from "../../driver/events.ts";
import { asOf, changed, type Draft, ocpRegister } from "../../policies/compliant.ts";
import { recorded } from "../../stacks/record.ts";
import { changing } from "./events.ts";

/** A second owner, who may allow a waiver, and mail that is worth protecting. */
const worth = changed(ocpRegister, ({ people, grants, rootGrants, domains }) => {
  const email = "ocp-owner-2@open-contracting.org";
  people["ocp-owner-2"] = { ...people["ocp-owner-1"], name: "ocp-owner-2", email, sshKeys: [] };
  grants.sentry.owner.push({ person: "ocp-owner-2", createdOn: "2024-01-15" });
  rootGrants["*"].push({ person: "ocp-owner-2", basis: "owner", grantedOn: "2024-01-15" });
  domains["open-contracting.org"].dmarc.policy = "quarantine";
});
const record = (register: Register) => recorded(() => program(register));
const weaken = ({ domains }: Draft) => {
  domains["open-contracting.org"].dmarc.policy = "none";
};
const weakened = changed(worth, weaken);
const entry = "ocp/domains/open-contracting.org";

/** The stack as a base would hold it. */
const baseOf = async (register: Register) => deploymentOf("ocp", plannedBy(changing([], await record(register))));
/** What is known of a base that does not tell its resources. */
const registerOf = (register: Register): Deployment => ({ resources: [], records: [], register, problems: [] });

const passed: EngineEvent = {
  policyAnalyzeStackSummaryEvent: {
    policyPackName: "gatehouse-ocp",
    passed: rulesOfPack("ocp")
      .filter(({ scope }) => scope === "stack")
      .map(({ name }) => name),
  },
};

/** What is told of rules about a change, whatever the pack was to evaluate of others. */
async function judged(before: Register | undefined, after: Register, base?: Deployment, error?: string) {
  const events = [...changing(before === undefined ? [] : await record(before), await record(after)), passed];
  const run = { events, ...(error !== undefined && { error }) };
  const files = { register: emptyRegister("ocp"), whereIs: () => undefined };
  const { violations, rules } = verdictOf(stack, run, () => undefined, asOf, files, base);
  const names = new Set([...changeRules.map(({ name }) => name), mailNotWeakened, waiversNeeded.name]);
  const table = rules.filter(({ rule }) => rule === mailNotWeakened || changeRules.some(({ name }) => name === rule));
  const named = (state: (row: (typeof table)[number]) => boolean) => table.filter(state).map(({ rule }) => rule);
  return {
    found: [
      ...new Set(violations.filter(({ rule }) => names.has(rule)).map(({ rule, subject }) => `${rule} ${subject}`)),
    ],
    left: named(({ notEvaluated }) => notEvaluated === true),
    passed: named((row) => row.passed === 1 && row.checked === 1),
    failed: named((row) => row.failed === 1 && row.checked === 1),
  };
}
const all = [mailNotWeakened, ...changeRules.map(({ name }) => name)];

describe("where nothing is deployed", () => {
  test("and no base is given, no rule about the change is told to have passed", async () => {
    expect(await judged(undefined, weakened)).toMatchObject({ found: [], left: all, passed: [], failed: [] });
  });

  test("the base is what was before: a weaker DMARC policy is refused", async () => {
    const { found, left, failed } = await judged(undefined, weakened, await baseOf(worth));
    expect([found, left, failed]).toEqual([[`${mailNotWeakened} ${entry}`], [], [mailNotWeakened]]);
  });

  test("and the change changes nothing of the base, every rule is evaluated and passes", async () => {
    expect(await judged(undefined, worth, await baseOf(worth))).toMatchObject({ found: [], left: [], passed: all });
  });

  test.each<[string, (draft: Draft) => void, string]>([
    [
      "a domain's records go",
      ({ domains }) => {
        delete domains["open-contracting.org"];
      },
      "vital-records-kept TXT of _dmarc.open-contracting.org",
    ],
    [
      "most of the grants go",
      ({ grants, rootGrants }) => {
        grants.sentry.admin = [];
        rootGrants["*"] = [];
      },
      "blast-radius-grants ocp/grants",
    ],
  ])("of the base, %s", async (_, change, expected) => {
    expect((await judged(undefined, changed(worth, change), await baseOf(worth))).found).toContain(expected);
  });

  test("a base that tells its register alone leaves what compares resources unevaluated", async () => {
    const { left, passed } = await judged(undefined, worth, registerOf(worth));
    expect(passed).toEqual([grantsKept.name, keyHoldersKept.name, deployersKept.name]);
    expect(left).toEqual(all.filter((rule) => !passed.includes(rule)));
  });
});

describe("where something is deployed", () => {
  test("without a base, every rule is evaluated", async () => {
    expect(await judged(worth, worth)).toMatchObject({ found: [], left: [], passed: all });
  });

  test("what the base brought and is not deployed is protected too", async () => {
    expect((await judged(weakened, weakened, await baseOf(worth))).found).toEqual([`${mailNotWeakened} ${entry}`]);
  });

  test("what is deployed is protected also where the base has it no more", async () => {
    expect((await judged(worth, weakened, await baseOf(weakened))).found).toEqual([`${mailNotWeakened} ${entry}`]);
  });

  test("a run that broke off tells of no rule that it passed", async () => {
    expect(await judged(worth, worth, undefined, "the engine broke")).toMatchObject({ left: all, passed: [] });
  });
});

describe("a waiver of a rule about the change", () => {
  const waived = (register: Register, rule: string, subject: string) =>
    changed(register, (draft) => {
      draft.waivers = {
        handover: {
          ...{ rule, subject, stack: "ocp", reason: "It moves", owner: "ocp-owner-1" },
          ...{ author: "ocp-owner-1", approver: "ocp-owner-2", grantedOn: "2026-05-01", expiresOn: asOf },
        },
      };
    });
  const idle = waived(worth, grantsKept.name, "ocp/grants");
  const unneeded = `${waiversNeeded.name} ocp/waivers/handover`;

  test("is told to be for nothing when the change brings it and takes nothing away from the base", async () => {
    expect((await judged(undefined, idle, await baseOf(worth))).found).toEqual([unneeded]);
  });

  test("is not, when the base has it and waits to be deployed", async () => {
    expect((await judged(undefined, idle, await baseOf(idle))).found).toEqual([]);
  });

  test("is not, when there is nothing to compare with", async () => {
    expect((await judged(undefined, idle)).found).toEqual([]);
  });

  test("is, of what is deployed, whatever the base has", async () => {
    expect((await judged(idle, idle, await baseOf(idle))).found).toEqual([unneeded]);
  });
});
