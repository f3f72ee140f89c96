import { type RegisterId, subjectOf } from "../../model/register.ts";
import { changeRules } from "../rules/blast-radius.ts";
import { readingRules } from "../rules/reality/index.ts";
import type { Rule } from "../rules/rule.ts";
import { type PlacedWaiver, unneededProblem, waivedProblem } from "../rules/waivers.ts";
import { isUnjudged } from "./fail-closed.ts";

/** A violation that is about to be reported. */
interface Said {
  readonly subject: string;
  readonly message: string;
  /** The stack that it was found in; left out for the register, which is the same in all of them. */
  readonly stack?: string;
  /** URN of the resource that it is reported on. */
  readonly urn?: string;
}

/** What is said of a waiver. */
interface OfWaiver {
  readonly subject: string;
  readonly problem: string;
  readonly urn?: string;
}

export type WaiverDesk = ReturnType<typeof waiverDesk>;

/** Asks the waivers in force about each violation of one run, and keeps what they held back. */
export function waiverDesk(waivers: readonly PlacedWaiver[], register: RegisterId) {
  const held = new Map<string, Said[]>();
  const subject = ({ id }: PlacedWaiver) => subjectOf(register, "waivers", id);
  return {
    /**
     * Whether a waiver holds a violation back. That a rule could not judge, or found nothing to look at, is no finding
     * of its, and nothing excuses it.
     */
    holdsBack(rule: Pick<Rule, "name">, said: Said): boolean {
      if (said.subject === register || isUnjudged(said.message)) return false;
      const found = waivers.find(
        ({ waiver }) => waiver.rule === rule.name && waiver.subject === said.subject && waiver.stack === said.stack,
      );
      if (found === undefined) return false;
      held.set(found.id, [...(held.get(found.id) ?? []), said]);
      return true;
    },
    /** What was held back, waiver by waiver. */
    heldBack(): OfWaiver[] {
      return waivers.flatMap((waiver) =>
        (held.get(waiver.id) ?? [])
          .toSorted((a, b) => (a.message < b.message ? -1 : 1))
          .map(({ message, urn }) => ({
            subject: subject(waiver),
            problem: waivedProblem(waiver, message),
            ...(urn !== undefined && { urn }),
          })),
      );
    },
    /**
     * The waivers that would have had to hold something back in a stack, and did not; without a stack, those of rules about
     * the register. Of a change the pack sees nothing, nor of what systems say: of waivers of those rules the review and the
     * audit tell.
     */
    unused(stack?: string): OfWaiver[] {
      return waivers
        .filter(({ id, waiver }) => !held.has(id) && (waiver.stack === undefined || waiver.stack === stack))
        .filter(({ waiver }) => [...changeRules, ...readingRules].every(({ name }) => name !== waiver.rule))
        .map((each) => ({ subject: subject(each), problem: unneededProblem(each) }));
    },
  };
}
