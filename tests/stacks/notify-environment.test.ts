import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Register } from "../../model/register.ts";
import { policiesOf } from "../../policies/packs/policies.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { notifyEnvironment } from "../../stacks/notify-environment.ts";
import { asOf, changed, type Draft, notifyRegister } from "../policies/compliant.ts";
import { blocking, type Registration, run, stackNamed } from "../policies/packs/harness.ts";
import { find, real, recorded } from "./record.ts";

const record = (id: string, register: Register = notifyRegister, offline = true) =>
  recorded(() => notifyEnvironment(id, { offline })(register), `notify-${id}`);
const verdict = (id: string, resources: readonly Registration[]) =>
  run(policiesOf("notify", rulesFor("notify"), asOf), [stackNamed(`notify-${id}`), ...resources]).then(blocking);

const made: Record<string, Registration[]> = {};
beforeAll(async () => {
  for (const id of ["staging", "demo", "production"]) made[id] = await record(id);
});
const of = (id: string) => made[id] ?? [];
const names = (id: string, type: string) =>
  of(id)
    .filter((each) => each.type.endsWith(`:${type}`))
    .map(({ name }) => name)
    .toSorted();

describe.each(["staging", "demo", "production"])("the stack of %s", (id) => {
  test("obeys its policies", async () => {
    expect(await verdict(id, of(id))).toEqual([]);
  });

  test("declares the register before anything real", () => {
    const manifest = of(id).findIndex(({ type }) => type === "gatehouse:register:Manifest");
    expect(real(of(id).slice(0, manifest))).toEqual([]);
    expect(real(of(id).slice(manifest))).not.toEqual([]);
  });

  test("sends every alarm to the environment's topic", () => {
    const topic = `notify-${id}-ops-alerts`;
    const alarms = of(id).filter(({ type }) => type.endsWith(":MetricAlarm"));
    expect(alarms).not.toEqual([]);
    for (const { props } of alarms) expect(String(props.alarmActions)).toMatch(new RegExp(`:${topic}$`));
  });

  test("keeps what holds data", () => {
    const kept = of(id).filter(({ protect }) => protect === true);
    expect(new Set(kept.map(({ type }) => type.split(":").at(-1)))).toEqual(
      new Set(["Bucket", "Key", "Smsvoicev2PhoneNumber"]),
    );
    const numbers = kept.filter(({ type }) => type.endsWith(":Smsvoicev2PhoneNumber")).map(({ name }) => name);
    const own = Object.entries(notifyRegister.phoneNumbers).filter(([, { environment }]) => environment === id);
    expect(numbers).toEqual(own.map(([number]) => number));
  });

  test.each([
    "Topic",
    "SlackChannelConfiguration|TopicSubscription",
    "BucketPublicAccessBlock",
    "ActionsEnvironmentSecret",
    "ActionsEnvironmentVariable",
    "Smsvoicev2PhoneNumber",
  ])("without its %s is refused", async (gone) => {
    const rest = of(id).filter(({ type }) => !new RegExp(`:(?:${gone})$`).test(type));
    expect(await verdict(id, rest)).not.toEqual([]);
  });
});

describe("the chat channel, which AWS sets up once in an account", () => {
  const heard = () =>
    find(of("staging"), "SlackChannelConfiguration", "notify-staging-ops-alerts").props.snsTopicArns as string[];

  test("is the owner's, and hears the topics of all who share the account, which are the owner's too", () => {
    expect(names("demo", "SlackChannelConfiguration")).toEqual([]);
    expect(names("production", "SlackChannelConfiguration")).toEqual([]);
    expect(heard()).toEqual(
      ["staging", "demo"].map((id) => `arn:aws:sns:us-west-2:444455556666:notify-${id}-ops-alerts`),
    );
    expect(names("staging", "Topic")).toEqual(
      expect.arrayContaining(["notify-staging-ops-alerts", "notify-demo-ops-alerts"]),
    );
    expect(names("demo", "Topic")).toEqual(["notify-demo-bounce", "notify-demo-complaint", "notify-demo-delivery"]);
  });

  test("is refused where it misses an environment's topic, or that topic", async () => {
    const deaf = of("staging").map((each) =>
      each.type.endsWith(":SlackChannelConfiguration")
        ? { ...each, props: { ...each.props, snsTopicArns: heard().slice(0, 1) } }
        : each,
    );
    expect((await verdict("staging", deaf)).join("\n")).toContain("it does not listen to arn:aws:sns:us-west-2:");
    const topicless = of("staging").filter(
      ({ type, name }) => !(type.endsWith(":Topic") && name === "notify-demo-ops-alerts"),
    );
    expect((await verdict("staging", topicless)).join("\n")).toContain("there is no topic notify-demo-ops-alerts");
  });

  test("a second one, in the stack of who shares the account, is refused", async () => {
    const channel = find(of("staging"), "SlackChannelConfiguration", "notify-staging-ops-alerts");
    const urn = channel.urn.replace("notify-staging::", "notify-demo::");
    expect((await verdict("demo", [...of("demo"), { ...channel, urn }])).join("\n")).toContain(
      "nothing calls for notify-staging-ops-alerts in notify-demo",
    );
  });

  test("an environment that shares the account may have a relay of its own", async () => {
    const relayed = changed(notifyRegister, ({ environments }: Draft) => {
      environments.demo.alerts.relay = "https://alerts.notify.example.gov/slack/C04U9BGHUDB";
    });
    const resources = await record("staging", relayed);
    expect(find(resources, "SlackChannelConfiguration", "notify-staging-ops-alerts").props.snsTopicArns).toHaveLength(
      1,
    );
    expect(find(resources, "TopicSubscription", "notify-demo-ops-alerts").props.endpoint).toContain("/slack/");
  });
});

