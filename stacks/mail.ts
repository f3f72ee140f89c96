import type * as pulumi from "@pulumi/pulumi";
import type { DeclaredRegister } from "../components/declared-register.ts";
import { MailDomain } from "../components/mail-domain.ts";
import { type FeedbackTopics, SesSender } from "../components/ses/ses-sender.ts";
import { reportersOf } from "../model/mail/records.ts";
import { type PlacedSesSender, placedSesSenders } from "../model/mail/ses-place.ts";
import { recordTypes } from "../model/records.ts";

/** Who is told of bounces and complaints of a sender; what is made for that goes with the sender. */
export type TopicsOfSender = (sender: PlacedSesSender, opts: pulumi.ComponentResourceOptions) => FeedbackTopics;

/**
 * Declares the mail of the domains that are for an environment, or, where none is given, of those that are for none: what
 * SES needs to send for them, and their records in the DNS where their zone is known.
 *
 * @returns the domains whose records it declares
 */
export function declareMail(
  { register, entry }: DeclaredRegister,
  environment: string | undefined,
  topicsOf: TopicsOfSender,
): string[] {
  return Object.entries(register.domains).flatMap(([name, domain]) => {
    if (domain.environment !== environment) return [];
    const inner = { parent: entry(recordTypes.domain, name) };
    const dkimTokens = Object.fromEntries(
      placedSesSenders(register, name, domain).map((each) => {
        const { id, host, place, mailFrom, sender } = each;
        const args = { place, mailFrom, topics: topicsOf(each, inner), sendsFrom: sender.sendsFrom };
        return [id, new SesSender(host, args, inner).dkimTokens];
      }),
    );
    const { zoneId } = domain;
    if (zoneId === undefined) return [];
    new MailDomain(name, { domain, zoneId, reporters: reportersOf(register, name), dkimTokens }, inner);
    return [name];
  });
}
