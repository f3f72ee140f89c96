import { arnOf } from "../../../model/arn.ts";
import { subjectOf } from "../../../model/register.ts";
import { notifyMessaging } from "../../settings/notify-messaging.ts";
import { problems } from "../grants.ts";
import { count, shown } from "../reading.ts";
import type { RegisterRule, ResourceRule } from "../rule.ts";
import { environmentOf, inNoEnvironment } from "./stack-environment.ts";

const { spendCaps } = notifyMessaging;

/** The most that an environment may spend on texts in a month, US dollars; nothing, where the settings say nothing. */
function capOf(environment: string): number {
  return Object.hasOwn(spendCaps, environment) ? (spendCaps[environment] ?? 0) : 0;
}

/** The limits in the register, those of environments that no stack makes too. */
export const spendLimitsWithinCaps: RegisterRule = {
  name: "notify-spend-limits-within-caps",
  clauses: ["SMS-8"],
  level: "mandatory",
  description: `Each environment's limit for text messages is within its cap (${Object.entries(spendCaps)
    .map(([id, cap]) => `${id} ${cap}`)
    .join(", ")} US dollars a month).`,
  remedy:
    "Set monthlySpendLimit lower in register/notify/environments.yaml, or change the cap in policies/settings/notify-messaging.ts in a pull request of its own.",
  scope: "register",
  judge: (register) =>
    Object.entries(register.environments).map(([id, { monthlySpendLimit: limit }]) => ({
      subject: subjectOf(register.id, "environments", id),
      problems: problems(
        limit !== undefined &&
          !(limit > 0 && limit <= capOf(id)) &&
          `its limit is ${limit} US dollars a month, and its cap ${capOf(id)}`,
      ),
    })),
};

/** What an account's texts are sent by: within the cap, as transactional ones, and with every delivery on record. */
export const textMessageSettings: ResourceRule = {
  name: "notify-text-message-settings",
  clauses: ["SMS-8"],
  level: "mandatory",
  description:
    "The settings of text messages have a spend limit above 0 and within the environment's cap, send transactional messages, say which share of deliveries is logged, and log through a role of their own account.",
  remedy:
    "Set monthlySpendLimit, defaultSmsType Transactional, deliveryStatusSuccessSamplingRate (text, from 0 to 100) and deliveryStatusIamRoleArn; what is left out is 1 US dollar, promotional, and not logged.",
  scope: "resource",
  types: ["aws:sns/smsPreferences:SmsPreferences"],
  judge: (resource, { register }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const { monthlySpendLimit, defaultSmsType, deliveryStatusSuccessSamplingRate, deliveryStatusIamRoleArn } =
      resource.props;
    const cap = capOf(where.id);
    const limit = count(monthlySpendLimit);
    const ownRoles = arnOf(where.place, "iam", "role/", "global");
    return problems(
      !(limit > 0 && limit <= cap) &&
        `its limit is ${shown(monthlySpendLimit ?? "not given")}, and has to be above 0 and at most ${cap} US dollars a month`,
      defaultSmsType !== "Transactional" &&
        `its messages are ${shown(defaultSmsType ?? "not said to be anything")}, not Transactional`,
      !(
        typeof deliveryStatusSuccessSamplingRate === "string" &&
        /^(?:100|[1-9]?\d)$/.test(deliveryStatusSuccessSamplingRate)
      ) &&
        `the share of deliveries that is logged is ${shown(deliveryStatusSuccessSamplingRate ?? "not given")}, not a text from 0 to 100`,
      !shown(deliveryStatusIamRoleArn).startsWith(ownRoles) &&
        `it logs through ${shown(deliveryStatusIamRoleArn ?? "no role")}, which is no role of its own account`,
    );
  },
};
