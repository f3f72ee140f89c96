import { change } from "../../settings/notify-change.ts";
import { workflowSettings } from "../../settings/notify-workflows.ts";
import { listed, problems } from "../grants.ts";
import { fields, list, shown } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";
import { fileType, isPlainPath, isWorkflowPath, readFile } from "./repository-file.ts";
import {
  ancestorsOf,
  demands,
  type Fields,
  type Job,
  readWorkflow,
  runsRegardless,
  type Workflow,
} from "./workflow.ts";
import { hasOnly, isEqual } from "./workflow-job.ts";
import { chosenEnvironment, isRestage, jobsEntering, wayInto, workflowRule } from "./workflow-rule.ts";

/** A workflow that cannot be judged is refused, and so is one that uses an environment which nothing is said of. */
export const workflowsUnderstood: ResourceRule = {
  name: "notify-workflows-understood",
  clauses: ["NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-CHG-11"],
  level: "mandatory",
  description: "Every workflow can be read as a graph of jobs, and uses only environments that its repository has.",
  remedy: "Write the workflow in plain keys and jobs of its own, and name the environment of each job.",
  scope: "resource",
  types: [fileType],
  judge: (resource) => {
    const file = readFile(resource);
    if (!isPlainPath(file.path)) return [`the path ${file.path} may be another file than it seems`];
    if (!isWorkflowPath(file.path)) return [];
    const read = readWorkflow(file.content);
    if ("problem" in read) return [`the workflow cannot be understood: ${read.problem}`];
    return [...read.workflow.jobs.values()].flatMap(({ id, calls, environment = "" }) =>
      problems(
        calls !== undefined && `${id} runs ${calls}, which is not read here`,
        environment !== "" &&
          !(isRestage(file) && chosenEnvironment.test(environment)) &&
          wayInto(file.repository, environment) === undefined &&
          `${id} uses the environment ${environment}, which is not one of ${file.repository}`,
        !isRestage(file) &&
          wayInto(file.repository, environment) === "restage-only" &&
          `${id} uses the environment ${environment}, which is for restaging`,
      ),
    );
  },
};

/** The applications reach staging after the checks have succeeded on main. */
export const stagingAfterChecks = workflowRule(
  {
    name: "notify-staging-after-checks",
    clauses: ["NOTIFY-CHG-7"],
    level: "mandatory",
    description: "What deploys to staging starts when checks have finished on main, and only if they have succeeded.",
    remedy:
      "Start it by workflow_run of the checks with branches [main], under the condition that the run's conclusion is success and its event push.",
  },
  (workflow, file) => {
    const jobs = jobsEntering(workflow, file, "after-checks");
    if (jobs.length === 0) return [];
    const run = workflow.triggers.get("workflow_run");
    return [
      ...startedOnlyBy(workflow, "workflow_run"),
      ...problems(
        run !== undefined && !isExactly(run.branches, ["main"]) && "it does not wait for main alone",
        run !== undefined && list(run.workflows).length !== 1 && "it does not wait for one workflow, the checks",
        run?.types !== undefined && !isExactly(run.types, ["completed"]) && "it does not wait until they are completed",
        ...filtersBeside(run, ["workflows", "types", "branches"]),
      ),
      ...jobs.flatMap((job) => {
        const line = [job, ...ancestorsOf(workflow, job)];
        const guarded = (demand: string) =>
          line.some(({ condition }) => condition !== undefined && demands(condition).includes(demand));
        return problems(
          ...line.map((each) => regardless(each)),
          !guarded("github.event.workflow_run.conclusion == 'success'") &&
            `${job.id} runs though the checks have not succeeded`,
          !guarded("github.event.workflow_run.event == 'push'") &&
            `${job.id} runs for more than pushes, and so for a fork's branch of the same name`,
        );
      }),
    ];
  },
);

/** The applications reach demo and production from the production branch. */
export const productionFromProduction = workflowRule(
  {
    name: "notify-production-from-production",
    clauses: ["NOTIFY-CHG-9"],
    level: "mandatory",
    description: "What deploys to demo or production starts when production has been pushed to, and by nothing else.",
    remedy: "Start it by push with branches [production], and by nothing else.",
  },
  (workflow, file) =>
    jobsEntering(workflow, file, "production-branch").length === 0 ? [] : startedByPushTo(workflow, "production"),
);

/** The broker reaches staging and production from main. */
export const brokerFromMain = workflowRule(
  {
    name: "notify-broker-from-main",
    clauses: ["NOTIFY-CHG-11"],
    level: "mandatory",
    description: "What deploys the broker starts when main has been pushed to, and by nothing else.",
    remedy: "Start it by push with branches [main], and by nothing else.",
  },
  (workflow, file) =>
    jobsEntering(workflow, file, "main-branch").length === 0 ? [] : startedByPushTo(workflow, "main"),
);

