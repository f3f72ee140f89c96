import type { Clause } from "../clause.ts";

/** Pull requests, branches, deployments and releases: N48 to N67. */
export const change = [
  {
    id: "NOTIFY-CHG-1",
    section: "Common Policies and Procedures",
    lines: "N48-N49",
    requirement:
      "Every change comes from a feature branch by a pull request to `main`, the default branch, which demands it of everybody without bypass and can be neither force-pushed nor deleted.",
    classes: ["enforce"],
    level: "mandatory",
    note: "The one other pull request is `main` into `production` (AMB-20).",
  },
  {
    id: "NOTIFY-CHG-2",
    section: "Common Policies and Procedures",
    lines: "N49",
    requirement:
      "Every pull request, to `main` or `production`, needs the approval of at least one other developer; a later push voids it, the last pusher's own does not count, and administrators are not exempt.",
    classes: ["enforce"],
    level: "mandatory",
    note: "One approval is the floor for both branches; two are advised for `production` (AMB-20).",
  },
  {
    id: "NOTIFY-CHG-3",
    section: "Common Policies and Procedures",
    lines: "N50-N51",
    requirement:
      "Only people with the Administrator role merge into `main` and `production`: pushing is restricted to their team, and nobody gets the Maintain role, which would push too.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-CHG-4",
    section: "Common Policies and Procedures",
    lines: "N51",
    requirement:
      "A pull request documents its security impact: the pull-request template on the default branch shows the heading “Security Impact Analysis”.",
    classes: ["enforce"],
    level: "mandatory",
    note: "The wording of the document is required; a template with another heading does not pass unless so configured (AMB-21).",
  },
  {
    id: "NOTIFY-CHG-5",
    section: "Common Policies and Procedures",
    lines: "N52",
    requirement:
      "The ISSO approves changes to the security posture: CODEOWNERS gives the security-relevant paths, itself among them, to the ISSO team, and code-owner review is required.",
    classes: ["enforce"],
    level: "mandatory",
    note: "Paths stand for a judgement and err on the wide side; when the ISSO is the author, a deputy in the team approves (AMB-22).",
  },
  {
    id: "NOTIFY-CHG-6",
    section: "Common Policies and Procedures",
    lines: "N53",
    requirement: "Pull requests that wait for approval are talked about in the daily stand-up: a duty of people.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "NOTIFY-CHG-7",
    section: "notifications-api & notifications-admin",
    lines: "N55-N56",
    requirement:
      "The api and admin applications are deployed to staging after `checks.yml` has succeeded on `main`, and only then; the jobs of that workflow are the required checks of `main`.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-CHG-8",
    section: "notifications-api & notifications-admin",
    lines: "N56",
    requirement:
      "Branch protection keeps everybody, administrators included, from pushing to `main` of `notifications-api` and of `notifications-admin`.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-CHG-9",
    section: "notifications-api & notifications-admin",
    lines: "N56-N57",
    requirement:
      "A merge of `main` into `production` deploys to demo and production, and nothing else does; both environments take deployments from protected branches only.",
    classes: ["enforce"],
    level: "mandatory",
    note: "Admitting `production` alone would stop the restage runs, which start from `main` (AMB-19).",
  },
  {
    id: "NOTIFY-CHG-10",
    section: "notifications-api & notifications-admin",
    lines: "N57",
    requirement:
      "Branch protection keeps everybody, administrators included, from pushing to `production` of `notifications-api` and of `notifications-admin`.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-CHG-11",
    section: "usnotify-ssb",
    lines: "N59-N60",
    requirement:
      "A merge to `main` of `usnotify-ssb` deploys the broker to staging and production, and nothing else does; both environments are declared there.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-CHG-12",
    section: "usnotify-ssb",
    lines: "N60",
    requirement:
      "The broker's production deployment waits for the success of its staging deployment: each production job needs the staging job, and no condition lets it run regardless.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-CHG-13",
    section: "usnotify-ssb",
    lines: "N60",
    requirement:
      "Branch protection keeps everybody, administrators included, from pushing to `main` of `usnotify-ssb`.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-CHG-14",
    section: "ttsnotify-brokerpak-sms",
    lines: "N62-N63",
    requirement:
      "A release of `ttsnotify-brokerpak-sms` is a tag on a commit of its protected `main`; only administrators create, move or delete tags.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-CHG-15",
    section: "ttsnotify-brokerpak-sms",
    lines: "N63-N64",
    requirement:
      "The SMS brokerpak in use is a released version, pinned in `app-setup-sms.sh` of `usnotify-ssb` and changed by a pull request there.",
    classes: ["enforce", "register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-CHG-16",
    section: "datagov-brokerpak-smtp",
    lines: "N66-N67",
    requirement:
      "The SMTP brokerpak in use is a released version, pinned in `app-setup-smtp.sh` of `usnotify-ssb` and changed by a pull request there.",
    classes: ["enforce", "register"],
    level: "mandatory",
  },
] as const satisfies readonly Clause[];
