import { addDays, type DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import type { BuildpackRelease, RestageRun } from "../../../model/schema/hosting.ts";
import { notifyOperations, type RestagePlan } from "../../settings/notify-operations.ts";
import { listed, problems } from "../grants.ts";
import type { Finding, RegisterRule } from "../rule.ts";

const { restages, restageRef, restageWithinDays } = notifyOperations;

const runsFile = "register/notify/restage-runs.yaml";
const noRuns = "nothing may have been restaged yet";

/** The plans of the workflow of a repository. */
function plansOf(repository: string): readonly RestagePlan[] {
  return restages.filter((plan) => plan.repository === repository);
}

/** The day on which a run started. Moments are in UTC, and start with their day. */
function dayOf({ startedAt }: RestageRun): DateText {
  return startedAt.slice(0, 10);
}

/** Whether a run was over by a moment, and had done what it should. */
function succeededBy({ succeeded, finishedAt }: RestageRun, moment: number): boolean {
  return succeeded === true && finishedAt !== undefined && Date.parse(finishedAt) <= moment;
}

/** The end of a day in UTC, in milliseconds since 1970. */
function endOf(day: DateText): number {
  return Date.parse(`${addDays(day, 1)}T00:00:00Z`);
}

function eachRun(register: Register, judge: (run: RestageRun) => string[]): Finding[] {
  return register.restageRuns.map((run, index) => ({
    subject: subjectOf(register.id, "restageRuns", index),
    problems: judge(run),
  }));
}

/** Each workflow restages its own applications, in the environments that have them, from the main branch. */
export const restagedInPlace: RegisterRule = {
  name: "notify-restaged-in-place",
  clauses: ["NOTIFY-RST-6", "NOTIFY-RST-7", "NOTIFY-RST-8"],
  level: "mandatory",
  description: `Restage runs are on ${restageRef}, each for one environment and for applications that are restaged there.`,
  remedy: `Run the workflow again as the run book has it, and correct the record in ${runsFile}.`,
  scope: "register",
  mayBeEmpty: noRuns,
  judge: (register) =>
    eachRun(register, ({ repository, environment, ref, apps }) => {
      const plans = plansOf(repository);
      const environments = plans.flatMap((plan) => plan.environments);
      const here = plans
        .filter((plan) => plan.environments.includes(environment))
        .flatMap((plan) => plan.apps(environment));
      const strangers = apps.filter((app) => !here.includes(app));
      return problems(
        plans.length === 0 && `${repository} has no workflow that restages`,
        plans.length > 0 &&
          here.length === 0 &&
          `${repository} restages in ${listed(environments)}, and not in ${environment}`,
        here.length > 0 &&
          strangers.length > 0 &&
          `${listed(strangers)} cannot be restaged in ${environment} from ${repository}`,
        apps.length === 0 && "it restaged no application",
        ref !== restageRef && `it ran on ${ref}, not on ${restageRef}`,
      );
    }),
};

/** The last release before a run that concerns an application of it. */
function releaseBefore(register: Register, run: RestageRun): BuildpackRelease | undefined {
  return register.buildpackReleases
    .filter(({ releasedOn, apps }) => releasedOn <= dayOf(run) && apps.some((app) => run.apps.includes(app)))
    .sort((a, b) => (a.releasedOn < b.releasedOn ? 1 : -1))[0];
}

/** Staging is restaged before the others: for the same release, the same application, and with success. */
export const stagingRestagedFirst: RegisterRule = {
  name: "notify-staging-restaged-first",
  clauses: ["NOTIFY-RST-5"],
  level: "mandatory",
  description: "What is restaged outside staging had been restaged in staging, successfully, since the same release.",
  remedy: `Restage staging and look at it, then the other environment, and correct the record in ${runsFile}.`,
  scope: "register",
  mayBeEmpty: noRuns,
  judge: (register) =>
    eachRun(register, (run) => {
      const plan = plansOf(run.repository).find(({ environments }) => environments.includes(run.environment));
      const first = plan?.first;
      if (plan === undefined || first === undefined || first === run.environment) return [];
      const release = releaseBefore(register, run);
      const earlier = register.restageRuns.filter(
        (other) =>
          other.repository === run.repository &&
          other.environment === first &&
          succeededBy(other, Date.parse(run.startedAt)) &&
          (release === undefined || dayOf(other) >= release.releasedOn),
      );
      const firsts = plan.apps(first);
      const skipped = run.apps.filter((app) => {
        const counterpart = firsts[plan.apps(run.environment).indexOf(app)];
        return counterpart !== undefined && !earlier.some(({ apps }) => apps.includes(counterpart));
      });
      const since = release && ` after ${release.buildpack} was released on ${release.releasedOn}`;
      return problems(
        skipped.length > 0 &&
          `${listed(skipped)} was restaged in ${run.environment} at ${run.startedAt} before it was in ${first}${since ?? ""}`,
      );
    }),
};

/** The day by which what a release affects is to be restaged. */
export function restageBy({ releasedOn }: BuildpackRelease): DateText {
  return addDays(releasedOn, restageWithinDays);
}

/** The places where an application of a release has to be restaged; none, where no workflow does that. */
function placesOf(app: string): { readonly plan: RestagePlan; readonly at: string }[] {
  return restages.flatMap((plan) =>
    plan.environments.filter((environment) => plan.apps(environment).includes(app)).map((at) => ({ plan, at })),
  );
}

/** The applications of a release, where each is to be restaged, and the first day on which it has been; none, where it has not. */
export function restagesOf(
  register: Register,
  { releasedOn, apps }: BuildpackRelease,
  asOf: DateText,
): { readonly app: string; readonly at: string; readonly on: DateText | undefined }[] {
  const restaged = (app: string, { repository }: RestagePlan, environment: string) =>
    register.restageRuns
      .filter(
        (run) =>
          run.repository === repository &&
          run.environment === environment &&
          run.apps.includes(app) &&
          dayOf(run) >= releasedOn &&
          succeededBy(run, endOf(asOf)),
      )
      .map(({ startedAt, finishedAt }) => (finishedAt ?? startedAt).slice(0, 10))
      .sort()
      .at(0);
  return apps.flatMap((app) => placesOf(app).map(({ plan, at }) => ({ app, at, on: restaged(app, plan, at) })));
}

/** The applications of a release that have not been restaged since, and where. */
export function notRestaged(
  register: Register,
  release: BuildpackRelease,
  asOf: DateText,
): { readonly app: string; readonly at: string }[] {
  return restagesOf(register, release, asOf)
    .filter(({ on }) => on === undefined)
    .map(({ app, at }) => ({ app, at }));
}

/** What is to be restaged after each release: what is late, or what is not yet. */
function toRestage(register: Register, asOf: DateText, late: boolean): Finding[] {
  return register.buildpackReleases.map((release, index) => {
    const { buildpack, releasedOn, apps } = release;
    const strangers = late ? apps.filter((app) => placesOf(app).length === 0) : [];
    const left = asOf > restageBy(release) === late ? notRestaged(register, release, asOf) : [];
    return {
      subject: subjectOf(register.id, "buildpackReleases", index),
      problems: [
        ...strangers.map((app) => `${app} is restaged by no workflow`),
        ...left.map(
          ({ app, at }) => `${app} has not been restaged in ${at} since ${buildpack} was released on ${releasedOn}`,
        ),
      ],
    };
  });
}

const afterRelease = {
  clauses: ["NOTIFY-RST-1"],
  remedy: `Run the workflow for each environment, staging first, and record the runs in ${runsFile}.`,
  scope: "register",
  mayBeEmpty: "the platform may not have released a buildpack yet",
} as const;

/** After a release everything that it affects is to be restaged: reported from the first day. */
export const restagedAfterRelease: RegisterRule = {
  ...afterRelease,
  name: "notify-restaged-after-release",
  level: "advisory",
  description: "Applications have been restaged since the last release of their buildpack.",
  judge: (register, asOf) => toRestage(register, asOf, false),
};

/** After some time, what has not been restaged blocks. */
export const restagedInTime: RegisterRule = {
  ...afterRelease,
  name: "notify-restaged-in-time",
  level: "mandatory",
  description: `Applications are restaged within ${restageWithinDays} days of a release of their buildpack.`,
  judge: (register, asOf) => toRestage(register, asOf, true),
};