/** The broker's production waits for its staging. */
export const brokerStagingFirst = workflowRule(
  {
    name: "notify-broker-staging-first",
    clauses: ["NOTIFY-CHG-12"],
    level: "mandatory",
    description: "A job that deploys the broker to production waits for the success of one that deploys it to staging.",
    remedy: "Let the production job need the staging job, and let no condition or continue-on-error get round it.",
  },
  (workflow, file) =>
    jobsEntering(workflow, file, "main-branch")
      .filter(({ environment }) => environment === "production")
      .flatMap((job) => {
        const before = ancestorsOf(workflow, job);
        return problems(
          !before.some(({ environment }) => environment === "staging") &&
            `${job.id} does not wait for a deployment to staging`,
          ...[job, ...before].map(regardless),
          ...before.map(({ id, mayFail }) => mayFail && `${id} counts as a success though it, or a step of it, failed`),
          ...before.map(
            ({ id, matrix, environment }) =>
              matrix !== undefined && environment === "staging" && `${id} is run several times, perhaps not at all`,
          ),
        );
      }),
);

/** Restaging is started by a person, for one environment. */
export const restagedByHand = workflowRule(
  {
    name: "notify-restaged-by-hand",
    clauses: ["NOTIFY-RST-5", "NOTIFY-RST-6", "NOTIFY-RST-7", "NOTIFY-RST-8"],
    level: "mandatory",
    description: "The restage workflow is started by hand, on main, for one environment that has to be named.",
    remedy:
      "Start it by workflow_dispatch with the required input environment, run its jobs there and on refs/heads/main only.",
  },
  (workflow, file) => {
    if (!isRestage(file)) return [];
    const input = fields(fields(workflow.triggers.get("workflow_dispatch")?.inputs).environment);
    const allowed = change.restage.environments[file.repository] ?? [];
    const offered = input.type === "choice" ? list(input.options).map(shown) : [];
    const others = offered.filter((each) => !allowed.includes(each));
    return [
      ...startedOnlyBy(workflow, "workflow_dispatch"),
      ...problems(
        input.required !== true && "the environment does not have to be named",
        input.type !== "choice" && input.type !== "environment" && "the environment is not chosen from a list",
        others.length > 0 && `it offers ${listed(others)}; the brokers and applications are in ${listed(allowed)}`,
        input.type === "choice" && offered.length === 0 && "it offers no environment",
        input.default !== undefined && `it is for ${shown(input.default)} unless somebody names another`,
      ),
      ...[...workflow.jobs.values()].flatMap(({ id, environment, condition, matrix }) =>
        problems(
          environment !== undefined &&
            !chosenEnvironment.test(environment) &&
            `${id} is for ${environment}, whatever environment was named`,
          matrix !== undefined &&
            JSON.stringify(matrix).match(/staging|demo|production|development|environment/i) !== null &&
            `${id} is run for several environments at once`,
          environment !== undefined &&
            !demands(condition ?? "").includes("github.ref == 'refs/heads/main'") &&
            `${id} runs from any branch`,
        ),
      ),
      ...[...workflow.jobs.values()]
        .filter(({ environment }) => environment !== undefined)
        .filter((job) => !ancestorsOf(workflow, job).some((before) => isRestageOrder(before, file.repository)))
        .map(({ id }) => `${id} does not wait for the job that looks whether staging was restaged before`),
      ...problems(
        ![...workflow.jobs.values()].some(({ environment }) => environment !== undefined) &&
          "no job of it is run in the environment that was named",
      ),
    ];
  },
);

/** Whether a job is the one, word by word, that fails where staging was not restaged before. */
function isRestageOrder(job: Job, repository: string): boolean {
  const { env, permissions, script } = workflowSettings.restageOrder;
  const [step] = job.steps;
  return (
    hasOnly(job.fields, ["name", "if", "runs-on", "permissions", "steps", "timeout-minutes"]) &&
    isEqual(job.fields.permissions, permissions) &&
    job.steps.length === 1 &&
    step !== undefined &&
    hasOnly(step.fields, ["name", "env", "run"]) &&
    isEqual(step.fields.env, env) &&
    step.run?.trim() === script[repository]?.trim() &&
    demands(job.condition ?? "success()").every((each) => workflowSettings.conditions.includes(each))
  );
}

/** `on: push` to one branch and nothing else. */
function startedByPushTo(workflow: Workflow, branch: string): string[] {
  const push = workflow.triggers.get("push");
  return [
    ...startedOnlyBy(workflow, "push"),
    ...problems(
      push !== undefined && !isExactly(push.branches, [branch]) && `it is not for pushes to ${branch} alone`,
      push !== undefined && (push.tags !== undefined || push["tags-ignore"] !== undefined) && "tags start it too",
      ...filtersBeside(push, ["branches", "tags", "tags-ignore"]),
    ),
  ];
}

/** What else an event is filtered by: whatever it leaves out is not deployed. */
function filtersBeside(event: Fields | undefined, known: readonly string[]): (string | false)[] {
  const others = Object.keys(event ?? {}).filter((each) => !known.includes(each));
  return [others.length > 0 && `${listed(others)} would leave some of it out`];
}

function startedOnlyBy(workflow: Workflow, event: string): string[] {
  const others = [...workflow.triggers.keys()].filter((each) => each !== event);
  return problems(
    !workflow.triggers.has(event) && `it is not started by ${event}`,
    others.length > 0 && `it is started by ${listed(others)} too`,
  );
}

function regardless({ id, condition }: Job): string | false {
  return runsRegardless(condition) && `${id} runs whatever came before (if: ${condition})`;
}

function isExactly(value: unknown, items: readonly string[]): boolean {
  return JSON.stringify(list(value)) === JSON.stringify(items);
}
