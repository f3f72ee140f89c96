import { type Register, subjectOf } from "../../../model/register.ts";
import type { Environment } from "../../../model/schema/hosting.ts";
import { notifyEnvironments } from "../../settings/notify-environments.ts";
import { listed, problems } from "../grants.ts";
import type { RegisterRule, StackRule } from "../rule.ts";
import { environmentOfStack } from "./stack-environment.ts";

const { environments, apps, processes, csvBucket, monitoring, slackChannel } = notifyEnvironments;
const textMessages = "aws:sns/smsPreferences:SmsPreferences";

/** Every environment is there, with all that a smoke test tries out. */
export const environmentsComplete: RegisterRule = {
  name: "notify-environments-complete",
  clauses: ["NOTIFY-SMK-1", "NOTIFY-ALR-1"],
  level: "mandatory",
  description: `The environments ${listed([...environments])} each have their applications and processes, a bucket for uploads, and a channel for alerts.`,
  remedy:
    "Complete the environment in register/notify/environments.yaml; another channel, bucket or application is a change of policies/settings/notify-environments.ts too.",
  scope: "register",
  judge: (register) =>
    environments.map((id) => {
      const subject = subjectOf(register.id, "environments", id);
      const environment = register.environments[id];
      if (environment === undefined) return { subject, problems: ["it is not in the register"] };
      const missing = (needed: readonly string[], given: readonly string[] = []) =>
        needed.filter((each) => !given.includes(each));
      const [noApps, noProcesses] = [missing(apps(id), environment.apps), missing(processes, environment.processes)];
      return {
        subject,
        problems: problems(
          noApps.length > 0 && `it lacks the applications ${listed(noApps)}`,
          noProcesses.length > 0 && `no ${listed(noProcesses)} runs in it`,
          environment.csvBucket !== csvBucket(id) &&
            `its bucket for uploads is ${environment.csvBucket ?? "not given"}, not ${csvBucket(id)}`,
          environment.apiUrl === undefined && "it is not said where its API answers",
          environment.alerts?.slackChannel !== slackChannel &&
            `its alerts go to the channel ${environment.alerts?.slackChannel ?? "of nobody"}, not to ${slackChannel}`,
        ),
      };
    }),
};

/** New Relic watches every application. */
export const applicationsMonitored: RegisterRule = {
  name: "notify-applications-monitored",
  clauses: ["NOTIFY-ALR-3"],
  level: "mandatory",
  description: "In each environment New Relic monitors the applications.",
  remedy: "Set monitoring: newrelic in register/notify/environments.yaml.",
  scope: "register",
  judge: (register) =>
    Object.entries(register.environments).map(([id, environment]) => ({
      subject: subjectOf(register.id, "environments", id),
      problems: problems(environment.monitoring !== monitoring.by && "nothing monitors its applications"),
    })),
};

/** Whoever searches for what went wrong knows where. */
export const logsInCloudGov: RegisterRule = {
  name: "notify-logs-in-cloud-gov",
  clauses: ["NOTIFY-ALR-4"],
  level: "advisory",
  description: "The logs of each environment's applications are searched in cloud.gov.",
  remedy: "Set logs: cloud-gov in register/notify/environments.yaml.",
  scope: "register",
  judge: (register) =>
    Object.entries(register.environments).map(([id, { logs }]) => ({
      subject: subjectOf(register.id, "environments", id),
      problems: problems(logs !== "cloud-gov" && "it is not said where its logs are"),
    })),
};

/** What an account has once in a region, one stack makes. */
export const accountsOwnedOnce: RegisterRule = {
  name: "notify-accounts-owned-once",
  clauses: ["NOTIFY-SMK-1"],
  level: "mandatory",
  description:
    "Of the environments in one account and region, exactly one makes what exists there once, the settings of text messages among it.",
  remedy:
    "Let the others say sharesAccountWith in register/notify/environments.yaml, and give the owner a monthlySpendLimit.",
  scope: "register",
  judge: (register) =>
    Object.entries(register.environments).map(([id, environment]) => {
      const { account, region, sharesAccountWith, monthlySpendLimit } = environment;
      const subject = subjectOf(register.id, "environments", id);
      if (sharesAccountWith !== undefined) {
        const owner = register.environments[sharesAccountWith];
        return {
          subject,
          problems: problems(
            (owner?.account !== account || owner.region !== region) &&
              `${sharesAccountWith} is in another account or region`,
            owner?.sharesAccountWith !== undefined && `${sharesAccountWith} owns no account itself`,
            !sameChat(environment.alerts, owner?.alerts) &&
              `its alerts go to another workspace or channel than those of ${sharesAccountWith}, by which the account's one way to Slack is made`,
          ),
        };
      }
      const others = ownersOf(register, account, region).filter((each) => each !== id);
      return {
        subject,
        problems: problems(
          others.length > 0 && `${listed(others)} would write the settings of ${account} in ${region} too`,
          monthlySpendLimit === undefined && "it has no limit for text messages, so nothing can be sent",
        ),
      };
    }),
};

/** Whether two environments are told of by one configuration of AWS's chat service; a relay is a way of one's own. */
function sameChat(a: Environment["alerts"], b: Environment["alerts"]): boolean {
  if (a === undefined || b === undefined || a.relay !== undefined || b.relay !== undefined) return true;
  return a.slackWorkspace === b.slackWorkspace && a.slackChannel === b.slackChannel;
}

function ownersOf(register: Register, account: string, region: string): string[] {
  return Object.entries(register.environments).flatMap(([id, each]) =>
    each.account === account && each.region === region && each.sharesAccountWith === undefined ? [id] : [],
  );
}

/** What a smoke test tries out is declared. Mail and buckets have rules of their own. */
export const environmentParts: StackRule = {
  name: "notify-environment-parts",
  clauses: ["NOTIFY-SMK-1"],
  level: "mandatory",
  description: "One stack of each account and region has the settings of text messages.",
  remedy: "Leave them to the environment's stack, which makes them from register/notify/environments.yaml.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const where = environmentOfStack(register, stack);
    if (where === undefined) return [];
    const settings = resources.filter(({ type }) => type === textMessages).length;
    const expected = where.ownsAccount ? 1 : 0;
    return [
      {
        subject: `text messages of ${where.id}`,
        problems: problems(
          settings !== expected && `their settings are made ${settings} times in this stack, not ${expected} times`,
        ),
      },
    ];
  },
};
