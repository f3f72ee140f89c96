import { describe, expect, test } from "vitest";
import { aws } from "../../readings/aws.ts";
import { sourcesOf } from "./sources-of.ts";
import { accountIn, faultsOf, held } from "./told.ts";

const number = "111122223333";
const whose = { name: number, things: [] };
const allow = (...Action: readonly string[]) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});
const managed = (name: string) => ({ PolicyName: name, PolicyArn: `arn:aws-us-gov:iam::${number}:policy/${name}` });
const user = (UserName: string, more: object = {}) => ({
  ...{ Path: "/", UserName, UserId: `AIDA${UserName}`, Arn: `arn:aws-us-gov:iam::${number}:user/${UserName}` },
  ...{ CreateDate: "2024-05-01T12:00:00+00:00", GroupList: [], AttachedManagedPolicies: [], Tags: [] },
  ...more,
});
const policy = (name: string, Document: unknown) => ({
  ...managed(name),
  Arn: `arn:aws-us-gov:iam::${number}:policy/${name}`,
  PolicyVersionList: [
    { Document: allow("*"), VersionId: "v1", IsDefaultVersion: false },
    { Document, VersionId: "v2", IsDefaultVersion: true },
  ],
});
const trust = (Principal: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
});
const details = {
  UserDetailList: [
    user("admin-1", { GroupList: ["Administrators"], Tags: [{ Key: "email", Value: "admin-1@gsa.gov" }] }),
    user("broker", {
      AttachedManagedPolicies: [managed("sms_broker")],
      UserPolicyList: [
        { PolicyName: "own", PolicyDocument: encodeURIComponent(JSON.stringify(allow("iam:PassRole"))) },
      ],
    }),
    user("stranger", { AttachedManagedPolicies: [managed("not-told")] }),
  ],
  GroupDetailList: [
    {
      GroupName: "Administrators",
      Arn: `arn:aws-us-gov:iam::${number}:group/Administrators`,
      AttachedManagedPolicies: [managed("everything")],
    },
  ],
  RoleDetailList: [
    { RoleName: "inside", Arn: "x", AssumeRolePolicyDocument: trust({ AWS: `arn:aws-us-gov:iam::${number}:root` }) },
    { RoleName: "lambda", Arn: "x", AssumeRolePolicyDocument: trust({ Service: "lambda.amazonaws.com" }) },
    { RoleName: "audit", Arn: "x", AssumeRolePolicyDocument: trust({ AWS: ["arn:aws:iam::999900001111:root"] }) },
    { RoleName: "open", Arn: "x", AssumeRolePolicyDocument: trust("*") },
    {
      ...{ RoleName: "deploys", Arn: "x" },
      AssumeRolePolicyDocument: trust({ Federated: `arn:aws-us-gov:iam::${number}:oidc-provider/token.example.org` }),
    },
  ],
  Policies: [policy("everything", allow("*")), policy("sms_broker", allow("sns:Publish", "iam:GetUser"))],
};
const head =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
const row = (name: string, password: string, key: string, of = number) =>
  `${name},arn:aws-us-gov:iam::${of}:${name === "<root_account>" ? "root" : `user/${name}`},2024-05-01T12:00:00+00:00,true,${password},N/A,N/A,true,true,N/A,${key},us-gov-west-1,sns,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;
const rows = [
  row("<root_account>", "2024-05-01T12:00:00+00:00", "N/A"),
  row("admin-1", "2026-11-20T08:00:00+00:00", "2026-11-21T08:00:00+00:00"),
  row("broker", "N/A", "N/A"),
  row("stranger", "no_information", "2025-01-01T00:00:00+00:00"),
];
const report = (...lines: readonly string[]) => [head, ...lines, ""].join("\n");
const whole = { "authorization-details.json": details, "credential-report.csv": report(...rows) };
const read = (files: object = {}) => aws.read(sourcesOf({ ...whole, ...files }), whose);

describe("an account at AWS", () => {
  test("is read whole: users, root, and whom roles trust from outside", () => {
    expect(read().faults).toEqual([]);
    expect(read().of).toBe(number);
    expect(held(read())).toEqual([
      "admin-1: member of group Administrators !",
      `broker: sms_broker of account ${number}`,
      `broker: own of account ${number} !`,
      `stranger: not-told of account ${number} !`,
      "arn:aws:iam::999900001111:root: assume of role audit !",
      "*: assume of role open !",
      `arn:aws-us-gov:iam::${number}:oidc-provider/token.example.org: assume of role deploys !`,
      `<root_account>: full of account ${number} !`,
    ]);
  });

  test("tells addresses, and the last use of passwords and keys", () => {
    expect(accountIn(read(), "admin-1")).toMatchObject({
      ...{ identity: { login: "admin-1", emails: ["admin-1@gsa.gov"] }, since: "2024-05-01", lastUsed: "2026-11-21" },
    });
    expect(accountIn(read(), "broker")?.lastUsed).toBe("never");
    expect(accountIn(read(), "stranger")?.lastUsed).toBe("2025-01-01");
    expect(accountIn(read(), "<root_account>")?.identity).toEqual({ login: "root" });
  });

  test("a group is administrative by what its policies allow, and by one that cannot be read", () => {
    const power = (Document: unknown) =>
      read({ "authorization-details.json": { ...details, Policies: [policy("everything", Document)] } }).grants[0]
        ?.entitlement.administrative;
    const statement = (more: object) => ({ Statement: { Effect: "Allow", Resource: "*", ...more } });
    expect(power(statement({ Action: "s3:*" }))).toBeUndefined();
    expect(power(statement({ Action: ["iam:ListUsers", "iam:GetRole"] }))).toBeUndefined();
    expect(power({ Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] })).toBeUndefined();
    for (const Action of ["*", "iam:*", "iam:*UserPolicy", "IAM:CreateUser", "i*:CreateUser", "sts:AssumeRole"]) {
      expect(power(statement({ Action }))).toBe(true);
    }
    expect(power(statement({ NotAction: "s3:*" }))).toBe(true);
    expect(power("%7B cut off")).toBe(true);
  });

  const { UserDetailList, ...without } = details;
  test.each([
    ["the page of a log-in", "authorization-details.json", "<html>", "authorization-details.json is a web page"],
    [
      "a refusal",
      "authorization-details.json",
      "An error occurred (AccessDenied) when calling",
      "authorization-details.json is a refusal",
    ],
    [
      "what is cut off",
      "authorization-details.json",
      `{"UserDetailList":[{"Us`,
      "authorization-details.json is no JSON",
    ],
    [
      "another command's answer",
      "authorization-details.json",
      without,
      "authorization-details.json/UserDetailList is not what",
    ],
    [
      "one page of several",
      "authorization-details.json",
      { ...details, IsTruncated: true, Marker: "x" },
      "authorization-details.json is one page of several",
    ],
    [
      "what was cut by --max-items",
      "authorization-details.json",
      { ...details, NextToken: "x" },
      "authorization-details.json is one page of several",
    ],
    [
      "a user fewer than in the report",
      "authorization-details.json",
      { ...details, UserDetailList: UserDetailList.slice(1) },
      "credential-report.csv/3 has users whom authorization-details.json lacks",
    ],
    [
      "a report that is cut off",
      "credential-report.csv",
      report(...rows.slice(0, -1)),
      "authorization-details.json/UserDetailList/2 has users whom credential-report.csv lacks",
    ],
    [
      "a report cut off in a row",
      "credential-report.csv",
      report(...rows).slice(0, -60),
      "credential-report.csv/5 has",
    ],
    [
      "a report without root",
      "credential-report.csv",
      report(...rows.slice(1)),
      "credential-report.csv lacks the account's own root",
    ],
    [
      "a report in base64",
      "credential-report.csv",
      btoa(report(...rows)),
      "credential-report.csv/1 does not name the columns that are needed",
    ],
    [
      "the report of another account",
      "credential-report.csv",
      report(...rows.slice(1), row("<root_account>", "N/A", "N/A", "999900001111")),
      "credential-report.csv/5 is of 999900001111, and not of 111122223333",
    ],
  ])("%s is a fault, with its place", (_, file, content, expected) => {
    expect(faultsOf(read({ [file]: content })).join("\n")).toContain(expected);
  });

  test("another's account says so", () => {
    const others = JSON.parse(JSON.stringify(whole).replaceAll(number, "999900001111"));
    expect(read(others).of).toBe("999900001111");
  });
});
