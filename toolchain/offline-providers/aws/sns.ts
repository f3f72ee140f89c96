import { uuid } from "../invent.ts";
import {
  boolean,
  type Failure,
  identity,
  integer,
  type Made,
  output,
  type Properties,
  replaces,
  string,
  type Table,
} from "../table.ts";
import type { Bag } from "../wire.ts";
import { accountFor, arn, arnForm, jsonFailures, onceInRegion, partitionOf, region, tags, tagsAll } from "./common.ts";

/** The three settings by which a kind of receiver tells how deliveries went. */
function feedback(receiver: string): Properties {
  return {
    [`${receiver}FailureFeedbackRoleArn`]: string(arnForm),
    [`${receiver}SuccessFeedbackRoleArn`]: string(arnForm),
    [`${receiver}SuccessFeedbackSampleRate`]: integer({ range: [0, 100] }),
  };
}

const topicArn = (made: Made) => arn(made, "sns", made.text("name"));

export const topic: Table = {
  type: "aws:sns/topic:Topic",
  inputs: {
    ...feedback("application"),
    ...feedback("firehose"),
    ...feedback("http"),
    ...feedback("lambda"),
    ...feedback("sqs"),
    archivePolicy: string(),
    contentBasedDeduplication: boolean({ default: false }),
    deliveryPolicy: string(),
    displayName: string({ length: [0, 100] }),
    fifoThroughputScope: string({ filled: "", oneOf: ["Topic", "MessageGroup"] }),
    fifoTopic: boolean({ default: false, ...replaces }),
    kmsMasterKeyId: string(),
    name: string({
      ...replaces,
      matches: {
        pattern: /^[A-Za-z0-9_-]{1,251}(?:\.fifo)?$|^[A-Za-z0-9_-]{1,256}$/,
        says: "a topic's name: 1 to 256 letters, digits, `_` or `-`",
      },
    }),
    namePrefix: string({ ...replaces, filled: "" }),
    policy: string({ filled: (made) => defaultPolicy(made) }),
    region,
    signatureVersion: integer({ filled: 1, range: [1, 2] }),
    tags,
    tracingConfig: string({ filled: "PassThrough", oneOf: ["PassThrough", "Active"] }),
  },
  outputs: {
    arn: output(string(), topicArn),
    beginningArchiveTime: output(string(), ""),
    owner: output(string(), accountFor),
    tagsAll,
  },
  id: topicArn,
  autoname: { property: "name", most: 256 },
  check: (inputs) => [...judgeName(inputs), ...jsonFailures(inputs, ["policy", "deliveryPolicy", "archivePolicy"])],
  import: {
    format: "TOPIC_ARN",
    inputs: (id) => {
      const [, partition, home, name] = /^arn:([^:]+):sns:([^:]+):\d{12}:([^:]+)$/.exec(id) ?? [];
      if (!home || !name || partitionOf(home) !== partition) return undefined;
      return { name, region: home, ...(name.endsWith(".fifo") ? { fifoTopic: true } : {}) };
    },
  },
};

function judgeName({ name, fifoTopic, contentBasedDeduplication }: Bag): readonly Failure[] {
  const failures: Failure[] = [];
  if (typeof name === "string" && typeof fifoTopic === "boolean" && name.endsWith(".fifo") !== fifoTopic)
    failures.push({
      property: "name",
      reason: fifoTopic
        ? "must end with `.fifo` for a FIFO topic"
        : "ends with `.fifo`, which only a FIFO topic's name may",
    });
  if (contentBasedDeduplication === true && fifoTopic === false)
    failures.push({ property: "contentBasedDeduplication", reason: "can only be true for a FIFO topic" });
  return failures;
}

/** What the service gives a new topic: its own account may do everything with it. */
function defaultPolicy(made: Made): string {
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "SNS:GetTopicAttributes",
          "SNS:SetTopicAttributes",
          "SNS:AddPermission",
          "SNS:RemovePermission",
          "SNS:DeleteTopic",
          "SNS:Subscribe",
          "SNS:ListSubscriptionsByTopic",
          "SNS:Publish",
        ],
        Resource: topicArn(made),
        Condition: { StringEquals: { "AWS:SourceOwner": accountFor(made) } },
      },
    ],
  });
}

