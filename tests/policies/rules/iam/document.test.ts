import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allows, fits, readDocument } from "../../../../policies/rules/iam/document.ts";

const allow = (more: Record<string, unknown>) => ({ Statement: { Effect: "Allow", Resource: "*", ...more } });

/** Whether a document that can be read allows an action. */
function lets(document: unknown, action = "iam:CreateUser"): boolean {
  const read = readDocument(document);
  if ("problem" in read) throw new Error(read.problem);
  return allows(read, action);
}

describe("what a document allows", () => {
  test.each<[string, unknown]>([
    ["one action", allow({ Action: "iam:CreateUser" })],
    ["a list of actions", allow({ Action: ["s3:GetObject", "iam:CreateUser"] })],
    ["a list of statements", { Statement: [{ Effect: "Allow", Action: "iam:CreateUser", Resource: "*" }] }],
    ["JSON", JSON.stringify(allow({ Action: "iam:CreateUser" }))],
    ["other case", allow({ Action: "IAM:createuser" })],
    ["the whole service", allow({ Action: "iam:*" })],
    ["a wildcard in the name", allow({ Action: "iam:Create*" })],
    ["a wildcard in the service", allow({ Action: "i*:CreateUser" })],
    ["one unknown letter", allow({ Action: "iam:CreateUse?" })],
    ["everything", allow({ Action: "*" })],
    ["everything but something else", allow({ NotAction: "s3:*" })],
  ])("by %s", (_, document) => {
    expect(lets(document)).toBe(true);
  });

  test.each<[string, unknown]>([
    ["another action", allow({ Action: "iam:GetUser" })],
    ["a longer name", allow({ Action: "iam:CreateUserAlias" })],
    ["everything but the service", allow({ NotAction: ["iam:*"] })],
    ["a denial", { Statement: { Effect: "Deny", Action: "iam:*", Resource: "*" } }],
    ["a dot that is no wildcard", allow({ Action: "iam.CreateUser" })],
  ])("not by %s", (_, document) => {
    expect(lets(document)).toBe(false);
  });
});

test.each<[string, unknown, string]>([
  ["no JSON", "{", "it is not JSON"],
  ["nothing", {}, "it has no statement"],
  ["no statements", { Statement: [] }, "it has no statement"],
  ["no effect", { Statement: { Action: "*" } }, "it has a statement that neither allows nor denies"],
  [
    "an effect in other case",
    allow({ Effect: "allow", Action: "*" }),
    "it has a statement that neither allows nor denies",
  ],
  ["no action", allow({}), "it has a statement without actions"],
  ["both kinds of action", allow({ Action: "*", NotAction: "*" }), "it has a statement with both Action and NotAction"],
  [
    "actions that are no text",
    allow({ Action: [1] }),
    "it has a statement whose Action is neither text nor a list of texts",
  ],
  [
    "an unknown element",
    allow({ Action: "*", Actions: "*" }),
    "it has a statement with Actions, which IAM does not know",
  ],
  ["a key twice", '{"Statement":[],"Statement":[]}', 'it has the key "Statement" twice in one place'],
  ["an element in other letters", { statement: [], Statement: [] }, "it has statement, which IAM does not know"],
  [
    "an action in other letters",
    allow({ Action: "s3:GetObject", action: "*" }),
    "it has a statement with action, which IAM does not know",
  ],
  ["another element", { ...allow({ Action: "*" }), Statements: [] }, "it has Statements, which IAM does not know"],
  [
    "an unknown Version",
    { ...allow({ Action: "*" }), Version: "2012-10-18" },
    "it has a Version that IAM does not know",
  ],
  [
    "variables in the first Version",
    { ...allow({ Action: "*", Resource: "\u0024{aws:username}" }), Version: "2008-10-17" },
    "it has variables, which are plain text without the Version 2012-10-17",
  ],
  [
    "variables without a Version",
    JSON.stringify(allow({ Action: "*", Resource: "$x" })).replace("$x", "\\u0024{aws:username}"),
    "it has variables, which are plain text without the Version 2012-10-17",
  ],
  [
    "a condition that is text",
    allow({ Action: "*", Condition: "Bool" }),
    "it has a statement whose Condition is no object",
  ],
  [
    "a condition in other letters",
    allow({ Action: "*", Condition: { stringEquals: { a: "b" } } }),
    'it has a condition "stringEquals", which IAM does not know',
  ],
  [
    "an unknown condition",
    allow({ Action: "*", Condition: { "ForNoValues:StringEquals": { a: "b" } } }),
    'it has a condition "ForNoValues:StringEquals", which IAM does not know',
  ],
  [
    "a condition on nothing",
    allow({ Action: "*", Condition: { StringEquals: "a" } }),
    "it has a condition StringEquals that is no object",
  ],
  [
    "a condition without values",
    allow({ Action: "*", Condition: { StringEquals: { a: [] } } }),
    "it has a condition StringEquals whose a is neither text nor a list of texts",
  ],
  [
    "a condition on one key in two letters",
    allow({ Action: "*", Condition: { StringEquals: { "aws:SourceIp": "a", "AWS:sourceip": "b" } } }),
    "it has a condition StringEquals with the key aws:sourceip twice",
  ],
  [
    "an unknown kind of principal",
    allow({ Action: "*", Principal: { aws: "*" } }),
    "it has a statement whose Principal is neither text nor a list of texts",
  ],
  [
    "an odd principal",
    allow({ Action: "*", Principal: 1 }),
    "it has a statement whose Principal is neither text nor a list of texts",
  ],
])("a document with %s is a problem", (_, document, problem) => {
  expect(readDocument(document)).toEqual({ problem });
});

test("principals are read with their kind, and everybody is everybody of AWS", () => {
  const principals = (Principal: unknown) => {
    const read = readDocument(allow({ Action: "*", Principal }));
    return "statements" in read ? read.statements[0]?.principals : read;
  };
  expect(principals("*")).toEqual({ only: ["AWS:*"] });
  expect(principals({ Service: ["a.amazonaws.com", "b.amazonaws.com"], AWS: "*" })).toEqual({
    only: ["Service:a.amazonaws.com", "Service:b.amazonaws.com", "AWS:*"],
  });
});

test("any JSON is read or is a problem, and nothing throws", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
      const read = readDocument({ Statement: document });
      expect("problem" in read || read.statements.length > 0).toBe(true);
    }),
  );
});

test("a text fits itself whatever it is made of, and `*` fits everything", () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/[*?]/.test(text)),
      (text) => fits(text, text) && fits("*", text) && fits(`${text}*`, `${text}more`) && !fits(`${text}x`, text),
    ),
  );
});
