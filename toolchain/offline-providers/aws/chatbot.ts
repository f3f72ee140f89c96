import { boolean, list, type Made, object, output, required, set, string, type Table } from "../table.ts";
import { arn, arnForm, onceInAccount, partitionOf, region, tags, tagsAll } from "./common.ts";

const configurationArn = (made: Made) =>
  arn(made, "chatbot", `chat-configuration/slack-channel/${made.text("configurationName")}`, "global");

export const slackChannelConfiguration: Table = {
  type: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
  inputs: {
    configurationName: string({
      ...required,
      replaces: true,
      matches: { pattern: /^[A-Za-z0-9_-]{1,128}$/, says: "a name of 1 to 128 letters, digits, `_` or `-`" },
    }),
    guardrailPolicyArns: list(string(arnForm), {
      // What everybody in the channel may do when nobody says anything else.
      filled: (made) => [`arn:${partitionOf(made.configured("region"))}:iam::aws:policy/AdministratorAccess`],
    }),
    iamRoleArn: string({ ...required, ...arnForm }),
    loggingLevel: string({ filled: "NONE", oneOf: ["ERROR", "INFO", "NONE"] }),
    region,
    slackChannelId: string({
      ...required,
      matches: { pattern: /^[A-Z0-9]{3,256}$/, says: "a Slack channel's id, such as `C012ABCDEFG`" },
    }),
    slackTeamId: string({
      ...required,
      replaces: true,
      matches: { pattern: /^[A-Z0-9]{1,255}$/, says: "a Slack workspace's id, such as `T012ABCDEFG`" },
    }),
    snsTopicArns: set(string(arnForm), { filled: [] }),
    tags,
    timeouts: object({ create: string(), delete: string(), update: string() }),
    userAuthorizationRequired: boolean({ filled: false }),
  },
  outputs: {
    chatConfigurationArn: output(string(), configurationArn),
    slackChannelName: output(string(), (made) => made.text("slackChannelId").toLowerCase()),
    slackTeamName: output(string(), (made) => made.text("slackTeamId").toLowerCase()),
    tagsAll,
  },
  once: (made) => [
    ...onceInAccount((each) => `the Slack channel ${each.text("slackChannelId")}`)(made),
    ...onceInAccount((each) => `the chat configuration ${each.text("configurationName")}`)(made),
  ],
  id: configurationArn,
};
