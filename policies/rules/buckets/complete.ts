import type { Register } from "../../../model/register.ts";
import { problems } from "../grants.ts";
import type { StackRule } from "../rule.ts";
import { bucketsOfStack } from "../stack-place.ts";
import { keepsVersions } from "./kinds.ts";
import { bucketNameOf, isBucketType } from "./types.ts";

/** A bucket for uploads is no entry of its own, so its environment is named with it. */
function subjectOfBucket({ environments }: Register, name: string): string {
  const [of] = Object.entries(environments).find(([, { csvBucket }]) => csvBucket === name) ?? [];
  return of === undefined ? `bucket ${name}` : `bucket ${name} of ${of}`;
}

/** A bucket without one of its parts is open, unencrypted, or full. */
export const bucketsComplete: StackRule = {
  name: "buckets-complete",
  clauses: ["S3-1"],
  level: "mandatory",
  description:
    "Each bucket that the register gives a stack is there once, with its block of public access, encryption and policy, versions where it holds state or uploads, and a rule that deletes, which pgBackRest does by itself.",
  remedy: "Leave the bucket to the stack, which makes it with all its parts from its kind in the register.",
  scope: "stack",
  judge: (resources, { register, stack }) =>
    Object.entries(bucketsOfStack(register, stack)).map(([name, { kind }]) => {
      const lacks = (thing: Parameters<typeof isBucketType>[0]) =>
        resources.filter((each) => isBucketType(thing, each) && bucketNameOf(each) === name).length !== 1;
      return {
        subject: subjectOfBucket(register, name),
        problems: problems(
          lacks("bucket") && "it is not once in this stack",
          lacks("block") && "nothing blocks public access to it, or two things do",
          lacks("encryption") && "nothing says how it is encrypted, or two things do",
          lacks("policy") && "it has no policy that demands TLS, or two",
          keepsVersions(kind) && lacks("versioning") && "nothing says that it keeps versions, or two things do",
          kind !== "pgbackrest-backup" &&
            lacks("lifecycle") &&
            "nothing says when its objects are deleted, or two things do",
        ),
      };
    }),
};
