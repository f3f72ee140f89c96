import type { Sender } from "../schema/mail.ts";

/*
 * The names that Amazon SES uses in the DNS (https://docs.aws.amazon.com/general/latest/gr/ses.html).
 */

/** The regions whose DKIM keys lie under a domain of their own; those of all others lie under `dkim.amazonses.com`. */
const ownDkimDomain: ReadonlySet<string> = new Set([
  "af-south-1",
  "ap-northeast-3",
  "ap-southeast-3",
  "eu-south-1",
  "il-central-1",
  "us-gov-east-1",
]);

/** Where SES publishes the key of a token. */
export function sesDkimTarget(token: string, region: string): string {
  return `${token}.dkim.${ownDkimDomain.has(region) ? `${region}.` : ""}amazonses.com`;
}

/** Who takes bounces for a MAIL FROM name: SES in the region of the identity. */
export function sesFeedbackHost(region: string): string {
  return `feedback-smtp.${region}.amazonses.com`;
}

/** An SES sender with all that its identity needs, as the loader has checked. */
export interface SesSender {
  readonly id: string;
  /** The identity: the name that mail is from. */
  readonly host: string;
  readonly region: string;
  /** The name that bounces go to, below the host. */
  readonly mailFrom: string;
  readonly sender: Sender;
}

/** The SES senders of a domain. One that lacks a region or a MAIL FROM is left out: the loader refuses it. */
export function sesSenders(name: string, senders: Readonly<Record<string, Sender>> = {}): SesSender[] {
  return Object.entries(senders).flatMap(([id, sender]) => {
    const { kind, host = name, region, mailFrom } = sender;
    if (kind !== "ses" || region === undefined || mailFrom === undefined) return [];
    return [{ id, host, region, mailFrom: `${mailFrom}.${host}`, sender }];
  });
}
