import { type Register, subjectOf } from "../../../model/register.ts";
import { notifyEnvironments } from "../../settings/notify-environments.ts";
import { listed, problems } from "../grants.ts";
import { readDocument } from "../iam/document.ts";
import { isOn, list, shown } from "../reading.ts";
import type { RegisterRule, ResourceRule, StackRule } from "../rule.ts";
import { environmentOfStack } from "./stack-environment.ts";

const { environments, apps, processes, csvBucket, monitoring, slackChannel } = notifyEnvironments;
const types = {
  bucket: "aws:s3/bucket:Bucket",
  block: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  encryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  textMessages: "aws:sns/smsPreferences:SmsPreferences",
} as const;

/** Every environment is there, with all that a smoke test tries out. */
export const environmentsComplete: RegisterRule = {
  name: "notify-environments-complete",
  clauses: ["NOTIFY-SMK-1", "NOTIFY-ALR-1"],
  level: "mandatory",
  description: `The environments ${listed([...environments])} each have their applications and processes, a bucket for uploads, and a channel for alerts.`,
  remedy: "Complete the environment in register/notify/environments.yaml.",
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

function ownersOf(register: Register, account: string, region: string): string[] {
  return Object.entries(register.environments).flatMap(([id, each]) =>
    each.account === account && each.region === region && each.sharesAccountWith === undefined ? [id] : [],
  );
}

/** Buckets are closed to the world, whatever else is said of them. */
export const bucketsPrivate: ResourceRule = {
  name: "notify-buckets-private",
  clauses: ["NOTIFY-SMK-1", "S3-1"],
  level: "mandatory",
  description: "Buckets block every kind of public access, and give nobody access by lists or policies of their own.",
  remedy:
    "Set all four of BucketPublicAccessBlock to true (each is false when left out), and remove the list or policy.",
  scope: "resource",
  types: [types.block, types.bucket, types.bucketPolicy],
  judge: ({ type, props }) => {
    if (type === types.block) {
      const four = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
      return problems(
        ...four.map((each) => props[each] !== true && `${each} is not true`),
        isOn(props.skipDestroy) && "it stays when it is removed here, and nothing judges it then",
      );
    }
    if (type === types.bucketPolicy)
      return onlyDenies(props.policy) ? [] : ["its policy lets somebody in, or cannot be read"];
    const given = ["acl", "grants", "policy", "website", "corsRules", "replicationConfiguration"].filter(
      (each) => props[each] !== undefined,
    );
    return problems(given.length > 0 && `it sets ${listed(given)} itself`);
  },
};

/** Whether a policy gives nobody anything. */
function onlyDenies(document: unknown): boolean {
  const read = readDocument(document);
  return "statements" in read && read.statements.every(({ effect }) => effect === "Deny");
}

/** What a smoke test tries out is declared. Mail has rules of its own. */
export const environmentParts: StackRule = {
  name: "notify-environment-parts",
  clauses: ["NOTIFY-SMK-1", "S3-1"],
  level: "mandatory",
  description:
    "Each environment's stack has the bucket for uploads, closed and encrypted, and one stack of each account and region has the settings of text messages.",
  remedy: "Leave them to the environment's stack, which makes them from register/notify/environments.yaml.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const where = environmentOfStack(register, stack);
    if (where === undefined) return [];
    const bucket = csvBucket(where.id);
    const has = (type: string) => resources.some((each) => each.type === type && shown(each.props.bucket) === bucket);
    const settings = resources.filter(({ type }) => type === types.textMessages).length;
    const expected = where.ownsAccount ? 1 : 0;
    const encrypted = resources.some(
      ({ type, props }) => type === types.encryption && shown(props.bucket) === bucket && list(props.rules).length > 0,
    );
    return [
      {
        subject: `bucket ${bucket}`,
        problems: problems(
          !has(types.bucket) && "it is not in this stack",
          !has(types.block) && "nothing blocks public access to it",
          !encrypted && "nothing says how it is encrypted",
        ),
      },
      {
        subject: `text messages of ${where.id}`,
        problems: problems(
          settings !== expected && `their settings are made ${settings} times in this stack, not ${expected} times`,
        ),
      },
    ];
  },
};
