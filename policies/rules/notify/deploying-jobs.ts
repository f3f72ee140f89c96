import { isWithin } from "../../../model/mail/records.ts";
import type { Register } from "../../../model/register.ts";
import { knownScripts } from "../../settings/notify-scripts.ts";
import { notifyVariables } from "../../settings/notify-variables.ts";
import { workflowSettings } from "../../settings/notify-workflows.ts";
import { listed, problems } from "../grants.ts";
import { isOn, keysBeside, shown } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";
import { registeredValue, valuesOfFile } from "./file-values.ts";
import { type DeclaredFile, fileType, readFile } from "./repository-file.ts";
import { ancestorsOf, concurrencyOf, type Job, type Workflow } from "./workflow.ts";
import { conditionProblems, frameProblems, knownStepsProblems, stepFrameProblems } from "./workflow-job.ts";
import { isRestage, workflowRule } from "./workflow-rule.ts";
import { missingVariables, variableProblems } from "./workflow-variables.ts";

const { deployments, restaging, workspaces, queues, checkedCommit } = workflowSettings;

/** A job with the secrets of an environment does what is foreseen there, and its failure is one. */
export const deployingJobsKnown: ResourceRule = workflowRule(
  {
    name: "notify-deploying-jobs-known",
    clauses: ["NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-CHG-11", "NOTIFY-CHG-12", "NOTIFY-RST-4"],
    level: "mandatory",
    description:
      "A job that uses an environment is a list of known steps on the commit that it was started for, all that are required among them, with the variables that are called for; none may fail unseen.",
    remedy:
      "Write the step as policies/settings/notify-workflows.ts has it, its variables as notify-variables.ts, and versions as the file's values in register/notify/repositories.yaml; what is missing goes into the settings, which the code owners of the rules approve.",
  },
  (workflow, file, register) => {
    const restages = isRestage(file);
    const jobs = [...workflow.jobs.values()].filter(({ environment }) => environment !== undefined);
    const known = ofRepository(restages ? restaging : deployments, file) ?? [];
    const variables = ofRepository(restages ? notifyVariables.restaging : notifyVariables.deploying, file) ?? {};
    return [
      ...(jobs.length > 0 ? queueProblems(workflow, file, jobs) : []),
      ...siteProblems(register, file, jobs),
      ...problems(
        jobs.length > 0 &&
          workflow.fields["run-name"] !== (restages ? `Restage \${{ inputs.environment }}` : undefined) &&
          `its runs are named ${shown(workflow.fields["run-name"])}, and not ${restages ? "by the environment that is restaged" : "as the workflow is"}`,
      ),
      ...jobs.flatMap((job) => {
        const placeholders = {
          ...valuesOfFile(register, file),
          environment: job.environment ?? "",
          workspace: workspaces[job.environment ?? ""] ?? "",
          commit: workflow.triggers.has("workflow_run") ? checkedCommit : "github.sha",
        };
        return [
          ...frameProblems(workflow, job),
          ...conditionProblems(job),
          ...job.steps.flatMap((step) => [
            ...stepFrameProblems(step),
            ...variableProblems(step, known, variables, placeholders),
          ]),
          ...missingVariables(job, variables),
          ...knownStepsProblems(job, known, placeholders),
          ...ancestorsOf(workflow, job).flatMap((before) =>
            problems(
              before.mayFail && `${before.id}, or a step of it, may fail and still count as passed`,
              before.environment === undefined &&
                conditionProblems(before).length > 0 &&
                `${job.id} waits for ${before.id}, which may be skipped, and is skipped with it (if: ${before.condition})`,
            ),
          ),
          ...environmentProblems(job),
        ];
      }),
    ];
  },
);

function ofRepository<T>(all: Readonly<Record<string, T>>, { repository }: DeclaredFile): T | undefined {
  return Object.hasOwn(all, repository) ? all[repository] : undefined;
}

/** What is wrong with how an environment is entered: anything but its name. */
function environmentProblems({ id, fields: { environment } }: Job): string[] {
  const others = keysBeside(environment, ["name"]);
  return problems(others.length > 0 && `${id} says ${listed(others)} of its environment, which is not known`);
}

