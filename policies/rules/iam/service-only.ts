import { problems } from "../grants.ts";
import { fields, list, shown } from "../reading.ts";
import { readDocument } from "./document.ts";

/**
 * What is wrong with a document that hangs on a resource: everybody it allows has to be one of some services, for one
 * account's sake, or that account's own `root`, where `ownAccount` is its ARN.
 */
export function serviceOnlyProblems(
  document: unknown,
  { services, accountId, ownAccount }: { services: readonly string[]; accountId: string; ownAccount?: string },
): string[] {
  const read = readDocument(document);
  if ("problem" in read) return [`its document cannot be judged: ${read.problem}`];
  return read.statements.flatMap((statement) => {
    if (statement.effect === "Deny") return [];
    const { principals, conditions } = statement;
    if (principals === undefined || "allBut" in principals) return ["it lets in everybody who is not named"];
    return principals.only.flatMap((principal) => {
      if (ownAccount !== undefined && principal === `AWS:${ownAccount}`) return [];
      const service = principal.replace(/^Service:/, "");
      if (!services.some((each) => `Service:${each}` === principal)) return [`it lets in ${principal}`];
      return problems(!sourceAccountIs(conditions, accountId) && `it lets ${service} in for other accounts' sake too`);
    });
  });
}

function sourceAccountIs(conditions: Readonly<Record<string, unknown>>, accountId: string): boolean {
  const found = Object.entries(fields(conditions.StringEquals)).filter(
    ([key]) => key.toLowerCase() === "aws:sourceaccount",
  );
  return (
    found.length === 1 &&
    list(found[0]?.[1]).length > 0 &&
    list(found[0]?.[1]).every((each) => shown(each) === accountId)
  );
}
