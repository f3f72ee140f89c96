import { manifestType, recordTypes } from "../../model/records.ts";

/** Types that rules judge, or that are known to give nobody access. Anything else is refused. */
const judged = [
  "cloudflare:index/dnsRecord:DnsRecord",
  "github:index/branchProtection:BranchProtection",
  "github:index/branchProtectionV3:BranchProtectionV3",
  "github:index/membership:Membership",
  "github:index/organizationRuleset:OrganizationRuleset",
  "github:index/organizationSettings:OrganizationSettings",
  "github:index/repositoryCollaborator:RepositoryCollaborator",
  "github:index/repositoryCollaborators:RepositoryCollaborators",
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates",
  "github:index/repositoryEnvironment:RepositoryEnvironment",
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  "github:index/repositoryFile:RepositoryFile",
  "github:index/repositoryRuleset:RepositoryRuleset",
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
  "github:index/team:Team",
  "github:index/teamMembers:TeamMembers",
  "github:index/teamMembership:TeamMembership",
  "github:index/teamRepository:TeamRepository",
  "hcloud:index/server:Server",
  "hcloud:index/sshKey:SshKey",
  "linode:index/instance:Instance",
  "linode:index/sshKey:SshKey",
] as const;

/** Types that give nobody access, and why. */
const harmless: Readonly<Record<string, string>> = {
  "pulumi:pulumi:Stack": "the stack itself",
  "github:index/repository:Repository": "access to it is given by TeamRepository and collaborators",
  "github:index/branch:Branch": "a name for a commit",
  "github:index/branchDefault:BranchDefault": "which branch is shown first",
};

/** Types of components: they group resources, and what they group is judged by itself. */
const components = [
  ...Object.values(recordTypes),
  manifestType,
  "gatehouse:github:ProtectedRepository",
  "gatehouse:github:Team",
  "gatehouse:host:Machine",
];

/** Types whose loss would lose data or open a branch. */
export const mustBeProtected: readonly string[] = [
  "github:index/branchProtection:BranchProtection",
  "github:index/branchProtectionV3:BranchProtectionV3",
  "github:index/repository:Repository",
  "hcloud:index/server:Server",
  "linode:index/instance:Instance",
];

/** Every type that may stand in a stack. */
export const everyKnownType: ReadonlySet<string> = new Set([
  ...judged,
  ...Object.keys(harmless),
  ...components,
  ...["aws", "cloudflare", "github", "hcloud", "linode"].map((name) => `pulumi:providers:${name}`),
]);
