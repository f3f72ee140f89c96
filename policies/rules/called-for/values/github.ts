import type { Repository } from "../../../../model/schema/change.ts";
import { registeredRepository } from "../../notify/repository-file.ts";
import { shown } from "../../reading.ts";
import type { Resource } from "../../rule.ts";
import type { Wanted } from "../calls.ts";
import { only, type ValuesOf, type ValuesOfTypes } from "./values.ts";

/** The register's repository that a resource is, or is about, in whatever letters it is written. */
function repositoryOf({ register }: Wanted, { props, name }: Resource): Repository | undefined {
  const wanted = shown(props.repositoryId ?? props.repository ?? props.name ?? name).toLowerCase();
  return registeredRepository(register, wanted);
}

/** The site that is made from a repository. */
function siteOf({ register }: Wanted, { props, name }: Resource) {
  const repository = shown(props.name ?? name);
  return Object.values(register.services).find(({ pages }) => pages?.repository === repository)?.pages;
}

/** What the register says of a branch that is protected. */
const ofBranch =
  (value: (branch: Repository["branches"][string], repository: Repository) => unknown): ValuesOf =>
  (wanted, resource) => {
    const repository = repositoryOf(wanted, resource);
    const pattern = shown(resource.props.pattern ?? resource.props.branch);
    const branch = repository && Object.hasOwn(repository.branches, pattern) ? repository.branches[pattern] : undefined;
    return repository === undefined || branch === undefined ? [] : only(value(branch, repository));
  };

/** What the register says of things on GitHub beyond which there are. */
export const githubValues: ValuesOfTypes = {
  "github:index/branchProtection:BranchProtection": {
    "requiredPullRequestReviews[].requiredApprovingReviewCount": ofBranch(({ approvals }) => approvals),
    requiredStatusChecks: ofBranch(({ requiredChecks: contexts }) =>
      contexts.length === 0 ? [] : [{ strict: true, contexts }],
    ),
    "restrictPushes[].pushAllowances": ofBranch(({ mergedBy }, { owner }) =>
      mergedBy.map((team) => `${owner}/${team}`),
    ),
  },
  "github:index/repository:Repository": {
    visibility: (wanted, resource) =>
      siteOf(wanted, resource) === undefined ? only(repositoryOf(wanted, resource)?.visibility) : ["public"],
    homepageUrl: (wanted, resource) => {
      const site = siteOf(wanted, resource);
      return site === undefined ? [undefined] : [undefined, `https://${site.cname}/`];
    },
  },
};
