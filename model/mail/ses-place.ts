import { type AwsPlace, awsPlaceOfAccount } from "../arn.ts";
import type { Register } from "../register.ts";
import type { Domain } from "../schema/mail.ts";
import { type SesSender, sesSenders } from "./ses.ts";

/** An SES sender with the domain that it is of and the AWS account and region that its identity is in. */
export interface PlacedSesSender extends SesSender {
  /** The domain whose entry in the register names it. */
  readonly domain: string;
  readonly place: AwsPlace;
}

/** The SES senders of a domain. One whose account the register does not say is left out: a rule refuses it. */
export function placedSesSenders(register: Register, name: string, domain: Domain): PlacedSesSender[] {
  const { environment, sendsMail, senders } = domain;
  if (!sendsMail) return [];
  return sesSenders(name, senders).flatMap((each) => {
    const account = each.sender.account ?? accountOf(register, environment);
    const place = account === undefined ? undefined : awsPlaceOfAccount(register, account, each.region);
    return place === undefined ? [] : [{ ...each, domain: name, place }];
  });
}

function accountOf(register: Register, environment: string | undefined): string | undefined {
  return environment !== undefined && Object.hasOwn(register.environments, environment)
    ? register.environments[environment]?.account
    : undefined;
}

/** The name of an identity's configuration set: a set's name may hold no dots. */
export function configurationSetOf(host: string): string {
  return host.replaceAll(".", "-");
}
