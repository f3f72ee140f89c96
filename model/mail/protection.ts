import { z } from "zod";
import type { Register } from "../register.ts";
import { subjectOf } from "../register.ts";
import { hostname, id } from "../schema/common.ts";
import type { Domain } from "../schema/mail.ts";
import { type MailPosture, mailPosture, noPosture, postureBelow, postureOf, strongerOf } from "./posture.ts";
import { mailRecords } from "./records.ts";

/*
 * The ratchet's memory. A stack remembers, as an output, how well the mail of each domain was protected when it was last
 * deployed; the next run reads that, and no domain may fall below it.
 */

/** The rule that refuses it when a domain falls below its floor; a waiver of it names the domain's entry. */
export const mailNotWeakened = "mail-not-weakened";

/** The type of the record that says in a stack how well the mail of a domain has to be protected. */
export const mailProtectionType = "gatehouse:mail:Protection";

const names = z.array(z.string());

/** What a stack remembers of a domain. */
const rememberedDomain = z.strictObject({
  protection: mailPosture,
  /** What each sender brought, so that it can go with its sender. */
  senders: z.record(id, z.strictObject({ spf: names, dkim: names })),
});
type RememberedDomain = z.infer<typeof rememberedDomain>;

/** What a stack remembers of all its domains: its output `mailProtection`. */
export const rememberedProtection = z.record(hostname, rememberedDomain);
export type RememberedProtection = z.infer<typeof rememberedProtection>;

/** How well a domain has to be protected: the data of its record. */
export const mailFloor = z.strictObject({ domain: hostname, floor: mailPosture });
export type MailFloor = Readonly<z.infer<typeof mailFloor>>;

/**
 * The floors of a stack's domains, and what the stack has to remember once this is deployed.
 *
 * A floor is the stronger of what was deployed and what the register declares, so it never falls by itself. What a sender
 * brought goes with the sender: where nobody sends, nothing is left to protect. With a waiver, what is declared is
 * remembered in place of the floor: the step back is then done and not undone.
 *
 * @param declared the domains of the register that the stack declares; others that it remembers keep their floor.
 */
export function mailFloors(
  register: Register,
  declared: readonly string[],
  remembered: RememberedProtection,
): { floors: MailFloor[]; toRemember: RememberedProtection } {
  const floors: MailFloor[] = [];
  const toRemember: Record<string, RememberedDomain> = {};
  for (const domain of [...new Set([...declared, ...Object.keys(remembered)])].sort()) {
    const entry = declared.includes(domain) ? register.domains[domain] : undefined;
    const now = entry === undefined ? undefined : declaredDomain(domain, entry);
    const floor = strongerOf(before(domain, entry, remembered), now?.protection ?? noPosture);
    floors.push({ domain, floor });
    if (!isWaived(register, domain)) toRemember[domain] = { protection: floor, senders: now?.senders ?? {} };
    else if (now !== undefined) toRemember[domain] = now;
  }
  return { floors, toRemember };
}

/** What was deployed, without what came with senders that are gone. A new domain below another begins with what it had from there. */
function before(domain: string, entry: Domain | undefined, remembered: RememberedProtection): MailPosture {
  const own = remembered[domain];
  if (own !== undefined) return withoutGoneSenders(own, entry);
  const above = Object.values(remembered).map(({ protection }) => postureBelow(protection, domain));
  return above.reduce(strongerOf, noPosture);
}

/** A protection without what only such senders brought as the domain's entry no longer has; all of it, without an entry. */
export function withoutGoneSenders({ protection, senders }: RememberedDomain, entry: Domain | undefined): MailPosture {
  if (entry === undefined) return protection;
  const isHere = ([id]: readonly [string, unknown]) => Object.hasOwn(entry.senders ?? {}, id);
  const onlyOfGone = (part: "spf" | "dkim") => {
    const needed = new Set(
      Object.entries(senders)
        .filter(isHere)
        .flatMap(([, brought]) => brought[part]),
    );
    const gone = Object.entries(senders).filter((each) => !isHere(each));
    return new Set(gone.flatMap(([, brought]) => brought[part]).filter((each) => !needed.has(each)));
  };
  const [spf, dkim] = [onlyOfGone("spf"), onlyOfGone("dkim")];
  return {
    ...protection,
    spf: Object.fromEntries(Object.entries(protection.spf).filter(([name]) => !spf.has(name))),
    dkim: protection.dkim.filter((signature) => !dkim.has(signature)),
  };
}

/** What a domain's entry declares, and what of it each sender brings. */
function declaredDomain(name: string, domain: Domain): RememberedDomain {
  return { protection: declaredPosture(name, domain), senders: broughtBySenders(name, domain) };
}

/** What each sender of a domain brings: SPF of names below, and keys. */
export function broughtBySenders(name: string, domain: Domain): RememberedDomain["senders"] {
  return Object.fromEntries(
    Object.entries(domain.senders ?? {}).map(([id, sender]) => {
      const { spf, dkim } = declaredPosture(name, { ...domain, senders: { [id]: sender } });
      return [id, { spf: Object.keys(spf).filter((each) => each !== name), dkim: [...dkim] }];
    }),
  );
}

function declaredPosture(name: string, domain: Domain): MailPosture {
  const records = mailRecords(name, domain).map(({ name, type, content }) => ({ name, type, text: content }));
  return postureOf(name, records, domain);
}

function isWaived({ id, waivers }: Register, domain: string): boolean {
  const subject = subjectOf(id, "domains", domain);
  return Object.values(waivers).some((waiver) => waiver.rule === mailNotWeakened && waiver.subject === subject);
}
