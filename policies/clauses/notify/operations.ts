import type { Clause } from "../clause.ts";

/** Alerts, restaging and smoke tests: N12 to N44, with every heading of the document. */
export const operations = [
  {
    id: "NOTIFY-DOC-1",
    section: "Run Book",
    lines:
      "N1-N11, N15, N40, N45-N47, N54, N58, N61, N65, N68, N75, N86, N87, N93-N95, N106-N108, N115-N117, N126, N132",
    requirement: "Title, purpose, contents, headings and table heads: they order the document and ask for nothing.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "NOTIFY-ALR-1",
    section: "Alerts, Notifications, Monitoring",
    lines: "N12a",
    requirement:
      "Every alarm acts on a topic whose alerts arrive in the Slack channel `#pb-notify-alerts`; alarm actions are on, and what the channel may do in AWS is limited to reading.",
    classes: ["enforce"],
    level: "mandatory",
    note: "Every declared alarm is an operational alert. Production may reach the channel over another account or an https subscription (AMB-17).",
  },
  {
    id: "NOTIFY-ALR-2",
    section: "Alerts, Notifications, Monitoring",
    lines: "N12b",
    requirement:
      "Whoever is on call joins that channel and has push notifications on for all messages: a duty of people.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "NOTIFY-ALR-3",
    section: "Alerts, Notifications, Monitoring",
    lines: "N13",
    requirement:
      "New Relic monitors each application: its licence key is an environment secret, and the check of its configuration is required before a merge.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-ALR-4",
    section: "Alerts, Notifications, Monitoring",
    lines: "N14",
    requirement:
      "Application and platform logs are read in Cloud.gov Logging: each application names it as its log source.",
    classes: ["context", "declare"],
    level: "advisory",
  },
  {
    id: "NOTIFY-RST-1",
    section: "Restaging Apps",
    lines: "N16a",
    requirement:
      "After each buildpack release of cloud.gov, every application that it affects has been restaged since.",
    classes: ["register"],
    level: "mandatory",
    note: "No deadline is given: advisory at once, and mandatory once a configured number of days, 30, has passed (AMB-18).",
  },
  {
    id: "NOTIFY-RST-2",
    section: "Restaging Apps",
    lines: "N16b",
    requirement: "Cloud.gov announces by e-mail the buildpack updates that affect an application.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "NOTIFY-RST-3",
    section: "Restaging Apps",
    lines: "N17",
    requirement: "The reason to restage: a rebuild brings in the fixes and security updates of the new buildpack.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "NOTIFY-RST-4",
    section: "Restaging Apps",
    lines: "N18a",
    requirement:
      "Two workflows restage the applications: `restage-apps.yml` is on `main` of both `notifications-api` and `usnotify-ssb`.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-RST-5",
    section: "Restaging Apps",
    lines: "N18b",
    requirement:
      "Those workflows start by hand only, for one environment that must be named; for each release, staging has finished with success before demo or production starts.",
    classes: ["enforce", "register"],
    level: "mandatory",
    note: "Once per environment means at least once, each on its own; a second run is no breach (AMB-34).",
  },
  {
    id: "NOTIFY-RST-6",
    section: "Restaging Apps",
    lines: "N19-N25",
    requirement:
      "`notify-api`, `notify-admin` and the egress proxy of each are restaged from `main`, one environment a run, in staging, demo and production.",
    classes: ["register", "enforce"],
    level: "mandatory",
    note: "The run is on `main` even where deployments come from `production`, so environments admit both protected branches (AMB-19).",
  },
  {
    id: "NOTIFY-RST-7",
    section: "Restaging Apps",
    lines: "N26-N32",
    requirement:
      "`ssb-sms` and `ssb-smtp` are restaged from `main`, one environment a run, in staging or production only.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-RST-8",
    section: "Restaging Apps",
    lines: "N33-N39",
    requirement: "`ssb-devel-sms` and `ssb-devel-smtp` are restaged from `main`, in the development environment only.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-SMK-1",
    section: "Smoke-testing the App",
    lines: "N41",
    requirement:
      "A few steps by hand show that an environment works. So that they can succeed, each environment declares its SES identity, SMS preferences, CSV bucket, web, worker and scheduler.",
    classes: ["context", "declare"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-SMK-2",
    section: "Smoke-testing the App",
    lines: "N42",
    requirement: "A password reset by e-mail proves SES; a record of that test is kept for each environment.",
    classes: ["context", "register"],
    level: "advisory",
  },
  {
    id: "NOTIFY-SMK-3",
    section: "Smoke-testing the App",
    lines: "N43",
    requirement: "A log-in proves SNS for a single message; a record of that test is kept for each environment.",
    classes: ["context", "register"],
    level: "advisory",
  },
  {
    id: "NOTIFY-SMK-4",
    section: "Smoke-testing the App",
    lines: "N44",
    requirement:
      "A CSV upload scheduled for the next possible time proves S3, scheduler and workers; a record of that test is kept for each environment.",
    classes: ["context", "register"],
    level: "advisory",
  },
] as const satisfies readonly Clause[];
