import { unknownCheckingProxy } from "@pulumi/policy";
import { describe, expect, test } from "vitest";
import { spendLimitsWithinCaps, textMessageSettings } from "../../../../policies/rules/notify/sms-preferences.ts";
import * as resources from "../../../../policies/rules/notify/sms-resources.ts";
import { changed, notifyRegister } from "../../compliant.ts";
import { said, saidOf, saidOfStack } from "../../judge.ts";
import { unknown } from "../../packs/harness.ts";
import { aws, inStack } from "./in-stack.ts";

const number = "+18445550101";
const numberType = aws("pinpoint", "Smsvoicev2PhoneNumber");
const variableType = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";

const props = {
  isoCountryCode: "US",
  messageType: "TRANSACTIONAL",
  numberCapabilities: ["SMS"],
  numberType: "TOLL_FREE",
  deletionProtectionEnabled: true,
  waitForActive: false,
};

describe("a number", () => {
  const judge = (change: Record<string, unknown> = {}, { stack = "notify-staging", name = number } = {}) =>
    saidOf(resources.numbersKept, inStack(stack, numberType, { ...props, ...change }, name), notifyRegister);

  test("of its own environment, locked, passes", () => {
    expect(judge()).toEqual([]);
    expect(judge({ numberCapabilities: ["VOICE", "SMS"], selfManagedOptOutsEnabled: false })).toEqual([]);
  });

  test.each<Record<string, unknown>>([
    { deletionProtectionEnabled: false },
    { deletionProtectionEnabled: undefined },
    { deletionProtectionEnabled: "true" },
    { waitForActive: undefined },
    { isoCountryCode: "CA" },
    { numberType: "LONG_CODE" },
    { messageType: "PROMOTIONAL" },
    { numberCapabilities: ["VOICE"] },
    { numberCapabilities: undefined },
    { selfManagedOptOutsEnabled: true },
    { twoWayChannelEnabled: true },
  ])("%j is refused", (change) => {
    expect(judge(change)).toHaveLength(1);
  });

  test.each([
    [{ stack: "notify-demo" }, "the register gives it to staging"],
    [{ stack: "notify-platform" }, "its stack is for no environment"],
    [{ name: "+18445550109" }, "the register does not name it"],
    [{ name: "constructor" }, "the register does not name it"],
  ])("%j is refused", (where, problem) => {
    expect(judge({}, where)).toEqual([expect.stringContaining(problem)]);
  });
});

describe("the numbers of a stack", () => {
  const judge = (...made: ReturnType<typeof inStack>[]) =>
    saidOfStack(resources.numbersComplete, made, notifyRegister, "notify-staging");
  const it = (more: Record<string, unknown> = {}, name = number) =>
    inStack("notify-staging", numberType, unknownCheckingProxy({ ...props, ...more }), name);

  test("are all there, each the one that AWS has for its id, where that is known", () => {
    expect(judge(it({ phoneNumber: number }))).toEqual([]);
    expect(judge(it({ phoneNumber: unknown }))).toEqual([]);
  });

  test("without one are refused, and with one twice", () => {
    expect(judge()).toEqual([expect.stringContaining("it is 0 times in this stack")]);
    expect(judge(it(), it())).toEqual([expect.stringContaining("it is 2 times in this stack")]);
  });

  test("are refused when AWS has another for an id", () => {
    expect(judge(it({ phoneNumber: "+18445550109" }))).toEqual([
      expect.stringContaining("AWS has +18445550109 for its id"),
    ]);
  });

  test("are not asked for in a stack of no environment", () => {
    expect(saidOfStack(resources.numbersComplete, [], notifyRegister, "notify-platform")).toEqual([]);
  });
});

