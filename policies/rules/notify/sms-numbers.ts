import { type Register, subjectOf } from "../../../model/register.ts";
import { notifyMessaging } from "../../settings/notify-messaging.ts";
import { listed, problems } from "../grants.ts";
import type { RegisterRule } from "../rule.ts";

const { tollFree, production, ownNumbers, usesOfDefault } = notifyMessaging;

/** A use of a number: the environment whose default it is, or the service that has it among its senders. */
interface Use {
  readonly kind: "default" | "sender";
  readonly by: string;
  readonly number: string;
}

/** Every use of every number, in the order of the register; a number that is listed twice has two. */
function usesOf(register: Register): Use[] {
  return [
    ...Object.entries(register.environments).flatMap(([by, { defaultNumber }]) =>
      defaultNumber === undefined ? [] : [{ kind: "default", by, number: defaultNumber } as const],
    ),
    ...Object.entries(register.agencyServices).flatMap(([by, { textMessageSenders = [] }]) =>
      textMessageSenders.map((number) => ({ kind: "sender", by, number }) as const),
    ),
  ];
}

const inWords = ({ kind, by }: Use) => (kind === "default" ? `the default of ${by}` : `a sender of ${by}`);

/** A number that nothing sends from costs money; one with two uses is revoked for both. */
export const numbersUsedOnce: RegisterRule = {
  name: "notify-numbers-used-once",
  clauses: ["NOTIFY-SMS-2"],
  level: "mandatory",
  description: "Each number is the default of one environment, or a sender of one service, and nothing else.",
  remedy:
    "Name the number once: as defaultNumber in register/notify/environments.yaml, or among textMessageSenders in register/notify/agency-services.yaml.",
  scope: "register",
  judge: (register) => {
    const uses = Map.groupBy(usesOf(register), ({ number }) => number);
    return Object.keys(register.phoneNumbers).map((number) => {
      const found = uses.get(number) ?? [];
      return {
        subject: subjectOf(register.id, "phoneNumbers", number),
        problems: problems(
          found.length === 0 && "nothing sends from it",
          found.length > 1 && `it is ${listed(found.map(inWords))}`,
        ),
      };
    });
  },
};

/** One-time passwords, and the texts of services without a number, are sent from a number of the environment's own. */
export const defaultNumbers: RegisterRule = {
  name: "notify-default-numbers",
  clauses: ["NOTIFY-SMS-3"],
  level: "mandatory",
  description:
    "Each environment has a default number that no other environment has: a toll-free one, in E.164 form, that is declared for it.",
  remedy:
    "Set defaultNumber in register/notify/environments.yaml to a number that register/notify/phone-numbers.yaml gives this environment.",
  scope: "register",
  judge: (register) =>
    Object.entries(register.environments).map(([id, { defaultNumber: number }]) => {
      const subject = subjectOf(register.id, "environments", id);
      if (number === undefined) return { subject, problems: ["it has no default number"] };
      const others = usesOf(register).filter((use) => use.kind === "default" && use.number === number && use.by !== id);
      const declaredFor = register.phoneNumbers[number]?.environment;
      return {
        subject,
        problems: problems(
          !tollFree.test(number) && `${number} is no toll-free number in E.164 form, such as +18445550100`,
          others.length > 0 && `${number} is ${listed(others.map(inWords))} too`,
          declaredFor !== id && `${number} is declared for ${declaredFor ?? "no environment"}`,
        ),
      };
    }),
};

/** A service's own number is one of the environment that the service is in, and not everybody's. */
export const sendersOfTheirEnvironment: RegisterRule = {
  name: "notify-senders-of-their-environment",
  clauses: ["NOTIFY-SMS-4"],
  level: "mandatory",
  description:
    "A service's senders are toll-free numbers of the environment that it is in, and no environment's default.",
  remedy:
    "Correct textMessageSenders and environment in register/notify/agency-services.yaml, or leave the senders out: the service then sends from the default.",
  scope: "register",
  judge: (register) => {
    const uses = usesOf(register);
    return Object.entries(register.agencyServices).map(([id, { environment, textMessageSenders = [] }]) => ({
      subject: subjectOf(register.id, "agencyServices", id),
      problems: textMessageSenders.flatMap((number) => {
        const declaredFor = register.phoneNumbers[number]?.environment;
        const defaults = uses.filter((use) => use.kind === "default" && use.number === number);
        return problems(
          !tollFree.test(number) && `${number} is no toll-free number in E.164 form`,
          environment === undefined && `it is not said which environment it has ${number} in`,
          environment !== undefined &&
            declaredFor !== environment &&
            `${number} is declared for ${declaredFor ?? "no environment"}, and the service is in ${environment}`,
          defaults.length > 0 && `${number} is ${listed(defaults.map(inWords))}`,
        );
      }),
    }));
  },
};

