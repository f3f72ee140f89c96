import { type AwsPlace, arnOf } from "../../model/arn.ts";
import { configurationSetOf } from "../../model/mail/ses-place.ts";
import { policyDocument, type Statement } from "../aws/policy-document.ts";

export interface SendingPolicyArgs {
  readonly place: AwsPlace;
  /** The identity: the name that mail is from. */
  readonly host: string;
  /** The networks that mail is handed over from; any when left out, but then only in the name of this host. */
  readonly sendsFrom?: readonly string[] | undefined;
}

/** What whoever sends in the name of one identity may do, and no more (IAM-1). */
export function sendingPolicy(args: SendingPolicyArgs): string {
  return policyDocument({ Sid: "SendInOneName", ...toSend(args) });
}

/** The same as a statement that is yet without its name, for a document that says more. */
export function toSend({ place, host, sendsFrom }: SendingPolicyArgs): Omit<Statement, "Sid"> {
  return {
    Effect: "Allow",
    // The second is what SMTP needs.
    Action: ["ses:SendEmail", "ses:SendRawEmail"],
    Resource: [`identity/${host}`, `configuration-set/${configurationSetOf(host)}`].map((each) =>
      arnOf(place, "ses", each),
    ),
    Condition:
      sendsFrom === undefined
        ? { StringLike: { "ses:FromAddress": `*@${host}` } }
        : { IpAddress: { "aws:SourceIp": sendsFrom } },
  };
}
