import { manifestType, recordTypes } from "../../model/records.ts";
import type { RegisterId } from "../../model/register.ts";

/** Types that rules of an organisation's own pack judge. In the stack of another, nobody would judge them. */
const judged: Readonly<Record<RegisterId, readonly string[]>> = {
  ocp: [
    "cloudflare:index/dnsRecord:DnsRecord",
    "cloudflare:index/record:Record",
    "github:index/repository:Repository",
    "github:index/repositoryPages:RepositoryPages",
    "hcloud:index/firewall:Firewall",
    "hcloud:index/server:Server",
    "hcloud:index/sshKey:SshKey",
    "linode:index/firewall:Firewall",
    "linode:index/instance:Instance",
    "linode:index/sshKey:SshKey",
    "linode:index/user:User",
  ],
  notify: [
    "github:index/branchProtection:BranchProtection",
    "github:index/branchProtectionV3:BranchProtectionV3",
    "github:index/membership:Membership",
    "github:index/organizationRuleset:OrganizationRuleset",
    "github:index/organizationSettings:OrganizationSettings",
    "github:index/repository:Repository",
    "github:index/repositoryCollaborator:RepositoryCollaborator",
    "github:index/repositoryCollaborators:RepositoryCollaborators",
    "github:index/repositoryRuleset:RepositoryRuleset",
    "github:index/team:Team",
    "github:index/teamMembers:TeamMembers",
    "github:index/teamMembership:TeamMembership",
    "github:index/teamRepository:TeamRepository",
  ],
};

/** The providers that an organisation's stacks may use. */
const providers: Readonly<Record<RegisterId, readonly string[]>> = {
  ocp: ["cloudflare", "github", "hcloud", "linode"],
  notify: ["aws", "cloudflare", "github"],
};

/** Types that give nobody access, and why. */
const harmless: Readonly<Record<string, string>> = {
  "pulumi:pulumi:Stack": "the stack itself",
  "github:index/branch:Branch": "a name for a commit",
  "github:index/branchDefault:BranchDefault": "which branch is shown first",
};

/** Types of components: they group resources, and what they group is judged by itself. */
const components: readonly string[] = [
  ...Object.values(recordTypes),
  manifestType,
  "gatehouse:account:Logins",
  "gatehouse:github:ProtectedRepository",
  "gatehouse:github:Team",
  "gatehouse:host:Machine",
  "gatehouse:host:PagesSite",
  "gatehouse:mail:MailDomain",
];

/** Types whose loss would lose data or open a branch. */
export const mustBeProtected: readonly string[] = [
  "github:index/branchProtection:BranchProtection",
  "github:index/branchProtectionV3:BranchProtectionV3",
  "github:index/repository:Repository",
  "hcloud:index/server:Server",
  "linode:index/instance:Instance",
];

/** Whether a type may stand in a stack of an organisation: its rules judge it, or it gives nobody access. */
export function isKnownType(type: string, register: RegisterId): boolean {
  return (
    judged[register].includes(type) ||
    Object.hasOwn(harmless, type) ||
    components.includes(type) ||
    providers[register].some((name) => type === `pulumi:providers:${name}`)
  );
}
