import { type MailPosture, noPosture, postureBelow, strongerOf, weakenings } from "../../model/mail/posture.ts";
import { broughtBySenders, withoutGoneSenders } from "../../model/mail/protection.ts";
import { subjectOf } from "../../model/register.ts";
import { mailRatchet, posturesIn } from "../../policies/rules/mail/ratchet.ts";
import { type Violation, violationsOf } from "../../policies/rules/rule.ts";
import type { Change } from "../deployment.ts";

/**
 * The ratchet once more, by what the engine deployed and not by what the program says of it: a program that was changed
 * to forget does not get by. In the words of the rule, so that what both find is one violation.
 */
export function mailWeakened({ before, after }: Change): Violation[] {
  const names = (register: Change["before"]["register"]) => Object.keys(register.domains);
  const had = posturesIn(before.resources, before.register, names(after.register));
  const has = posturesIn(after.resources, after.register, names(before.register));
  return [...new Set([...had.keys(), ...names(after.register)])].sort().flatMap((domain) =>
    violationsOf(mailRatchet, {
      subject: subjectOf(after.register.id, "domains", domain),
      problems: weakenings(needed(domain), has.get(domain) ?? noPosture),
    }),
  );

  /** What was there of what a domain still needs; one that is new has had what was said of it from above. */
  function needed(domain: string): MailPosture {
    const protection = had.get(domain) ?? noPosture;
    const entry = before.register.domains[domain];
    if (entry === undefined) {
      return [...had.values()].map((above) => postureBelow(above, domain)).reduce(strongerOf, protection);
    }
    const senders = broughtBySenders(domain, entry);
    return withoutGoneSenders({ protection, senders }, after.register.domains[domain]);
  }
}
