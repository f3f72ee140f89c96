import type { DateText } from "../../../model/dates.ts";
import { type Kind, type Register, subjectOf } from "../../../model/register.ts";
import { allGrants, allRootGrants } from "../grants.ts";
import type { Finding } from "../rule.ts";
import type { Agreement, FieldPath } from "./pair.ts";

type Days = Readonly<Record<string, DateText | undefined>>;

/** Days of which each is on or after the one before it; those that are not given are passed over. */
function inOrder(subject: string, days: Days): Finding {
  const given = Object.entries(days).filter((each): each is [string, DateText] => each[1] !== undefined);
  return {
    subject,
    problems: given.flatMap(([field, day], index) => {
      const [earlier, before] = given[index - 1] ?? [];
      return before !== undefined && day < before ? [`${field} is ${day}, which is before ${earlier} (${before})`] : [];
    }),
  };
}

function ordered(
  facts: Agreement["facts"],
  what: string,
  read: (register: Register) => { readonly subject: string; readonly days: Days }[],
): Agreement {
  return { facts, what, judge: (register) => read(register).map(({ subject, days }) => inOrder(subject, days)) };
}

function each<K extends Kind>(
  kind: K,
  first: string,
  last: string,
  pick: (entry: Register[K] extends Readonly<Record<string, infer T>> ? T : never) => Days,
): Agreement {
  const facts: [FieldPath, FieldPath] = [`${kind}.*.${first}`, `${kind}.*.${last}`];
  return ordered(facts, `${last} is not before ${first}.`, (register) =>
    Object.entries(register[kind]).map(([id, entry]) => ({
      subject: subjectOf(register.id, kind, id),
      days: pick(entry as never),
    })),
  );
}

/** Days of one thing that come one after the other. */
export const daysAgree: readonly Agreement[] = [
  each("people", "joinedOn", "leftOn", ({ joinedOn, leftOn }) => ({ joinedOn, leftOn })),
  each("people", "roleChangedOn", "leftOn", ({ roleChangedOn, leftOn }) => ({ roleChangedOn, leftOn })),
  each("credentials", "issuedOn", "rotatedOn", ({ issuedOn, rotatedOn }) => ({ issuedOn, rotatedOn })),
  each("vulnerabilities", "detectedOn", "closedOn", ({ detectedOn, closedOn }) => ({ detectedOn, closedOn })),
  ordered(["grants.*.*.*.createdOn", "grants.*.*.*.revokedOn"], "A role ends after it began.", (register) =>
    allGrants(register).map(({ subject, grant: { createdOn, revokedOn } }) => ({
      subject,
      days: { createdOn, revokedOn },
    })),
  ),
  ordered(["rootGrants.*.*.grantedOn", "rootGrants.*.*.revokedOn"], "Root ends after it began.", (register) =>
    allRootGrants(register).map(({ subject, grant: { grantedOn, revokedOn } }) => ({
      subject,
      days: { grantedOn, revokedOn },
    })),
  ),
];
