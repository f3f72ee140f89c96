/** How much of a report a page of Markdown tells. */
export interface Detail {
  readonly diff: boolean;
  /** The table of rules, or only how many were evaluated. */
  readonly rules: boolean;
  /** Obligations and forecast whole, or by number. */
  readonly ledger: boolean;
  /** Whether violations that the change does not answer for are given with what is wrong and how to mend it. */
  readonly others: boolean;
  /** The same for the violations of the change. */
  readonly own: boolean;
  /** Access and waivers whole, or by number. */
  readonly people: boolean;
}

/**
 * From a whole page to ever shorter ones. What can be looked up elsewhere goes first; a violation keeps its rule, its
 * subject and its place to the last.
 */
export const details: readonly Detail[] = [
  { diff: true, rules: true, ledger: true, others: true, own: true, people: true },
  { diff: false, rules: true, ledger: true, others: true, own: true, people: true },
  { diff: false, rules: false, ledger: true, others: true, own: true, people: true },
  { diff: false, rules: false, ledger: false, others: true, own: true, people: true },
  { diff: false, rules: false, ledger: false, others: false, own: true, people: true },
  { diff: false, rules: false, ledger: false, others: false, own: false, people: true },
  { diff: false, rules: false, ledger: false, others: false, own: false, people: false },
];
