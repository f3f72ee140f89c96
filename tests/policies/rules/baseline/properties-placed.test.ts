import { describe, expect, test } from "vitest";
import { propertiesPlaced } from "../../../../policies/rules/baseline/properties-placed.ts";
import { notifyRegister, ocpRegister } from "../../compliant.ts";
import { resource, saidOf } from "../../judge.ts";

const remedy =
  "Set what is listed and leave out what is not, or place it in policies/settings/resource-properties.ts, by the rule that judges it, the values that it may have, or the reason why any will do (docs/properties.md). [GATE-12]";

const linode = { label: "ocp1", region: "eu-west", type: "g6-standard-2", image: "linode/ubuntu24.04" };
const onLinode = (change: object) =>
  saidOf(propertiesPlaced, resource("linode:index/instance:Instance", "crm", { ...linode, ...change }), ocpRegister);
/** What may not be left out, by type. */
const demanded: Readonly<Record<string, Record<string, unknown>>> = {
  "github:index/repository:Repository": { archiveOnDestroy: true },
};
const onNotify = (type: string, props: Record<string, unknown>) =>
  saidOf(propertiesPlaced, resource(type, "any", { ...demanded[type], ...props }), notifyRegister);

/** As the SDK hands over what is not known at preview: reading it throws. */
function notKnown(name: string): object {
  return Object.defineProperty({}, name, {
    enumerable: true,
    get: () => {
      throw new Error("not known");
    },
  });
}

/** Properties that keep a getter, which spreading would read. */
const linodeWith = (more: object) =>
  saidOf(
    propertiesPlaced,
    resource(
      "linode:index/instance:Instance",
      "crm",
      Object.defineProperties({ ...linode }, Object.getOwnPropertyDescriptors(more)),
    ),
    ocpRegister,
  );

