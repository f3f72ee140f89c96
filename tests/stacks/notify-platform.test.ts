import { beforeAll, describe, expect, test } from "vitest";
import type { Register } from "../../model/register.ts";
import { policiesOf } from "../../policies/packs/policies.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { notifyPlatform } from "../../stacks/notify-platform.ts";
import { asOf, changed, type Draft, notifyRegister } from "../policies/compliant.ts";
import { blocking, type Registration, run, stackNamed } from "../policies/packs/harness.ts";
import { find, real, recorded } from "./record.ts";

const record = (register: Register) => recorded(() => notifyPlatform(register), "notify-platform");
let resources: readonly Registration[];
beforeAll(async () => {
  resources = await record(notifyRegister);
});
const verdict = (resources: readonly Registration[]) =>
  run(policiesOf("notify", rulesFor("notify"), asOf), [stackNamed("notify-platform"), ...resources]).then(blocking);

/** Members of teams and of the organisation, as `team login`. */
const memberships = (resources: readonly Registration[]) =>
  resources
    .filter(({ type }) => /:(TeamMembership|Membership)$/.test(type))
    .map(({ props }) => `${props.teamId ?? "organisation"} ${props.username}`);

describe("the stack that Notify's environments share", () => {
  test("obeys its policies", async () => {
    expect(await verdict(resources)).toEqual([]);
  });

  test("declares the register before anything real", async () => {
    const types = resources.map(({ type }) => type);
    const manifest = types.indexOf("gatehouse:register:Manifest");
    expect(types.slice(0, manifest).filter((type) => type.startsWith("github:"))).toEqual([]);
    expect(types.slice(manifest + 1).filter((type) => type.startsWith("github:"))).not.toEqual([]);
  });

  test("makes a team of each role that has one, and its members of the role's holders", async () => {
    const teams = resources.filter(({ type }) => type === "github:index/team:Team").map(({ props }) => props.name);
    expect(teams).toEqual(["notify-administrators", "notify-engineers", "notify-isso"]);
    expect(memberships(resources).toSorted()).toEqual([
      "notify-administrators notify-admin-1",
      "notify-administrators notify-admin-2",
      "notify-engineers notify-engineer-1",
      "notify-isso notify-isso-1",
      "organisation notify-admin-1",
      "organisation notify-admin-2",
      "organisation notify-engineer-1",
      "organisation notify-isso-1",
    ]);
  });

  test("every membership is a member's, never a maintainer's or an owner's", async () => {
    const roles = resources
      .filter(({ type }) => /:(TeamMembership|Membership)$/.test(type))
      .map(({ props }) => props.role);
    expect(new Set(roles)).toEqual(new Set(["member"]));
  });

  test.each<[string, (draft: Draft) => void]>([
    ["a revoked grant", (draft) => Object.assign(draft.grants.github.engineer[0], { revokedOn: "2026-05-01" })],
    ["a removed grant", (draft) => draft.grants.github.engineer.pop()],
    ["a person without a login", (draft) => delete draft.people["engineer-1"].github],
  ])("%s makes no membership", async (_, change) => {
    const made = memberships(await record(changed(notifyRegister, change)));
    expect(made.filter((each) => each.includes("engineer"))).toEqual([]);
    expect(made).toHaveLength(6);
  });

  test("two grants of one role make one membership", async () => {
    const twice = changed(notifyRegister, ({ grants }) => {
      grants.github.engineer.push({ ...grants.github.engineer[0], createdOn: "2025-01-01" });
    });
    expect(memberships(await record(twice))).toHaveLength(8);
  });

  test("protects six branches of four repositories, and leaves others' repositories alone", async () => {
    const names = (type: string) => resources.filter((each) => each.type.endsWith(`:${type}`)).map(({ name }) => name);
    expect(names("BranchProtection").toSorted()).toEqual([
      "notifications-admin-main",
      "notifications-admin-production",
      "notifications-api-main",
      "notifications-api-production",
      "ttsnotify-brokerpak-sms-main",
      "usnotify-ssb-main",
    ]);
    expect(names("Repository").filter((name) => name.startsWith("datagov"))).toEqual(["datagov-brokerpak-smtp"]);
    expect(real(resources).filter(({ name }) => name.startsWith("datagov"))).toEqual([]);
  });

  test("protects repositories, their branches and release tags from deletion, and nothing else", async () => {
    const isProtected = ({ protect }: Registration) => protect === true;
    const types = new Set(
      real(resources)
        .filter(isProtected)
        .map(({ type }) => type.split(":").at(-1)),
    );
    expect(types).toEqual(new Set(["Repository", "BranchProtection", "RepositoryRuleset"]));
  });

  test("hangs what it makes under the record that it is made from", async () => {
    const types = ({ urn }: Registration) => urn.split("::")[2];
    expect(types(find(resources, "TeamMembership", "notify-engineers-notify-engineer-1"))).toBe(
      "gatehouse:access:Role$gatehouse:github:Team$github:index/teamMembership:TeamMembership",
    );
    expect(types(find(resources, "BranchProtection", "usnotify-ssb-main"))).toBe(
      "gatehouse:change:Repository$gatehouse:github:ProtectedRepository$github:index/branchProtection:BranchProtection",
    );
  });
});

describe("what a later change of the program could break", () => {
  const isMainOfSsb = ({ type, name }: Registration) =>
    type.endsWith(":BranchProtection") && name === "usnotify-ssb-main";

  test("a branch protection that is gone", async () => {
    const rest = resources.filter((each) => !isMainOfSsb(each));
    expect(await verdict(rest)).toEqual([
      "branch main of usnotify-ssb: it has no branch protection. Declare the branch in register/notify/repositories.yaml, and leave its protection to the stack, which makes one for every branch there. [NOTIFY-CHG-1, NOTIFY-CHG-8, NOTIFY-CHG-10, NOTIFY-CHG-13]",
    ]);
  });

  test("one that no longer binds administrators", async () => {
    const weakened = resources.map((each) =>
      isMainOfSsb(each) ? { ...each, props: { ...each.props, enforceAdmins: false } } : each,
    );
    expect(await verdict(weakened)).toEqual([
      'github:index/branchProtection:BranchProtection "usnotify-ssb-main": administrators need no approval. Require at least 1 approval, approval of the last push, dismissal of stale approvals, and enforceAdmins. [NOTIFY-CHG-2]',
      'github:index/branchProtection:BranchProtection "usnotify-ssb-main": administrators can bypass it. Set enforceAdmins to true (it is false when left out), and let nobody bypass a ruleset. [NOTIFY-CHG-8, NOTIFY-CHG-10, NOTIFY-CHG-13]',
    ]);
  });

  test("a membership that no grant stands behind", async () => {
    const membership = find(resources, "TeamMembership", "notify-engineers-notify-engineer-1");
    const stranger = {
      ...membership,
      urn: `${membership.urn}-x`,
      props: { ...membership.props, username: "stranger" },
    };
    // By whom the grant is missing, and by what calls for it.
    expect(await verdict([...resources, stranger])).toHaveLength(2);
  });
});
