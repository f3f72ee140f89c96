import { subjectOf } from "../../../model/register.ts";
import { notifyMessaging } from "../../settings/notify-messaging.ts";
import { problems } from "../grants.ts";
import { isKnown, isOn, list, shown } from "../reading.ts";
import { type Resource, type ResourceRule, type StackRule, subjectOfResource } from "../rule.ts";
import { environmentOf, environmentOfStack, inNoEnvironment } from "./stack-environment.ts";

const { sender } = notifyMessaging;
const numberType = "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber";
const variableType = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";

/** Properties that a number has to have, and what it is when it has not. */
const demanded = {
  deletionProtectionEnabled: [true, "whoever may delete it at AWS can, and nobody gets the same number again"],
  waitForActive: [false, "an update would wait for days until its registration is through"],
  isoCountryCode: ["US", "it is not of the United States"],
  numberType: ["TOLL_FREE", "it is not toll-free"],
  messageType: ["TRANSACTIONAL", "its messages are not transactional"],
} as const;

/** A number at AWS is one that the register names, and it cannot get lost. */
export const numbersKept: ResourceRule = {
  name: "notify-numbers-kept",
  clauses: ["NOTIFY-SMS-2", "NOTIFY-SMS-3"],
  level: "mandatory",
  description:
    "Each number at AWS is one that the register gives its environment, toll-free and for transactional texts, locked against deletion, and AWS itself honours those who opt out.",
  remedy:
    "Name it in register/notify/phone-numbers.yaml, and leave it to the environment's stack, which imports it by its id.",
  scope: "resource",
  types: [numberType],
  judge: (resource, { register }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const { name, props } = resource;
    const declaredFor = Object.hasOwn(register.phoneNumbers, name)
      ? register.phoneNumbers[name]?.environment
      : undefined;
    const capabilities = list(props.numberCapabilities);
    return problems(
      declaredFor === undefined && "the register does not name it",
      declaredFor !== undefined && declaredFor !== where.id && `the register gives it to ${declaredFor}`,
      ...Object.entries(demanded).map(
        ([property, [value, what]]) => props[property] !== value && `${property} is ${shown(props[property])}: ${what}`,
      ),
      !capabilities.includes("SMS") && "it cannot send texts",
      isOn(props.selfManagedOptOutsEnabled) && "it would go on sending to people who answered STOP",
      isOn(props.twoWayChannelEnabled) && "what people answer would go somewhere that the register does not know",
    );
  },
};

/** The numbers of an environment are in its stack, each once, and are the ones that AWS knows by their ids. */
export const numbersComplete: StackRule = {
  name: "notify-numbers-complete",
  clauses: ["NOTIFY-SMS-2", "NOTIFY-SMS-3"],
  level: "mandatory",
  description: "Each number that the register gives an environment is in its stack, by the id that AWS has for it.",
  remedy:
    "Leave the numbers to the environment's stack, which imports each by its phoneNumberId in register/notify/phone-numbers.yaml; correct that id where AWS has another number for it.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const where = environmentOfStack(register, stack);
    if (where === undefined) return [];
    const made = resources.filter(({ type }) => type === numberType);
    const numbers = Object.entries(register.phoneNumbers).flatMap(([number, { environment }]) =>
      environment === where.id ? [number] : [],
    );
    return [
      ...numbers.map((number) => {
        const times = made.filter(({ name }) => name === number).length;
        return {
          subject: subjectOf(register.id, "phoneNumbers", number),
          problems: problems(times !== 1 && `it is ${times} times in this stack, not once`),
        };
      }),
      ...made.map((each) => ({ subject: subjectOfResource(each), problems: numberProblems(each) })),
    ];
  },
};

/** What AWS says that the number is. At the preview that asks for a new one, nobody knows yet. */
function numberProblems({ name, props }: Resource): string[] {
  if (!isKnown(() => props.phoneNumber) || props.phoneNumber === undefined) return [];
  return problems(props.phoneNumber !== name && `AWS has ${shown(props.phoneNumber)} for its id`);
}

/** The application is told the number that the register says. */
export const senderTold: ResourceRule = {
  name: "notify-sender-told",
  clauses: ["NOTIFY-SMS-3"],
  level: "mandatory",
  description: `Wherever ${sender.variable} is set, it is the default number of that environment, as the register has it.`,
  remedy: `Set ${sender.variable} to defaultNumber of register/notify/environments.yaml, in the environment of the stack.`,
  scope: "resource",
  types: [
    variableType,
    "github:index/actionsVariable:ActionsVariable",
    "github:index/actionsOrganizationVariable:ActionsOrganizationVariable",
  ],
  judge: (resource, { register }) => {
    const { type, props } = resource;
    if (!isSenderVariable(resource)) return [];
    if (type !== variableType) return ["every environment would have this number"];
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const { defaultNumber } = where.environment;
    return problems(
      props.environment !== where.id && `it is of the environment ${shown(props.environment)}, not of ${where.id}`,
      (defaultNumber === undefined || props.value !== defaultNumber) &&
        `it is ${shown(props.value)}, and the default number of ${where.id} is ${defaultNumber ?? "not given"}`,
    );
  },
};

/** Names are the same to GitHub in any case of letters. */
function isSenderVariable({ props }: Resource): boolean {
  return shown(props.variableName).toUpperCase() === sender.variable;
}

/** Without the variable, an application would send from no number at all, or from an old one. */
export const senderComplete: StackRule = {
  name: "notify-sender-complete",
  clauses: ["NOTIFY-SMS-3"],
  level: "mandatory",
  description: `Each environment sets ${sender.variable} once, for the application that sends.`,
  remedy: "Leave the variable to the environment's stack, which sets it from register/notify/environments.yaml.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const where = environmentOfStack(register, stack);
    if (where === undefined) return [];
    const times = resources.filter(
      (each) =>
        each.type === variableType &&
        isSenderVariable(each) &&
        each.props.repository === sender.repository &&
        each.props.environment === where.id,
    ).length;
    return [
      {
        subject: `text messages of ${where.id}`,
        problems: problems(times !== 1 && `${sender.variable} of ${sender.repository} is set ${times} times, not once`),
      },
    ];
  },
};
