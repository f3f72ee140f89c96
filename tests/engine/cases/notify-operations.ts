import { addDays, type DateText } from "../../../model/dates.ts";
import { type Case, casesOf } from "../case.ts";
import { type RegisterDraft, removeResource } from "../state.ts";

const { red, green } = casesOf("notify-platform");

/** Adds a vulnerability that was found so many days ago. */
const vulnerability =
  (severity: string, days: number, change: object = {}) =>
  (register: RegisterDraft, asOf: DateText) => {
    register.vulnerabilities.weak = {
      ...{ title: "A weakness", severity, detectedOn: addDays(asOf, -days), owner: "admin-2" },
      ...change,
    };
  };
const dueSoon = ["notify-vulnerabilities-due-soon"];

const deadlines = (
  [
    ["NOTIFY-VUL-2", "critical", "critical", 15],
    ["NOTIFY-VUL-2", "very-high", "critical", 15],
    ["NOTIFY-VUL-3", "high", "high", 30],
    ["NOTIFY-VUL-4", "medium", "medium", 90],
    ["NOTIFY-VUL-5", "low", "low", 180],
    ["NOTIFY-VUL-6", "informational", "informational", 365],
  ] as const
).flatMap(([clause, severity, level, days]): Case[] => {
  const analysis = severity === "informational" ? { analysis: "remediate" } : {};
  return [
    red(
      clause,
      `a vulnerability of severity ${severity} open for ${days + 1} days`,
      [`notify-${level}-vulnerabilities-in-time`],
      { register: vulnerability(severity, days + 1, analysis) },
    ),
    green(clause, `a vulnerability of severity ${severity} open for ${days} days`, {
      register: vulnerability(severity, days, analysis),
      advice: dueSoon,
    }),
  ];
});

const vulnerabilities: readonly Case[] = [
  red("NOTIFY-VUL-1", "a vulnerability that an engineer is to answer for", ["notify-vulnerabilities-owned"], {
    register: vulnerability("low", 0, { owner: "engineer-1" }),
  }),
  red("NOTIFY-VUL-1", "a repository without alerts of vulnerabilities", ["notify-vulnerabilities-watched"], {
    state: (state) =>
      removeResource(
        state,
        "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
        "notifications-api",
      ),
  }),
  green("NOTIFY-VUL-1", "a vulnerability that an Administrator answers for", { register: vulnerability("low", 0) }),
  ...deadlines,
  green("NOTIFY-VUL-6", "an informational finding that nobody has analysed, which is reported", {
    register: vulnerability("informational", 400),
    advice: ["notify-informational-analysed"],
  }),
];

const stagingKey = "cloud-gov-staging-key";
const leaver = "devops-2";

const credentials: readonly Case[] = [
  red(
    "NOTIFY-ACC-6",
    "a credential that was last rotated the day before its reader left",
    ["notify-credentials-rotated-after-leaving"],
    {
      register: (register) => {
        register.credentials[stagingKey].rotatedOn = addDays(register.people[leaver].leftOn, -1);
      },
    },
  ),
  green("NOTIFY-ACC-6", "a credential that was rotated 15 days after its reader left, which is reported", {
    register: (register) => {
      register.credentials[stagingKey].rotatedOn = addDays(register.people[leaver].leftOn, 15);
    },
    advice: ["done-late"],
  }),
  green("NOTIFY-ACC-6", "a credential that was rotated 14 days after its reader left", {
    register: (register) => {
      register.credentials[stagingKey].rotatedOn = addDays(register.people[leaver].leftOn, 14);
    },
  }),
  red("NOTIFY-ACC-6", "a credential that is 91 days old", ["notify-credentials-not-expired"], {
    register: (register, asOf) => {
      register.credentials["cloud-gov-demo-key"].rotatedOn = addDays(asOf, -91);
    },
  }),
  green("NOTIFY-ACC-6", "a credential that is 90 days old", {
    register: (register, asOf) => {
      register.credentials["cloud-gov-demo-key"].rotatedOn = addDays(asOf, -90);
    },
  }),
  green("NOTIFY-ACC-6", "credentials that outlived a manager of the organisation, which is reported", {
    register: (register, asOf) => {
      register.grants["cloud-gov"]["org-manager"][0].revokedOn = addDays(asOf, -20);
    },
    advice: ["notify-credentials-rotated-after-managers", "two-key-holders"],
  }),
];

