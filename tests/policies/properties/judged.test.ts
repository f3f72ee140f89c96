import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { loadRegister } from "../../../model/load.ts";
import type { RegisterId } from "../../../model/register.ts";
import { packRules } from "../../../policies/packs/pack-rules.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { placingsOfType, resourceProperties } from "../../../policies/settings/resource-properties.ts";
import { notifyEnvironment } from "../../../stacks/notify-environment.ts";
import { notifyPlatform } from "../../../stacks/notify-platform.ts";
import { ocp } from "../../../stacks/ocp.ts";
import { recorded } from "../../stacks/record.ts";
import { type Registration, run, stackNamed } from "../packs/harness.ts";
import { otherValues, placesOf, valueAt, withValueAt } from "./tampered.ts";

/*
 * What docs/properties.md calls judged is: in the stacks as they are shipped, each such property is given other values, and
 * one of the rules that are named for it has to say something.
 */

const { head, registers } = loadRegister(fileURLToPath(new URL("../../../register", import.meta.url)));

interface Stack {
  readonly name: string;
  readonly register: RegisterId;
  readonly resources: readonly Registration[];
}

const stacks: Stack[] = [];
beforeAll(async () => {
  const programs = [
    ["ocp", "ocp", ocp],
    ["notify-platform", "notify", notifyPlatform],
    ["notify-production", "notify", notifyEnvironment("production", { offline: true })],
    ["notify-staging", "notify", notifyEnvironment("staging", { offline: true })],
  ] as const;
  for (const [name, register, program] of programs) {
    stacks.push({ name, register, resources: await recorded(() => program(registers[register]), name) });
  }
}, 120_000);

const ruleset = (...paths: string[]) => paths.map((path) => `github:index/repositoryRuleset:RepositoryRuleset ${path}`);

/** Judged where a stack has what ours have not: the rule's own tests break these. */
const elsewhere: readonly string[] = [
  // Which ids there are, no program tells.
  "aws:kms/alias:Alias targetKeyId",
  // Without it mail would be lost only where a topic is missing; ours have both topics.
  "aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes emailForwardingEnabled",
  // Our branches have branch protections; our rulesets are of tags.
  ...ruleset(
    "rules.pullRequest.dismissStaleReviewsOnPush",
    "rules.pullRequest.requireLastPushApproval",
    "rules.pullRequest.requiredApprovingReviewCount",
    "rules.pullRequest.requireCodeOwnerReview",
    "rules.nonFastForward",
    "rules.requiredStatusChecks.requiredChecks[].context",
  ),
  // Other words count as what lets traffic in; only `out` and `DROP` do not.
  "hcloud:index/firewall:Firewall rules[].direction",
  "linode:index/firewall:Firewall inbounds[].action",
];

const judged = Object.keys(resourceProperties).flatMap((type) =>
  [...placingsOfType(type)].flatMap(([path, placing]) =>
    placing.kind === "judged" ? [{ type, path, rules: placing.rules }] : [],
  ),
);

/** What some of a pack's rules report of a resource in its stack. Rules that judge one resource see no other. */
async function said(
  { name, register, resources }: Stack,
  resource: Registration,
  rules: readonly string[],
  other = resource,
) {
  const named = packRules.filter((rule) => rules.includes(rule.name));
  const alone = named.every(({ scope }) => scope === "resource");
  const seen = resources
    .filter((each) => !alone || each === resource || each.type.startsWith("gatehouse:"))
    .map((each) => (each === resource ? other : each));
  const reported = await run(policiesOf(register, named, head.asOf), [stackNamed(name), ...seen]);
  return reported.filter(({ policy }) => rules.includes(policy)).map(({ policy, message }) => `${policy} ${message}`);
}

/** The other values of a property of a resource, each in the resource. */
function tampered(resource: Registration, path: string): Registration[] {
  return placesOf(resource.props, path).flatMap((place) =>
    otherValues(valueAt(resource.props, place)).map((value) => ({
      ...resource,
      props: withValueAt(resource.props, place, value),
    })),
  );
}

/** Whether one of the rules notices another value in some stack; undefined where no stack has a resource of the type. */
async function isNoticed(type: string, path: string, rules: readonly string[]): Promise<boolean | undefined> {
  let found = false;
  for (const stack of stacks) {
    for (const resource of stack.resources.filter((each) => each.type === type)) {
      found = true;
      const before = new Set(await said(stack, resource, rules));
      for (const other of tampered(resource, path)) {
        if ((await said(stack, resource, rules, other)).some((message) => !before.has(message))) return true;
      }
    }
  }
  return found ? false : undefined;
}

const name = ({ type, path }: { type: string; path: string }) => `${type} ${path}`;

describe("a property that is said to be judged", () => {
  test("is noticed by its rules when it has another value", async () => {
    const silent: string[] = [];
    for (const each of judged.filter((property) => !elsewhere.includes(name(property)))) {
      if ((await isNoticed(each.type, each.path, each.rules)) === false) silent.push(name(each));
    }
    expect(silent).toStrictEqual([]);
  }, 120_000);

  test("and is tried elsewhere is one", () => {
    expect(judged.map(name)).toEqual(expect.arrayContaining([...elsewhere]));
  });
});
