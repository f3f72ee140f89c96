/**
 * How a clause is taken care of.
 *
 * - `enforce`: a rule judges provider resources.
 * - `register`: a rule judges the register, because no provider knows the thing.
 * - `declare`: the thing must be declared; only its presence is checked.
 * - `context`: the source explains, or speaks to a human; nothing to check.
 */
export type ClauseClass = "enforce" | "register" | "declare" | "context";

/** What a breach does: `mandatory` blocks the preview, `advisory` is reported; `none` is for clauses with nothing to breach. */
export type ClauseLevel = "mandatory" | "advisory" | "none";

/** What a clause of a source document and a derived control have in common. */
export interface Requirement<Id extends string = string> {
  /** `OCP-…` and `NOTIFY-…` for clauses; a bare topic such as `EMAIL-1` for derived controls. */
  readonly id: Id;
  /** The nearest heading in the source document; for a derived control, its topic. */
  readonly section: string;
  /** What must be so, in one or two sentences. Names are in backticks. */
  readonly requirement: string;
  /** Never empty. More than one when both a resource and the register are judged. */
  readonly classes: readonly ClauseClass[];
  readonly level: ClauseLevel;
  /** How an ambiguous text is read, with the number of the decision in docs/decisions.md. */
  readonly note?: string;
}

/** A sentence, or a group of sentences, of the OCP reference or of the Notify run book. */
export interface Clause<Id extends string = string> extends Requirement<Id> {
  /** Where it stands: document letter and line, a letter for the sentence, ranges and lists. `O48a`, `N19-N25, N27`. */
  readonly lines: string;
}

/** A control that neither document demands, but without which their clauses could be met and still do harm. */
export interface DerivedControl<Id extends string = string> extends Requirement<Id> {
  /** The standard, mandate or platform behaviour that it follows from. */
  readonly basis: string;
}

/** True unless the entry is context and nothing else. */
export function isEnforceable(entry: Requirement): boolean {
  return entry.classes.some((c) => c !== "context");
}