/** The settings of text messages, which an account has once in a region. */
export const smsPreferences: Table = {
  type: "aws:sns/smsPreferences:SmsPreferences",
  inputs: {
    defaultSenderId: string({
      matches: { pattern: /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/, says: "a sender id: 1 to 11 letters, digits or `-`" },
    }),
    defaultSmsType: string({ oneOf: ["Promotional", "Transactional"] }),
    deliveryStatusIamRoleArn: string(arnForm),
    deliveryStatusSuccessSamplingRate: string({
      matches: { pattern: /^(?:100|[1-9]?\d)$/, says: "a percentage from `0` to `100`" },
    }),
    monthlySpendLimit: integer({ filled: 1, range: [0, Number.MAX_SAFE_INTEGER] }),
    region,
    usageReportS3Bucket: string(),
  },
  outputs: {},
  once: onceInRegion(() => "the settings of text messages"),
  id: () => "aws_sns_sms_id",
};

const PROTOCOLS = ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"] as const;

/** Receivers that must agree before anything is sent to them. */
const CONFIRMED: ReadonlySet<unknown> = new Set(["email", "email-json", "http", "https"]);

const subscriptionArn = (made: Made) => `${made.text("topic")}:${uuid(made.seed)}`;
const isPending = (made: Made) => CONFIRMED.has(made.input("protocol")) && made.input("endpointAutoConfirms") !== true;

export const topicSubscription: Table = {
  type: "aws:sns/topicSubscription:TopicSubscription",
  inputs: {
    confirmationTimeoutInMinutes: integer({ default: 1, range: [1, Number.MAX_SAFE_INTEGER] }),
    deliveryPolicy: string(),
    endpoint: string(identity),
    endpointAutoConfirms: boolean({ default: false }),
    filterPolicy: string(),
    filterPolicyScope: string({ filled: "MessageAttributes", oneOf: ["MessageAttributes", "MessageBody"] }),
    protocol: string({ ...identity, oneOf: PROTOCOLS }),
    rawMessageDelivery: boolean({ default: false }),
    redrivePolicy: string(),
    region,
    replayPolicy: string(),
    subscriptionRoleArn: string(arnForm),
    topic: string({ ...identity, ...arnForm }),
  },
  outputs: {
    arn: output(string(), subscriptionArn),
    confirmationWasAuthenticated: output(boolean(), (made) => !isPending(made)),
    ownerId: output(string(), accountFor),
    pendingConfirmation: output(boolean(), isPending),
  },
  id: subscriptionArn,
  check: (inputs) => [
    ...judgeEndpoint(inputs),
    ...jsonFailures(inputs, ["deliveryPolicy", "filterPolicy", "redrivePolicy", "replayPolicy"]),
  ],
};

const ENDPOINTS: Readonly<Record<string, { readonly pattern: RegExp; readonly says: string }>> = {
  email: { pattern: /^[^\s@]+@[^\s@]+$/, says: "an e-mail address" },
  "email-json": { pattern: /^[^\s@]+@[^\s@]+$/, says: "an e-mail address" },
  http: { pattern: /^http:\/\/\S+$/, says: "an address that starts with `http://`" },
  https: { pattern: /^https:\/\/\S+$/, says: "an address that starts with `https://`" },
  sms: { pattern: /^\+?[\d -]{4,20}$/, says: "a telephone number" },
  sqs: { pattern: /^arn:[^:]+:sqs:/, says: "a queue's ARN" },
  lambda: { pattern: /^arn:[^:]+:lambda:/, says: "a function's ARN" },
  firehose: { pattern: /^arn:[^:]+:firehose:/, says: "a delivery stream's ARN" },
  application: { pattern: /^arn:[^:]+:sns:/, says: "a platform endpoint's ARN" },
};

function judgeEndpoint({ protocol, endpoint, subscriptionRoleArn }: Bag): readonly Failure[] {
  const form = typeof protocol === "string" ? ENDPOINTS[protocol] : undefined;
  const failures: Failure[] = [];
  if (form && typeof endpoint === "string" && !form.pattern.test(endpoint))
    failures.push({
      property: "endpoint",
      reason: `expected ${form.says} for the protocol \`${protocol}\``,
    });
  if (protocol === "firehose" && subscriptionRoleArn === undefined)
    failures.push({ property: "subscriptionRoleArn", reason: "is required for the protocol `firehose`" });
  return failures;
}
