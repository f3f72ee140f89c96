import { unknownCheckingProxy } from "@pulumi/policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RegisterId } from "../../../model/register.ts";
import { rulesFor } from "../../../policies/rules/index.ts";
import { isMergeLimited } from "../../../policies/rules/notify/protection.ts";
import { count, fields, isOn, list, shown } from "../../../policies/rules/reading.ts";
import type { ResourceRule, StackRule } from "../../../policies/rules/rule.ts";
import { asOf, notifyRegister, ocpRegister } from "../compliant.ts";
import { resource } from "../judge.ts";

const registers = { ocp: ocpRegister, notify: notifyRegister };

const resourceRules = (["ocp", "notify"] as const).flatMap((id) =>
  rulesFor(id)
    .filter((rule): rule is ResourceRule => rule.scope === "resource")
    .flatMap((rule) =>
      (rule.types === "every" ? ["pulumi:providers:github"] : rule.types).map((type) => ({ id, rule, type })),
    ),
);

/** The names that rules look for, so that odd values stand where they look. */
const known = [
  ...["authorizedKeys", "authorizedUsers", "metadatas", "userData", "stackscriptData", "stackscriptId", "disks"],
  ...["sshKey", "publicKey", "sshKeys", "target", "pattern", "branch", "repository", "enforcement", "bypassActors"],
  ...["requiredPullRequestReviews", "requiredStatusChecks", "contexts", "checks", "restrictPushes", "pushAllowances"],
  ...["restrictions", "teams", "users", "apps", "rules", "pullRequest", "conditions", "refName", "includes"],
  ...["forcePushBypassers", "pullRequestBypassers", "bypassPullRequestAllowances", "members", "username", "role"],
  ...["file", "content", "environment", "deploymentBranchPolicy", "protectedBranches", "branchPattern", "enabled"],
  ...["type", "content", "value", "zoneId", "proxied"],
  ...[
    "tags",
    "labels",
    "region",
    "label",
    "restricted",
    "globalGrants",
    "accountAccess",
    "linodeGrants",
    "permissions",
  ],
  ...["inbounds", "inboundPolicy", "disabled", "action", "protocol", "ports", "port", "ipv4s", "ipv6s", "sourceIps"],
  ...["direction", "zoneId", "content", "type", "proxied", "cname", "source", "pages", "httpsEnforced", "buildType"],
  ...["emailIdentity", "identity", "domain", "dkimSigningAttributes", "nextSigningKeyLength", "tokens", "topicArn"],
  ...["mailFromDomain", "behaviorOnMxFailure", "eventDestination", "enabled", "matchingEventTypes", "snsDestination"],
  ...["deliveryOptions", "tlsPolicy", "suppressionOptions", "suppressedReasons", "policy", "Statement", "Condition"],
  ...["teamId", "permission", "name", "parentTeamId", "defaultRepositoryPermission", "gatehouseOffline"],
];
const { props } = fc.letrec((tie) => ({
  props: fc.dictionary(fc.oneof(fc.constantFrom(...known), fc.string()), tie("value"), { maxKeys: 12 }),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      null,
      true,
      false,
      0,
      -1,
      "",
      "branch",
      "tag",
      "active",
      "TXT",
      "_dmarc",
      "v=DMARC1; p=x",
      "toString",
      "__proto__",
      "constructor",
    ),
    fc.string(),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("props"),
  ),
}));
const anyProps = props as fc.Arbitrary<Record<string, unknown>>;

describe.each(resourceRules)("$rule.name on $type", ({ id, rule, type }) => {
  test("judges any properties, and throws at none", () => {
    fc.assert(
      fc.property(anyProps, fc.constantFrom("crm", "constructor", "it"), (some, name) => {
        const found = rule.judge(resource(type, name, unknownCheckingProxy(some)), { register: registers[id], asOf });
        expect(found.filter((problem) => typeof problem !== "string" || problem === "")).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** Rules that compare resources with each other: where none can be told from its properties, they look at nothing. */
const comparing = ["references-real", "identities-claimed-once", "dns-aliases-stand-alone"];

test("rules about the whole stack judge any properties, and throw at none", () => {
  const rules = (Object.keys(registers) as RegisterId[]).flatMap((id) =>
    rulesFor(id)
      .filter((rule): rule is StackRule => rule.scope === "stack")
      .map((rule) => ({ rule, register: registers[id] })),
  );
  expect(rules).not.toEqual([]);
  fc.assert(
    fc.property(fc.array(anyProps, { maxLength: 4 }), (several) => {
      const resources = several.map((some, index) =>
        resource(resourceRules[index]?.type ?? "a:b:C", `it-${index}`, unknownCheckingProxy(some)),
      );
      for (const { rule, register } of rules) {
        // Each is about one kind of stack, and says nothing of the others.
        const found = ["ocp", "notify-platform", "notify-staging"].flatMap((stack) =>
          rule.judge(resources, { register, asOf, stack }),
        );
        if (!comparing.includes(rule.name)) expect(found, rule.name).not.toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});

describe("what reading makes of a value", () => {
  test("a single value is a list of one, and nothing is none", () => {
    expect([list("a"), list(["a"]), list({}), list(undefined), list(null)]).toEqual([["a"], ["a"], [{}], [], []]);
  });

  test("only an object has fields", () => {
    expect([fields({ a: 1 }), fields("abc"), fields(null), fields(7)]).toEqual([{ a: 1 }, {}, {}, {}]);
  });

  test("something dangerous is off only when it is left out or plainly off", () => {
    expect([undefined, null, false].map(isOn)).toEqual([false, false, false]);
    expect([true, "true", "false", 0, "", {}].map(isOn)).toEqual([true, true, true, true, true, true]);
  });

  test("a count is a number or nothing", () => {
    expect([1, "1", null, Number.NaN, Number.POSITIVE_INFINITY, {}].map(count)).toEqual([1, 0, 0, 0, 0, 0]);
  });

  test("anything can be shown", () => {
    expect(["a", 1, null, undefined, { toString: 1 }].map(shown)).toEqual([
      "a",
      "1",
      "null",
      "nothing",
      '{"toString":1}',
    ]);
  });

  test("only one spelling is the administrators' team", () => {
    expect(
      ["GSA/notify-administrators", "notify-administrators", "/notify-administrators"].map(isMergeLimited),
    ).toEqual([true, false, false]);
  });
});
