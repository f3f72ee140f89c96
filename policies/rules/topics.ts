import { type AwsPlace, arnOf } from "../../model/arn.ts";
import { problems } from "./grants.ts";
import { serviceOnlyProblems } from "./iam/service-only.ts";
import { shown } from "./reading.ts";
import type { Resource } from "./rule.ts";

const topic = "aws:sns/topic:Topic";
const key = "aws:kms/key:Key";

/** Topics, who may publish to them, and the keys that they are encrypted with. */
export const topicTypes: readonly string[] = [topic, "aws:sns/topicPolicy:TopicPolicy", key];

/** Why a topic or key is not closed: encrypted, signed, and for some services of AWS only, for this account's own sake. */
export function topicProblems({ type, props }: Resource, place: AwsPlace, publishers: readonly string[]): string[] {
  return [
    ...problems(
      type === topic && shown(props.kmsMasterKeyId ?? "") === "" && "it is not encrypted",
      type === topic && props.signatureVersion !== 2 && "it signs with SHA-1",
      type === key && props.enableKeyRotation !== true && "it is never rotated",
    ),
    ...(props.policy === undefined
      ? ["it has no policy of its own, so it has a default that is not ours"]
      : serviceOnlyProblems(props.policy, {
          services: publishers,
          accountId: place.accountId,
          ownAccount: arnOf(place, "iam", "root", "global"),
        })),
  ];
}
