/** What may be waived, and for how long. */
export const waivers = {
  /** Days from `grantedOn` to `expiresOn` at most; the last day still holds. */
  longestDays: 90,

  /** Rules that no waiver holds back, and why. */
  notWaivable: {
    "register-complete": "without the whole register nothing can be judged",
    "every-rule-ran": "a rule that was not run may hide anything",
    "honest-clock": "every other date hangs on it",
    "known-types": "nobody can tell what is waived where no rule knows the type",
    "changes-not-ignored": "the rules would judge what is not there",
    "dates-not-in-future": "evidence that is made up in advance is none",
    "waivers-valid": "a waiver cannot excuse a waiver",
    "waivers-needed": "a waiver cannot excuse a waiver",
  } as Readonly<Record<string, string>>,
};
