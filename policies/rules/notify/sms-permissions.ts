import type { AwsPlace } from "../../../model/arn.ts";
import { notifyMessaging } from "../../settings/notify-messaging.ts";
import { listed, problems } from "../grants.ts";
import { documentsIn, documentTypes } from "../iam/attachments.ts";
import { type Covered, fits, type IamDocument, isAbout, readDocument, type Statement } from "../iam/document.ts";
import { comesOnlyFrom } from "../iam/source-addresses.ts";
import type { ResourceRule } from "../rule.ts";
import { environmentOf, inNoEnvironment } from "./stack-environment.ts";

const { sourceAddresses } = notifyMessaging;
const action = "sns:Publish";

/** Other ways to send to phones, which no application of ours uses. */
const otherWays = [
  "mobiletargeting:SendMessages",
  "mobiletargeting:SendOTPMessage",
  "mobiletargeting:SendUsersMessages",
  "sms-voice:SendMediaMessage",
  "sms-voice:SendTextMessage",
  "sms-voice:SendVoiceMessage",
];

/**
 * Who may send texts. A telephone number has no ARN, so that who may send to phones has to be allowed to publish to
 * everything; topics are then kept out by a denial, or by being what the statement is not about.
 */
export const textsToPhonesOnly: ResourceRule = {
  name: "notify-texts-to-phones-only",
  clauses: ["IAM-2"],
  level: "mandatory",
  description:
    "A document that allows sns:Publish to more than topics allows it by that very name, to phones only, in the partition at hand, and from known addresses; none allows another way to send to phones.",
  remedy:
    "Name sns:Publish without wildcards, deny it on arn:PARTITION:sns:*:*:* (or give that as NotResource), and add a condition IpAddress aws:SourceIp with the addresses of policies/settings/notify-messaging.ts.",
  scope: "resource",
  types: documentTypes,
  judge: (resource, { register }) => {
    const documents = documentsIn(resource);
    if (documents.length === 0) return [];
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    return documents.flatMap((each) => publishProblems(readDocument(each), where.place));
  },
};

function publishProblems(read: IamDocument, { partition }: AwsPlace): string[] {
  if ("problem" in read) return [`its document cannot be judged: ${read.problem}`];
  const everyTopic = `arn:${partition}:sns:*:*:*`;
  const denied = read.statements.some((statement) => denies(statement, everyTopic));
  return read.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => {
      const { actions, resources } = statement;
      const publishes = isAbout(statement, action) && reachesPhones(statement);
      const wider = publishes ? widerActions(actions) : [];
      const ways = wider.length > 0 ? [] : otherWays.filter((each) => isAbout(statement, each));
      const excluded = resources !== undefined && "allBut" in resources && covers(resources.allBut, everyTopic);
      return problems(
        wider.length > 0 && `it allows ${action} as ${listed(wider)}, and more with it`,
        ways.length > 0 && `it allows ${listed(ways)}, by which texts go out past ${action}`,
        publishes && !denied && !excluded && `it may publish to topics too: nothing keeps ${everyTopic} out`,
        publishes &&
          !comesOnlyFrom(statement, sourceAddresses) &&
          "it may send texts from any address, or from one that is not ours",
      );
    });
}

/** The words that allow sending and something else too. */
function widerActions(actions: Covered): string[] {
  if ("allBut" in actions) return [`everything but ${listed(actions.allBut)}`];
  return actions.only.filter(
    (each) => each.toLowerCase() !== action.toLowerCase() && fits(each.toLowerCase(), action.toLowerCase()),
  );
}

/** Whether what a statement covers goes beyond topics. */
function reachesPhones({ resources }: Statement): boolean {
  return (
    resources === undefined || "allBut" in resources || !resources.only.every((each) => /^arn:[^:]+:sns:/.test(each))
  );
}

/** Whether a statement keeps every topic out whatever the circumstances. */
function denies(statement: Statement, everyTopic: string): boolean {
  const { effect, resources, conditions } = statement;
  return (
    effect === "Deny" &&
    isAbout(statement, action) &&
    Object.keys(conditions).length === 0 &&
    resources !== undefined &&
    "only" in resources &&
    covers(resources.only, everyTopic)
  );
}

/** Whether one of some patterns fits every topic: the asterisks of `everyTopic` are met by asterisks alone. */
function covers(patterns: readonly string[], everyTopic: string): boolean {
  return patterns.some((pattern) => !pattern.includes("?") && fits(pattern, everyTopic));
}