describe("GATE-12: what no rule reads is not set", () => {
  test("a machine as it is made here passes, with what the provider fills in", () => {
    expect(onLinode({ watchdogEnabled: true, resizeDisk: false, __defaults: ["watchdogEnabled"] })).toEqual([]);
  });

  test("what is left out is not set", () => {
    expect(onLinode({ rootPass: undefined, metadatas: null })).toEqual([]);
  });

  test.each<[string, object, string]>([
    ["a password", { rootPass: "secret" }, "rootPass"],
    ["an empty password", { rootPass: "" }, "rootPass"],
    ["a password of a disk", { disks: [{ label: "boot", rootPass: "secret" }] }, "disks"],
    ["no disk", { disks: [] }, "disks"],
    ["start-up data", { metadatas: [{ userData: "secret" }] }, "metadatas"],
    ["a script of the provider's", { stackscriptId: 1, stackscriptData: { key: "secret" } }, "stackscriptId"],
    ["a configuration", { configs: [{ label: "other" }] }, "configs"],
    ["a snapshot to start from", { backupId: 7 }, "backupId"],
    ["a property that nobody has heard of", { somethingNew: 1 }, "somethingNew"],
  ])("%s is refused by name, and not quoted", (_, change, property) => {
    const [first, ...more] = onLinode(change);
    expect(first).toBe(
      `linode:index/instance:Instance "crm": ${property} is set, and no rule judges it, no value of it is listed, and it is not free. ${remedy}`,
    );
    expect([first, ...more].join()).not.toContain("secret");
  });

  test("a value that is not listed is refused, and not quoted", () => {
    expect(onLinode({ diskEncryption: "disabled" })).toEqual([
      `linode:index/instance:Instance "crm": diskEncryption is not enabled. ${remedy}`,
    ]);
    const [migration] = onLinode({ migrationType: "by-1234567" });
    expect(migration).toContain("migrationType is not cold");
    expect(migration).not.toContain("1234567");
  });

  test("what is not known yet counts as set", () => {
    expect(linodeWith(notKnown("rootPass"))).toEqual([expect.stringContaining("rootPass is set")]);
    expect(linodeWith(notKnown("diskEncryption"))).toEqual([
      expect.stringContaining("diskEncryption is not known yet, and has to be enabled"),
    ]);
    expect(linodeWith(notKnown("label"))).toEqual([]);
  });

  test("of a nested property, the place is told by number", () => {
    const firewall = resource("hcloud:index/firewall:Firewall", "crm", {
      rules: [{ direction: "in" }, { direction: "in", destinationIps: ["0.0.0.0/0"] }],
    });
    expect(saidOf(propertiesPlaced, firewall, ocpRegister)).toEqual([
      expect.stringContaining(": rules[1].destinationIps is set"),
    ]);
  });

  test("a whole that is not known yet cannot be told from what may not be set", () => {
    const firewall = resource("hcloud:index/firewall:Firewall", "crm", notKnown("rules") as never);
    expect(saidOf(propertiesPlaced, firewall, ocpRegister)).toEqual([
      expect.stringContaining(": rules is not known yet, so it cannot be told what it sets"),
    ]);
  });

  test("one thing in the place of a list, or of an object, is refused", () => {
    expect(
      onNotify("github:index/branchProtection:BranchProtection", { restrictPushes: { pushAllowances: [] } }),
    ).toHaveLength(1);
    expect(onNotify("github:index/branchProtection:BranchProtection", { restrictPushes: "all" })).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>]>([
    ["github:index/branchDefault:BranchDefault", { rename: true }],
    ["github:index/branchDefault:BranchDefault", { branch: "other" }],
    ["github:index/repository:Repository", { archived: true }],
    ["github:index/repository:Repository", { archiveOnDestroy: false }],
    ["github:index/repository:Repository", { template: { owner: "somebody", repository: "theirs" } }],
    ["github:index/repository:Repository", { securityAndAnalysis: { secretScanning: { status: "disabled" } } }],
    ["github:index/repositoryFile:RepositoryFile", { commitAuthor: "Somebody" }],
    ["aws:kms/key:Key", { bypassPolicyLockoutSafetyCheck: true }],
    ["aws:iam/accessKey:AccessKey", { pgpKey: "keybase:somebody" }],
    ["aws:sns/topicSubscription:TopicSubscription", { subscriptionRoleArn: "arn:aws:iam::123456789012:role/any" }],
  ])("%s refuses %j", (type, props) => {
    expect(onNotify(type, props)).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>]>([
    ["github:index/repository:Repository", { topics: ["a"], description: "Words", allowMergeCommit: false }],
    [
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      { threshold: 5, dimensions: { TopicName: "any" }, evaluationPeriods: 2 },
    ],
    ["aws:s3/bucket:Bucket", { bucket: "any", tags: { holds: "backups" } }],
  ])("%s may have %j", (type, props) => {
    expect(onNotify(type, props)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["github:index/repository:Repository", { name: "any" }, "archiveOnDestroy is left out, and has to be true"],
    ["github:index/team:Team", { name: "any" }, "privacy is left out, and has to be closed"],
    [
      "github:index/branchProtectionV3:BranchProtectionV3",
      { requiredStatusChecks: { contexts: ["build"] } },
      "requiredStatusChecks.strict is left out, and has to be true",
    ],
  ])("%s may not leave out what would be something else then", (type, props, said) => {
    expect(saidOf(propertiesPlaced, resource(type, "any", props), notifyRegister)).toEqual([
      expect.stringContaining(said),
    ]);
  });

  test("what is not there lacks nothing", () => {
    expect(onNotify("github:index/branchProtectionV3:BranchProtectionV3", { branch: "main" })).toEqual([]);
  });

  test("what only the other organisation's rules judge is judged by none", () => {
    const pages = { pages: { source: { branch: "main", path: "/" } } };
    expect(onNotify("github:index/repository:Repository", pages)).toEqual([expect.stringContaining(": pages is set")]);
  });

  test("components, providers and types that no rule knows are for other rules", () => {
    for (const type of ["gatehouse:host:Machine", "pulumi:providers:linode", "linode:index/volume:Volume"]) {
      expect(saidOf(propertiesPlaced, resource(type, "any", { anything: 1 }), ocpRegister)).toEqual([]);
    }
  });
});
