import { expect, test } from "vitest";
import { loadRegister } from "../../../model/load.ts";
import type { RegisterId } from "../../../model/register.ts";
import { twoKeyHolders } from "../../../policies/rules/key-holders.ts";
import type { RegisterDraft } from "../../engine/state.ts";
import { said } from "../judge.ts";

const { head, registers } = loadRegister("register");

/** What the rule says of the shipped register after a change. */
function saidAfter(id: RegisterId, change: (register: RegisterDraft) => void, day: string = head.asOf): string[] {
  const register = structuredClone(registers[id]);
  change(register as RegisterDraft);
  return said(twoKeyHolders, register, day);
}

test("a role that only its holders can give is held by two at least", () => {
  expect(saidAfter("ocp", () => {})).toEqual([]);
  expect(saidAfter("notify", () => {})).toEqual([]);
});

test("who holds one alone is named", () => {
  const pop = ({ grants }: RegisterDraft) => grants["cloud-gov"]["org-manager"].pop();
  expect(saidAfter("notify", pop)).toEqual([
    "notify/grants/cloud-gov/org-manager: admin-1 holds it alone. Give it to one more, so that one can undo what happens to the other. [GATE-7]",
  ]);
});

test("root on every server counts, of owners: managers work for somebody", () => {
  const owner2 = ({ rootGrants }: RegisterDraft) => {
    rootGrants["*"] = rootGrants["*"].filter(({ person }: { person: string }) => person !== "ocp-owner-2");
  };
  expect(saidAfter("ocp", owner2)).toEqual([
    expect.stringMatching(/^ocp\/root-grants\/\*: ocp-owner-1 holds it alone\./),
  ]);
});

test("a role that nobody holds, or that the register has lost, is no better", () => {
  const lost = ({ grants }: RegisterDraft) => delete grants.sentry;
  expect(saidAfter("ocp", lost)).toEqual([expect.stringMatching(/^ocp\/grants\/sentry\/owner: nobody holds it\./)]);
});

test("somebody counts to the day before they have left, and to the day before the grant is revoked", () => {
  for (const end of ["leftOn", "revokedOn"] as const) {
    const ends = ({ people, grants }: RegisterDraft) => {
      if (end === "leftOn") people["ocp-owner-2"].leftOn = "2026-11-20";
      else grants.sentry.owner[1].revokedOn = "2026-11-20";
    };
    const days = ["2026-11-19", "2026-11-20", "2026-11-21"];
    const alone = days.map((day) =>
      saidAfter("ocp", ends, day).some((line) => line.includes("sentry/owner: ocp-owner-1")),
    );
    expect([end, alone]).toEqual([end, [false, true, true]]);
  }
});

test("somebody who was invited and has not accepted does not count, nor does the same person twice", () => {
  const pending = ({ grants }: RegisterDraft) => Object.assign(grants.sentry.owner[1], { pending: true });
  const twice = ({ grants }: RegisterDraft) => Object.assign(grants.sentry.owner[1], { person: "ocp-owner-1" });
  expect(saidAfter("ocp", pending)).toHaveLength(1);
  expect(saidAfter("ocp", twice)).toHaveLength(1);
});

test("contractors do not count: they come and go", () => {
  const contractor = ({ people }: RegisterDraft) => Object.assign(people["admin-2"], { employment: "contractor" });
  expect(saidAfter("notify", contractor)).toContainEqual(
    expect.stringMatching(/^notify\/grants\/github\/administrator: admin-1 holds it alone\./),
  );
});

test("a role that others can give anew may have one holder", () => {
  const { isso } = registers.notify.grants.github ?? {};
  expect(isso).toHaveLength(1);
  expect(saidAfter("notify", () => {}).join()).not.toContain("isso");
});
