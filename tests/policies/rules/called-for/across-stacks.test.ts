import { describe, expect, test } from "vitest";
import { claimedByOneStack } from "../../../../policies/rules/called-for/across-stacks.ts";
import { callsByType } from "../../../../policies/rules/called-for/by-type.ts";
import { oncePer, settingsOfTheWhole } from "../../../../policies/settings/once-per.ts";
import { typesOfServices } from "../../../../policies/settings/resource-types.ts";
import { packages } from "../../../../toolchain/offline-providers/packages.ts";
import { asOf, changed, type Draft, notifyRegister, ocpRegister } from "../../compliant.ts";

/** Entries of a draft, which tests change as they like. */
// biome-ignore lint/suspicious/noExplicitAny: any entry
type Loose = any;

const said = (change: (draft: Draft) => void) =>
  claimedByOneStack
    .judge(changed(notifyRegister, change), asOf)
    .flatMap(({ subject, problems }) => problems.map((problem) => `${subject}: ${problem}`));

describe("every type says of what there is one", () => {
  test("those that may stand in a stack, and no other", () => {
    expect(Object.keys(oncePer).sort()).toEqual(typesOfServices);
  });

  test("those that something calls for", () => {
    expect(Object.keys(callsByType).filter((type) => !Object.hasOwn(oncePer, type))).toEqual([]);
  });

  test("those that the offline providers make", () => {
    const made = packages.flatMap(({ tables }) => tables.map(({ type }) => type));
    const placed = { ...oncePer, ...settingsOfTheWhole };
    expect(made.filter((type) => !Object.hasOwn(placed, type))).toEqual([]);
  });

  test("what an account has once is said alike where it is said twice", () => {
    for (const [type, scope] of Object.entries(settingsOfTheWhole)) expect(oncePer[type] ?? scope, type).toBe(scope);
  });
});

test("no two stacks of a compliant register make one thing", () => {
  for (const register of [notifyRegister, ocpRegister]) {
    expect(claimedByOneStack.judge(register, asOf).flatMap(({ problems }) => problems)).toEqual([]);
  }
});

describe("two stacks that make one thing are both told", () => {
  test("a chat channel of one account", () => {
    const found = said(({ environments }) => {
      delete environments.demo.sharesAccountWith;
    });
    const channel =
      "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration C04U9BGHUDB in the account 444455556666";
    expect(found).toContain(`notify/environments/staging: it makes ${channel}, and so does notify-demo`);
    expect(found).toContain(`notify/environments/demo: it makes ${channel}, and so does notify-staging`);
  });

  test("settings of text messages, whatever the stacks call them", () => {
    const found = said(({ environments }) => {
      delete environments.demo.sharesAccountWith;
      environments.demo.monthlySpendLimit = 25;
    });
    expect(found.join("\n")).toContain(
      "it makes aws:sns/smsPreferences:SmsPreferences in the account 444455556666, us-west-2, and so does notify-demo",
    );
  });

  test("groups and users of IAM, which an account has in all its regions", () => {
    const found = said(({ environments }) => {
      delete environments.demo.sharesAccountWith;
      environments.demo.region = "us-east-1";
    }).join("\n");
    expect(found).toContain("aws:iam/group:Group NotifyAdministrators in the account 444455556666,");
    expect(found).toContain("SlackChannelConfiguration C04U9BGHUDB in the account 444455556666,");
    expect(found).not.toContain("smsPreferences");
  });

  test("an environment that the settings do not know of yet", () => {
    const found = said((draft) => {
      draft.environments.sandbox = { ...draft.environments.staging, title: "Sandbox" };
    }).join("\n");
    expect(found).toContain("notify-sandbox");
  });

  test("a bucket, whose name is nobody else's in the whole partition", () => {
    const found = said(({ environments }) => {
      environments.demo.csvBucket = environments.staging.csvBucket;
    }).join("\n");
    expect(found).toContain("aws:s3/bucket:Bucket notify-api-csv-upload-bucket-staging in aws,");
  });

  test("a telephone number that two environments take over", () => {
    const found = said(({ phoneNumbers }) => {
      const [first, second] = Object.values(phoneNumbers) as Loose[];
      first.environment = "staging";
      second.environment = "demo";
      second.phoneNumberId = first.phoneNumberId;
    }).join("\n");
    expect(found).toContain("smsvoicev2PhoneNumber");
  });

  test("a secret of one environment on GitHub", () => {
    const found = said(({ credentials }) => {
      const [first, second] = (Object.values(credentials) as Loose[]).filter(({ storedIn = [] }) =>
        storedIn.some((place: Loose) => place.environment !== undefined),
      );
      second.storedIn = first.storedIn;
      first.environment = "staging";
      second.environment = "demo";
    }).join("\n");
    expect(found).toContain("github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret");
  });
});

describe("what is no second claim", () => {
  test.each<[string, (draft: Draft) => void]>([
    [
      "another account",
      ({ environments }) => {
        delete environments.demo.sharesAccountWith;
        environments.demo.account = "aws-production";
        environments.demo.region = "us-gov-east-1";
      },
    ],
    [
      "an environment more that shares the account",
      ({ environments }) => {
        environments.sandbox = {
          ...structuredClone(environments.demo),
          csvBucket: "notify-api-csv-upload-bucket-sandbox",
        };
      },
    ],
  ])("%s", (name, change) => {
    const found = said(change).filter((each) => !each.includes("aws:iam/"));
    expect(found, name).toEqual([]);
  });
});