describe("what an account has once", () => {
  test("is in the stack of the environment that the account is its own", () => {
    for (const type of ["Group", "SmsPreferences", "AccessKey"]) expect(names("demo", type)).toEqual([]);
    expect(names("staging", "SmsPreferences")).toEqual(["staging"]);
    expect(names("staging", "AccessKey")).toEqual(["ssb-sms-broker", "ssb-smtp-broker"]);
    expect(names("production", "SmsPreferences")).toEqual(["production"]);
  });

  test("holds the people of that account and no others", () => {
    expect(find(of("staging"), "GroupMembership", "NotifyAdministrators").props.users).toEqual(["admin-2", "devops-1"]);
    expect(find(of("production"), "GroupMembership", "NotifyAdministrators").props.users).toEqual(["admin-2"]);
  });

  test("a revoked grant takes the user and the membership away", async () => {
    const without = changed(notifyRegister, (draft: Draft) => {
      draft.grants["aws-staging"]["devops-engineer"][1].revokedOn = "2026-05-01";
    });
    const resources = await record("staging", without);
    expect(find(resources, "GroupMembership", "NotifyAdministrators").props.users).toEqual(["admin-2"]);
    expect(resources.filter(({ type, name }) => type.endsWith(":User") && name === "devops-1")).toEqual([]);
  });

  test("IAMFullAccess is the deployer's, in the account's own partition", () => {
    const full = (id: string) => find(of(id), "UserPolicyAttachment", "ssb-deployer").props.policyArn;
    expect(full("staging")).toBe("arn:aws:iam::aws:policy/IAMFullAccess");
    expect(full("production")).toBe("arn:aws-us-gov:iam::aws:policy/IAMFullAccess");
  });
});

describe("secrets", () => {
  afterEach(() => pulumi.runtime.setAllConfig({}));

  test("live, all that the settings lack are named at once, and how to seal them", async () => {
    const failed = record("demo", notifyRegister, false);
    await expect(failed).rejects.toThrow(
      /notifications-api CLOUDGOV_USERNAME.*notifications-admin NEW_RELIC_LICENSE_KEY/,
    );
    await expect(failed).rejects.toThrow(/gh secret set NAME --env ENVIRONMENT/);
  });

  test("what the settings hold is taken as it is", async () => {
    const sealed = { "notifications-api": { CLOUDGOV_PASSWORD: "c2VhbGVk" } };
    pulumi.runtime.setAllConfig({ "gatehouse:sealedSecrets": JSON.stringify(sealed) });
    const resources = await record("demo");
    const { props } = find(resources, "ActionsEnvironmentSecret", "notifications-api-demo-CLOUDGOV_PASSWORD");
    expect(props.valueEncrypted).toBe("c2VhbGVk");
  });

  test("settings of another shape are refused with what they should be", async () => {
    pulumi.runtime.setAllConfig({ "gatehouse:sealedSecrets": '["sealed"]' });
    await expect(record("demo")).rejects.toThrow("gatehouse:sealedSecrets is not an object of repositories");
  });

  test("a placeholder is refused where GitHub is real", async () => {
    const type = "pulumi:providers:github";
    const urn = `urn:pulumi:notify-demo::gatehouse::${type}::default`;
    const provider = { type, name: "default", urn, props: { owner: "GSA" } };
    const [first, ...more] = await verdict("demo", [...of("demo"), provider]);
    expect([first, ...more]).toHaveLength(names("demo", "ActionsEnvironmentSecret").length);
    expect(first).toContain("it holds an offline placeholder");
    const offline = { ...provider, props: { owner: "GSA", gatehouseOffline: "true" } };
    expect(await verdict("demo", [...of("demo"), offline])).toEqual([]);
  });
});

test.each<[string, (draft: Draft) => void, string]>([
  ["no such environment", (draft) => delete draft.environments.demo, 'there is no environment "demo"'],
  [
    "no bucket, no API, no alerts",
    ({ environments: { demo } }) => {
      for (const each of ["csvBucket", "apiUrl", "alerts"]) delete demo[each];
    },
    "demo needs alerts, apiUrl, csvBucket",
  ],
  [
    "an account without an id",
    (draft) => delete draft.accounts["aws-staging"].accountId,
    "needs provider: aws, a partition and an accountId",
  ],
])("a register with %s is the reader's to mend", async (_, change, problem) => {
  await expect(record("demo", changed(notifyRegister, change))).rejects.toThrow(problem);
});