/** The default of production is the number that the run book gives, and whoever is on trial sends from it. */
export const productionDefault: RegisterRule = {
  name: "notify-production-default-number",
  clauses: ["NOTIFY-SMS-5"],
  level: "mandatory",
  description: `The default number of production is ${production.defaultNumber}, and services on trial send from it.`,
  remedy: `Set defaultNumber of production to ${production.defaultNumber} in register/notify/environments.yaml, and leave textMessageSenders out of a service that is not live.`,
  scope: "register",
  judge: (register) => {
    const given = register.environments[production.environment]?.defaultNumber;
    return [
      {
        subject: subjectOf(register.id, "environments", production.environment),
        problems: problems(
          given !== production.defaultNumber &&
            `its default number is ${given ?? "not given"}, not ${production.defaultNumber}`,
        ),
      },
      ...Object.entries(register.agencyServices).map(([id, { live, textMessageSenders = [] }]) => ({
        subject: subjectOf(register.id, "agencyServices", id),
        problems: problems(
          !live && textMessageSenders.length > 0 && `it is on trial, and would send from ${listed(textMessageSenders)}`,
        ),
      })),
    ];
  },
};

/** Numbers that the run book gives one service each: its only senders, and nobody else's. */
export const ownNumberRules: readonly RegisterRule[] = ownNumbers.map(({ service, called, number, clause }) => ({
  name: `notify-number-of-${called}-pilot-partner`,
  clauses: [clause],
  level: "mandatory",
  description: `The number ${number} is that of ${service} in production, and of nobody else.`,
  remedy: `Let textMessageSenders of ${service} in register/notify/agency-services.yaml be ${number} alone, and nobody else's have it.`,
  scope: "register",
  judge: (register) => {
    const senders = register.agencyServices[service]?.textMessageSenders ?? [];
    const others = usesOf(register).filter((use) => use.number === number && use.by !== service);
    const declaredFor = register.phoneNumbers[number]?.environment;
    return [
      {
        subject: subjectOf(register.id, "agencyServices", service),
        problems: problems(
          (senders.length !== 1 || senders[0] !== number) &&
            `it sends from ${senders.length === 0 ? "no number of its own" : listed(senders)}, not from ${number}`,
        ),
      },
      {
        subject: subjectOf(register.id, "phoneNumbers", number),
        problems: problems(
          declaredFor !== production.environment &&
            `it is declared for ${declaredFor ?? "no environment"}, not for ${production.environment}`,
          others.length > 0 && `it is ${listed(others.map(inWords))}`,
        ),
      },
    ];
  },
}));

/** A number that was registered for one use and sends for another can be revoked. */
export const defaultNumbersRegistered: RegisterRule = {
  name: "notify-default-numbers-registered",
  clauses: ["NOTIFY-SMS-5"],
  level: "advisory",
  description: "Each environment's default number is registered for one-time passwords and for messages of services.",
  remedy:
    "Have the registration at AWS list both uses, and write them into registrationUseCases in register/notify/phone-numbers.yaml; AWS can revoke a number that sends what it is not registered for.",
  scope: "register",
  judge: (register) =>
    usesOf(register)
      .filter(({ kind }) => kind === "default")
      .map(({ number }) => {
        const listedUses = register.phoneNumbers[number]?.registrationUseCases ?? [];
        const missing = usesOfDefault.filter((use) => !listedUses.includes(use));
        return {
          subject: subjectOf(register.id, "phoneNumbers", number),
          problems: problems(missing.length > 0 && `its registration does not list ${listed(missing)}`),
        };
      }),
};
