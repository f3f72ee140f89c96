/**
 * Inputs that are the provider's own or that the service keeps to itself, by type: what is imported comes without them. No
 * property that a service does tell may stand here, since what the program wants would be taken for what is there.
 */
export const untold: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": ["forceDetachPolicies"],
  "aws:iam/user:User": ["forceDestroy"],
  "aws:kms/key:Key": ["bypassPolicyLockoutSafetyCheck", "deletionWindowInDays"],
  "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": ["forceDisassociate", "waitForActive"],
  "aws:s3/bucket:Bucket": ["forceDestroy"],
  "aws:sns/topicSubscription:TopicSubscription": ["confirmationTimeoutInMinutes", "endpointAutoConfirms"],
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": ["valueEncrypted"],
  "github:index/branch:Branch": ["sourceBranch"],
  "github:index/branchDefault:BranchDefault": ["rename", "waitForRename"],
  "github:index/membership:Membership": ["downgradeOnDestroy"],
  "github:index/repository:Repository": ["archiveOnDestroy", "autoInit", "ignoreVulnerabilityAlertsDuringRead"],
  "github:index/repositoryFile:RepositoryFile": [
    ...["autocreateBranch", "autocreateBranchSourceBranch", "overwriteOnCreate"],
  ],
  "github:index/team:Team": ["createDefaultMaintainer"],
  "hcloud:index/server:Server": ["ignoreRemoteFirewallIds", "keepDisk", "shutdownBeforeDeletion"],
  "linode:index/instance:Instance": [
    ...["authorizedKeys", "authorizedUsers", "migrationType", "placementGroupExternallyManaged", "resizeDisk"],
  ],
};
