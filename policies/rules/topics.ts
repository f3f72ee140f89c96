import type { AwsPlace } from "../../model/arn.ts";
import type { Calls } from "../settings/iam-calls.ts";
import { problems } from "./grants.ts";
import { uncalledFor } from "./iam/called-for.ts";
import { allows, readDocument } from "./iam/document.ts";
import { filledCalls, fillingOf } from "./iam/filled-calls.ts";
import { shown } from "./reading.ts";
import type { Resource } from "./rule.ts";

const topic = "aws:sns/topic:Topic";
const key = "aws:kms/key:Key";

/** AWS's own key for topics. Its policy lets no service of AWS in, and cannot be changed. */
const keyOfSns = "alias/aws/sns";

/** Topics, who may publish to them, and the keys that they are encrypted with. */
export const topicTypes: readonly string[] = [topic, "aws:sns/topicPolicy:TopicPolicy", key];

/** What the policies of topics, and of the keys that they are encrypted with, may say. */
export interface CallsOfTopics {
  readonly topics: Calls;
  readonly keys: Calls;
}

/** Why a topic or key is not closed: encrypted, signed, and open to no more than it is called for. */
export function topicProblems({ type, props }: Resource, place: AwsPlace, calls: CallsOfTopics): string[] {
  return [
    ...problems(
      type === topic && shown(props.kmsMasterKeyId ?? "") === "" && "it is not encrypted",
      type === topic &&
        shown(props.kmsMasterKeyId ?? "").endsWith(keyOfSns) &&
        `it is encrypted with ${keyOfSns}, which services that publish cannot use, so nothing arrives`,
      type === topic && props.signatureVersion !== 2 && "it signs with SHA-1",
      type !== key &&
        props.policy !== undefined &&
        isDeaf(props.policy) &&
        "it lets nobody publish, so nothing arrives",
      type === key && props.enableKeyRotation !== true && "it is never rotated",
    ),
    ...(props.policy === undefined
      ? ["it has no policy of its own, so it has a default that is not ours"]
      : uncalledFor(props.policy, filledCalls(type === key ? calls.keys : calls.topics, [fillingOf(place)]))),
  ];
}

/** Whether a topic's policy lets nobody publish to it. One that cannot be read is a problem of its own. */
function isDeaf(policy: unknown): boolean {
  const read = readDocument(policy);
  return !("problem" in read) && !allows(read, "sns:Publish");
}

/** Whether a subscription is told of everything that its topic is told; a filter leaves out what it does not name. */
export function hearsAll({ props }: Resource): boolean {
  return [undefined, null, "", "{}"].includes(props.filterPolicy);
}
