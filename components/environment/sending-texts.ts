import type { AwsPlace } from "../../model/arn.ts";
import { policyDocument, type Statement } from "../aws/policy-document.ts";

/**
 * What whoever sends an environment's texts may do, and no more (IAM-2). A telephone number has no ARN: who may send to
 * phones may publish to everything that is not denied, so topics are.
 */
export function sendingTexts(place: AwsPlace, sendsFrom: readonly string[]): string {
  return policyDocument(...toSendTexts(place, sendsFrom));
}

/** The same as statements, for a document that says more. */
export function toSendTexts({ partition }: AwsPlace, sendsFrom: readonly string[]): Statement[] {
  return [
    { Sid: "NoTopics", Effect: "Deny", Action: ["sns:Publish"], Resource: [`arn:${partition}:sns:*:*:*`] },
    {
      Sid: "PhonesFromOurAddresses",
      Effect: "Allow",
      Action: ["sns:Publish"],
      Resource: ["*"],
      Condition: { IpAddress: { "aws:SourceIp": sendsFrom } },
    },
  ];
}
