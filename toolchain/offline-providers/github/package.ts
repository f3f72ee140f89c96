import type { Package } from "../table.ts";
import {
  actionsEnvironmentSecret,
  repositoryEnvironment,
  repositoryEnvironmentDeploymentPolicy,
} from "./environment.ts";
import {
  membership,
  organizationSettings,
  repositoryCollaborator,
  repositoryCollaborators,
  team,
  teamMembers,
  teamMembership,
  teamRepository,
} from "./people.ts";
import { branchProtection, branchProtectionV3, repositoryRuleset } from "./protection.ts";
import {
  branch,
  branchDefault,
  repository,
  repositoryFile,
  repositoryPages,
  repositoryVulnerabilityAlerts,
} from "./repository.ts";

export const github: Package = {
  name: "github",
  version: "6.15.0",
  configuration: {
    appAuth: "credential",
    baseUrl: "setting",
    cachePath: "setting",
    insecure: "setting",
    legacyClient: "setting",
    maxPerPage: "setting",
    maxRetries: "setting",
    organization: "setting",
    owner: "setting",
    parallelRequests: "setting",
    readDelayMs: "setting",
    retryDelayMs: "setting",
    retryableErrors: "setting",
    token: "credential",
    writeDelayMs: "setting",
  },
  tables: [
    actionsEnvironmentSecret,
    branch,
    branchDefault,
    branchProtection,
    branchProtectionV3,
    membership,
    organizationSettings,
    repository,
    repositoryCollaborator,
    repositoryCollaborators,
    repositoryEnvironment,
    repositoryEnvironmentDeploymentPolicy,
    repositoryFile,
    repositoryPages,
    repositoryRuleset,
    repositoryVulnerabilityAlerts,
    team,
    teamMembers,
    teamMembership,
    teamRepository,
  ],
};