/** Where people are sent when they have signed in is a name of ours, or the one that cloud.gov gives the environment's site. */
function siteProblems(register: Register, file: DeclaredFile, jobs: readonly Job[]): string[] {
  const site = registeredValue(register, file, "SITE");
  if (site === undefined) return [];
  const ours = [
    ...Object.keys(register.domains),
    ...jobs.map(({ environment = "" }) => `notify-${environment}.app.cloud.gov`),
  ];
  return problems(
    !ours.some((each) => isWithin(site.toLowerCase(), each)) &&
      `its SITE is ${site}, which is neither in a domain of the register nor the name that cloud.gov gives the site`,
  );
}

/**
 * What is wrong with how runs wait for each other. What is cancelled half way through is neither the old nor the new; who
 * waits for another environment's deployments, or for nobody, is overtaken or held up.
 */
function queueProblems(workflow: Workflow, file: DeclaredFile, jobs: readonly Job[]): string[] {
  const { group = workflow.fields.concurrency, cancels } = concurrencyOf(workflow.fields);
  const pattern = isRestage(file) ? queues.restaging : ofRepository(queues.deploying, file);
  const due = new Set(jobs.map(({ environment = "" }) => pattern?.replaceAll("{environment}", environment)));
  return problems(
    isOn(cancels) && "the workflow is cancelled half way when it is started again",
    !(due.size === 1 && due.has(shown(group))) &&
      `the workflow waits in the group ${shown(group)}, and not in ${listed([...due].map(shown))}`,
  );
}

/** The scripts that such jobs run are the ones that were looked at. */
export const scriptsKnown: ResourceRule = {
  name: "notify-scripts-known",
  clauses: ["NOTIFY-CHG-7", "NOTIFY-CHG-9", "NOTIFY-CHG-11", "NOTIFY-CHG-15", "NOTIFY-CHG-16"],
  level: "mandatory",
  description:
    "The scripts that run with the secrets of an environment are those of the settings, with the versions that the register says.",
  remedy:
    "Take the script from components/templates as it is, and raise versions in register/notify/repositories.yaml; a change of the script goes into policies/settings/notify-scripts.ts too.",
  scope: "resource",
  types: [fileType],
  judge: (resource, { register }) => {
    const file = readFile(resource);
    const { repository, path, content } = file;
    const script = knownScript(file);
    if (script === undefined)
      return problems(isScriptPath(path) && `${path} is not one of the scripts of ${repository}`);
    const [line, at] = firstDifference(content, withVersions(script, register, file));
    return problems(line !== undefined && `line ${at} is not as it was looked at: ${line}`);
  },
};

/** The script that a file has to be, with placeholders for versions; undefined where none is known of it. */
export function knownScript(file: DeclaredFile): string | undefined {
  const scripts = ofRepository(knownScripts, file) ?? {};
  return Object.hasOwn(scripts, file.path) ? scripts[file.path] : undefined;
}

/** Whether a file is run by its path: a script, or an action of the repository's own. */
export function isScriptPath(path: string): boolean {
  return /^\.github\/(?:scripts|actions)\//i.test(path) || /\.sh$/i.test(path);
}

/** A known script with the register's versions; where the register says none, with what no script says. */
function withVersions(script: string, register: Register, file: DeclaredFile): string {
  return script.replaceAll(
    /@(?<name>[A-Z][A-Z0-9_]*)@/g,
    (_, name: string) => registeredValue(register, file, name) ?? `(${name} is not in the register)`,
  );
}

/** The first line in which a text is not the known one, and its number. */
function firstDifference(content: string, known: string): [line: string, at: number] | [undefined, 0] {
  const lines = content.split("\n");
  const wanted = known.split("\n");
  const count = Math.max(lines.length, wanted.length);
  for (let index = 0; index < count; index++) {
    if (lines[index] !== wanted[index]) return [lines[index] ?? "(nothing)", index + 1];
  }
  return [undefined, 0];
}
