import type { DateText } from "../../model/dates.ts";
import type { RequirementId } from "../../policies/clauses/index.ts";
import type { ExportedState, RegisterDraft } from "./state.ts";

export type StackName = "ocp" | "notify-platform" | "notify-staging" | "notify-demo" | "notify-production";

/** What a case changes in the state that the shipped register gives. Days are counted from the day it is kept for. */
export interface Change {
  /** Changes the register; its records and manifest are written anew. */
  readonly register?: (register: RegisterDraft, asOf: DateText) => void;
  /** Changes the state thereafter. */
  readonly state?: (state: ExportedState, asOf: DateText) => void;
  /**
   * Set where the mail was protected as the shipped register has it before the change. Without it, it was never better
   * protected than after the change, so that each case is about its own rule.
   */
  readonly mailWasProtected?: true;
  /** Set where the shipped register was deployed before the change, so that what it forgets is told. Without it, nothing was. */
  readonly registerWasDeployed?: true;
  /** The day to judge as of, where it is not the register's: the real one, or one that is not. */
  readonly day?: "today" | "not today";
  /** Advisory rules that report something, though it does not block. */
  readonly advice?: readonly string[];
}

/** A change of a stack, and what the real engine with the stack's pack has to say of it. */
export interface Case extends Change {
  readonly stack: StackName;
  readonly clause: RequirementId;
  /** `red` has to be refused, or reported where the clause is advice alone; `green` to pass. */
  readonly kind: "red" | "green";
  readonly title: string;
  /** Exactly the mandatory rules that refuse it; none for a green case, or one that is reported. */
  readonly refusedBy: readonly [string, ...string[]] | readonly [];
}

/** The kinds of cases of a stack. `reported` is the red case of a clause that is advice alone. */
export function casesOf(stack: StackName) {
  return {
    red: (clause: RequirementId, title: string, refusedBy: readonly [string, ...string[]], change: Change): Case => ({
      ...change,
      stack,
      clause,
      title,
      kind: "red",
      refusedBy,
    }),
    reported: (clause: RequirementId, title: string, advice: readonly [string, ...string[]], change: Change): Case => ({
      ...change,
      stack,
      clause,
      title,
      kind: "red",
      refusedBy: [],
      advice,
    }),
    green: (clause: RequirementId, title: string, change: Change): Case => ({
      ...change,
      stack,
      clause,
      title,
      kind: "green",
      refusedBy: [],
    }),
  };
}
