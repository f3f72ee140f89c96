import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as numbers from "../../../../policies/rules/notify/sms-numbers.ts";
import type { RegisterRule } from "../../../../policies/rules/rule.ts";
import { notifyMessaging } from "../../../../policies/settings/notify-messaging.ts";
import { changed, type Draft, notifyRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

const [staging, demo, production] = ["+18445550101", "+18445550102", "+18447952263"];
const [first, second] = ["+18447891134", "+18888402596"];
const [ofFirst, ofSecond] = numbers.ownNumberRules as [RegisterRule, RegisterRule];

/** A rule passes the compliant register, and says just this of it after each of these changes. */
function refuses(rule: RegisterRule, changes: readonly [string, (draft: Draft) => void, ...string[]][]) {
  describe(rule.name, () => {
    test("passes the compliant register", () => {
      expect(said(rule, notifyRegister)).toEqual([]);
    });

    test.each(changes)("refuses %s", (_, change, ...problems) => {
      const messages = said(rule, changed(notifyRegister, change));
      expect(messages).toEqual(problems.map((problem) => expect.stringContaining(problem)));
    });
  });
}

refuses(numbers.numbersUsedOnce, [
  [
    "a number without a use",
    (d) => (d.phoneNumbers["+18445550109"] = d.phoneNumbers[staging]),
    "notify/phone-numbers/+18445550109: nothing sends from it",
  ],
  [
    "a default that is a sender too",
    (d) => d.agencyServices["pilot-partner-1"].textMessageSenders.push(staging),
    "it is the default of staging and a sender of pilot-partner-1",
  ],
  [
    "a number that one service lists twice",
    (d) => d.agencyServices["pilot-partner-1"].textMessageSenders.push(first),
    "it is a sender of pilot-partner-1 and a sender of pilot-partner-1",
  ],
  [
    "a number of two services",
    (d) => d.agencyServices["pilot-partner-2"].textMessageSenders.push(first),
    "it is a sender of pilot-partner-1 and a sender of pilot-partner-2",
  ],
  ["no numbers at all", (d) => (d.phoneNumbers = {}), "there is nothing that notify-numbers-used-once could judge"],
]);

refuses(numbers.defaultNumbers, [
  ["an environment without one", (d) => delete d.environments.demo.defaultNumber, "it has no default number"],
  [
    "production's number in staging",
    (d) => (d.environments.staging.defaultNumber = production),
    "+18447952263 is the default of production too",
    "+18447952263 is declared for production",
    "+18447952263 is the default of staging too",
  ],
  [
    "a number that is not in E.164 form",
    (d) => {
      d.phoneNumbers["8445550101"] = d.phoneNumbers[staging];
      d.environments.staging.defaultNumber = "8445550101";
    },
    "8445550101 is no toll-free number in E.164 form",
  ],
  [
    "a number that is declared nowhere",
    (d) => delete d.phoneNumbers[demo],
    "+18445550102 is declared for no environment",
  ],
  ["no environments", (d) => (d.environments = {}), "there is nothing that notify-default-numbers could judge"],
]);

refuses(numbers.sendersOfTheirEnvironment, [
  [
    "the default of the environment",
    (d) => d.agencyServices["pilot-partner-1"].textMessageSenders.push(production),
    "+18447952263 is the default of production",
  ],
  [
    "a number of another environment",
    (d) => (d.phoneNumbers[first].environment = "demo"),
    "+18447891134 is declared for demo, and the service is in production",
  ],
  [
    "a service that is in no environment",
    (d) => delete d.agencyServices["pilot-partner-1"].environment,
    "it is not said which environment it has +18447891134 in",
  ],
  [
    "a number that is declared nowhere",
    (d) => delete d.phoneNumbers[first],
    "+18447891134 is declared for no environment",
  ],
  [
    "a long code",
    (d) => {
      d.phoneNumbers["+12025550101"] = d.phoneNumbers[first];
      d.agencyServices["pilot-partner-1"].textMessageSenders = ["+12025550101"];
    },
    "+12025550101 is no toll-free number",
  ],
]);

refuses(numbers.productionDefault, [
  [
    "another default",
    (d) => (d.environments.production.defaultNumber = first),
    "its default number is +18447891134, not +18447952263",
  ],
  ["no production", (d) => delete d.environments.production, "its default number is not given"],
  [
    "a service on trial with a number of its own",
    (d) => (d.agencyServices["pilot-partner-1"].live = false),
    "it is on trial, and would send from +18447891134",
  ],
]);

test("a service on trial without a number sends from the default", () => {
  const draft = changed(notifyRegister, (d) => {
    d.agencyServices.trial = { title: "On trial", agency: "agency-1", live: false };
  });
  for (const rule of [numbers.productionDefault, numbers.sendersOfTheirEnvironment])
    expect(said(rule, draft)).toEqual([]);
});

refuses(ofFirst, [
  [
    "the second's number",
    (d) => (d.agencyServices["pilot-partner-1"].textMessageSenders = [second]),
    "it sends from +18888402596, not from +18447891134",
  ],
  [
    "a further number",
    (d) => d.agencyServices["pilot-partner-1"].textMessageSenders.push("+18445550109"),
    "it sends from +18447891134 and +18445550109",
  ],
  [
    "none of its own",
    (d) => delete d.agencyServices["pilot-partner-1"].textMessageSenders,
    "it sends from no number of its own",
  ],
  [
    "a number that somebody else has too",
    (d) => d.agencyServices["pilot-partner-2"].textMessageSenders.push(first),
    "it is a sender of pilot-partner-2",
  ],
  ["its number as a default", (d) => (d.environments.demo.defaultNumber = first), "it is the default of demo"],
  ["its number in staging", (d) => (d.phoneNumbers[first].environment = "staging"), "it is declared for staging"],
  ["no such service", (d) => delete d.agencyServices["pilot-partner-1"], "it sends from no number of its own"],
]);

refuses(ofSecond, [
  [
    "the first's number",
    (d) => (d.agencyServices["pilot-partner-2"].textMessageSenders = [first]),
    "it sends from +18447891134, not from +18888402596",
  ],
]);

refuses(numbers.defaultNumbersRegistered, [
  [
    "a registration for one-time passwords alone",
    (d) => (d.phoneNumbers[staging].registrationUseCases = ["one-time-passwords"]),
    "its registration does not list service-messages",
  ],
  [
    "a registration of which nothing is known",
    (d) => delete d.phoneNumbers[staging].registrationUseCases,
    "its registration does not list one-time-passwords and service-messages",
  ],
]);

test("a toll-free number is one of seven codes and seven digits, in E.164 form and nothing around it", () => {
  const { tollFree } = notifyMessaging;
  const code = fc.constantFrom("800", "833", "844", "855", "866", "877", "888");
  const rest = fc.stringMatching(/^[2-9]\d{6}$/);
  fc.assert(
    fc.property(code, rest, (code, rest) => {
      expect(tollFree.test(`+1${code}${rest}`)).toBe(true);
      for (const wrong of [`1${code}${rest}`, `+1${code}${rest}0`, ` +1${code}${rest}`, `+1${code}${rest}\n`])
        expect(tollFree.test(wrong)).toBe(false);
    }),
  );
  for (const other of ["+18225550101", "+18991234567", "+18441550101", "+12025550101"])
    expect(tollFree.test(other)).toBe(false);
});
