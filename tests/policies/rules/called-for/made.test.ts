import { beforeAll, describe, expect, test } from "vitest";
import type { Register } from "../../../../model/register.ts";
import { resourcesMade } from "../../../../policies/rules/called-for/made.ts";
import { rulesFor } from "../../../../policies/rules/index.ts";
import type { Resource, StackRule } from "../../../../policies/rules/rule.ts";
import { notifyEnvironment } from "../../../../stacks/notify-environment.ts";
import { notifyPlatform } from "../../../../stacks/notify-platform.ts";
import { ocp } from "../../../../stacks/ocp.ts";
import { recorded } from "../../../stacks/record.ts";
import { asOf, notifyRegister, ocpRegister } from "../../compliant.ts";

const programs = {
  ocp: { program: ocp, register: ocpRegister },
  "notify-platform": { program: notifyPlatform, register: notifyRegister },
  "notify-production": { program: notifyEnvironment("production", { offline: true }), register: notifyRegister },
  "notify-staging": { program: notifyEnvironment("staging", { offline: true }), register: notifyRegister },
} as const;
type Stack = keyof typeof programs;
const stacks = Object.keys(programs) as Stack[];

/** What each stack makes, as rules see it. */
const made = new Map<Stack, Resource[]>();
beforeAll(async () => {
  for (const stack of stacks) {
    const { program, register } = programs[stack];
    const resources = await recorded(() => program(register as Register), stack);
    made.set(
      stack,
      resources.map(({ type, name, urn, props, protect = false, propertyDependencies = {} }) => ({
        ...{ type, name, urn, props, propertyDependencies, options: { protect, ignoreChanges: [] } },
        ...(!/^(?:gatehouse|pulumi):/.test(type) && { provider: `pulumi:providers:${type.split(":")[0]}` }),
      })),
    );
  }
}, 120_000);

const isReal = ({ type }: Resource) => !/^(?:gatehouse|pulumi):/.test(type);
const said = (rule: StackRule, stack: Stack, resources: readonly Resource[]) =>
  rule
    .judge(resources, { register: programs[stack].register, asOf, stack })
    .flatMap(({ subject, problems }) => problems.map((problem) => `${rule.name} ${subject} ${problem}`));

describe.each(stacks)("%s", (stack) => {
  test("makes everything that is called for", () => {
    expect(said(resourcesMade, stack, made.get(stack) ?? [])).toEqual([]);
  });

  test("nothing that it makes can be left out without a word, whatever was there before", () => {
    const all = made.get(stack) ?? [];
    const rules = rulesFor(programs[stack].register.id).filter(
      (rule): rule is StackRule => rule.scope === "stack" && rule.level === "mandatory",
    );
    // What one rule misses, others need not be asked about.
    const others = rules.filter((rule) => rule !== resourcesMade);
    const before = new Set(others.flatMap((rule) => said(rule, stack, all)));
    const unseen = all.filter(isReal).filter((left) => {
      const rest = all.filter((each) => each !== left);
      if (said(resourcesMade, stack, rest).length > 0) return false;
      return !others.some((rule) => said(rule, stack, rest).some((each) => !before.has(each)));
    });
    expect(unseen.map(({ urn }) => urn).filter((urn) => !mayGo.some((type) => urn.includes(`${type}::`)))).toEqual([]);
  });
});

/** Without them nothing is given away, and no clause asks for them. */
const mayGo: readonly string[] = [
  // Earlier states are kept for ever without the one, and lists of recipients without earlier versions of them.
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
];
