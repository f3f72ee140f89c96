import { type AwsPlace, awsPlaceOfAccount } from "../arn.ts";
import type { Register } from "../register.ts";
import { type SesSender, sesSenders } from "./ses.ts";

/** An SES sender with the domain that it is of and the AWS account and region that its identity is in. */
export interface PlacedSesSender extends SesSender {
  /** The domain whose entry in the register names it. */
  readonly domain: string;
  readonly place: AwsPlace;
}

/**
 * The SES senders of the domains that are for an environment, or, where none is given, of those that are for none. One
 * whose account the register does not say is left out: a rule refuses it.
 */
export function placedSesSenders(register: Register, environment: string | undefined): PlacedSesSender[] {
  return Object.entries(register.domains).flatMap(([domain, { environment: where, sendsMail, senders }]) => {
    if (where !== environment || !sendsMail) return [];
    return sesSenders(domain, senders).flatMap((each) => {
      const account = each.sender.account ?? accountOf(register, where);
      const place = account === undefined ? undefined : awsPlaceOfAccount(register, account, each.region);
      return place === undefined ? [] : [{ ...each, domain, place }];
    });
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
