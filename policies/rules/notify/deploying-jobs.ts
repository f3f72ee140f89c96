import { knownScripts } from "../../settings/notify-scripts.ts";
import { workflowSettings } from "../../settings/notify-workflows.ts";
import { problems } from "../grants.ts";
import { isOn } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";
import { fileType, readFile } from "./repository-file.ts";
import { ancestorsOf, type Job, type Workflow } from "./workflow.ts";
import {
  conditionProblems,
  frameProblems,
  knownStepsProblems,
  stepFrameProblems,
  variableProblems,
} from "./workflow-job.ts";
import { isRestage, workflowRule } from "./workflow-rule.ts";
import { commandsOf } from "./workflow-script.ts";

const { deployments, restaging, workspaces } = workflowSettings;

/** A job with the secrets of an environment does what is foreseen there, and its failure is one. */
export const deployingJobsKnown: ResourceRule = workflowRule(
  {
    name: "notify-deploying-jobs-known",
    clauses: ["NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-CHG-11", "NOTIFY-CHG-12", "NOTIFY-RST-4"],
    level: "mandatory",
    description:
      "A job that uses an environment is a list of known steps on the commit that it was started for, all that are required among them, and none may fail unseen.",
    remedy:
      "Write the step as policies/settings/notify-workflows.ts has it, or put it on the list there, which the code owners of the rules approve.",
  },
  (workflow, file) => {
    const known = isRestage(file) ? restaging : deployments;
    const jobs = [...workflow.jobs.values()].filter(({ environment }) => environment !== undefined);
    return [
      ...(jobs.length > 0 ? cancelProblems("the workflow", workflow.fields.concurrency) : []),
      ...jobs.flatMap((job) => [
        ...environmentJobProblems(workflow, job),
        ...knownStepsProblems(job, Object.hasOwn(known, file.repository) ? (known[file.repository] ?? []) : [], {
          environment: job.environment ?? "",
          workspace: workspaces[job.environment ?? ""] ?? "",
        }),
        ...ancestorsOf(workflow, job).flatMap((before) =>
          problems(before.mayFail && `${before.id}, or a step of it, may fail and still count as passed`),
        ),
      ]),
    ];
  },
);

/** What is wrong with a job that has secrets, whatever its steps are for. */
function environmentJobProblems(workflow: Workflow, job: Job): string[] {
  return [
    ...frameProblems(workflow, job),
    ...conditionProblems(job),
    ...cancelProblems(job.id, job.fields.concurrency),
    ...job.steps.flatMap((step) => [...stepFrameProblems(step), ...variableProblems(step, commandsOf(step.run ?? ""))]),
  ];
}

/** What is cancelled half way through is neither the old nor the new. */
function cancelProblems(where: string, concurrency: unknown): string[] {
  const cancels = typeof concurrency === "object" && concurrency !== null && "cancel-in-progress" in concurrency;
  return problems(
    cancels && isOn(concurrency["cancel-in-progress"]) && `${where} is cancelled half way when it is started again`,
  );
}

/** The scripts that such jobs run are the ones that were looked at. */
export const scriptsKnown: ResourceRule = {
  name: "notify-scripts-known",
  clauses: ["NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-CHG-11", "NOTIFY-CHG-15", "NOTIFY-CHG-16"],
  level: "mandatory",
  description: "The scripts that run with the secrets of an environment are, but for versions, those of the settings.",
  remedy:
    "Take the script from components/templates as it is; a change of it goes into policies/settings/notify-scripts.ts too.",
  scope: "resource",
  types: [fileType],
  judge: (resource) => {
    const { repository, path, content } = readFile(resource);
    const scripts = Object.hasOwn(knownScripts, repository) ? (knownScripts[repository] ?? {}) : {};
    if (Object.hasOwn(scripts, path)) {
      const [line, at] = firstDifference(content, scripts[path] ?? "");
      return problems(line !== undefined && `line ${at} is not as it was looked at: ${line}`);
    }
    return problems(
      (/^\.github\/(?:scripts|actions)\//i.test(path) || /\.sh$/i.test(path)) &&
        `${path} is not one of the scripts of ${repository}`,
    );
  },
};

/** The first line in which a text is not the known one, and its number; versions may be any. */
function firstDifference(content: string, known: string): [line: string, at: number] | [undefined, 0] {
  const lines = content.split("\n");
  const wanted = known.split("\n");
  const count = Math.max(lines.length, wanted.length);
  for (let index = 0; index < count; index++) {
    const [line, pattern] = [lines[index], wanted[index]];
    if (line !== undefined && pattern !== undefined && isLine(line, pattern)) continue;
    return [line ?? "(nothing)", index + 1];
  }
  return [undefined, 0];
}

function isLine(line: string, pattern: string): boolean {
  const [before = "", after, ...rest] = pattern.split(/@[A-Z][A-Z0-9_]*@/);
  if (after === undefined) return line === pattern;
  return (
    rest.length === 0 &&
    line.startsWith(before) &&
    line.endsWith(after) &&
    /^[A-Za-z0-9._-]+$/.test(line.slice(before.length, line.length - after.length))
  );
}
