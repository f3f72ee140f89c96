import { describe, expect, test } from "vitest";
import { datesNotInFuture } from "../../../../policies/rules/baseline/dates.ts";
import { honestClock } from "../../../../policies/rules/baseline/honest-clock.ts";
import { knownTypes } from "../../../../policies/rules/baseline/known-types.ts";
import { changesNotIgnored } from "../../../../policies/rules/baseline/not-ignored.ts";
import { protectedFromDeletion } from "../../../../policies/rules/baseline/protected.ts";
import { asOf, changed, type Draft, notifyRegister, ocpRegister } from "../../compliant.ts";
import { resource, said, saidOf } from "../../judge.ts";

describe("GATE-5: nothing is recorded as done on a day that is still to come", () => {
  const verdict = (change: (draft: Draft) => void, register = ocpRegister) =>
    said(datesNotInFuture, changed(register, change));
  const tomorrow = "2026-06-02";

  test("yesterday and today are in order", () => {
    expect(verdict(() => {})).toEqual([]);
    expect(verdict((draft) => Object.assign(draft.reviews[0], { reviewedOn: asOf }))).toEqual([]);
  });

  test("tomorrow is not", () => {
    expect(verdict((draft) => Object.assign(draft.reviews[0], { reviewedOn: tomorrow }))).toEqual([
      "ocp/reviews/0: reviewedOn is 2026-06-02, which is after 2026-06-01. Correct the date; or, offline and where that day has come, move the register's own: asOf in register/register.yaml. [GATE-5]",
    ]);
  });

  test.each<[string, (draft: Draft) => void]>([
    ["joinedOn", (draft) => Object.assign(draft.people["ocp-owner-1"], { joinedOn: tomorrow })],
    ["roleChangedOn", (draft) => Object.assign(draft.people["ocp-owner-1"], { roleChangedOn: tomorrow })],
    ["createdOn", (draft) => Object.assign(draft.grants.redash.admin[0], { createdOn: tomorrow })],
    ["approvedOn", (draft) => Object.assign(draft.grants.redash.admin[0], { approvedOn: tomorrow })],
    ["updatedOn", (draft) => Object.assign(draft.grants.redash.admin[0], { updatedOn: tomorrow })],
    ["grantedOn", (draft) => Object.assign(draft.rootGrants.toucan[0], { grantedOn: tomorrow })],
    ["deployedOn", (draft) => Object.assign(draft.deployments[0], { deployedOn: tomorrow })],
    ["issuedOn", (draft) => Object.assign(draft.credentials, { key: { issuedOn: tomorrow } })],
    ["rotatedOn", (draft) => Object.assign(draft.credentials, { key: { issuedOn: asOf, rotatedOn: tomorrow } })],
    ["detectedOn", (draft) => Object.assign(draft.vulnerabilities, { "cve-1": { detectedOn: tomorrow } })],
    [
      "closedOn",
      (draft) => Object.assign(draft.vulnerabilities, { "cve-1": { detectedOn: asOf, closedOn: tomorrow } }),
    ],
    ["grantedOn", (draft) => Object.assign(draft.waivers, { "waiver-1": { grantedOn: tomorrow } })],
    ["testedOn", (draft) => draft.smokeTests.push({ testedOn: tomorrow })],
    ["releasedOn", (draft) => draft.buildpackReleases.push({ releasedOn: tomorrow })],
    ["startedAt", (draft) => draft.restageRuns.push({ startedAt: `${tomorrow}T00:00:00Z` })],
    [
      "finishedAt",
      (draft) => draft.restageRuns.push({ startedAt: `${asOf}T23:59:59Z`, finishedAt: `${tomorrow}T00:01:00Z` }),
    ],
  ])("%s in the future is seen", (field, change) => {
    expect(verdict(change)).toEqual([expect.stringContaining(`: ${field} is ${tomorrow}, which is after ${asOf}. `)]);
  });

  test("what is planned may lie in the future", () => {
    expect(
      verdict((draft) => {
        draft.people["ocp-owner-1"].leftOn = tomorrow;
        draft.grants.redash.admin[0].revokedOn = tomorrow;
        draft.rootGrants.toucan[0].revokedOn = tomorrow;
      }),
    ).toEqual([]);
    expect(verdict(() => {}, notifyRegister)).toEqual([]);
  });
});

