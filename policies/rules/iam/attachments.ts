import { fields, list, shown } from "../reading.ts";
import type { Resource } from "../rule.ts";

/** Who holds a policy. */
export interface Holder {
  readonly kind: "user" | "group" | "role";
  readonly name: string;
}

/** A policy that somebody holds: one that stands by itself, by its ARN, or one that is written into its holder. */
export type Attachment =
  | { readonly holder: Holder; readonly arn: string }
  | { readonly holder: Holder; readonly document: unknown };

const iam = (name: string) => `aws:iam/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;

/** Every type by which a policy comes to its holder. */
export const attachmentTypes: readonly string[] = [
  "UserPolicyAttachment",
  "GroupPolicyAttachment",
  "RolePolicyAttachment",
  "PolicyAttachment",
  "UserPolicyAttachmentsExclusive",
  "GroupPolicyAttachmentsExclusive",
  "RolePolicyAttachmentsExclusive",
  "UserPolicy",
  "GroupPolicy",
  "RolePolicy",
  "Role",
].map(iam);

const kinds = ["user", "group", "role"] as const;

/**
 * The types that are nothing but attachments. A whole stack is read by these: what a role has itself is judged where the
 * role is, and at preview the service's part of it is not known in the stack.
 */
export const separateAttachmentTypes: readonly string[] = attachmentTypes.filter((type) => type !== iam("Role"));

/** A policy that stands by itself. */
export const policyType = iam("Policy");

/** Every type in which a document can say what somebody may do. */
export const documentTypes: readonly string[] = [policyType, ...attachmentTypes];

/** The documents that a resource holds: a policy of its own, or policies that are written into their holder. */
export function documentsIn(resource: Resource): unknown[] {
  if (resource.type === policyType) return [resource.props.policy];
  return readAttachments(resource).flatMap((each) => ("document" in each ? [each.document] : []));
}

/** What a resource of one of those types attaches to whom. */
export function readAttachments({ type, props }: Resource): Attachment[] {
  const name = type.split(":").at(-1) ?? "";
  if (name === "Role") return attachmentsOfRole(props);
  if (name === "PolicyAttachment") {
    const arn = shown(props.policyArn);
    return kinds.flatMap((kind) =>
      list(props[`${kind}s`]).map((each) => ({ holder: { kind, name: nameOf(each) }, arn })),
    );
  }
  const kind = kinds.find((each) => name.toLowerCase().startsWith(each));
  if (kind === undefined) return [];
  if (name.endsWith("AttachmentsExclusive")) {
    const holder = { kind, name: nameOf(props[`${kind}Name`]) };
    return list(props.policyArns).map((arn) => ({ holder, arn: shown(arn) }));
  }
  const holder = { kind, name: nameOf(props[kind]) };
  return name.endsWith("PolicyAttachment")
    ? [{ holder, arn: shown(props.policyArn) }]
    : [{ holder, document: props.policy }];
}

function attachmentsOfRole(props: Resource["props"]): Attachment[] {
  const policies = list(props.inlinePolicies).map(fields);
  const arns = list(props.managedPolicyArns);
  if (policies.length === 0 && arns.length === 0) return [];
  const holder = { kind: "role", name: nameOf(props.name) } as const;
  return [
    ...arns.map((arn) => ({ holder, arn: shown(arn) })),
    // One without a document only removes those that are not listed.
    ...policies.filter(({ policy }) => policy !== undefined).map(({ policy }) => ({ holder, document: policy })),
  ];
}

/** A holder may be given as a name or as an ARN, whose last part is the name. */
function nameOf(value: unknown): string {
  const text = shown(value);
  return text.startsWith("arn:") ? (text.split("/").at(-1) ?? text) : text;
}

/** A managed policy by its ARN; undefined for anything else. */
export function readPolicyArn(
  arn: string,
): { readonly partition: string; readonly account: string; readonly name: string } | undefined {
  const { partition, account, name } =
    /^arn:(?<partition>[^:]+):iam::(?<account>aws|\d{12}):policy\/(?<name>.+)$/.exec(arn)?.groups ?? {};
  return partition === undefined || account === undefined || name === undefined
    ? undefined
    : { partition, account, name };
}
