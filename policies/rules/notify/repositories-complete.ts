import { subjectOf } from "../../../model/register.ts";
import { notify } from "../../settings/notify.ts";
import { change } from "../../settings/notify-change.ts";
import { notifyDependabot } from "../../settings/notify-dependabot.ts";
import { workflowSettings } from "../../settings/notify-workflows.ts";
import { listed, problems } from "../grants.ts";
import { shown } from "../reading.ts";
import type { Finding, Resource, StackContext, StackRule } from "../rule.ts";
import { repositoriesOf } from "./branch-protection.ts";
import { requiredChecks } from "./check-jobs.ts";
import { environmentType } from "./environments.ts";
import { protectionTypes, readProtection } from "./protection.ts";
import { missing } from "./pull-requests.ts";
import { type DeclaredFile, fileType, readFile, workflowIn } from "./repository-file.ts";
import type { Workflow } from "./workflow.ts";

/** A rule on what the repositories have to have, in the stack that declares them: every one but those of environments. */
function repositoryStackRule(
  about: Pick<StackRule, "name" | "clauses" | "description" | "remedy">,
  judge: (resources: readonly Resource[], context: StackContext) => Finding[],
): StackRule {
  return {
    ...about,
    level: "mandatory",
    scope: "stack",
    judge: (resources, context) => (notify.environmentStacks.includes(context.stack) ? [] : judge(resources, context)),
  };
}

const template = ".github/pull_request_template.md";
const owners = ".github/CODEOWNERS";
const dependabot = notifyDependabot.file;

/** The files that clauses demand, by repository. */
const demandedFiles: Readonly<Record<string, readonly string[]>> = {
  "notifications-api": [template, owners, dependabot, change.checks.file, change.restage.file],
  "notifications-admin": [template, owners, dependabot, change.checks.file],
  "usnotify-ssb": [template, owners, dependabot, change.restage.file, ...Object.keys(change.brokerpaks.versions)],
  "ttsnotify-brokerpak-sms": [template, owners, dependabot],
};

/** The clauses that need a file: what they say of its content holds only where it is. A file that is not here, all of the rule need. */
const clausesOfFile: Readonly<Record<string, NonNullable<Finding["clauses"]>>> = {
  [template]: ["NOTIFY-CHG-4"],
  [owners]: ["NOTIFY-CHG-5"],
  [change.checks.file]: ["NOTIFY-CHG-7"],
  [change.restage.file]: ["NOTIFY-RST-4"],
  ...Object.fromEntries(
    Object.keys(change.brokerpaks.versions).map((script) => [script, ["NOTIFY-CHG-15", "NOTIFY-CHG-16"] as const]),
  ),
};

/** Each file that is missing is one thing to mend, and said once, under the clauses that need it. */
export const filesPresent = repositoryStackRule(
  {
    name: "notify-files-present",
    clauses: ["NOTIFY-CHG-4", "NOTIFY-CHG-5", "NOTIFY-CHG-7", "NOTIFY-CHG-15", "NOTIFY-CHG-16", "NOTIFY-RST-4"],
    description:
      "Each repository has, on its main branch, its pull-request template, code owners, checks, restage workflow and set-up scripts.",
    remedy: "Name the file and its template in files of register/notify/repositories.yaml.",
  },
  (resources) => {
    const files = filesOf(resources);
    return Object.entries(demandedFiles).flatMap(([repository, wanted]) => {
      const found = files.filter((file) => file.repository === repository && file.branch === "main");
      return wanted.map((path): Finding => {
        const isThere = found.some((file) => file.path === path);
        const clauses = Object.hasOwn(clausesOfFile, path) ? clausesOfFile[path] : undefined;
        return {
          subject: `repository ${repository}`,
          problems: problems(!isThere && `${path} is not declared on main`),
          ...(clauses !== undefined && { clauses }),
        };
      });
    });
  },
);

