import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { loadRegister } from "../../../../model/load.ts";
import { calledValues, valuesCalledFor } from "../../../../policies/rules/called-for/values/index.ts";
import type { Resource } from "../../../../policies/rules/rule.ts";
import { mail } from "../../../../policies/settings/mail.ts";
import { notifyEnvironment } from "../../../../stacks/notify-environment.ts";
import { notifyPlatform } from "../../../../stacks/notify-platform.ts";
import { ocp } from "../../../../stacks/ocp.ts";
import { find, recorded } from "../../../stacks/record.ts";
import type { Registration } from "../../packs/harness.ts";

const { head, registers } = loadRegister(fileURLToPath(new URL("../../../../register", import.meta.url)));
const { asOf } = head;

const programs = {
  ocp: { program: ocp, register: registers.ocp },
  "notify-platform": { program: notifyPlatform, register: registers.notify },
  "notify-staging": { program: notifyEnvironment("staging", { offline: true }), register: registers.notify },
} as const;
type Stack = keyof typeof programs;

const made = new Map<Stack, Registration[]>();
beforeAll(async () => {
  for (const stack of Object.keys(programs) as Stack[]) {
    const { program, register } = programs[stack];
    made.set(stack, await recorded(() => program(register), stack));
  }
}, 120_000);

function said(stack: Stack, { type, name, urn, props }: Registration, change: object = {}): string[] {
  const resource: Resource = {
    ...{ type, name, urn, props: { ...props, ...change } },
    options: { protect: false, ignoreChanges: [] },
  };
  return valuesCalledFor.judge(resource, { register: programs[stack].register, asOf });
}

const first = (stack: Stack, type: string) => {
  const found = (made.get(stack) ?? []).find(
    (each) => each.type.endsWith(`:${type}`) && !each.type.startsWith("gatehouse:"),
  );
  if (found === undefined) throw new Error(`${stack} makes no ${type}`);
  return found;
};

test.each(Object.keys(programs) as Stack[])("%s has the values that are called for", (stack) => {
  const judged = (made.get(stack) ?? []).filter(({ type }) => Object.hasOwn(calledValues, type));
  expect(judged.length).toBeGreaterThan(1);
  expect(judged.flatMap((each) => said(stack, each))).toEqual([]);
});

const stranger = "999988887777";

