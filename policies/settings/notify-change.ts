/** What the run book fixes about change control, workflows and releases, as data. */
export const change = {
  /** What the pull-request template has to have as a heading (AMB-21). */
  securityHeading: "Security Impact Analysis",

  /** Who approves what changes the security posture: a team of at least one and at most `most` people, deputies among them. */
  isso: { system: "github", role: "isso", team: "notify-isso", most: 4 },

  /** Paths whose changes the ISSO approves, as CODEOWNERS has them; wide on purpose, itself among them (AMB-22). */
  securityPaths: {
    "notifications-api": [
      ...["/.github/", "/terraform/", "/deploy-config/", "/manifest.yml", "/app/authentication/", "/app/config.py"],
    ],
    "notifications-admin": [
      ...["/.github/", "/terraform/", "/deploy-config/", "/manifest.yml", "/app/config.py"],
      ...["/app/main/views/sign_in.py", "/app/utils/login.py"],
    ],
    "usnotify-ssb": ["/.github/", "/terraform/", "/app-setup-sms.sh", "/app-setup-smtp.sh"],
    "ttsnotify-brokerpak-sms": ["/.github/", "/permission-policies.tf", "/services/"],
  } as Readonly<Record<string, readonly string[]>>,

  /**
   * The environments of each repository's workflows, and the one way into each. Beside it, they are entered by the
   * restage workflow, which a person starts.
   */
  environments: {
    "notifications-api": { staging: "after-checks", demo: "production-branch", production: "production-branch" },
    "notifications-admin": { staging: "after-checks", demo: "production-branch", production: "production-branch" },
    "usnotify-ssb": { staging: "main-branch", production: "main-branch", development: "restage-only" },
  } as Readonly<Record<string, Readonly<Record<string, DeploymentWay>>>>,

  /** The workflow whose jobs are the checks that code must pass, in the repositories of the applications. */
  checks: { file: ".github/workflows/checks.yml", monitoring: "validate-new-relic-config", promotion: "from-main" },

  /** The workflow that restages, and the environments that it may be started for (RST-6, 7, 8). */
  restage: {
    file: ".github/workflows/restage-apps.yml",
    environments: {
      "notifications-api": ["staging", "demo", "production"],
      "usnotify-ssb": ["staging", "production", "development"],
    } as Readonly<Record<string, readonly string[]>>,
  },

  /** The stack that keeps the secrets of an environment, where it is not the environment's own. */
  secretsKeptBy: { development: "staging" } as Readonly<Record<string, string>>,

  /** The repositories whose releases are tags. */
  releasedByTag: ["ttsnotify-brokerpak-sms"] as readonly string[],

  /** Where `usnotify-ssb` pins the brokerpaks in use, and by which variable. */
  brokerpaks: {
    repository: "usnotify-ssb",
    versions: {
      "app-setup-sms.sh": "SMS_BROKERPAK_VERSION",
      "app-setup-smtp.sh": "SMTP_BROKERPAK_VERSION",
    } as Readonly<Record<string, string>>,
  },
} as const;

/** What has to happen before a workflow may use an environment. */
export type DeploymentWay = "after-checks" | "production-branch" | "main-branch" | "restage-only";
