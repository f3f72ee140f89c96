import type { RegisterId } from "../../model/register.ts";
import { notify, type Term } from "./notify.ts";

/** What may be waived, by whom, and for how long. */
export const waivers = {
  /** Days from `grantedOn` to `expiresOn` at most; the last day still holds. */
  longestDays: 90,

  /**
   * Roles whose holders may approve a waiver, beside those who hold an office: of owners and managers with root on every
   * server at OCP, of Administrators and ISSOs at Notify.
   */
  approvers: {
    ocp: { rootOnEveryServer: true, roles: [], office: [] },
    notify: {
      rootOnEveryServer: false,
      roles: [
        { system: "github", role: "administrator" },
        { system: "github", role: "isso" },
      ],
      office: notify.systemOwners,
    },
  } as Readonly<
    Record<
      RegisterId,
      {
        readonly rootOnEveryServer: boolean;
        readonly roles: readonly { readonly system: string; readonly role: string }[];
        readonly office: readonly Term[];
      }
    >
  >,

  /** Rules that no waiver holds back, and why. */
  notWaivable: {
    "register-complete": "without the whole register nothing can be judged",
    "every-rule-ran": "a rule that was not run may hide anything",
    "honest-clock": "every other date hangs on it",
    "known-types": "nobody can tell what is waived where no rule knows the type",
    "changes-not-ignored": "the rules would judge what is not there",
    "dates-not-in-future": "evidence that is made up in advance is none",
    "reading-proves": "nobody can tell what is waived where nothing was read",
    "waivers-valid": "a waiver cannot excuse a waiver",
    "waivers-needed": "a waiver cannot excuse a waiver",
  } as Readonly<Record<string, string>>,
};
