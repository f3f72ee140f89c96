import { type Register, subjectOf } from "../../../model/register.ts";
import { type OncePer, oncePer, settingsOfTheWhole } from "../../settings/once-per.ts";
import { providersOfStacks } from "../../settings/providers.ts";
import { listed, problems } from "../grants.ts";
import { onceFor } from "../once-for.ts";
import type { RegisterRule } from "../rule.ts";
import { callsByType } from "./by-type.ts";
import { calledIn, type Wanted, wantedIn } from "./calls.ts";

/** One thing of a service, as a stack makes it. */
interface Claim {
  readonly stack: string;
  /** What it is, and of what there is one: for people, and the same for all who claim it. */
  readonly thing: string;
}

/** What a stack makes that another one could make as well. */
function claimsOf(wanted: Wanted): Claim[] {
  return Object.entries(callsByType).flatMap(([type, calls]) => {
    const scope = scopeOf(type);
    if (calls.mayRepeat !== undefined || scope === "own-id") return [];
    const where = placeOf(scope, wanted);
    const called = [...calledIn(wanted, calls)];
    // What a whole account has once is one thing, whatever a stack calls it.
    const identities = Object.hasOwn(settingsOfTheWhole, type) ? called.slice(0, 1).map(() => "") : called;
    const all = new Set([...identities, ...(calls.claims?.(wanted) ?? [])]);
    return [...all].map((identity) => ({
      stack: wanted.stack,
      thing: [type, identity, where].filter(Boolean).join(" "),
    }));
  });
}

/** A type that is not placed is taken to be there once in an account: a test refuses it. */
function scopeOf(type: string): OncePer {
  const own = (table: Readonly<Record<string, OncePer>>) => (Object.hasOwn(table, type) ? table[type] : undefined);
  return own(settingsOfTheWhole) ?? own(oncePer) ?? "aws-account";
}

/** Of what there is one. GitHub's organisation and a host's account are one for a whole register. */
function placeOf(scope: OncePer, { place }: Wanted): string {
  if (place === undefined) return "";
  if (scope === "aws-account") return `in the account ${place.accountId}`;
  if (scope === "aws-region") return `in the account ${place.accountId}, ${place.region}`;
  return scope === "aws-partition" ? `in ${place.partition}` : "";
}

/** The stacks of a register: those of the settings, and those that its environments would have. */
function stacksOf({ id, environments }: Register): string[] {
  const ofEnvironments = id === "notify" ? Object.keys(environments).map((each) => `notify-${each}`) : [];
  return [...new Set([...Object.keys(providersOfStacks[id]), ...ofEnvironments])];
}

/** The entry that a stack is made from; the register, where it is made from all of it. */
function subjectOfStack({ id, environments }: Register, stack: string): string {
  const environment = stack.slice(`${id}-`.length);
  return Object.hasOwn(environments, environment) ? subjectOf(id, "environments", environment) : id;
}

/** A domain that is for no environment no stack of an environment makes, though each may hold it. */
function asMade(register: Register): Register {
  if (register.id !== "notify") return register;
  const domains = Object.entries(register.domains).filter(([, { environment }]) => environment !== undefined);
  return { ...register, domains: Object.fromEntries(domains) };
}

/** What several stacks make, by what it is. */
const claimedTwice = onceFor((register: Register) => {
  const made = asMade(register);
  const claims = stacksOf(register).flatMap((stack) => claimsOf(wantedIn(made, stack)));
  return [...Map.groupBy(claims, ({ thing }) => thing)].filter(([, each]) => each.length > 1);
});

/**
 * Each stack is judged by itself, so that no rule on resources sees what another one makes. Of what an account, a zone or
 * an organisation has once, the second stack is refused by the service, or undoes at each update what the first one did.
 */
export const claimedByOneStack: RegisterRule = {
  name: "claimed-by-one-stack",
  clauses: ["GATE-10"],
  level: "mandatory",
  description:
    "No two stacks of a register make the same thing of a service: what exists once in an account, a region, a zone or an organisation, one of them makes.",
  remedy:
    "Let one environment own it: the others say sharesAccountWith in register/notify/environments.yaml; or give what has a name another one.",
  scope: "register",
  judge: (register) =>
    stacksOf(register).map((stack) => ({
      subject: subjectOfStack(register, stack),
      problems: claimedTwice(register).flatMap(([thing, claims]) => {
        const others = claims.filter((each) => each.stack !== stack).map((each) => each.stack);
        return problems(
          claims.some((each) => each.stack === stack) &&
            others.length > 0 &&
            `it makes ${thing}, and so ${others.length > 1 ? "do" : "does"} ${listed(others)}`,
        );
      }),
    })),
};
