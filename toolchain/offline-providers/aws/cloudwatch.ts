import {
  boolean,
  integer,
  type Made,
  map,
  number,
  object,
  output,
  required,
  set,
  string,
  type Table,
} from "../table.ts";
import { arn, arnForm, region, tags, tagsAll } from "./common.ts";

const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;
const COMPARISONS = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
] as const;

/** Things that an alarm may set off in each of its three states. */
const actions = set(string(arnForm), { count: [0, 5] });

export const metricAlarm: Table = {
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  inputs: {
    actionsEnabled: boolean({ default: true }),
    alarmActions: actions,
    alarmDescription: string({ length: [0, 1024] }),
    comparisonOperator: string({ oneOf: COMPARISONS }),
    datapointsToAlarm: integer({ range: [1, Number.MAX_SAFE_INTEGER] }),
    dimensions: map(string(), { count: [0, 30] }),
    evaluateLowSampleCountPercentiles: string({ filled: "", oneOf: ["evaluate", "ignore"] }),
    evaluationCriteria: object({
      promqlCriteria: object(
        { pendingPeriod: integer(), query: string(required), recoveryPeriod: integer() },
        required,
      ),
    }),
    evaluationInterval: integer(),
    evaluationPeriods: integer({ range: [1, Number.MAX_SAFE_INTEGER] }),
    extendedStatistic: string(),
    insufficientDataActions: actions,
    metricName: string({ length: [1, 255] }),
    metricQueries: set(
      object({
        accountId: string(),
        expression: string(),
        id: string(required),
        label: string(),
        metric: object({
          dimensions: map(string()),
          metricName: string(required),
          namespace: string(),
          period: integer(required),
          stat: string(required),
          unit: string(),
        }),
        period: integer(),
        returnData: boolean({ default: false }),
      }),
    ),
    name: string({ replaces: true, length: [1, 255] }),
    namespace: string({ length: [1, 255] }),
    okActions: actions,
    period: integer({ range: [1, 604_800] }),
    region,
    statistic: string({ oneOf: STATISTICS }),
    tags,
    threshold: number(),
    thresholdMetricId: string(),
    treatMissingData: string({ default: "missing", oneOf: ["breaching", "notBreaching", "ignore", "missing"] }),
    unit: string(),
    warmUpConfiguration: object({
      onlyStartEvaluatingAfterWarmUpPeriodEnds: boolean(),
      warmUpPeriodDurationInMinutes: integer(required),
    }),
  },
  outputs: { arn: output(string(), (made) => alarmArn(made)), tagsAll },
  id: (made) => made.text("name"),
  autoname: { property: "name", most: 255 },
  check: ({ metricName, metricQueries, evaluationCriteria }) =>
    [metricName, metricQueries, evaluationCriteria].filter((given) => given !== undefined).length === 1
      ? []
      : [{ property: "metricName", reason: "expected one of `metricName`, `metricQueries` and `evaluationCriteria`" }],
  import: { format: "ALARM_NAME", inputs: (id) => ({ name: id }) },
};

const alarmArn = (made: Made) => arn(made, "cloudwatch", `alarm:${made.text("name")}`);