describe("another value is refused", () => {
  test.each<[string, Stack, string, Record<string, unknown>, string]>([
    [
      "a stranger's workspace",
      "notify-staging",
      "SlackChannelConfiguration",
      { slackTeamId: "T0STRANGER" },
      "slackTeamId",
    ],
    [
      "a stranger's role for the channel",
      "notify-staging",
      "SlackChannelConfiguration",
      { iamRoleArn: `arn:aws:iam::${stranger}:role/any` },
      "iamRoleArn",
    ],
    ["an alarm that never rings", "notify-staging", "MetricAlarm", { threshold: 1e9 }, "threshold"],
    ["an alarm of something else", "notify-staging", "MetricAlarm", { metricName: "PublishSize" }, "metricName"],
    ["an alarm that waits for a day", "notify-staging", "MetricAlarm", { evaluationPeriods: 288 }, "evaluationPeriods"],
    [
      "a stranger's key of topics",
      "notify-staging",
      "Topic",
      { kmsMasterKeyId: `arn:aws:kms:us-west-2:${stranger}:key/1` },
      "kmsMasterKeyId",
    ],
    [
      "a stranger's key by our name",
      "ocp",
      "Topic",
      { kmsMasterKeyId: `arn:aws:kms:us-east-1:${stranger}:alias/ocp-topics` },
      "kmsMasterKeyId",
    ],
    ["texts in another's name", "notify-staging", "SmsPreferences", { defaultSenderId: "IRS" }, "defaultSenderId"],
    ["a larger machine", "ocp", "Instance", { type: "g7-highmem-16" }, "type"],
    ["another system", "ocp", "Instance", { image: "linode/debian12" }, "image"],
    ["a machine that nobody can log into", "ocp", "Instance", { authorizedUsers: undefined }, "authorizedUsers"],
    ["a machine that somebody else can", "ocp", "Instance", { authorizedUsers: ["stranger"] }, "authorizedUsers"],
    ["a machine of the other stage", "ocp", "Instance", { tags: ["development", "managed-by:dogsbody"] }, "tags"],
    ["a machine of no stage", "ocp", "Server", { labels: { "managed-by": "dogsbody" } }, "labels"],
    ["a machine elsewhere", "ocp", "Server", { location: "sin" }, "location"],
    ["a machine of no type", "ocp", "Server", { serverType: undefined }, "serverType"],
    ["a repository that nobody sees", "notify-platform", "Repository", { visibility: "private" }, "visibility"],
    [
      "a link to a stranger",
      "notify-platform",
      "Repository",
      { homepageUrl: "https://stranger.example" },
      "homepageUrl",
    ],
    ["no checks", "notify-platform", "BranchProtection", { requiredStatusChecks: [] }, "requiredStatusChecks"],
    [
      "a set of dimensions that mail fills",
      "ocp",
      "ConfigurationSetEventDestination",
      {
        eventDestination: {
          matchingEventTypes: mail.countedEvents,
          cloudWatchDestination: { dimensionConfigurations: [{ dimensionName: "To" }] },
        },
      },
      "eventDestination.cloudWatchDestination",
    ],
  ])("%s", (_, stack, type, change, path) => {
    expect(said(stack, first(stack, type), change)).toEqual([expect.stringContaining(`${path} is `)]);
  });

  test.each([
    ["openings, by which people are watched", [...mail.countedEvents, "OPEN"]],
    ["bounces alone", ["BOUNCE"]],
    ["nothing", []],
  ])("mail of which SES counts %s", (_, matchingEventTypes) => {
    const counts = first("ocp", "ConfigurationSetEventDestination");
    const eventDestination = { ...(counts.props.eventDestination as object), matchingEventTypes };
    expect(said("ocp", counts, { eventDestination })).toEqual([
      expect.stringContaining("eventDestination.matchingEventTypes is "),
    ]);
  });

  test.each([{ kind: "person" }, {}, undefined, { kind: "service-account", email: "a@example.gov" }])(
    "a broker marked as %j",
    (tags) => {
      const broker = find(made.get("notify-staging") ?? [], "User", "ssb-sms-broker");
      expect(said("notify-staging", broker, { tags })).toEqual([expect.stringMatching(/^tags is /)]);
    },
  );

  test("fewer approvals than the register has, in the place that is wrong", () => {
    const protection = find(made.get("notify-platform") ?? [], "BranchProtection", "notifications-api-production");
    const [review] = protection.props.requiredPullRequestReviews as Record<string, unknown>[];
    const change = { requiredPullRequestReviews: [{ ...review, requiredApprovingReviewCount: 1 }] };
    expect(said("notify-platform", protection, change)).toEqual([
      "requiredPullRequestReviews[0].requiredApprovingReviewCount is 1, and has to be 2",
    ]);
  });

  test("what is not known yet", () => {
    const { props, ...rest } = first("notify-staging", "Topic");
    const unknown = Object.defineProperty({ ...props }, "kmsMasterKeyId", {
      enumerable: true,
      get: () => {
        throw new Error("not known");
      },
    });
    const resource = { ...rest, props: unknown, options: { protect: false, ignoreChanges: [] } };
    expect(valuesCalledFor.judge(resource, { register: registers.notify, asOf })).toEqual([
      expect.stringContaining("kmsMasterKeyId is not known yet"),
    ]);
  });
});

describe("AMB-28: a boundary", () => {
  const user = (name: string, permissionsBoundary?: string) =>
    said("notify-staging", find(made.get("notify-staging") ?? [], "User", name), { permissionsBoundary });
  const boundary = /policy\/ssb_deployment_boundary$/;

  test("is demanded of the account that deploys, where the register says from where it works", () => {
    expect(user("ssb-deployer")).toEqual([expect.stringMatching(/left out, and has to be .*ssb_deployment_boundary/)]);
    expect(user("ssb-deployer", "arn:aws:iam::aws:policy/AdministratorAccess")).toHaveLength(1);
    expect(find(made.get("notify-staging") ?? [], "User", "ssb-deployer").props.permissionsBoundary).toMatch(boundary);
  });

  test("is nobody else's", () => {
    expect(user("ssb-sms-broker", "arn:aws:iam::aws:policy/AdministratorAccess")).toHaveLength(1);
    expect(user("ssb-sms-broker")).toEqual([]);
  });
});

test("the order of a list, and of keys, tells nothing", () => {
  const protection = find(made.get("notify-platform") ?? [], "BranchProtection", "notifications-api-main");
  const [checks] = protection.props.requiredStatusChecks as { contexts: string[]; strict: boolean }[];
  const change = { requiredStatusChecks: [{ contexts: checks?.contexts.toReversed(), strict: true, __defaults: [] }] };
  expect(said("notify-platform", protection, change)).toEqual([]);
});
