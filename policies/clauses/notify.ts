import { accounts } from "./notify/accounts.ts";
import { change } from "./notify/change.ts";
import { gotchas } from "./notify/gotchas.ts";
import { operations } from "./notify/operations.ts";
import { phoneNumbers } from "./notify/phone-numbers.ts";
import { vulnerabilities } from "./notify/vulnerabilities.ts";

/** The 67 clauses of the Notify run book, in its order. */
export const notifyClauses = [
  ...operations,
  ...change,
  ...vulnerabilities,
  ...gotchas,
  ...accounts,
  ...phoneNumbers,
] as const;
