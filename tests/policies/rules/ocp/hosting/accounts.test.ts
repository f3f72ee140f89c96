import { describe, expect, test } from "vitest";
import { accountUserRules } from "../../../../../policies/rules/ocp/hosting/account-users.ts";
import {
  linodeFullAccess,
  linodeLimitedAccess,
  linodeUsersDeclared,
} from "../../../../../policies/rules/ocp/hosting/linode-users.ts";
import { changed, type Draft, ocpRegister } from "../../../compliant.ts";
import { said } from "../../../judge.ts";
import { type OcpStack, saidAfter } from "../../../ocp-stack.ts";

describe.each([
  { clause: "OCP-HOST-5, OCP-HOST-6", account: "linode", login: "opencontracting", other: "full" },
  { clause: "OCP-HOST-12", account: "bytemark", login: "opendataservices", other: "primary" },
])("$clause: the logins of the account at $account are exactly these", ({ clause, account, login, other }) => {
  const rule = accountUserRules.find(({ name }) => name === `ocp-${account}-logins`) as (typeof accountUserRules)[0];
  const verdict = (change: (account: Draft["accounts"]) => void) =>
    said(
      rule,
      changed(ocpRegister, ({ accounts }) => change(accounts[account])),
    );
  const mend = `Correct the account in register/ocp/accounts.yaml, and remove what should not be there at the host. [${clause}]`;

  test("the compliant register passes", () => {
    expect(said(rule, ocpRegister)).toEqual([]);
  });

  test("one more", () => {
    expect(verdict((it) => (it.users.stranger = { access: other, organisation: "ods" }))).toEqual([
      `ocp/accounts/${account}: stranger has ${other} access, and is no login of this account. ${mend}`,
    ]);
  });

  test("one less, or none at all", () => {
    expect(verdict((it) => delete it.users[login])).toHaveLength(1);
    expect(verdict((it) => delete it.users)).toHaveLength(3);
  });

  test("one with other access", () => {
    expect(verdict((it) => (it.users[login].access = other))).toHaveLength(1);
  });

  test("an account of another name, a second account, and no account", () => {
    expect(verdict((it) => (it.name = "somebody-else"))).toHaveLength(1);
    const two = changed(ocpRegister, ({ accounts }) => (accounts.second = accounts[account]));
    expect(said(rule, two)).toHaveLength(2);
    expect(
      said(
        rule,
        changed(ocpRegister, ({ accounts }) => delete accounts[account]),
      ),
    ).toHaveLength(1);
  });
});

describe("OCP-HOST-5: full access at Linode is for two users", () => {
  const verdict = (change: (stack: OcpStack) => void) => saidAfter(linodeFullAccess, change);

  test("who are not restricted, said or not", async () => {
    expect(await verdict(() => {})).toEqual([]);
    expect(await verdict((stack) => delete stack.the("User", "opencontractingpartnership").props.restricted)).toEqual(
      [],
    );
  });

  test("a third is refused", async () => {
    const third = { username: "third", restricted: false };
    expect(await verdict((stack) => stack.add("User", "opencontracting", "third", third))).toEqual([
      expect.stringContaining('"third": third is no user of this account'),
      expect.stringContaining('"third": third is not restricted, and so has full access'),
    ]);
  });

  test.each(["OpenContractingPartnership", "opencontractingpartnership ", "constructor", undefined])(
    "and %j is no way to be one of the two",
    async (username) => {
      const change = (stack: OcpStack) => {
        stack.add("User", "opencontractingpartnership", "again", { username });
      };
      expect((await verdict(change)).length).toBeGreaterThan(0);
    },
  );

  test("one of the two restricted is refused", async () => {
    expect(
      await verdict((stack) => (stack.the("User", "opencontracting-dogsbody").props.restricted = true)),
    ).toHaveLength(1);
  });

  test.each([false, undefined, "true"])("the limited user with restricted %j is refused", async (restricted) => {
    expect(await verdict((stack) => (stack.the("User", "opencontracting").props.restricted = restricted))).toHaveLength(
      1,
    );
  });
});

describe("OCP-HOST-6: limited access at Linode only reads", () => {
  const verdict = (props: object) =>
    saidAfter(linodeLimitedAccess, (stack) => Object.assign(stack.the("User", "opencontracting").props, props));
  const globally = (globalGrants: object) => verdict({ globalGrants });

  test("explicit grants that read", async () => {
    expect(await verdict({})).toEqual([]);
    expect(await verdict({ domainGrants: [{ id: 1, permissions: "read_only" }] })).toEqual([]);
    expect(await globally({ accountAccess: "read_only", addLinodes: false, cancelAccount: false })).toEqual([]);
    expect(await globally({ accountAccess: "" })).toEqual([]);
  });

  test("no grant at all", async () => {
    expect(await verdict({ linodeGrants: [] })).toHaveLength(1);
    expect(await verdict({ linodeGrants: undefined })).toHaveLength(1);
  });

  test("the account in write, its cancellation, and what adds to it", async () => {
    expect(await globally({ accountAccess: "read_write" })).toHaveLength(1);
    expect(await globally({ cancelAccount: true })).toHaveLength(1);
    expect(await globally({ addLinodes: true, addVolumes: true })).toHaveLength(2);
    expect(await globally({ longviewSubscription: "true" })).toHaveLength(1);
  });

  test("writing to the one machine, which is all there is", async () => {
    expect(await verdict({ linodeGrants: [{ id: 1, permissions: "read_write" }] })).toEqual([
      'linode:index/user:User "opencontracting": one of its linodeGrants is read_write. Give it read_only grants on what it needs to see, and no globalGrants that write, add or cancel. [OCP-HOST-6]',
    ]);
    expect(await verdict({ firewallGrants: [{ id: 1, permissions: "read_write" }] })).toHaveLength(1);
    expect(await verdict({ volumeGrants: [{ id: 1 }] })).toHaveLength(1);
  });

  test("grants of a user who is not restricted", async () => {
    expect(await verdict({ restricted: undefined })).toHaveLength(1);
  });
});

describe("the three users are declared, each once", () => {
  test("missing, or twice", async () => {
    expect(await saidAfter(linodeUsersDeclared, () => {})).toEqual([]);
    expect(await saidAfter(linodeUsersDeclared, (stack) => stack.remove("User", "opencontracting"))).toHaveLength(1);
    const twice = (stack: OcpStack) => stack.add("User", "opencontracting", "again", {});
    expect(await saidAfter(linodeUsersDeclared, twice)).toHaveLength(1);
  });
});
