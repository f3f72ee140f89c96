import * as pulumi from "@pulumi/pulumi";
import { aws } from "../providers.ts";
import { feedbackKinds } from "./mail-feedback.ts";

export interface AlarmsArgs {
  /** ARN of the topic that every alarm goes to. AWS does not look whether it is there, so another stack may make it. */
  readonly topic: string;
  /** What of it this stack makes. */
  readonly topics: readonly pulumi.Resource[];
  /**
   * Text messages' limit in US dollars a month, where this environment's stack is the one that watches what its account
   * has once in the region: text messages and the reputation of its mail.
   */
  readonly monthlySpendLimit?: number;
}

interface Alarm {
  readonly says: string;
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: "Average" | "Maximum" | "Sum";
  readonly comparison: "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** The alarms of an environment (NOTIFY-ALR-1). */
export class Alarms extends pulumi.ComponentResource {
  constructor(
    environment: string,
    { topic, topics, monthlySpendLimit }: AlarmsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:notify:Alarms", environment, {}, opts);
    const alarms = { ...feedbackAlarms(environment), ...(monthlySpendLimit && accountAlarms(monthlySpendLimit)) };
    for (const [what, alarm] of Object.entries<Alarm>(alarms)) {
      const name = `notify-${environment}-${what}`;
      new aws.cloudwatch.MetricAlarm(
        name,
        {
          name,
          alarmDescription: alarm.says,
          namespace: alarm.namespace,
          metricName: alarm.metric,
          statistic: alarm.statistic,
          comparisonOperator: alarm.comparison,
          threshold: alarm.threshold,
          ...(alarm.dimensions !== undefined && { dimensions: alarm.dimensions }),
          period: 300,
          evaluationPeriods: 1,
          treatMissingData: "notBreaching",
          actionsEnabled: true,
          alarmActions: [topic],
          okActions: [topic],
        },
        { parent: this, dependsOn: [...topics] },
      );
    }
    this.registerOutputs({});
  }
}

/** Feedback that did not reach the API, so that it goes on mailing who bounces or complains. */
function feedbackAlarms(environment: string): Record<string, Alarm> {
  return Object.fromEntries(
    feedbackKinds.map((kind) => [
      `${kind}-lost`,
      {
        says: `The API did not take news of a ${kind}`,
        namespace: "AWS/SNS",
        metric: "NumberOfNotificationsFailed",
        statistic: "Sum",
        comparison: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        dimensions: { TopicName: `notify-${environment}-${kind}` },
      } as const,
    ]),
  );
}

/** What an account has once in a region. The two rates of mail are those at which AWS puts an account under review. */
function accountAlarms(monthlySpendLimit: number): Record<string, Alarm> {
  return {
    "text-message-spending": {
      says: "Four fifths of the month's limit for text messages are spent; at the limit, sending stops",
      namespace: "AWS/SNS",
      metric: "SMSMonthToDateSpentUSD",
      statistic: "Maximum",
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: Math.floor(monthlySpendLimit * 0.8),
    },
    "text-message-success": {
      says: "Fewer than nine of ten text messages arrive",
      namespace: "AWS/SNS",
      metric: "SMSSuccessRate",
      statistic: "Average",
      comparison: "LessThanThreshold",
      threshold: 0.9,
    },
    "mail-bounces": {
      says: "Five of a hundred mails bounce",
      namespace: "AWS/SES",
      metric: "Reputation.BounceRate",
      statistic: "Average",
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 0.05,
    },
    "mail-complaints": {
      says: "One of a thousand mails is complained of",
      namespace: "AWS/SES",
      metric: "Reputation.ComplaintRate",
      statistic: "Average",
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 0.001,
    },
  };
}
