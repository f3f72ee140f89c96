import type * as Linode from "@pulumi/linode";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../model/schema/access.ts";
import { linode } from "./providers.ts";

export interface LinodeLoginsArgs {
  readonly account: Account;
  /** The machines at Linode that a login with limited access may look at. */
  readonly machines: readonly pulumi.CustomResource[];
}

/**
 * The logins of the account at Linode (OCP-HOST-5, 6). Full access is an unrestricted user; limited access looks at our
 * machines and changes nothing. What is not in the register's account is not there.
 */
export class LinodeLogins extends pulumi.ComponentResource {
  constructor(name: string, { account, machines }: LinodeLoginsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:account:Logins", name, {}, opts);
    for (const [username, { access, email }] of Object.entries(account.users ?? {})) {
      if (email === undefined) {
        throw new pulumi.RunError(
          `register/ocp/accounts.yaml: ${username} is a login at Linode, so it needs an email.`,
        );
      }
      const limits: Partial<Linode.UserArgs> =
        access === "full"
          ? { restricted: false }
          : {
              restricted: true,
              linodeGrants: machines.map(({ id }) => ({ id: id.apply(Number), permissions: "read_only" })),
            };
      // A login in other capitals is the same login, so it is the same resource.
      new linode.User(username.toLowerCase(), { username, email, ...limits }, { parent: this });
    }
    this.registerOutputs({});
  }
}
