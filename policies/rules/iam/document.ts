import { fields } from "../reading.ts";
import { type Conditions, readConditions } from "./conditions.ts";
import { readStrictJson } from "./strict-json.ts";

/*
 * IAM documents as AWS reads them: text or object, one statement or several, one action or several, wildcards, any case
 * of letters in actions, and `Not…` for everything else. What is not understood is a problem, never skipped: a key that
 * stands twice, an element in other letters, an operator that IAM does not have.
 */

/** What a statement covers: these patterns, or everything but them. */
export type Covered = { readonly only: readonly string[] } | { readonly allBut: readonly string[] };

export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: Covered;
  /** Undefined where the document hangs on the resource itself. */
  readonly resources?: Covered;
  /** Who it is about, as `kind:value` (`Service:sns.amazonaws.com`, `AWS:*`); undefined where it hangs on its holder. */
  readonly principals?: Covered;
  readonly conditions: Conditions;
}

export type IamDocument = { readonly statements: readonly Statement[] } | { readonly problem: string };

/** Without one it is the first. Variables are plain text there. */
const versions = ["2008-10-17", "2012-10-17"];

const partsOfDocument = ["Version", "Id", "Statement"];

const kindsOfPrincipal = ["AWS", "CanonicalUser", "Federated", "Service"];

const elements = [
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
];

/** Reads a document; never throws. */
export function readDocument(document: unknown): IamDocument {
  const json = typeof document === "string" ? readStrictJson(document) : { value: document };
  if ("problem" in json) return json;
  const parsed = fields(json.value);
  const strange = Object.keys(parsed).filter((key) => !partsOfDocument.includes(key));
  if (strange.length > 0) return { problem: `it has ${strange.join(", ")}, which IAM does not know` };
  const { Statement: given, Version: version = versions[0] } = parsed;
  if (!versions.some((each) => each === version)) return { problem: "it has a Version that IAM does not know" };
  if (version !== "2012-10-17" && /\$\{/.test(JSON.stringify(given) ?? ""))
    return { problem: "it has variables, which are plain text without the Version 2012-10-17" };
  const list = Array.isArray(given) ? given : given === undefined ? [] : [given];
  if (list.length === 0) return { problem: "it has no statement" };
  const statements = list.map(readStatement);
  const problem = statements.find((each) => typeof each === "string");
  return problem === undefined ? { statements: statements as Statement[] } : { problem };
}

function readStatement(given: unknown): Statement | string {
  const statement = fields(given);
  const strange = Object.keys(statement).filter((key) => !elements.includes(key));
  if (strange.length > 0) return `it has a statement with ${strange.join(", ")}, which IAM does not know`;
  const { Effect: effect, Condition: condition = {} } = statement;
  if (effect !== "Allow" && effect !== "Deny") return "it has a statement that neither allows nor denies";
  const actions = covered(statement, "Action");
  const resources = covered(statement, "Resource");
  const principals = covered(statement, "Principal", principalTexts);
  for (const each of [actions, resources, principals]) if (typeof each === "string") return each;
  if (actions === undefined) return "it has a statement without actions";
  const read = readConditions(condition);
  if ("problem" in read) return read.problem;
  return {
    effect,
    actions: actions as Covered,
    ...(resources !== undefined && { resources: resources as Covered }),
    ...(principals !== undefined && { principals: principals as Covered }),
    conditions: read.conditions,
  };
}

function covered(
  statement: Readonly<Record<string, unknown>>,
  element: string,
  texts: (value: unknown) => string[] | undefined = textsOf,
): Covered | string | undefined {
  const [only, allBut] = [statement[element], statement[`Not${element}`]];
  if (only !== undefined && allBut !== undefined) return `it has a statement with both ${element} and Not${element}`;
  const given = only ?? allBut;
  if (given === undefined) return undefined;
  const list = texts(given);
  if (list === undefined) return `it has a statement whose ${element} is neither text nor a list of texts`;
  return only === undefined ? { allBut: list } : { only: list };
}

function textsOf(value: unknown): string[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((each) => typeof each === "string") ? list : undefined;
}

function principalTexts(value: unknown): string[] | undefined {
  if (value === "*") return ["AWS:*"];
  const kinds = Object.entries(fields(value)).map(([kind, named]) =>
    kindsOfPrincipal.includes(kind) ? textsOf(named)?.map((each) => `${kind}:${each}`) : undefined,
  );
  return kinds.length > 0 && kinds.every((each) => each !== undefined) ? kinds.flat() : undefined;
}

/** Whether a pattern with `*` and `?` fits a text. */
export function fits(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

/** Whether a statement is about an action, such as `iam:CreateUser`. The case of letters does not matter. */
export function isAbout({ actions }: Statement, action: string): boolean {
  const fit = (pattern: string) => fits(pattern.toLowerCase(), action.toLowerCase());
  return "only" in actions ? actions.only.some(fit) : !actions.allBut.some(fit);
}

/** Whether a document allows an action on something. Denials are not counted against it: they may not apply. */
export function allows({ statements }: { readonly statements: readonly Statement[] }, action: string): boolean {
  return statements.some((statement) => statement.effect === "Allow" && isAbout(statement, action));
}
