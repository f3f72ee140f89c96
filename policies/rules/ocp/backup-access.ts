import { type AwsPlace, arnOf } from "../../../model/arn.ts";
import { backupUserOf, bucketsOf } from "../../../model/buckets.ts";
import type { Register } from "../../../model/register.ts";
import { onlyAwsPlace } from "../aws-place.ts";
import { listed, problems } from "../grants.ts";
import {
  documentsIn,
  documentTypes,
  policyType,
  readAttachments,
  separateAttachmentTypes,
} from "../iam/attachments.ts";
import { isAbout, readDocument, type Statement } from "../iam/document.ts";
import { shown } from "../reading.ts";
import type { ResourceRule, StackRule } from "../rule.ts";

const userType = "aws:iam/user:User";

/** What a backup needs, and on what: the bucket, or what is in it. */
const ofBucket = ["s3:listbucket"];
const ofObjects = ["s3:getobject", "s3:putobject", "s3:deleteobject"];

/** The users that write backups, and the bucket of each. */
function backupUsers(register: Register): Map<string, string> {
  return new Map(
    Object.entries(bucketsOf(register, undefined)).flatMap(([bucket, { service }]) =>
      service === undefined ? [] : [[backupUserOf(service), bucket] as const],
    ),
  );
}

/** Nobody but the services themselves reaches their backups, and none reaches another's. */
export const backupAccess: ResourceRule = {
  name: "ocp-backup-access",
  clauses: ["S3-1"],
  level: "mandatory",
  description:
    "IAM users are those that write the backups of one service each; each has the one policy of its own name, which lets it list that service's bucket and get, put and delete what is in it.",
  remedy: "Name the bucket and its service in register/ocp/buckets.yaml, and leave its user and policy to the stack.",
  scope: "resource",
  types: [userType, ...documentTypes],
  judge: (resource, { register }) => {
    const users = backupUsers(register);
    const { type, props } = resource;
    if (type === userType) {
      const name = shown(props.name ?? "");
      return problems(!users.has(name) && `no backup of the register is written by ${name || "a user without a name"}`);
    }
    const place = onlyAwsPlace(register);
    if (place === undefined)
      return ["the register has no AWS account, or several, or one that does not say where it is"];
    const bucket = type === policyType ? users.get(shown(props.name ?? "")) : undefined;
    return [
      ...readAttachments(resource).flatMap(({ holder, ...what }) =>
        problems(
          !(
            holder.kind === "user" &&
            users.has(holder.name) &&
            "arn" in what &&
            what.arn === arnOf(place, "iam", `policy/${holder.name}`, "global")
          ) && `the ${holder.kind} ${holder.name} would have ${"arn" in what ? what.arn : "a policy of its own"}`,
        ),
      ),
      ...documentsIn(resource).flatMap((document) => documentProblems(document, bucket, place)),
    ];
  },
};

/** What a document says of S3 beyond one bucket, or beyond what a backup needs. */
function documentProblems(document: unknown, bucket: string | undefined, { partition }: AwsPlace): string[] {
  const read = readDocument(document);
  if ("problem" in read) return [`its document cannot be judged: ${read.problem}`];
  const arn = bucket === undefined ? undefined : `arn:${partition}:s3:::${bucket}`;
  return read.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => [
      ...beyond(statement, ofBucket, arn),
      ...beyond(statement, ofObjects, arn === undefined ? undefined : `${arn}/*`),
    ]);
}

function beyond(statement: Statement, actions: readonly string[], resource: string | undefined): string[] {
  const allowed = actions.filter((action) => isAbout(statement, action));
  if (allowed.length === 0) return [];
  const { resources } = statement;
  const named = resources !== undefined && "only" in resources ? resources.only : ["everything but something"];
  const others = named.filter((each) => each !== resource);
  return problems(others.length > 0 && `it allows ${listed(allowed)} on ${listed(others)}`);
}

/** A backup that nobody can write is none. */
export const backupAccessComplete: StackRule = {
  name: "ocp-backup-access-complete",
  clauses: ["S3-1"],
  level: "mandatory",
  description: "Each service with a bucket for its backups has a user that writes them, and that user its policy.",
  remedy: "Leave the user and its policy to the stack, which makes them from register/ocp/buckets.yaml.",
  scope: "stack",
  judge: (resources, { register }) =>
    [...backupUsers(register)].map(([user, bucket]) => {
      const has = (type: string) => resources.some((each) => each.type === type && each.props.name === user);
      const attached = resources
        .filter(({ type }) => separateAttachmentTypes.includes(type))
        .some((each) => readAttachments(each).some(({ holder }) => holder.kind === "user" && holder.name === user));
      return {
        subject: `backup user ${user} of ${bucket}`,
        problems: problems(
          !has(userType) && "there is no such user",
          !has(policyType) && "it has no policy of its name",
          !attached && "no policy is attached to it",
        ),
      };
    }),
};
