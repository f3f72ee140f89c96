import { notifyEnvironments } from "./notify-environments.ts";

/** What an alarm watches, and when it rings: five minutes of it are enough. */
export interface AlarmSetting {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly dimensions?: Readonly<Record<string, string>>;
}

const atLeast = "GreaterThanOrEqualToThreshold";

/** What an account has once in a region. The rates of mail are those at which AWS puts an account under review. */
const ofAccounts = (monthlySpendLimit: number): Readonly<Record<string, AlarmSetting>> => ({
  "text-message-spending": {
    ...{ namespace: "AWS/SNS", metricName: "SMSMonthToDateSpentUSD", statistic: "Maximum" },
    // In time for somebody to ask for more: at the limit, sending stops.
    ...{ comparisonOperator: atLeast, threshold: Math.floor(monthlySpendLimit * 0.8) },
  },
  "text-message-success": {
    ...{ namespace: "AWS/SNS", metricName: "SMSSuccessRate", statistic: "Average" },
    ...{ comparisonOperator: "LessThanThreshold", threshold: 0.9 },
  },
  "mail-bounces": {
    ...{ namespace: "AWS/SES", metricName: "Reputation.BounceRate", statistic: "Average" },
    ...{ comparisonOperator: atLeast, threshold: 0.05 },
  },
  "mail-complaints": {
    ...{ namespace: "AWS/SES", metricName: "Reputation.ComplaintRate", statistic: "Average" },
    ...{ comparisonOperator: atLeast, threshold: 0.001 },
  },
});

/** Feedback that did not reach the API. */
const ofFeedback = (topic: string): AlarmSetting => ({
  ...{ namespace: "AWS/SNS", metricName: "NumberOfNotificationsFailed", statistic: "Sum" },
  ...{ comparisonOperator: atLeast, threshold: 1, dimensions: { TopicName: topic } },
});

/** Seconds that an alarm looks at, and how often it has to be so before it rings. */
export const alarmPeriod = { seconds: 300, times: 1 } as const;

/** The alarms of an environment by name; those of its account too where it is the one that watches it, with its limit. */
export function alarmsOf(environment: string, monthlySpendLimit?: number): Readonly<Record<string, AlarmSetting>> {
  const named = (what: string, alarm: AlarmSetting) => [`notify-${environment}-${what}`, alarm] as const;
  return Object.fromEntries([
    ...notifyEnvironments.feedbackTopics(environment).map((topic) => [`${topic}-lost`, ofFeedback(topic)] as const),
    ...Object.entries(monthlySpendLimit === undefined ? {} : ofAccounts(monthlySpendLimit)).map(([what, alarm]) =>
      named(what, alarm),
    ),
  ]);
}