describe("GATE-5: with real providers, today is today", () => {
  const provider = (props: object) => resource("pulumi:providers:github", "default", { ...props });
  const verdict = (today: string, props: object) => saidOf(honestClock(today), provider(props), ocpRegister);

  test("another day with a real provider is refused", () => {
    expect(verdict("2026-06-02", {})).toEqual([
      'pulumi:providers:github "default": it is a real provider, but the rules judge as of 2026-06-01 and today is 2026-06-02. Unset GATEHOUSE_AS_OF, or use the offline providers. [GATE-5]',
    ]);
  });

  test("today, or an offline provider, is in order", () => {
    expect(verdict(asOf, {})).toEqual([]);
    expect(verdict("2026-06-02", { gatehouseOffline: "true" })).toEqual([]);
    expect(verdict("2026-06-02", { gatehouseOffline: "false" })).toHaveLength(1);
  });

  test("the engine itself, asked for what the stack gave out before, is no service", () => {
    const engine = resource("pulumi:providers:pulumi", "default", {});
    expect(saidOf(honestClock("2026-06-02"), engine, ocpRegister)).toEqual([]);
    expect(saidOf(knownTypes, engine, ocpRegister)).toEqual([]);
  });

  test("what is no provider has no clock", () => {
    expect(saidOf(honestClock("2026-06-02"), resource("pulumi:pulumi:Stack", "ocp", {}), ocpRegister)).toEqual([]);
  });
});

describe("GATE-2: every type is known", () => {
  const verdict = (type: string, register = ocpRegister) => saidOf(knownTypes, resource(type, "it", {}), register);

  test.each(["linode:index/user:User", "gatehouse:host:Machine", "pulumi:pulumi:Stack", "pulumi:providers:linode"])(
    "%s is",
    (type) => {
      expect(verdict(type)).toEqual([]);
    },
  );

  test.each([
    "github:index/repositoryDeployKey:RepositoryDeployKey",
    "linode:index/volume:Volume",
    "pulumi:pulumi:StackReference",
    "pulumi:providers:kubernetes",
    "pulumi-nodejs:dynamic:Resource",
    "constructor",
  ])("%s is not", (type) => {
    expect(verdict(type)).toHaveLength(1);
  });

  test("one that only the other organisation's rules judge is not", () => {
    expect(verdict("github:index/teamMembership:TeamMembership")).toHaveLength(1);
    expect(verdict("github:index/teamMembership:TeamMembership", notifyRegister)).toEqual([]);
    expect(verdict("linode:index/user:User", notifyRegister)).toHaveLength(1);
    expect(verdict("pulumi:providers:linode", notifyRegister)).toHaveLength(1);
  });

  test("the message says what to decide", () => {
    expect(verdict("linode:index/volume:Volume")).toEqual([
      `linode:index/volume:Volume "it": no rule of this stack's pack knows the type linode:index/volume:Volume, which might give access. Write a rule for the type, or list it with a reason in policies/settings/resource-types.ts. [GATE-2]`,
    ]);
  });
});

describe("GATE-4: no changes are ignored", () => {
  test("of any property", () => {
    const team = (...ignoreChanges: string[]) =>
      saidOf(changesNotIgnored, resource("github:index/team:Team", "it", {}, { ignoreChanges }), ocpRegister);
    expect(team()).toEqual([]);
    expect(team("members", "name")).toEqual([
      'github:index/team:Team "it": changes of members and name are ignored. Remove ignoreChanges. [GATE-4]',
    ]);
  });
});

describe("GATE-3: what must not be lost is protected", () => {
  test.each([
    "github:index/branchProtection:BranchProtection",
    "github:index/branchProtectionV3:BranchProtectionV3",
    "github:index/repository:Repository",
    "hcloud:index/server:Server",
    "linode:index/instance:Instance",
  ])("%s", (type) => {
    const verdict = (protect: boolean) =>
      saidOf(protectedFromDeletion, resource(type, "it", {}, { protect }), ocpRegister);
    expect(verdict(true)).toEqual([]);
    expect(verdict(false)).toEqual([
      `${type} "it": it can be deleted by any later change, or by pulumi destroy. Set protect: true on it. [GATE-3]`,
    ]);
  });
});
