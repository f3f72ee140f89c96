import { type Json, type Kept, text } from "./kept.ts";

/** By which id the provider's importer takes a thing, where that is not the id that it has then. From the providers' documentation. */
const importIds: Readonly<Record<string, (inputs: Json, kept: Kept) => string>> = {
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attachment("group"),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachment("role"),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": attachment("user"),
  "cloudflare:index/dnsRecord:DnsRecord": (inputs, { id }) => `${text(inputs, "zoneId")}/${id}`,
  "cloudflare:index/zoneSetting:ZoneSetting": (inputs, { id }) => `${text(inputs, "zoneId")}/${id}`,
  "github:index/branch:Branch": (inputs, { id }) =>
    text(inputs, "sourceBranch") === "main" ? id : `${id}:${text(inputs, "sourceBranch")}`,
  "github:index/branchProtection:BranchProtection": (inputs) =>
    `${text(inputs, "repositoryId")}:${text(inputs, "pattern")}`,
  "github:index/repositoryRuleset:RepositoryRuleset": (inputs, { id }) => `${text(inputs, "repository")}:${id}`,
};

function attachment(to: string): (inputs: Json) => string {
  return (inputs) => `${text(inputs, to)}/${text(inputs, "policyArn")}`;
}

/** The id by which the provider of a thing imports it. */
export function importIdOf(kept: Kept): string {
  return importIds[kept.type]?.(kept.inputs, kept) ?? kept.id;
}

/** Types that their providers do not import at all. */
export const notImportable: ReadonlySet<string> = new Set([
  "aws:iam/groupMembership:GroupMembership",
  "aws:sns/smsPreferences:SmsPreferences",
]);
