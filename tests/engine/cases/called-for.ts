import { type Case, casesOf } from "../case.ts";
import {
  addResource,
  type ExportedState,
  type RegisterDraft,
  removeResource,
  resourceIn,
  setProperties,
} from "../state.ts";

const ocp = casesOf("ocp");
const platform = casesOf("notify-platform");
const staging = casesOf("notify-staging");
const production = casesOf("notify-production");

const record = "cloudflare:index/dnsRecord:DnsRecord";
const refused = ["resources-called-for"] as const;

/** Adds a resource like another one, with other properties. */
const adds = (type: string, like: string, changes: Record<string, unknown>, as = type, name = "another") => ({
  state: (state: ExportedState) => {
    const sibling = resourceIn(state, type, like);
    addResource(state, sibling, {
      ...{ type: as, name, properties: { ...sibling.inputs, ...changes } },
      ...(sibling.protect !== undefined && { protect: sibling.protect }),
    });
  },
});

const dns = (changes: Record<string, unknown>) => adds(record, "notify.gov-dmarc", changes);

/** Gives notify.gov more in the register. */
const domain = (more: Record<string, unknown>) => ({
  register: ({ domains }: RegisterDraft) => void Object.assign(domains["notify.gov"], more),
});

const servers = ["ns-1.example.net", "ns-2.example.net"];
const delegated = domain({ delegations: { "ssb.notify.gov": { servers, reason: "The broker makes names there" } } });
const aliased = domain({ aliases: { "status.notify.gov": { target: "page.example.net", reason: "The status page" } } });

