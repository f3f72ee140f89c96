import { change } from "../../settings/notify-change.ts";
import { listed, problems } from "../grants.ts";
import { fields, isOn, list, shown } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";

export const environmentType = "github:index/repositoryEnvironment:RepositoryEnvironment";
const deploymentPolicyType = "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";

/** Only protected branches use an environment and its secrets. */
export const environmentsProtected: ResourceRule = {
  name: "notify-environments-protected",
  clauses: ["NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-CHG-11"],
  level: "mandatory",
  description: "Environments take deployments from protected branches only, administrators included.",
  remedy:
    "Give it deploysFrom: protected-branches in register/notify/repositories.yaml, and leave the environment to the stack.",
  scope: "resource",
  types: [environmentType, deploymentPolicyType],
  judge: ({ type, props }) => {
    const repository = shown(props.repository).toLowerCase();
    const environment = shown(props.environment).toLowerCase();
    const ways = Object.hasOwn(change.environments, repository) ? (change.environments[repository] ?? {}) : {};
    const way = Object.hasOwn(ways, environment) ? ways[environment] : undefined;
    if (type === deploymentPolicyType) {
      return [`it would let ${shown(props.branchPattern ?? props.tagPattern)} deploy to ${environment}`];
    }
    const policy = fields(props.deploymentBranchPolicy);
    return problems(
      way === undefined && `${repository} has no environment of that name`,
      props.canAdminsBypass !== false && "administrators can bypass its protection",
      (policy.protectedBranches !== true || isOn(policy.customBranchPolicies)) &&
        "branches that are not protected may use it",
    );
  },
};

/** Tags of repositories whose releases are tags are made by administrators alone. */
export const releaseTagsLimited: ResourceRule = {
  name: "notify-release-tags-limited",
  clauses: ["NOTIFY-CHG-14"],
  level: "mandatory",
  description: "Where a tag is a release, only administrators create, move and delete tags.",
  remedy:
    "Set releasedByTag in register/notify/repositories.yaml; the ruleset restricts all three for all tags, but for repository administrators (RepositoryRole 5).",
  scope: "resource",
  types: ["github:index/repositoryRuleset:RepositoryRuleset", "github:index/organizationRuleset:OrganizationRuleset"],
  judge: ({ props }) => {
    if (props.target !== "tag") return [];
    const rules = fields(props.rules);
    const names = fields(fields(props.conditions).refName);
    const strangers = list(props.bypassActors)
      .map(fields)
      .filter((actor) => !isAdministrators(actor));
    const open = ["creation", "update", "deletion"].filter((rule) => rules[rule] !== true);
    return problems(
      props.enforcement !== "active" && `it is not enforced (${shown(props.enforcement)})`,
      (JSON.stringify(list(names.includes)) !== '["~ALL"]' || list(names.excludes).length > 0) &&
        "it is not about all tags",
      open.length > 0 && `everybody who can write is left free in ${listed(open)}`,
      strangers.length > 0 &&
        `${listed(strangers.map(({ actorType, actorId }) => `${shown(actorType)} ${shown(actorId)}`))} can bypass it`,
    );
  },
};

/** GitHub's number for the role of those who administer a repository. */
const repositoryAdministrators = 5;

function isAdministrators({ actorType, actorId }: Readonly<Record<string, unknown>>): boolean {
  return actorType === "RepositoryRole" && actorId === repositoryAdministrators;
}