/** Every environment is there, and every way into it. */
export const environmentsPresent = repositoryStackRule(
  {
    name: "notify-environments-present",
    clauses: ["NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-CHG-11", "NOTIFY-RST-7", "NOTIFY-RST-8"],
    description: "Each repository has the environments of the run book, and a workflow on main that deploys to each.",
    remedy: "Name environment and workflow in register/notify/repositories.yaml.",
  },
  (resources) => {
    const environments = resources.filter(({ type }) => type === environmentType).map(({ props }) => props);
    const files = filesOf(resources);
    return Object.entries(change.environments).flatMap(([repository, ways]) =>
      Object.entries(ways).map(([environment, way]) => ({
        subject: `environment ${environment} of ${repository}`,
        problems: problems(
          !environments.some(
            (props) => shown(props.repository) === repository && shown(props.environment) === environment,
          ) && "it is not declared",
          way !== "restage-only" &&
            !files.some(
              (file) =>
                file.repository === repository && file.branch === "main" && jobFor(workflowIn(file), environment),
            ) &&
            "no workflow on main deploys to it",
        ),
      })),
    );
  },
);

/** The jobs of checks.yml are what main and production demand, under the names that GitHub knows them by. */
export const checksRequired = repositoryStackRule(
  {
    name: "notify-checks-required",
    clauses: ["NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-ALR-3"],
    description:
      "The jobs of checks.yml run on every push and are the required checks of main and production, the validation of New Relic's configuration among them; other repositories require the checks that the settings list, and none that no workflow makes.",
    remedy:
      "Name the jobs in requiredChecks of the branch in register/notify/repositories.yaml, and let them run unconditionally.",
  },
  (resources) => {
    const files = filesOf(resources).filter(({ branch }) => branch === "main");
    const protections = resources.filter(({ type }) => protectionTypes.includes(type));
    return Object.keys(workflowSettings.checks).flatMap((repository) => {
      const workflows = files
        .filter((file) => file.repository === repository)
        .map((file) => ({ path: file.path, workflow: workflowIn(file) }));
      const checks = workflows.find(({ path }) => path === change.checks.file)?.workflow;
      const known = workflows.flatMap(({ workflow }) => [...(workflow?.jobs.values() ?? [])].map(({ check }) => check));
      return [
        ...(isApplication(repository)
          ? [{ subject: `${change.checks.file} of ${repository}`, problems: checksProblems(checks, workflows) }]
          : []),
        ...(notify.protectedBranches[repository] ?? []).flatMap((branch) => {
          const ofBranch = protections
            .filter((resource) => repositoriesOf(resource, resources).includes(repository))
            .map(readProtection)
            .filter((protection) => protection?.active === true && protection.branches.includes(branch));
          // That it has no protection at all is another rule's to say.
          if (ofBranch.length === 0) return [];
          const required = ofBranch.flatMap((protection) => protection?.requiredChecks ?? []);
          const wanted = [
            ...(isApplication(repository)
              ? [...(checks?.jobs.values() ?? [])].map(({ check }) => check)
              : Object.keys(workflowSettings.checks[repository] ?? {})),
            ...(branch === "production" ? [change.checks.promotion] : []),
          ];
          const absent = missing(wanted, required);
          const unknown = missing(required, known);
          return {
            subject: `branch ${branch} of ${repository}`,
            problems: problems(
              required.length === 0 && "it requires no checks",
              absent !== undefined && `it does not require ${absent}`,
              unknown !== undefined && `it requires ${unknown}, which no workflow has as a job`,
            ),
          };
        }),
      ];
    });
  },
);

function checksProblems(
  checks: Workflow | undefined,
  workflows: readonly { path: string; workflow: Workflow | undefined }[],
): string[] {
  if (checks === undefined) return ["it is not there, or cannot be understood"];
  const namesakes = workflows.filter(({ workflow }) => workflow?.name === checks.name).map(({ path }) => path);
  const awaited = workflows.flatMap(({ workflow }) => {
    const names = workflow?.triggers.get("workflow_run")?.workflows;
    return names === undefined ? [] : [names].flat().map(shown);
  });
  const jobs = [...checks.jobs.values()];
  const absent = missing(
    [change.checks.monitoring],
    jobs.map(({ check }) => check),
  );
  const push = checks.triggers.get("push");
  return problems(
    push === undefined && "no push starts it",
    push !== undefined && Object.keys(push).length > 0 && "it does not run on every push",
    checks.name === undefined && "it has no name, by which deployments wait for it",
    namesakes.length > 1 && `${listed(namesakes)} have the same name, so it is not clear which one is waited for`,
    ...awaited.map((name) => name !== checks.name && `a workflow waits for ${name}, not for ${checks.name}`),
    absent !== undefined && `it has no job ${absent}`,
    ...jobs.flatMap(({ id, condition, mayFail, matrix }) => [
      condition !== undefined && `${id} may be skipped, which counts as passed (if: ${condition})`,
      mayFail && `${id}, or a step of it, may fail and still count as passed`,
      matrix !== undefined && `${id} is run several times, under names of their own`,
    ]),
  );
}

