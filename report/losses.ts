import type { Change } from "../driver/events.ts";
import { visible } from "./visible.ts";

/**
 * What is lost when a resource goes: data that nobody brings back, access, a service that ends, or what protected
 * something that stays. `NAME` is the resource's.
 */
const losses: Readonly<Record<string, string>> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": "the alarm NAME: nobody is told any more",
  "aws:iam/user:User": "the AWS user NAME, with its keys",
  "aws:kms/key:Key": "the key NAME: what it encrypts cannot be read any more",
  "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": "the telephone number NAME, which is not to be had again",
  "aws:s3/bucket:Bucket": "the bucket NAME, with all that is in it",
  "aws:s3/bucketPolicy:BucketPolicy": "the policy of the bucket NAME, which says who may not",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "what keeps the bucket NAME from the public",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    "the encryption of the bucket NAME",
  "aws:s3/bucketVersioning:BucketVersioning": "the earlier versions of what changes in the bucket NAME",
  "aws:sesv2/emailIdentity:EmailIdentity": "the identity NAME at SES: nothing is sent in its name any more",
  "cloudflare:index/zoneSetting:ZoneSetting": "the setting NAME of a zone",
  "github:index/branchProtection:BranchProtection": "the protection of the branch NAME",
  "github:index/membership:Membership": "the membership NAME on GitHub",
  "github:index/repository:Repository": "the repository NAME, with its history and issues",
  "github:index/repositoryRuleset:RepositoryRuleset": "the ruleset NAME",
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts":
    "the alerts on vulnerabilities of the repository NAME",
  "github:index/team:Team": "the team NAME, with what its members may do by it",
  "hcloud:index/firewall:Firewall": "the firewall NAME",
  "hcloud:index/server:Server": "the server NAME, with its disks and their backups",
  "linode:index/firewall:Firewall": "the firewall NAME",
  "linode:index/instance:Instance": "the server NAME, with its disks and their backups",
};

/** DNS records are lost by the thousand; those without which mail or a zone fails are told by what they are. */
const dnsRecord = "cloudflare:index/dnsRecord:DnsRecord";

/**
 * What is destroyed or loses protection by a change, a sentence each, in the order of the changes.
 */
export function lossesOf(changes: readonly Change[]): string[] {
  return changes.flatMap((change) => [...gone(change), ...released(change)]);
}

function gone({ operation, type, name }: Change): string[] {
  if (operation !== "delete" && operation !== "replace") return [];
  const words = type === dnsRecord ? recordLoss(name) : losses[type];
  if (words === undefined) return [];
  const what = words.replace("NAME", () => visible(name));
  return [operation === "delete" ? `Gone: ${what}.` : `Made anew, so gone: ${what}.`];
}

function recordLoss(name: string): string | undefined {
  return /-(dmarc|mx|ns|spf)\b/.test(name) ? "the DNS record NAME" : undefined;
}

/** What the engine kept from being deleted, and will not any more. */
function released({ name, differences = [] }: Change): string[] {
  const lifted = differences.some(({ path, from, to }) => path === "protect" && from === true && to === false);
  return lifted ? [`No longer kept from being deleted: ${visible(name)}.`] : [];
}
