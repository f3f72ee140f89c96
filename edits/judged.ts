import type { DateText } from "../model/dates.ts";
import { addDays } from "../model/dates.ts";
import type { Register } from "../model/register.ts";
import type { RegisterRule, Violation } from "../policies/rules/rule.ts";
import { notify } from "../policies/settings/notify.ts";
import { judgedByEach, lasting, registerRulesOf } from "../verdict/base/judged.ts";
import { violationOf } from "../verdict/blast-radius/finding.ts";
import { grantsLost, keyHoldersLost } from "../verdict/blast-radius/grants.ts";

/** What the rules say of an edit, and of nothing else: what is so without it is left out. */
export interface Judged {
  /** What is refused as soon as it holds: something has to be done first. */
  readonly first: readonly Violation[];
  /** What people have to do, by when: from the day after it is refused, or advised. */
  readonly due: readonly (Violation & { readonly by: DateText })[];
  /** What is advised. */
  readonly advised: readonly Violation[];
  /** What a second person has to allow, by a waiver. */
  readonly toAllow: readonly Violation[];
}

const judgedBefore = new WeakMap<Register, Map<DateText, readonly ReadonlySet<string>[]>>();

/** What each rule says of the register as it is, once for each day: every successor is tried against the same. */
function saidBefore(rules: readonly RegisterRule[], before: Register, day: DateText): readonly ReadonlySet<string>[] {
  const known = judgedBefore.get(before) ?? new Map<DateText, readonly ReadonlySet<string>[]>();
  judgedBefore.set(before, known);
  const said = known.get(day) ?? judgedByEach(rules, before, day).map((violations) => new Set(violations.map(lasting)));
  known.set(day, said);
  return said;
}

/**
 * Judges an edit by the rules about registers, on the days from which it holds and as long as the clocks run that an event of a
 * day starts, where it is one that starts any; and by those about changes.
 */
export function judgeEdit(
  before: Register,
  after: Register,
  soonOn: readonly [DateText, ...DateText[]],
  event: DateText | undefined,
): Judged {
  const [day] = soonOn;
  const rules = registerRulesOf(before.id);
  const known = new Set<string>();
  const newOn = (on: DateText): Violation[] => {
    const without = saidBefore(rules, before, on);
    return judgedByEach(rules, after, on).flatMap((violations, index) =>
      violations.filter((violation) => {
        const key = lasting(violation);
        if (without[index]?.has(key) === true || known.has(key)) return false;
        known.add(key);
        return true;
      }),
    );
  };
  const soon = soonOn.flatMap((on) => newOn(on));
  const due: (Violation & { by: DateText })[] = [];
  const last = event === undefined ? day : addDays(event, notify.accountUpdateDays + 1);
  for (let on = addDays(day, 1); on <= last; on = addDays(on, 1)) {
    due.push(...newOn(on).map((violation) => ({ ...violation, by: addDays(on, -1) })));
  }
  return {
    first: soon.filter(({ level }) => level === "mandatory"),
    advised: soon.filter(({ level }) => level === "advisory"),
    due,
    toAllow: [...grantsLost(before, after, day), ...keyHoldersLost(before, after, day)].map(violationOf),
  };
}
