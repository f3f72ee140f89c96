import type { AwsPlace } from "../../../model/arn.ts";
import { configurationSetOf, type PlacedSesSender, placedSesSenders } from "../../../model/mail/ses-place.ts";
import type { Register } from "../../../model/register.ts";
import { type Filling, fillingOf } from "./filled-calls.ts";

/** The SES senders whose identities are in an account, whichever stack declares them. */
export function sendersOfAccount(register: Register, { accountId }: AwsPlace): PlacedSesSender[] {
  return Object.entries(register.domains)
    .flatMap(([name, domain]) => placedSesSenders(register, name, domain))
    .filter(({ place }) => place.accountId === accountId);
}

/** What placeholders stand for, for each sender of an account: its own region among them. */
export function fillingsOfSenders(register: Register, place: AwsPlace): Filling[] {
  return sendersOfAccount(register, place).map(({ host, place: own }) => ({
    ...fillingOf(own),
    host,
    set: configurationSetOf(host),
  }));
}
