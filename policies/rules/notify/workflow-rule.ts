import type { Register } from "../../../model/register.ts";
import { change, type DeploymentWay } from "../../settings/notify-change.ts";
import type { ResourceRule } from "../rule.ts";
import { type DeclaredFile, fileType, readFile, workflowIn } from "./repository-file.ts";
import type { Job, Workflow } from "./workflow.ts";

/** The environment that whoever starts a restage run names. */
export const chosenEnvironment = /^\$\{\{\s*(?:github\.event\.)?inputs\.environment\s*\}\}$/;

/** The way into an environment of a repository; undefined where none is foreseen. */
export function wayInto(repository: string, environment: string): DeploymentWay | undefined {
  const ways = Object.hasOwn(change.environments, repository) ? change.environments[repository] : undefined;
  return ways !== undefined && Object.hasOwn(ways, environment) ? ways[environment] : undefined;
}

/** Whether a file is the restage workflow of a repository that has one. */
export function isRestage({ repository, path }: Pick<DeclaredFile, "repository" | "path">): boolean {
  return path === change.restage.file && Object.hasOwn(change.restage.environments, repository);
}

/** A rule on workflow files; those that cannot be read are reported by `workflowsUnderstood` alone. */
export function workflowRule(
  about: Pick<ResourceRule, "name" | "clauses" | "level" | "description" | "remedy">,
  check: (workflow: Workflow, file: DeclaredFile, register: Register) => string[],
): ResourceRule {
  return {
    ...about,
    scope: "resource",
    types: [fileType],
    judge: (resource, { register }) => {
      const file = readFile(resource);
      const workflow = workflowIn(file);
      return workflow === undefined ? [] : check(workflow, file, register);
    },
  };
}

/** Jobs of a workflow that use an environment which is entered in a given way; none of a restage workflow. */
export function jobsEntering(workflow: Workflow, file: DeclaredFile, way: DeploymentWay): Job[] {
  if (isRestage(file)) return [];
  return [...workflow.jobs.values()].filter(
    ({ environment }) => environment !== undefined && wayInto(file.repository, environment) === way,
  );
}