describe("the variable that tells the application its number", () => {
  const variable = {
    repository: "notifications-api",
    environment: "staging",
    variableName: "AWS_US_TOLL_FREE_NUMBER",
    value: number,
  };
  const judge = (change: Record<string, unknown> = {}, type = variableType) =>
    saidOf(resources.senderTold, inStack("notify-staging", type, { ...variable, ...change }), notifyRegister);

  test("says the default, or is another variable", () => {
    expect(judge()).toEqual([]);
    expect(judge({ variableName: "aws_us_toll_free_number" })).toEqual([]);
    expect(judge({ variableName: "LOG_LEVEL", value: "debug" })).toEqual([]);
  });

  test.each([
    { value: "8445550101" },
    { value: "+18447952263" },
    { value: undefined },
    { environment: "demo" },
    { variableName: "aws_us_toll_free_number", value: "+18445550102" },
  ])("%j is refused", (change) => {
    expect(judge(change)).toHaveLength(1);
  });

  test("is never a whole repository's or the organisation's", () => {
    expect(judge({}, "github:index/actionsVariable:ActionsVariable")).toHaveLength(1);
    expect(judge({}, "github:index/actionsOrganizationVariable:ActionsOrganizationVariable")).toHaveLength(1);
  });

  test.each([
    [{}, []],
    [{ repository: "notifications-admin" }, ["is set 0 times"]],
    [{ environment: "demo" }, ["is set 0 times"]],
    [{ variableName: "OTHER" }, ["is set 0 times"]],
  ])("is set once for the API: %j", (change, problems) => {
    const made = [inStack("notify-staging", variableType, { ...variable, ...change })];
    expect(saidOfStack(resources.senderComplete, made, notifyRegister, "notify-staging")).toEqual(
      problems.map((problem) => expect.stringContaining(problem)),
    );
  });
});

describe("what may be spent", () => {
  const settings = {
    monthlySpendLimit: 25,
    defaultSmsType: "Transactional",
    deliveryStatusSuccessSamplingRate: "100",
    deliveryStatusIamRoleArn: "arn:aws:iam::444455556666:role/log",
  };
  const judge = (change: Record<string, unknown> = {}, stack = "notify-staging") =>
    saidOf(
      textMessageSettings,
      inStack(stack, aws("sns", "SmsPreferences"), { ...settings, ...change }),
      notifyRegister,
    );

  test("as much as the cap, of deliveries that are logged, none or all, passes", () => {
    for (const rate of ["0", "9", "100"]) expect(judge({ deliveryStatusSuccessSamplingRate: rate })).toEqual([]);
    expect(judge({ monthlySpendLimit: 1 })).toEqual([]);
    const log = { deliveryStatusIamRoleArn: "arn:aws-us-gov:iam::111122223333:role/log" };
    expect(judge({ monthlySpendLimit: 1000, ...log }, "notify-production")).toEqual([]);
  });

  test.each<Record<string, unknown>>([
    { monthlySpendLimit: 26 },
    { monthlySpendLimit: 0 },
    { monthlySpendLimit: -1 },
    { monthlySpendLimit: "25" },
    { monthlySpendLimit: undefined },
    { defaultSmsType: "Promotional" },
    { defaultSmsType: undefined },
    { deliveryStatusSuccessSamplingRate: undefined },
    { deliveryStatusSuccessSamplingRate: 100 },
    { deliveryStatusSuccessSamplingRate: "101" },
    { deliveryStatusSuccessSamplingRate: "-1" },
    { deliveryStatusSuccessSamplingRate: "05" },
    { deliveryStatusIamRoleArn: undefined },
    { deliveryStatusIamRoleArn: "arn:aws:iam::999999999999:role/log" },
    { deliveryStatusIamRoleArn: "arn:aws-us-gov:iam::444455556666:role/log" },
  ])("%j is refused", (change) => {
    expect(judge(change)).toHaveLength(1);
  });

  test("is nothing in a stack of no environment", () => {
    expect(judge({}, "notify-platform")).toHaveLength(1);
  });

  test.each([
    ["staging", 25, 0],
    ["staging", 26, 1],
    ["demo", 25, 0],
    ["demo", 26, 1],
    ["production", 1000, 0],
    ["production", 1001, 1],
    ["elsewhere", 1, 1],
  ])("the register may give %s %i: %i problems", (id, monthlySpendLimit, times) => {
    const draft = changed(notifyRegister, (d) => {
      d.environments[id] = { ...d.environments[id], monthlySpendLimit };
    });
    expect(said(spendLimitsWithinCaps, draft)).toHaveLength(times);
  });
});
