import type { Register } from "../../../model/register.ts";
import { change } from "../../settings/notify-change.ts";
import { notifyVariables } from "../../settings/notify-variables.ts";
import { workflowSettings } from "../../settings/notify-workflows.ts";
import { problems } from "../grants.ts";
import { shown } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";
import { checkServiceProblems } from "./check-services.ts";
import { valuesOfFile } from "./file-values.ts";
import type { DeclaredFile } from "./repository-file.ts";
import type { Job, Step, Workflow } from "./workflow.ts";
import { actionOf } from "./workflow-actions.ts";
import { frameProblems, stepFrameProblems } from "./workflow-job.ts";
import { workflowRule } from "./workflow-rule.ts";
import { commandPattern, commandsOf } from "./workflow-script.ts";
import { checkVariableProblems } from "./workflow-variables.ts";

const { checkCommands, checks, servers } = workflowSettings;

/** The checks that branches of a repository demand, by the register. */
export function requiredChecks(register: Register, repository: string): Set<string> {
  const entry = Object.hasOwn(register.repositories, repository) ? register.repositories[repository] : undefined;
  return new Set(Object.values(entry?.branches ?? {}).flatMap((branch) => branch.requiredChecks));
}

/** Jobs that are checks: those that a branch demands, and all of the workflow of checks; the promotion has its own rule. */
function checkJobs(workflow: Workflow, { repository, path }: DeclaredFile, register: Register): Job[] {
  const required = requiredChecks(register, repository);
  return [...workflow.jobs.values()].filter(
    ({ check }) => check !== change.checks.promotion && (path === change.checks.file || required.has(check)),
  );
}

/** A check that cannot fail is none. */
export const checkJobsFail: ResourceRule = workflowRule(
  {
    name: "notify-checks-can-fail",
    clauses: ["NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-ALR-3"],
    level: "mandatory",
    description:
      "A job that a branch requires as a check does its work by plain commands, on the commit that it was started for, and every failure of it shows.",
    remedy:
      "Write one plain command a line, as policies/settings/notify-workflows.ts has them, variables and services as notify-variables.ts, versions as register/notify/repositories.yaml, and let nothing stand between a failure and the check.",
  },
  (workflow, file, register) => {
    const jobs = checkJobs(workflow, file, register);
    const names = new Set(jobs.map(({ id }) => id));
    const values = valuesOfFile(register, file);
    const plain = checkCommands.map((pattern) => commandPattern(pattern, values));
    return jobs.flatMap((job) => [
      ...frameProblems(workflow, job, ["env", "services", "concurrency"]),
      ...checkServiceProblems(job),
      ...problems(
        job.condition !== undefined && `${job.id} may be skipped, which counts as passed (if: ${job.condition})`,
        ...job.needs.map((id) => !names.has(id) && `${job.id} is skipped, which counts as passed, when ${id} fails`),
        job.environment !== undefined && `${job.id} has the secrets of an environment, whatever branch it runs on`,
      ),
      ...[workflow.fields.env, job.fields.env, ...job.steps.map((step) => step.fields.env)].flatMap((env) =>
        checkVariableProblems(job.id, env, notifyVariables.checking),
      ),
      ...job.steps.flatMap((step) => stepProblems(step, plain)),
      ...workProblems(job, file.repository),
    ]);
  },
);

function stepProblems(step: Step, plain: readonly RegExp[]): string[] {
  const where = step.fields["working-directory"];
  return [
    ...stepFrameProblems(step),
    ...problems(where !== undefined && `${step.label} runs in ${shown(where)}, and not in the checkout`),
    ...commandsOf(step.run ?? "")
      .filter((each) => !servers.includes(each) && !plain.some((pattern) => pattern.test(each)))
      .map((each) => `${step.label}: ${each} is not a plain command that is known`),
  ];
}

function workProblems({ id, check, steps }: Job, repository: string): string[] {
  const ofRepository = Object.hasOwn(checks, repository) ? (checks[repository] ?? {}) : {};
  const any = Object.hasOwn(ofRepository, check) ? (ofRepository[check] ?? []) : [];
  const commands = steps.flatMap(({ run }) => commandsOf(run ?? ""));
  const actions = steps.flatMap(({ uses }) => (uses === undefined ? [] : [actionOf(uses)]));
  const works = any.some(
    (each) => actions.includes(each) || commands.some((command) => commandPattern(each).test(command)),
  );
  return problems(
    any.length > 0 && !works && `${id} does not do what it is for: ${any.join(", or ")}`,
    any.length === 0 && commands.length + actions.length < 2 && `${id} checks nothing`,
  );
}
