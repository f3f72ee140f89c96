import { arnOf } from "../../../model/arn.ts";
import { notifyEnvironments } from "../../settings/notify-environments.ts";
import { notifyPolicies } from "../../settings/notify-policies.ts";
import { listed, problems } from "../grants.ts";
import { readPolicyArn } from "../iam/attachments.ts";
import { list, shown } from "../reading.ts";
import type { ResourceRule, StackRule } from "../rule.ts";
import { hearsAll, topicProblems, topicTypes } from "../topics.ts";
import {
  alertsInChat,
  environmentOf,
  environmentOfStack,
  inNoEnvironment,
  type StackEnvironment,
} from "./stack-environment.ts";

const { slackChannel, readOnlyGuardrails, alertsTopic } = notifyEnvironments;
const types = {
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  composite: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  channel: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
  topic: "aws:sns/topic:Topic",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
} as const;

function topicArnOf({ id, place }: StackEnvironment, of = id): string {
  return arnOf(place, "sns", alertsTopic(of));
}

/** Every alarm goes to the environment's topic. */
export const alarmsToSlack: ResourceRule = {
  name: "notify-alarms-to-slack",
  clauses: ["NOTIFY-ALR-1"],
  level: "mandatory",
  description:
    "Every alarm sends to the topic of its environment's operational alerts and to nobody else, and its actions are not switched off.",
  remedy:
    "Put the topic's literal ARN into alarmActions, so that it can be judged at preview, and leave actionsEnabled true.",
  scope: "resource",
  types: [types.alarm, types.composite],
  judge: (resource, { register }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const topic = topicArnOf(where);
    const { actionsEnabled = true, alarmActions, okActions, insufficientDataActions } = resource.props;
    const others = [alarmActions, okActions, insufficientDataActions].flatMap(list).filter((each) => each !== topic);
    return problems(
      actionsEnabled !== true && "its actions are switched off",
      !list(alarmActions).includes(topic) && `it does not send to ${topic}`,
      others.length > 0 && `it sends to ${listed(others.map(shown))} as well`,
    );
  },
};

/** The channel is the right one, and lets those who are in it look and nothing else. */
export const slackChannelIsOurs: ResourceRule = {
  name: "notify-slack-channel",
  clauses: ["NOTIFY-ALR-1"],
  level: "mandatory",
  description:
    "AWS posts the operational alerts of all environments of an account to #pb-notify-alerts, and from there nothing can be changed.",
  remedy:
    "Set the channel's id, the topics of all environments that share the account, and read-only guardrailPolicyArns; left out, everybody in the channel is an administrator. Another channel is a change of slackChannel in policies/settings/notify-environments.ts too.",
  scope: "resource",
  types: [types.channel],
  judge: (resource, { register }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const { slackChannelId, snsTopicArns, guardrailPolicyArns, userAuthorizationRequired } = resource.props;
    const guardrails = list(guardrailPolicyArns).map(shown);
    const unheard = alertsInChat(where)
      .map((id) => topicArnOf(where, id))
      .filter((topic) => !list(snsTopicArns).includes(topic));
    const loose = guardrails.filter((arn) => {
      const policy = readPolicyArn(arn);
      return policy?.account !== "aws" || !readOnlyGuardrails.some((name) => name === policy.name);
    });
    return problems(
      slackChannelId !== slackChannel && `it posts to the channel ${shown(slackChannelId)}, not to ${slackChannel}`,
      unheard.length > 0 && `it does not listen to ${listed(unheard)}`,
      guardrails.length === 0 && "it has no guardrail, so everybody in the channel could do everything",
      loose.length > 0 && `its guardrail ${listed(loose)} allows more than looking`,
      userAuthorizationRequired !== true && "whoever is in the channel could act without being known to AWS",
    );
  },
};

/** Topics are encrypted, signed, and take messages from AWS's services for this account only. */
export const topicsClosed: ResourceRule = {
  name: "notify-topics-closed",
  clauses: ["NOTIFY-ALR-1"],
  level: "mandatory",
  description:
    "Topics are encrypted and sign with SHA-256, and only listed services, for this account's own sake, publish to them or use their key.",
  remedy: "Set kmsMasterKeyId and signatureVersion 2, and a policy that names one service and aws:SourceAccount.",
  scope: "resource",
  types: topicTypes,
  judge: (resource, { register }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    return topicProblems(resource, where.place, notifyPolicies);
  },
};

/** There is a way from each environment's alarms to the channel. */
export const alertsComplete: StackRule = {
  name: "notify-alerts-complete",
  clauses: ["NOTIFY-ALR-1"],
  level: "mandatory",
  description:
    "Each environment has an alarm; the stack that owns its account has its topic of operational alerts, and a way from there to the Slack channel: AWS's chat service or a relay that is named by the channel.",
  remedy:
    "Leave alerts to the environments' stacks, and give the environment's alerts in register/notify/environments.yaml; the channel is slackChannel in policies/settings/notify-environments.ts.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const where = environmentOfStack(register, stack);
    if (where === undefined) return [];
    const of = (...wanted: string[]) => resources.filter(({ type }) => wanted.includes(type));
    const isPosted = (topic: string) =>
      of(types.channel).some(({ props }) => list(props.snsTopicArns).includes(topic)) ||
      of(types.subscription).some(
        (each) =>
          each.props.topic === topic &&
          each.props.protocol === "https" &&
          shown(each.props.endpoint).endsWith(`/${slackChannel}`) &&
          hearsAll(each),
      );
    const brought = where.ownsAccount ? [...new Set([where.id, ...Object.keys(where.alerts)])] : [];
    return [
      {
        subject: `alarms of ${where.id}`,
        problems: problems(of(types.alarm, types.composite).length === 0 && "there is no alarm"),
      },
      ...brought.map((id) => ({
        subject: `alerts of ${id}`,
        problems: problems(
          !of(types.topic).some(({ props }) => props.name === alertsTopic(id)) &&
            `there is no topic ${alertsTopic(id)}`,
          !isPosted(topicArnOf(where, id)) &&
            `nothing posts what ${alertsTopic(id)} sends to the channel ${slackChannel}`,
        ),
      })),
    ];
  },
};
