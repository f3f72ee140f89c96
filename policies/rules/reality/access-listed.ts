import { type DateText, daysBetween } from "../../../model/dates.ts";
import { readings } from "../../settings/readings.ts";
import { listed as inWords } from "../grants.ts";
import { type Account, type Compared, covers, entitlementsOf, type Held, isListed } from "./compared.ts";
import { type Listed, personOf } from "./listed.ts";
import { accountWords, clausesOfAccess, entitlementWords, heldWords, letsIn, type ReadingRule } from "./rule.ts";

const remedy =
  "Take it away at the system; or list it in the register, by a pull request that `audit --propose` drafts, with whoever has to approve it.";

/** Who has access is listed. */
export const accessListed: ReadingRule = {
  name: "access-listed",
  clauses: clausesOfAccess,
  level: "mandatory",
  scope: "reading",
  needs: "presence",
  description: "Whoever has access to a system is listed for it in the register.",
  remedy,
  judge: (compared, asOf) =>
    compared.accounts.flatMap((account) => {
      const { holder, principal, known, subject } = account;
      if (holder === undefined || !letsIn(account) || isListed(account)) return [];
      const person = personOf(holder);
      const [last] = known.toSorted((a, b) => ((a.revokedOn ?? "") < (b.revokedOn ?? "") ? 1 : -1));
      // Of whoever left, the rules on leavers tell; but not of access that was said to be gone while they had time.
      if (
        person !== undefined &&
        daysSinceLeft(compared, person, asOf) > (last === undefined ? 0 : readings.leaverDays)
      ) {
        return [];
      }
      const revoked = last?.revokedOn === undefined ? "" : `; by the register it was revoked on ${last.revokedOn}`;
      return {
        subject,
        clauses: compared.system.clauses,
        problems: [
          `${whose(holder)} ${accountWords(principal)} ${heldWords(entitlementsOf(account))}, and is not listed for ${compared.system.id}${revoked}`,
        ],
        at: principal.at,
      };
    }),
};

/** Days since somebody's last day; none, where they are there. */
function daysSinceLeft({ register }: Compared, person: string, asOf: DateText): number {
  const leftOn = register.people[person]?.leftOn;
  return leftOn === undefined ? 0 : Math.max(0, daysBetween(leftOn, asOf));
}

/** Who has access has the role that is listed. */
export const roleAsListed: ReadingRule = {
  name: "role-as-listed",
  clauses: clausesOfAccess,
  level: "mandatory",
  scope: "reading",
  needs: "presence",
  description: "Whoever is listed for a system has the roles that are listed there, and no other.",
  remedy,
  judge: (compared) =>
    compared.accounts.flatMap((account) => {
      const { holder, subject } = account;
      if (holder === undefined || !letsIn(account)) return [];
      const known = account.known.filter(({ state }) => state !== "revoked");
      const more = beyond(account);
      const [first] = more;
      if (known.length === 0 || first === undefined) return [];
      const words = inWords([...new Set(known.map(({ role }) => role))]);
      return {
        subject,
        clauses: compared.system.clauses,
        problems: [`${whose(holder)} has ${heldWords(entitlementsOf({ held: more }))}, and is listed as ${words}`],
        at: first.grant.at,
      };
    }),
};

/** What an account holds beyond what is listed; that it is there is no more than what is listed. */
function beyond({ held }: Account): readonly Held[] {
  return held.filter(({ listed, grant: { entitlement } }) => listed === undefined && entitlement.everybody !== true);
}

/** Who is listed has access. */
export const listedHasAccess: ReadingRule = {
  name: "listed-has-access",
  clauses: clausesOfAccess,
  level: "advisory",
  scope: "reading",
  needs: "all",
  description: "Whoever is listed for a system has access to it.",
  remedy:
    "Give it at the system; or enter the day on which it ended (`revokedOn`), or that it was not accepted yet (`pending: true`).",
  judge: (compared) =>
    compared.listed.flatMap((entry) => {
      if (entry.state !== "active" || entry.role === "key") return [];
      const accounts = compared.accountsOf(entry.holder);
      if (accounts.some(({ held }) => held.some(({ grant: { entitlement } }) => covers(entry, entitlement)))) return [];
      // That they have another role is told already.
      if (accounts.some((account) => letsIn(account) && beyond(account).length > 0)) return [];
      return {
        subject: entry.subject,
        clauses: compared.system.clauses,
        problems: [missing(compared, entry, accounts)],
      };
    }),
};

function missing({ system, reading }: Compared, { holder, role }: Listed, accounts: readonly Account[]): string {
  const of = system.lists === "root" ? "key" : "account";
  const found =
    accounts.length === 0
      ? `the reading of ${reading.readOn} has no ${of} of theirs`
      : `their account has ${heldWords(accounts.flatMap(entitlementsOf))}`;
  return `${whose(holder)} is listed as ${role}, and ${found}`;
}

/** A holder in words. */
function whose(holder: Account["holder"] & {}): string {
  return "person" in holder ? holder.person : (holder.entry.split("/").at(-1) ?? holder.entry);
}

/** An invitation that was taken is no longer pending. */
export const invitationsTaken: ReadingRule = {
  name: "pending-is-pending",
  clauses: clausesOfAccess,
  level: "advisory",
  scope: "reading",
  needs: "presence",
  description: "A grant that is pending in the register has not been accepted yet.",
  remedy: "Take `pending` out of the entry.",
  judge: (compared) =>
    compared.accounts.flatMap(({ principal, held }) =>
      principal.state !== "active"
        ? []
        : held.flatMap(({ listed, grant }) =>
            listed?.state !== "invited"
              ? []
              : {
                  subject: listed.subject,
                  clauses: compared.system.clauses,
                  problems: [`it is pending in the register, and ${entitlementWords(grant.entitlement)} is held`],
                  at: grant.at,
                },
          ),
    ),
};
