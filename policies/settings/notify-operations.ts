/** What the Notify run book fixes of deadlines and of what is run by hand, as data. */
export const notifyOperations = {
  /**
   * Calendar days from detection to remedy, by severity; the last day still passes. `critical` and `very-high` are two
   * words for one level.
   */
  remedyWithin: [
    { level: "critical", severities: ["critical", "very-high"], days: 15, clause: "NOTIFY-VUL-2" },
    { level: "high", severities: ["high"], days: 30, clause: "NOTIFY-VUL-3" },
    { level: "medium", severities: ["medium"], days: 90, clause: "NOTIFY-VUL-4" },
    { level: "low", severities: ["low"], days: 180, clause: "NOTIFY-VUL-5" },
    { level: "informational", severities: ["informational"], days: 365, clause: "NOTIFY-VUL-6" },
  ],

  /** What falls due within so many days is forecast. */
  forecastDays: 30,

  /** Roles in cloud.gov, in its own words, by which somebody can read the credentials of a space, or let themselves do so. */
  credentialReaders: { inSpace: "SpaceDeveloper", bySelfGrant: "OrgManager" },

  /** Days after which a password of cloud.gov expires. The last one still passes. */
  credentialDays: 90,

  /** Days that a release of a buildpack may wait for a restage before that blocks (AMB-18). Day 30 still passes. */
  restageWithinDays: 30,

  /** The branch that restage workflows run on. */
  restageRef: "main",

  /**
   * What each restage workflow restages, and where. The applications of one line stand in the same order for each
   * environment; where there is `first`, that environment goes before the others.
   */
  restages: [
    {
      repository: "notifications-api",
      environments: ["staging", "demo", "production"],
      first: "staging",
      apps: (environment) => [
        ...[`notify-api-${environment}`, `notify-admin-${environment}`],
        ...[`egress-proxy-notify-api-${environment}`, `egress-proxy-notify-admin-${environment}`],
      ],
    },
    {
      repository: "usnotify-ssb",
      environments: ["staging", "production"],
      first: "staging",
      apps: () => ["ssb-sms", "ssb-smtp"],
    },
    {
      repository: "usnotify-ssb",
      environments: ["development"],
      apps: () => ["ssb-devel-sms", "ssb-devel-smtp"],
    },
  ] as readonly RestagePlan[],

  /** The parts of a smoke test, and what each proves. */
  smokeTests: [
    { part: "ses", proves: "mail", clause: "NOTIFY-SMK-2" },
    { part: "sns", proves: "text messages", clause: "NOTIFY-SMK-3" },
    { part: "csv", proves: "lists of recipients, scheduler and workers", clause: "NOTIFY-SMK-4" },
  ],
} as const;

/** Applications that one workflow restages together, and the environments that it does so in. */
export interface RestagePlan {
  readonly repository: string;
  readonly environments: readonly string[];
  /** The environment that has to be restaged before the others. */
  readonly first?: string;
  /** The applications in an environment. */
  readonly apps: (environment: string) => readonly string[];
}
