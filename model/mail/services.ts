import type { Domain } from "../schema/mail.ts";

/** What a mailing service asks of a domain that it sends for. */
export interface MailService {
  /** Whose SPF record lists the service's servers. A service that sends under an envelope domain of its own has none. */
  readonly include?: string;
  /** Its DKIM keys: the name that each selector is an alias of. */
  readonly dkim?: Readonly<Record<string, string>>;
}

type SenderKind = NonNullable<Domain["senders"]>[string]["kind"];

/** What is known of each kind of sender; the register says the rest. */
export const mailServices: Readonly<Record<SenderKind, MailService>> = {
  google: { include: "_spf.google.com" },
  mailchimp: { dkim: { k2: "dkim2.mcsv.net", k3: "dkim3.mcsv.net" } },
  sendgrid: { include: "sendgrid.net" },
  ses: { include: "amazonses.com" },
  other: {},
};
