import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { needNothingElse, stepsByHand, stepsOf } from "../../docs/by-hand.ts";
import { byHandPage } from "../../docs/by-hand-page.ts";
import { loadRegister } from "../../model/load.ts";
import { callsByType } from "../../policies/rules/called-for/by-type.ts";
import { stacks } from "../../stacks/catalogue.ts";
import { root } from "../commands/cli.ts";
import { changed, type Draft, notifyRegister, ocpRegister } from "../policies/compliant.ts";

const stepsIn = (stack: string, change: (draft: Draft) => void = () => {}) =>
  stepsOf(changed(stack === "ocp" ? ocpRegister : notifyRegister, change), stack)
    .map(({ what }) => what)
    .join("\n");

test("every type that a stack may make has a step, or is said to need none; and none has both", () => {
  // A whole provider's account is a step for all of its types, so that it is none of theirs alone.
  const own = new Set(stepsByHand.filter(({ types }) => types.length < 10).flatMap(({ types }) => types));
  const none = Object.values(needNothingElse).flat();
  expect(Object.keys(callsByType).filter((type) => !own.has(type) && !none.includes(type))).toEqual([]);
  expect(none.filter((type) => own.has(type) && !type.startsWith("cloudflare:"))).toEqual([]);
  expect(none.filter((type) => !Object.hasOwn(callsByType, type))).toEqual([]);
});

test("the page is as the shipped register has it; else run `npm run docs`", async () => {
  const { registers } = loadRegister(join(root, "register"));
  expect(await readFile(join(root, "docs/by-hand.md"), "utf8")).toBe(byHandPage(stacks, registers));
});

describe("a step is there for the stack that makes what needs it, and for no other", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "the spend quota, with the limit of the register",
      "quota of at least $25",
      ["notify-staging", "notify-production"],
    ],
    ["authorising Slack", "authorise the Slack workspace `T0EXAMPLE01`", ["notify-staging"]],
    [
      "production access of SES",
      "production access to SES",
      ["ocp", "notify-staging", "notify-demo", "notify-production"],
    ],
    ["the name of a site", "Run `up` once more", ["ocp"]],
    ["name servers and DS", "DS record", ["ocp", "notify-staging", "notify-demo", "notify-production"]],
    ["the relay", "relay at https://alerts.notify.example.gov", ["notify-production"]],
    ["invitations", "invitation", ["notify-platform"]],
    ["registering numbers", "10DLC", ["notify-staging", "notify-demo", "notify-production"]],
  ])("%s", (_, words, wanted) => {
    const found = stacks.map(({ name }) => name).filter((name) => stepsIn(name).includes(words));
    expect(found.filter((name) => !wanted.includes(name))).toEqual([]);
    expect(found).not.toEqual([]);
  });

  test("the quota comes before what is quickly done, and goes with the limit", () => {
    const steps = stepsOf(notifyRegister, "notify-staging");
    expect(steps[0]?.what).toContain("SMS spend quota");
    const without = stepsIn("notify-staging", ({ environments }) => void delete environments.staging.monthlySpendLimit);
    expect(without).not.toContain("spend quota");
  });

  test("a site that is in the register calls for its step by itself", () => {
    const without = stepsIn("ocp", ({ services }) => {
      for (const service of Object.values(services) as Draft[]) delete (service as { pages?: unknown }).pages;
    });
    expect(without).not.toContain("Run `up` once more");
  });

  test("permissions of the App are those of the stack's types", () => {
    expect(stepsIn("ocp")).toContain("with administration (write), contents (write), pages (write)");
    expect(stepsIn("notify-demo")).toContain("with environments (write)");
  });
});
