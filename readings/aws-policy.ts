import { z } from "zod";
import { isObject, type JsonObject } from "./no-answer.ts";

/** A policy of IAM: an object, as the command line prints it, or its text with percent signs, as the API does. */
export const policyDocument = z.union([z.string(), z.record(z.string(), z.unknown())]);

/** A policy as it is printed. */
export type PolicyDocument = z.infer<typeof policyDocument>;

/** What a policy says, statement by statement; undefined of what cannot be read. */
function statementsOf(document: PolicyDocument | undefined): readonly JsonObject[] | undefined {
  let read: unknown = document;
  if (typeof document === "string") {
    try {
      read = JSON.parse(decodeURIComponent(document));
    } catch {
      return undefined;
    }
  }
  const statements = isObject(read) ? list(read.Statement) : [];
  return statements.length > 0 && statements.every(isObject) ? statements.filter(isObject) : undefined;
}

const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Services whose actions, but for those that read, change who has access. */
const services = ["iam", "sts", "organizations", "account", "sso", "sso-directory", "identitystore"];

/** Whether a policy lets its holder change who has access, or do anything; one that cannot be read may. */
export function allowsPower(document: PolicyDocument | undefined): boolean {
  const statements = statementsOf(document);
  if (statements === undefined) return true;
  return statements.some(({ Effect, Action, NotAction }) => {
    if (Effect !== "Allow") return false;
    return NotAction !== undefined || list(Action).some((action) => typeof action !== "string" || isPower(action));
  });
}

function isPower(action: string): boolean {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  if (/[*?]/.test(service)) return true;
  return services.includes(service) && !/^(?:get|list|simulate|generate)[a-z]/.test(name);
}

/** Whom a role trusts, as the policy names them: ARNs, numbers of accounts, `*`; services of AWS are left out. */
export function trustedBy(document: PolicyDocument): readonly string[] {
  const statements = statementsOf(document);
  if (statements === undefined) return ["*"];
  const named = statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Principal, NotPrincipal }) => {
      if (NotPrincipal !== undefined || !isObject(Principal)) return ["*"];
      return Object.entries(Principal).flatMap(([kind, who]) => (kind === "Service" ? [] : list(who).map(String)));
    });
  return [...new Set(named)];
}
