import { arnOf } from "../../../model/arn.ts";
import { configurationSetOf, type PlacedSesSender } from "../../../model/mail/ses-place.ts";
import type { Register } from "../../../model/register.ts";
import { notifyPolicies } from "../../settings/notify-policies.ts";
import { listed, problems } from "../grants.ts";
import { sendersOfStack, sesTypes } from "../mail/ses/declared.ts";
import { environmentOfStack } from "../notify/stack-environment.ts";
import { fields, list, shown } from "../reading.ts";
import { type Resource, type ResourceRule, stackOf } from "../rule.ts";
import { documentsIn, documentTypes, policyType } from "./attachments.ts";
import { isAbout, readDocument, type Statement } from "./document.ts";
import { sendersOfAccount } from "./fillings.ts";
import { comesOnlyFrom } from "./source-addresses.ts";

/** What a sender needs; SMTP the second. */
const allowed = ["ses:sendemail", "ses:sendrawemail"];

/** Every action by which mail leaves. */
const sending = [
  "ses:SendEmail",
  "ses:SendRawEmail",
  "ses:SendBounce",
  "ses:SendBulkEmail",
  "ses:SendBulkTemplatedEmail",
  "ses:SendCustomVerificationEmail",
  "ses:SendTemplatedEmail",
];

/** Whoever may send may send in the names of the register's senders only, and from known places or as known people only. */
export const mailSendingNarrow: ResourceRule = {
  name: "iam-mail-sending-narrow",
  clauses: ["IAM-1"],
  level: "mandatory",
  description:
    "A policy that lets somebody send mail allows ses:SendEmail and ses:SendRawEmail only, on identities of the register's senders, and only from the networks that the register gives, or with a From address at the identity.",
  remedy:
    "Name the actions, the identity's ARN and its configuration set's, and add IpAddress aws:SourceIp with the sender's sendsFrom, or StringLike ses:FromAddress *@HOST.",
  scope: "resource",
  types: [...documentTypes, ...sesTypes.authorization],
  judge: (resource, { register }) => {
    const authorizes = sesTypes.authorization.some((type) => type === resource.type);
    const documents = authorizes ? [resource.props.policy] : documentsIn(resource);
    if (documents.length === 0) return [];
    const senders = sendersFor(resource, register);
    return documents.flatMap((document) => {
      const read = readDocument(document);
      if ("problem" in read) return [`its document cannot be judged: ${read.problem}`];
      const allowing = read.statements.filter(({ effect }) => effect === "Allow");
      const isSending = (each: Statement) => sending.some((action) => isAbout(each, action));
      if (authorizes && !allowing.every(isSending)) return ["it lets others at an identity of ours"];
      return allowing
        .filter(isSending)
        .flatMap((each) => [
          ...problems(
            each.principals !== undefined && "it lets others send in our name, who have policies of their own for that",
          ),
          ...sendingProblems(each, senders),
        ]);
    });
  },
};

/** Whose names may be sent in: the stack's own senders; what bounds others who send from the account, all of its senders. */
function sendersFor(resource: Resource, register: Register): PlacedSesSender[] {
  const stack = stackOf(resource);
  const place = environmentOfStack(register, stack)?.place;
  const bounds = Object.values<unknown>(notifyPolicies.boundaries);
  return place !== undefined && resource.type === policyType && bounds.includes(resource.props.name)
    ? sendersOfAccount(register, place)
    : sendersOfStack(register, stack);
}

/** Why a statement that lets somebody send lets them do too much. */
function sendingProblems(statement: Statement, senders: readonly PlacedSesSender[]): string[] {
  const { actions, resources } = statement;
  const others = "only" in actions ? actions.only.filter((each) => !allowed.includes(each.toLowerCase())) : [];
  const named = resources !== undefined && "only" in resources ? resources.only : undefined;
  const covered = senders.filter((each) => named?.some((arn) => arnsOf(each).includes(arn)));
  const strange = (named ?? []).filter((arn) => !senders.some((each) => arnsOf(each).includes(arn)));
  return problems(
    "allBut" in actions && "it allows every action but some, sending among them",
    others.length > 0 && `it allows ${listed(others)} along with sending`,
    named === undefined && "it allows sending in every name, or in every name but some",
    strange.length > 0 && `it allows sending with ${listed(strange)}, which is no identity of a sender of this stack`,
    named !== undefined &&
      !covered.every((each) => isNarrowed(statement, each)) &&
      "it allows sending from anywhere in anybody's name at the identity",
  );
}

/** An identity in the partition, region and account that it is in, and its configuration set. */
function arnsOf({ host, place }: PlacedSesSender): string[] {
  return [`identity/${host}`, `configuration-set/${configurationSetOf(host)}`].map((each) => arnOf(place, "ses", each));
}

/** Whether a statement holds in a sender's own networks only, or for From addresses at its host only. */
function isNarrowed(statement: Statement, { host, sender }: PlacedSesSender): boolean {
  return comesOnlyFrom(statement, sender.sendsFrom ?? []) || isFromOnly(statement, host);
}

/** Whether a statement holds for mail with a From address at a host only. Conditions hold together, so one is enough. */
function isFromOnly({ conditions }: Statement, host: string): boolean {
  return Object.entries(conditions)
    .filter(([operator]) => /^(?:foranyvalue:)?string(?:equals|equalsignorecase|like)$/i.test(operator))
    .flatMap(([, keys]) => Object.entries(fields(keys)))
    .filter(([key]) => key.toLowerCase() === "ses:fromaddress")
    .some(([, value]) => {
      const addresses = list(value).map(shown);
      return addresses.length > 0 && addresses.every((each) => each.endsWith(`@${host}`));
    });
}
