import { type Register, subjectOf } from "../../../../model/register.ts";
import { accountUsers } from "../../../settings/hosting.ts";
import { listed, problems } from "../../grants.ts";
import { fields, isOn, list, shown } from "../../reading.ts";
import type { ResourceRule, StackRule } from "../../rule.ts";

const userType = "linode:index/user:User";

const users: Readonly<Record<string, string>> = accountUsers.find(({ provider }) => provider === "linode")?.users ?? {};
const withFullAccess = Object.keys(users).filter((login) => users[login] === "full");

/** Whether a login may be unrestricted. */
const mayHaveAll = (username: unknown) => withFullAccess.some((login) => login === username);

/** The addresses that the register has for a login at Linode. */
function emailsOf({ accounts }: Register, username: string): string[] {
  return Object.values(accounts)
    .filter(({ provider }) => provider === "linode")
    .flatMap(({ users: logins = {} }) => (Object.hasOwn(logins, username) ? (logins[username]?.email ?? []) : []));
}

/** An unrestricted user may do everything, and a user is unrestricted unless the program says otherwise (AMB-37). */
export const linodeFullAccess: ResourceRule = {
  name: "ocp-linode-full-access",
  clauses: ["OCP-HOST-5"],
  level: "mandatory",
  description: `Of the users at Linode, exactly ${listed(withFullAccess)} have full access.`,
  remedy:
    "Set restricted to false on these users, to true on any other, and remove users that are not in the register.",
  scope: "resource",
  types: [userType],
  judge: ({ props: { username, restricted, email } }, { register }) => [
    ...(mayHaveAll(username)
      ? problems(restricted !== undefined && restricted !== false && `${shown(username)} is restricted`)
      : problems(
          !Object.hasOwn(users, shown(username)) && `${shown(username)} is no user of this account`,
          restricted !== true && `${shown(username)} is not restricted, and so has full access`,
        )),
    // Whoever reads the mail of a login can set its password anew.
    ...problems(
      Object.hasOwn(users, shown(username)) &&
        isOn(email) &&
        !emailsOf(register, shown(username)).includes(shown(email)) &&
        `${shown(username)} would be reached at an address that is not the one in register/ocp/accounts.yaml`,
    ),
  ],
};

/** With one machine in the account, to write to it is full access to all there is: limited access only reads. */
export const linodeLimitedAccess: ResourceRule = {
  name: "ocp-linode-limited-access",
  clauses: ["OCP-HOST-6"],
  level: "mandatory",
  description: "A user at Linode with limited access has explicit grants only, and these only read.",
  remedy: "Give it read_only grants on what it needs to see, and no globalGrants that write, add or cancel.",
  scope: "resource",
  types: [userType],
  judge: ({ props }) => {
    if (mayHaveAll(props.username)) return [];
    const explicit = Object.keys(props)
      .filter((property) => property.endsWith("Grants") && property !== "globalGrants")
      .sort()
      .flatMap((property) => list(props[property]).map((grant) => ({ property, grant: fields(grant) })));
    const { accountAccess, ...powers } = fields(props.globalGrants);
    return [
      ...problems(
        props.restricted !== true && "it is not restricted, so its grants limit nothing",
        explicit.length === 0 && "it has no explicit grant",
        isOn(accountAccess) &&
          accountAccess !== "" &&
          accountAccess !== "read_only" &&
          `it has ${shown(accountAccess)} access to the account`,
      ),
      ...Object.entries(powers)
        .filter(([, value]) => isOn(value))
        .map(([power]) => `it has the global grant ${power}`),
      ...explicit
        .filter(({ grant }) => grant.permissions !== "read_only")
        .map(({ property, grant }) => `one of its ${property} is ${shown(grant.permissions)}`),
    ];
  },
};

/** Each of the users exists, once. */
export const linodeUsersDeclared: StackRule = {
  name: "ocp-linode-users-declared",
  clauses: ["OCP-HOST-5", "OCP-HOST-6"],
  level: "mandatory",
  description: `The users ${listed(Object.keys(users))} are declared at Linode, each once.`,
  remedy: "Let the stack's program make the users of the account in register/ocp/accounts.yaml.",
  scope: "stack",
  judge: (resources, { register }) =>
    Object.keys(users).map((login) => {
      const found = resources.filter(({ type, props }) => type === userType && props.username === login).length;
      return {
        subject: subjectOf(register.id, "accounts", "linode", "users", login),
        problems: problems(
          found === 0 && `there is no ${userType} of that name`,
          found > 1 && `there are ${found} ${userType} of that name`,
        ),
      };
    }),
};
