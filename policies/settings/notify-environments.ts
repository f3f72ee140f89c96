/** What the Notify run book fixes of the places where Notify runs. */
export const notifyEnvironments = {
  /** The environments that there are, by id in the register. */
  environments: ["staging", "demo", "production"],

  /** The Slack channel #pb-notify-alerts. */
  slackChannel: "C04U9BGHUDB",

  /** Policies of AWS that let everybody in the channel look and nothing else. */
  readOnlyGuardrails: ["CloudWatchReadOnlyAccess"],

  /** Where an environment's operational alerts go to. */
  alertsTopic: (environment: string) => `notify-${environment}-ops-alerts`,

  /** The topics by which the mail service tells what became of mail, and the path where the API takes that. */
  feedbackTopics: (environment: string) =>
    ["bounce", "complaint", "delivery"].map((kind) => `notify-${environment}-${kind}`),
  feedbackPath: "/notifications/email/ses",

  /** The bucket for lists of recipients that users upload. */
  csvBucket: (environment: string) => `notify-api-csv-upload-bucket-${environment}`,

  /** Applications of an environment, and the kinds of process that they run. */
  apps: (environment: string) => [`notify-api-${environment}`, `notify-admin-${environment}`],
  processes: ["web", "worker", "scheduler"],

  /** Fewest minutes that a receiver has to confirm a subscription. */
  minutesToConfirm: 5,

  /** What watches every application, the secret that it needs, and the repositories of the applications. */
  monitoring: {
    by: "newrelic",
    secret: "NEW_RELIC_LICENSE_KEY",
    repositories: ["notifications-api", "notifications-admin"],
  },

  /** Bytes that sealing adds: whatever is shorter was not sealed. */
  sealedOverhead: 48,
} as const;
