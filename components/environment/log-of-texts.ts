import { type AwsPlace, arnOf } from "../../model/arn.ts";
import type { Statement } from "../aws/policy-document.ts";

/** What writes the log of what became of an account's texts may do (IAM-3). */
export function toLogTexts(place: AwsPlace): Statement {
  const log = `log-group:sns/${place.region}/${place.accountId}/DirectPublishToPhoneNumber`;
  return {
    Sid: "LogOfTextMessages",
    Effect: "Allow",
    Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    // The group of what arrived, and the one of what did not, whose name goes on with /Failure.
    Resource: ["", ":*", "/Failure", "/Failure:*"].map((end) => arnOf(place, "logs", `${log}${end}`)),
  };
}