/** Cases of what nobody called for, and of what somebody did. */
export const calledForCases: readonly Case[] = [
  production.red(
    "GATE-10",
    "an alias that leads to a stranger",
    refused,
    dns({ name: "promo", type: "CNAME", content: "stranger.example" }),
  ),
  production.red(
    "GATE-10",
    "a name that strangers answer for",
    refused,
    dns({ name: "dev", type: "NS", content: "ns.stranger.example" }),
  ),
  production.red(
    "GATE-10",
    "a service record",
    refused,
    dns({ name: "www", type: "HTTPS", content: "1 stranger.example." }),
  ),
  production.red(
    "GATE-10",
    "a server record",
    refused,
    dns({ name: "_sip._tcp", type: "SRV", content: "0 5 5060 stranger.example" }),
  ),
  production.red(
    "GATE-10",
    "whose certificates are good",
    refused,
    dns({ name: "@", type: "CAA", content: '0 issue "stranger.example"' }),
  ),
  production.red("GATE-10", "an address", refused, dns({ name: "app", type: "AAAA", content: "2001:db8::1" })),
  production.red(
    "GATE-10",
    "a text that shows that the domain is a stranger's",
    refused,
    dns({ name: "@", content: '"site=stranger"' }),
  ),
  production.red(
    "GATE-10",
    "an alias beside records of mail",
    ["dns-aliases-stand-alone", ...refused],
    dns({ name: "mail", type: "CNAME", content: "stranger.example" }),
  ),
  production.red("GATE-10", "a delegation with other servers than the register's", refused, {
    ...delegated,
    ...dns({ name: "ssb", type: "NS", content: "ns.stranger.example" }),
  }),
  production.red("GATE-10", "records of ours below a delegation", ["dns-aliases-stand-alone"], {
    ...domain({ delegations: { "mail.notify.gov": { servers, reason: "A mistake" } } }),
    ...dns({ name: "mail", type: "NS", content: "ns-1.example.net" }),
  }),
  production.red(
    "GATE-10",
    "a key of topics that nobody uses",
    ["identities-claimed-once"],
    adds("aws:kms/key:Key", "production", {}),
  ),
  platform.red(
    "GATE-10",
    "a repository outside the register",
    refused,
    adds("github:index/repository:Repository", "usnotify-ssb", { name: "stranger" }),
  ),
  platform.red("GATE-10", "a team's push to a repository of others", refused, {
    ...adds("github:index/teamRepository:TeamRepository", "usnotify-ssb-notify-engineers", {
      repository: "datagov-brokerpak-smtp",
    }),
  }),
  platform.red(
    "GATE-10",
    "a team that no role has",
    ["notify-memberships-from-register", ...refused],
    adds("github:index/team:Team", "notify-isso", { name: "strangers" }),
  ),
  platform.red("GATE-10", "one file twice", ["identities-claimed-once"], {
    ...adds("github:index/repositoryFile:RepositoryFile", "usnotify-ssb/.github/dependabot.yml", {}),
  }),
  platform.red(
    "GATE-10",
    "an environment that the register does not have",
    ["notify-environments-protected", ...refused],
    {
      ...adds("github:index/repositoryEnvironment:RepositoryEnvironment", "usnotify-ssb-staging", {
        environment: "shadow",
      }),
    },
  ),
  staging.red("GATE-10", "an alarm that nobody listed", refused, {
    ...adds("aws:cloudwatch/metricAlarm:MetricAlarm", "notify-staging-mail-bounces", { name: "notify-staging-mine" }),
  }),
  staging.red(
    "GATE-10",
    "a topic that nobody listed",
    refused,
    adds("aws:sns/topic:Topic", "notify-staging-bounce", { name: "mine" }),
  ),
  staging.red("GATE-10", "no alarm when mail bounces", ["resources-made"], {
    state: (state) => removeResource(state, "aws:cloudwatch/metricAlarm:MetricAlarm", "notify-staging-mail-bounces"),
  }),
  platform.red("GATE-10", "somebody who holds a role and is not in its team", ["resources-made"], {
    state: (state) => removeResource(state, "github:index/teamMembership:TeamMembership", "notify-isso-notify-isso-1"),
  }),
  ocp.red("GATE-10", "no policy by which a sender sends", ["resources-made"], {
    state: (state) => removeResource(state, "aws:iam/policy:Policy", "noreply.open-contracting.org"),
  }),
  staging.red("GATE-12", "an alarm that never rings", ["values-called-for"], {
    state: (state) =>
      setProperties(resourceIn(state, "aws:cloudwatch/metricAlarm:MetricAlarm", "notify-staging-mail-bounces"), {
        threshold: 1,
      }),
  }),
  staging.red("GATE-12", "a channel of a stranger's workspace, with a role of a stranger's", ["values-called-for"], {
    state: (state) =>
      setProperties(
        resourceIn(
          state,
          "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
          "notify-staging-ops-alerts",
        ),
        { slackTeamId: "T0STRANGER", iamRoleArn: "arn:aws:iam::999988887777:role/reader" },
      ),
  }),
  staging.red("GATE-12", "a topic that a stranger's key encrypts", ["values-called-for"], {
    state: (state) =>
      setProperties(resourceIn(state, "aws:sns/topic:Topic", "notify-staging-bounce"), {
        kmsMasterKeyId: "arn:aws:kms:us-west-2:999988887777:alias/notify-staging-topics",
      }),
  }),
  ocp.red("GATE-12", "mail of which SES counts who opens it", ["values-called-for"], {
    state: (state) => {
      const counts = resourceIn(
        state,
        "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
        "noreply.open-contracting.org",
      );
      const { eventDestination } = counts.inputs ?? {};
      setProperties(counts, {
        eventDestination: { ...eventDestination, matchingEventTypes: [...eventDestination.matchingEventTypes, "OPEN"] },
      });
    },
  }),
  staging.red("NOTIFY-SVC-2", "another boundary for the account that deploys", ["values-called-for"], {
    advice: ["notify-deployment-bounded"],
    state: (state) =>
      setProperties(resourceIn(state, "aws:iam/user:User", "ssb-deployer"), {
        permissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
  }),
  platform.red(
    "NOTIFY-CHG-7",
    "a check that no workflow makes",
    ["notify-checks-of-one-job", "notify-checks-required"],
    {
      register: ({ repositories }) => {
        repositories["usnotify-ssb"].branches.main.requiredChecks = ["validate", "never"];
      },
      state: (state) =>
        setProperties(resourceIn(state, "github:index/branchProtection:BranchProtection", "usnotify-ssb-main"), {
          requiredStatusChecks: [{ strict: true, contexts: ["validate", "never"] }],
        }),
    },
  ),
  platform.red("NOTIFY-CHG-7", "no check at all of the broker's code", ["notify-checks-required"], {
    register: ({ repositories }) => {
      repositories["ttsnotify-brokerpak-sms"].branches.main.requiredChecks = [];
    },
    state: (state) =>
      setProperties(
        resourceIn(state, "github:index/branchProtection:BranchProtection", "ttsnotify-brokerpak-sms-main"),
        { requiredStatusChecks: [] },
      ),
  }),
  production.green("GATE-10", "a delegation, for a reason", {
    ...delegated,
    ...dns({ name: "ssb", type: "NS", content: "ns-1.example.net" }),
  }),
  production.green("GATE-10", "an alias, for a reason", {
    ...aliased,
    ...dns({ name: "status", type: "CNAME", content: "page.example.net" }),
  }),
  ocp.green("GATE-10", "a text that a service asks for, beside the SPF record", {
    register: ({ domains }) => {
      const texts = { "open-contracting.org": [{ text: "site-verification=1", reason: "The search console" }] };
      Object.assign(domains["open-contracting.org"], { texts });
    },
    ...adds(record, "open-contracting.org-spf", { content: '"site-verification=1"' }),
  }),
];
