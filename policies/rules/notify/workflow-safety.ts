import { change } from "../../settings/notify-change.ts";
import { workflowSettings } from "../../settings/notify-workflows.ts";
import { listed, problems } from "../grants.ts";
import { isOn, shown } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";
import { valuesOfFile } from "./file-values.ts";
import { mayWriteContents } from "./fixed-jobs.ts";
import type { DeclaredFile } from "./repository-file.ts";
import { concurrencyOf, type Fields, type Job, type Workflow } from "./workflow.ts";
import { actionProblems } from "./workflow-actions.ts";
import { jobsEntering, workflowRule } from "./workflow-rule.ts";

const { events, runners, writes, groups, cancelsBranches } = workflowSettings;

/** Whatever a workflow is for, it gives nothing to code that nobody approved, and can do no more than it has to. */
export const workflowsConfined: ResourceRule = workflowRule(
  {
    name: "notify-workflows-confined",
    clauses: ["NOTIFY-CHG-2", "NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-CHG-11", "NOTIFY-SVC-1", "NOTIFY-SVC-3"],
    level: "mandatory",
    description:
      "Workflows are started by events that are known, run on GitHub's machines with a token that reads, use actions of the list by a commit of the list, check out the commit that they were started for, and leave no token behind.",
    remedy:
      "Write permissions, runner and commits as the other workflows do; what is missing from a list goes into policies/settings/notify-workflows.ts, an action or a commit of one into notify-actions.ts, a version into the file's values in register/notify/repositories.yaml.",
  },
  (workflow, file, register) => {
    const context = { startedBy: [...workflow.triggers.keys()], values: valuesOfFile(register, file) };
    const jobs = [...workflow.jobs.values()];
    const deploys = jobs.some(({ environment }) => environment !== undefined);
    return [
      ...eventProblems(workflow, file),
      ...permissionProblems("the workflow", workflow.fields.permissions, file, workflow),
      ...(deploys ? [] : groupProblems("the workflow", workflow.fields, workflow)),
      ...jobs.flatMap((job) => [
        ...runnerProblems(job),
        ...(job.fields.permissions === undefined
          ? []
          : permissionProblems(job.id, job.fields.permissions, file, workflow, job)),
        ...(deploys ? [] : groupProblems(job.id, job.fields, workflow)),
        ...problems(job.check.includes("${{") && `${job.id} is named by an expression, and could be called anything`),
        ...job.steps.flatMap((step) =>
          step.uses === undefined || (isLocal(step.uses) && job.environment === undefined)
            ? []
            : actionProblems(step, context),
        ),
      ]),
    ];
  },
);

function eventProblems(workflow: Workflow, file: DeclaredFile): string[] {
  const afterChecks = jobsEntering(workflow, file, "after-checks").length > 0;
  const known = [...events, ...(afterChecks ? ["workflow_run"] : [])];
  const unknown = [...workflow.triggers.keys()].filter((event) => !known.includes(event));
  return problems(unknown.length > 0 && `it is started by ${listed(unknown)}, which is not on the list of events`);
}

/** Actions of the repository itself are of the commit that runs, as its other code is; they get no secrets. */
function isLocal(uses: string): boolean {
  return /^\.\/\.github\/actions\/[\w-]+$/.test(uses);
}

function runnerProblems({ id, fields: job, calls }: Job): string[] {
  const runner = job["runs-on"];
  if (calls !== undefined) return [];
  return problems(
    !(typeof runner === "string" && runners.includes(runner)) &&
      `${id} runs on ${runner === undefined ? "no machine" : shown(runner)}, which is not one of GitHub's that are known`,
  );
}

/** What is wrong with what a token may do: everything where nothing is said. */
function permissionProblems(
  where: string,
  granted: unknown,
  { repository }: DeclaredFile,
  workflow: Workflow,
  job?: Job,
): string[] {
  if (granted === undefined) return [`${where} does not say what its token may do`];
  if (typeof granted !== "object" || granted === null) return [`${where} gives its token ${shown(granted)}`];
  return Object.entries(granted).flatMap(([scope, access]) => {
    if (access === "read" || access === "none") return [];
    const releases =
      scope === "contents" &&
      job !== undefined &&
      change.releasedByTag.includes(repository) &&
      mayWriteContents(workflow, job);
    const known = access === "write" && job !== undefined && (writes.includes(scope) || releases);
    return problems(!known && `${where} gives its token ${scope}: ${shown(access)}`);
  });
}

/** Runs of one group wait for each other, and cancel each other. */
function groupProblems(where: string, of: Fields, { triggers }: Workflow): string[] {
  if (!isOn(of.concurrency)) return [];
  const { group, cancels } = concurrencyOf(of);
  const name = /^(?<name>[a-z][a-z0-9-]*)(?:-\$\{\{ ?github\.(?:workflow|ref|ref_name|head_ref) ?\}\})?$/i
    .exec(shown(group).trim())
    ?.groups?.name?.toLowerCase();
  const own = name !== undefined && !groups.some((each) => name.startsWith(each));
  return problems(
    !own && `${where} is in the group ${shown(group)}, and could hold up, or cancel, what deploys`,
    triggers.has("push") &&
      isOn(cancels) &&
      !cancelsBranches.includes(shown(cancels)) &&
      `${where} is cancelled on main and production too, whose deployments wait for it: write cancel-in-progress: ${cancelsBranches[0]}`,
  );
}
