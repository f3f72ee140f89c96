import { subjectOf } from "../../../../model/register.ts";
import { accountUsers } from "../../../settings/hosting.ts";
import { problems } from "../../grants.ts";
import type { RegisterRule } from "../../rule.ts";

/** Each account at a host has exactly the logins that the reference names, with exactly that access. */
export const accountUserRules: readonly RegisterRule[] = accountUsers.map(
  ({ rule, clauses, provider, name, users }): RegisterRule => ({
    name: rule,
    clauses,
    level: "mandatory",
    description: `The account ${name} at ${provider} has exactly the logins that the reference names, each with the access it gives.`,
    remedy: "Correct the account in register/ocp/accounts.yaml, and remove what should not be there at the host.",
    scope: "register",
    judge: (register) => {
      const accounts = Object.entries(register.accounts).filter(([, account]) => account.provider === provider);
      return accounts.map(([id, account]) => {
        const known = account.users ?? {};
        return {
          subject: subjectOf(register.id, "accounts", id),
          problems: [
            ...problems(
              accounts.length > 1 && `it is one of ${accounts.length} accounts at ${provider}; there is one`,
              account.name !== name && `it is the account ${account.name}; ours at ${provider} is ${name}`,
            ),
            ...Object.entries(users).flatMap(([login, access]) => {
              const actual = Object.hasOwn(known, login) ? known[login]?.access : undefined;
              return problems(
                actual === undefined && `the login ${login}, which has ${access} access, is missing`,
                actual !== undefined && actual !== access && `${login} has ${actual} access, which should be ${access}`,
              );
            }),
            ...Object.entries(known)
              .filter(([login]) => !Object.hasOwn(users, login))
              .map(([login, { access }]) => `${login} has ${access} access, and is no login of this account`),
          ],
        };
      });
    },
  }),
);
