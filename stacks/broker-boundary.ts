import { policyDocument } from "../components/aws/policy-document.ts";
import type { BrokerKind } from "../components/aws/ssb-accounts.ts";
import { toLogTexts } from "../components/environment/log-of-texts.ts";
import { toSendTexts } from "../components/environment/sending-texts.ts";
import { toSend } from "../components/ses/sending-policy.ts";
import type { AwsPlace } from "../model/arn.ts";
import { placedSesSenders } from "../model/mail/ses-place.ts";
import type { Register } from "../model/register.ts";

/**
 * All that what a broker makes may ever do (NOTIFY-SVC-4): to send texts from where the environments of its account send
 * them, and to log what became of them; or to send mail as the senders whose identities are in its account.
 */
export function brokerBoundary(register: Register, kind: BrokerKind, account: string, place: AwsPlace): string {
  return kind === "sms-broker" ? boundaryOfTexts(register, account, place) : boundaryOfMail(register, place);
}

function boundaryOfTexts({ environments }: Register, account: string, place: AwsPlace): string {
  const networks = Object.values(environments)
    .filter((each) => each.account === account)
    .flatMap(({ sendsFrom = [] }) => sendsFrom);
  return policyDocument(...toSendTexts(place, [...new Set(networks)].sort()), toLogTexts(place));
}

function boundaryOfMail(register: Register, { accountId }: AwsPlace): string {
  const senders = Object.entries(register.domains)
    .flatMap(([name, domain]) => placedSesSenders(register, name, domain))
    .filter(({ place }) => place.accountId === accountId);
  if (senders.length === 0)
    return policyDocument({ Sid: "NobodySendsMail", Effect: "Deny", Action: ["*"], Resource: ["*"] });
  return policyDocument(
    ...senders.map(({ host, place, sender: { sendsFrom } }, index) => ({
      Sid: `SendInName${index + 1}`,
      ...toSend({ place, host, sendsFrom }),
    })),
  );
}
