import { describe, expect, test } from "vitest";
import { LinodeLogins } from "../../components/linode-logins.ts";
import { Machine } from "../../components/machine.ts";
import type { Account } from "../../model/schema/access.ts";
import type { Server } from "../../model/schema/hosting.ts";
import { ocpRegister } from "../policies/compliant.ts";
import { find, providerId, real, recorded } from "../stacks/record.ts";

const account = ocpRegister.accounts.linode as Account;

const made = (users: Account["users"]) =>
  recorded(() => {
    const server = ocpRegister.servers.crm as Server;
    const { machine } = new Machine("crm", { server, collectors: [], linodeBootstrapUser: "opencontracting-dogsbody" });
    new LinodeLogins("linode", { account: { ...account, users }, machines: machine === undefined ? [] : [machine] });
  });

describe("the logins at Linode", () => {
  test("OCP-HOST-5: full access is an unrestricted user", async () => {
    const { props } = find(await made(account.users), "User", "opencontracting-dogsbody");
    expect(props).toEqual({ username: "opencontracting-dogsbody", email: "manager@dogsbody.com", restricted: false });
  });

  test("OCP-HOST-6: limited access looks at our machines", async () => {
    const registrations = await made(account.users);
    const { props, propertyDependencies } = find(registrations, "User", "opencontracting");
    expect(props).toEqual({
      username: "opencontracting",
      email: "helpdesk@open-contracting.org",
      restricted: true,
      linodeGrants: [{ id: providerId, permissions: "read_only" }],
    });
    expect(propertyDependencies?.linodeGrants).toEqual([find(registrations, "Instance", "crm").urn]);
  });

  test("are those of the register's account, and no others", async () => {
    const users = real(
      await made({ opencontracting: { access: "limited", organisation: "ocp", email: "a@b.example" } }),
    );
    expect(users.filter(({ type }) => type.endsWith(":User")).map(({ name }) => name)).toEqual(["opencontracting"]);
  });

  test("need an address, and the message says where to add it", async () => {
    await expect(made({ opencontracting: { access: "limited", organisation: "ocp" } })).rejects.toThrow(
      "register/ocp/accounts.yaml: opencontracting is a login at Linode, so it needs an email.",
    );
  });
});
