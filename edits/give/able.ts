import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import type { Grant, RootGrant } from "../../model/schema/access.ts";
import { allGrants, isActive } from "../../policies/rules/grants.ts";
import { needsApproval } from "../../policies/rules/notify/accounts.ts";
import { wasThere } from "../../policies/rules/presence.ts";
import type { RegisterRule, Violation } from "../../policies/rules/rule.ts";
import { judgedByEach, registerRulesOf } from "../../verdict/base/judged.ts";
import type { GivenRole, GivenRoot } from "./given.ts";

/** Who acts when something is given, by the field of the grant. */
export const actors = ["approvedBy", "createdBy", "grantedBy"] as const;
export type Actor = (typeof actors)[number];

/** Who has to act and was not named: whoever could, by what the rules say once they are named; nobody where it helps nothing. */
export type Able = Readonly<Record<Actor, readonly string[]>>;

export interface WhoIsMissing {
  readonly able: Able;
  /** What is refused whoever acts. */
  readonly anyhow: readonly Violation[];
}

/** So many are tried: each takes the rules that refuse. */
const mostTried = 200;

/**
 * Tries, for what is refused, who could be named: everybody who was there, in each field that is not said. What the rules then
 * no longer refuse, naming them mends.
 */
export function whoIsMissing(
  after: Register,
  refused: readonly Violation[],
  { roles, roots }: { readonly roles: readonly GivenRole[]; readonly roots: readonly GivenRoot[] },
  day: DateText,
): WhoIsMissing {
  const rules = registerRulesOf(after.id).filter(({ name }) => refused.some(({ rule }) => rule === name));
  const people = candidates(after, day);
  let named = after;
  const able = Object.fromEntries(
    actors.map((actor) => {
      const counted = people.map((person) => ({
        person,
        count: count(rules, withActor(named, roles, roots, actor, person), day),
      }));
      const least = Math.min(...counted.map(({ count: one }) => one));
      if (least >= count(rules, named, day)) return [actor, []];
      const found = counted.filter(({ count: one }) => one === least).map(({ person }) => person);
      named = withActor(named, roles, roots, actor, found[0] ?? "");
      return [actor, found];
    }),
  ) as unknown as Able;
  const left = judgedByEach(rules, named, day).flat();
  const anyhow = refused.filter((each) =>
    left.some(({ rule, message }) => rule === each.rule && message === each.message),
  );
  return { able, anyhow };
}

/**
 * Whose giving up of a role of the same system would do: with theirs revoked, nothing is refused any more. For what is refused
 * because too many of one organisation hold it.
 */
export function inExchange(
  after: Register,
  anyhow: readonly Violation[],
  roles: readonly GivenRole[],
  day: DateText,
): { readonly person: string; readonly system: string; readonly role: string }[] {
  const rules = registerRulesOf(after.id).filter(({ name }) => anyhow.some(({ rule }) => rule === name));
  if (rules.length === 0) return [];
  const before = count(rules, after, day);
  return roles.flatMap(({ system, grant }) =>
    allGrants(after)
      .filter((each) => each.system === system && each.grant.person !== grant.person && isActive(each.grant, day))
      .slice(0, mostTried)
      .filter(({ role, grant: theirs }) => {
        const list = (after.grants[system]?.[role] ?? []).map((each) =>
          each === theirs ? { ...each, revokedOn: day } : each,
        );
        const without = { ...after, grants: { ...after.grants, [system]: { ...after.grants[system], [role]: list } } };
        return count(rules, without, day) === before - anyhow.length;
      })
      .map(({ role, grant: { person } }) => ({ person, system, role })),
  );
}

function count(rules: readonly RegisterRule[], register: Register, day: DateText): number {
  return judgedByEach(rules, register, day).flat().length;
}

/** Those who are there; whoever holds something first, since others can hardly give it. */
function candidates(register: Register, day: DateText): string[] {
  const holders = new Set(
    allGrants(register)
      .filter(({ grant }) => isActive(grant, day))
      .map(({ grant }) => grant.person),
  );
  const there = Object.keys(register.people).filter((person) => wasThere(register, person, day));
  return there.toSorted((a, b) => Number(holders.has(b)) - Number(holders.has(a))).slice(0, mostTried);
}

/** The register in which somebody is named, in all that is given and does not name anybody yet. */
function withActor(
  register: Register,
  roles: readonly GivenRole[],
  roots: readonly GivenRoot[],
  actor: Actor,
  person: string,
): Register {
  if (actor === "grantedBy") {
    const rootGrants = { ...register.rootGrants };
    for (const { server, grant } of roots) {
      rootGrants[server] = (rootGrants[server] ?? []).map((each) =>
        isSame(each, grant) && each.grantedBy === undefined && each.basis === "developer"
          ? { ...each, grantedBy: person }
          : each,
      );
    }
    return { ...register, rootGrants };
  }
  const grants = { ...register.grants };
  for (const { system, role, grant } of roles) {
    const list = grants[system]?.[role] ?? [];
    grants[system] = {
      ...grants[system],
      [role]: list.map((each) =>
        isSame(each, grant) && each[actor] === undefined && needsApproval(register, { system, role, grant })
          ? { ...each, [actor]: person, ...(actor === "approvedBy" && { approvedOn: each.createdOn }) }
          : each,
      ),
    };
  }
  return { ...register, grants };
}

/** Whether a grant is the one that was given: it says all that that says, and may name somebody since. */
function isSame(one: Grant | RootGrant, other: Grant | RootGrant): boolean {
  const known = one as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(other).every(([key, value]) => JSON.stringify(known[key]) === JSON.stringify(value));
}