const released = (days: number) => (register: RegisterDraft, asOf: DateText) => {
  const release = { buildpack: "python_buildpack", releasedOn: addDays(asOf, -days), apps: ["notify-api-staging"] };
  Object.assign(register, { restageRuns: [], buildpackReleases: [release] });
};

/** Records another run like that of a repository in an environment, a day later. */
const runAgain = (repository: string, environment: string, change: object) => (register: RegisterDraft) => {
  const run = register.restageRuns.find(
    // biome-ignore lint/suspicious/noExplicitAny: entries of a draft
    (each: any) => each.repository === repository && each.environment === environment,
  );
  const later = (moment: string) => `${addDays(moment.slice(0, 10), 1)}${moment.slice(10)}`;
  const times = { startedAt: later(run.startedAt), finishedAt: later(run.finishedAt) };
  register.restageRuns.push({ ...run, ...times, ...change });
};

const restaging: readonly Case[] = [
  red("NOTIFY-RST-1", "an application that was not restaged for 31 days", ["notify-restaged-in-time"], {
    register: released(31),
  }),
  green("NOTIFY-RST-1", "an application that was not restaged for 30 days, which is reported", {
    register: released(30),
    advice: ["notify-restaged-after-release"],
  }),
  red("NOTIFY-RST-5", "staging restaged after the others", ["notify-staging-restaged-first"], {
    register: (register) => {
      const [staging] = register.restageRuns;
      const day = staging.startedAt.slice(0, 10);
      Object.assign(staging, { startedAt: `${day}T22:00:00Z`, finishedAt: `${day}T22:10:00Z` });
    },
  }),
  green("NOTIFY-RST-5", "production restaged a second time", {
    register: runAgain("notifications-api", "production", {}),
  }),
  red("NOTIFY-RST-6", "applications restaged from a feature branch", ["notify-restaged-in-place"], {
    register: runAgain("notifications-api", "staging", { ref: "feature/x" }),
  }),
  green("NOTIFY-RST-6", "one application restaged from the main branch", {
    register: runAgain("notifications-api", "staging", { apps: ["notify-api-staging"] }),
  }),
  red("NOTIFY-RST-7", "a broker restaged in demo", ["notify-restaged-in-place"], {
    register: runAgain("usnotify-ssb", "staging", { environment: "demo" }),
  }),
  green("NOTIFY-RST-7", "one broker restaged in production", {
    register: runAgain("usnotify-ssb", "production", { apps: ["ssb-sms"] }),
  }),
  red("NOTIFY-RST-8", "development's brokers restaged in staging", ["notify-restaged-in-place"], {
    register: runAgain("usnotify-ssb", "development", { environment: "staging" }),
  }),
  green("NOTIFY-RST-8", "development's brokers restaged once more", {
    register: runAgain("usnotify-ssb", "development", {}),
  }),
];

const smokeTests: readonly Case[] = (
  [
    ["NOTIFY-SMK-2", "ses"],
    ["NOTIFY-SMK-3", "sns"],
    ["NOTIFY-SMK-4", "csv"],
  ] as const
).flatMap(([clause, part]): Case[] => {
  const test = (passed: boolean) => (register: RegisterDraft, asOf: DateText) =>
    register.smokeTests.push({ environment: "demo", part, testedOn: asOf, by: "engineer-1", passed });
  return [
    green(clause, `a smoke test (${part}) that failed, which is reported`, {
      register: test(false),
      advice: [`notify-smoke-tested-${part}`],
    }),
    green(clause, `one more smoke test (${part}) that passed`, { register: test(true) }),
  ];
});

/** Cases of vulnerabilities, of credentials after somebody left, and of what is run by hand. */
export const notifyOperationsCases: readonly Case[] = [...vulnerabilities, ...credentials, ...restaging, ...smokeTests];