/** A check is known by its name alone: of two jobs of one name, either would do. */
export const checksOfOneJob = repositoryStackRule(
  {
    name: "notify-checks-of-one-job",
    clauses: ["NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-CHG-11"],
    description: "Each check that a branch requires is one job of one workflow of its repository.",
    remedy: "Let no other job have the name of a required check, and require no check that there is not.",
  },
  (resources, { register }) => {
    const files = filesOf(resources).filter(({ branch }) => branch === undefined || branch === "main");
    return Object.entries(register.repositories)
      .filter(([, { managed }]) => managed)
      .map(([repository]) => {
        const jobs = files
          .filter((file) => file.repository === repository.toLowerCase())
          .flatMap((file) =>
            [...(workflowIn(file)?.jobs.values() ?? [])].map(({ check }) => ({ check, path: file.path })),
          );
        return {
          subject: subjectOf(register.id, "repositories", repository),
          problems: [...requiredChecks(register, repository)].flatMap((name) => {
            const of = jobs.filter(({ check }) => check.toLowerCase() === name.toLowerCase()).map(({ path }) => path);
            return problems(
              of.length === 0 && `no workflow has a job ${name}, which a branch requires`,
              of.length > 1 && `${name}, which a branch requires, is ${of.length} jobs, in ${listed([...new Set(of)])}`,
            );
          }),
        };
      });
  },
);

/** Releases by tag have a ruleset for tags. */
export const releaseTagsPresent = repositoryStackRule(
  {
    name: "notify-release-tags-present",
    clauses: ["NOTIFY-CHG-14"],
    description: "Each repository whose releases are tags has a ruleset for tags.",
    remedy: "Set releasedByTag: true in register/notify/repositories.yaml.",
  },
  (resources) =>
    change.releasedByTag.map((repository) => ({
      subject: `tags of ${repository}`,
      problems: problems(
        !resources.some(
          ({ type, props }) =>
            type === "github:index/repositoryRuleset:RepositoryRuleset" &&
            props.target === "tag" &&
            shown(props.repository) === repository,
        ) && "everybody who can write can make a release",
      ),
    })),
);

const watches = [
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates",
];

/** A vulnerability that nobody hears of has no owner and no deadline. */
export const vulnerabilitiesWatched = repositoryStackRule(
  {
    name: "notify-vulnerabilities-watched",
    clauses: ["NOTIFY-VUL-1"],
    description: "Every repository of ours has vulnerability alerts and security updates switched on.",
    remedy: "Leave the repository to the stack, which switches both on.",
  },
  (resources, { register }) =>
    Object.entries(register.repositories)
      .filter(([, { managed }]) => managed)
      .map(([repository]) => ({
        subject: subjectOf(register.id, "repositories", repository),
        problems: watches.flatMap((watch) => {
          const found = resources.filter(({ type, props }) => type === watch && shown(props.repository) === repository);
          return problems(
            found.length === 0 && `${watch.split(":").at(-1)} is not declared`,
            found.some(({ props }) => props.enabled === false) && `${watch.split(":").at(-1)} is switched off`,
          );
        }),
      })),
);

function filesOf(resources: readonly Resource[]): DeclaredFile[] {
  return resources.filter(({ type }) => type === fileType).map(readFile);
}

function jobFor(workflow: Workflow | undefined, environment: string): boolean {
  return [...(workflow?.jobs.values() ?? [])].some((job) => job.environment === environment);
}

function isApplication(repository: string): boolean {
  return Object.values(change.environments[repository] ?? {}).includes("after-checks");
}
