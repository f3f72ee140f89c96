import { change } from "../../settings/notify-change.ts";
import { notifyVariables } from "../../settings/notify-variables.ts";
import { workflowSettings } from "../../settings/notify-workflows.ts";
import { problems } from "../grants.ts";
import { fields } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";
import type { Job, Workflow } from "./workflow.ts";
import { frameProblems, hasOnly, isEqual, knownStepsProblems, stepFrameProblems } from "./workflow-job.ts";
import { workflowRule } from "./workflow-rule.ts";
import { commandsOf } from "./workflow-script.ts";
import { variableProblems } from "./workflow-variables.ts";

const { promotion, releasing } = workflowSettings;

/** GitHub cannot say where a pull request comes from: the check that does is what keeps production behind main. */
export const promotionFixed: ResourceRule = workflowRule(
  {
    name: "notify-promotion-fixed",
    clauses: ["NOTIFY-CHG-1", "NOTIFY-CHG-9"],
    level: "mandatory",
    description: `The check ${change.checks.promotion} fails for every pull request to production that is not from main: its job is, word by word, that of the settings.`,
    remedy: "Take the job from components/templates/application/promotion.yml as it is.",
  },
  (workflow) =>
    [...workflow.jobs.values()]
      .filter(({ id, check }) => id === change.checks.promotion || check === change.checks.promotion)
      .flatMap((job) => [
        ...problems(
          !isEqual(workflow.fields.on, promotion.on) &&
            `${job.id} is not for pull requests to production, all of them and nothing else`,
          job.check !== change.checks.promotion && `${job.id} is named ${job.check}`,
          job.needs.length > 0 && `${job.id} is skipped, which counts as passed, when what it waits for fails`,
          job.condition !== undefined && `${job.id} may be skipped, which counts as passed (if: ${job.condition})`,
          !isPromotion(job) && `${job.id} does not compare the pull request's branch with main as it should`,
        ),
        ...frameProblems(workflow, job),
      ]),
);

function isPromotion({ steps }: Job): boolean {
  const [step] = steps;
  return (
    steps.length === 1 &&
    step !== undefined &&
    hasOnly(step.fields, ["name", "env", "run"]) &&
    isEqual(step.fields.env, promotion.env) &&
    isEqual(commandsOf(step.run ?? ""), promotion.commands)
  );
}

/** A tag becomes a release only if main has its commit. */
export const releasesFromMain: ResourceRule = workflowRule(
  {
    name: "notify-releases-from-main",
    clauses: ["NOTIFY-CHG-14"],
    level: "mandatory",
    description:
      "What can make a release is started by a tag alone, begins with the proof that main has the tagged commit, and does nothing but what is known.",
    remedy:
      "Take the workflow from components/templates/brokerpak/release.yml, and let no other job have contents: write.",
  },
  (workflow, { repository }) => {
    if (!change.releasedByTag.includes(repository)) return [];
    const push = workflow.triggers.get("push");
    const startedBy = [...workflow.triggers.keys()];
    const takesTags = push !== undefined && (push.tags !== undefined || push.branches === undefined);
    return [...workflow.jobs.values()]
      .filter((job) => takesTags || mayWriteContents(workflow, job))
      .flatMap((job) => [
        ...problems(
          startedBy.join() !== "push" && `${job.id} releases what no tag started`,
          push !== undefined && !hasOnly(push, ["tags"]) && `${job.id} is started by more, or less, than a tag`,
          job.condition !== undefined && `${job.id} may be skipped (if: ${job.condition})`,
        ),
        ...frameProblems(workflow, job),
        ...job.steps.flatMap((step) => [
          ...stepFrameProblems(step),
          ...variableProblems(step, releasing, notifyVariables.releasing, {}),
        ]),
        ...knownStepsProblems(job, releasing, {}),
      ]);
  },
);

/** Whether the token of a job may write what the repository holds, releases included. */
export function mayWriteContents(workflow: Workflow, job: Job): boolean {
  const granted = job.fields.permissions ?? workflow.fields.permissions;
  if (typeof granted !== "object" || granted === null) return granted !== "read-all";
  return fields(granted).contents === "write";
}
