import type { DateText } from "../model/dates.ts";
import { dayOf } from "./day.ts";
import type { At, Entitlement, Fault, Grant, Principal, Reading } from "./reading.ts";

/** Accounts and what they hold, as an adapter comes by them. */
export class Gathered {
  readonly #principals = new Map<string, Principal>();
  readonly grants: Grant[] = [];

  get principals(): readonly Principal[] {
    return [...this.#principals.values()];
  }

  get(id: string): Principal | undefined {
    return this.#principals.get(id);
  }

  /** An account as it is first met: who is met again is the same. */
  add(principal: Principal): Principal {
    const known = this.#principals.get(principal.id);
    if (known !== undefined) return known;
    this.#principals.set(principal.id, principal);
    return principal;
  }

  hold(principal: Principal, entitlement: Entitlement, at: At, more: Pick<Grant, "since" | "lastUsed"> = {}): void {
    this.grants.push({ principal, entitlement, at, ...more });
  }

  /** The reading of a service: all that was gathered, whose it is where that is told, and what keeps it from being whole. */
  reading(
    service: string,
    { of, faults }: { readonly of?: string | undefined; readonly faults: readonly Fault[] },
  ): Reading {
    const { principals, grants } = this;
    return { service, ...(of !== undefined && { of }), principals, grants, faults };
  }
}

/** A moment as services write them; `null` is that there was none. */
type Moment = string | number | null | undefined;

/** Since when an account is there, where its service tells that. */
export function since(created: Moment): { readonly since?: DateText } {
  const day = dayOf(created);
  return day === undefined ? {} : { since: day };
}

/** When an account was last used, of a service that writes `null` for one that never was. */
export function lastUsed(moment: Moment): { readonly lastUsed?: DateText | "never" } {
  const day = moment === null ? "never" : dayOf(moment);
  return day === undefined ? {} : { lastUsed: day };
}

/** The latest of several moments; `never` where each is known to have never been, nothing where one cannot be told. */
export function latestUse(moments: readonly Moment[]): { readonly lastUsed?: DateText | "never" } {
  const told = moments.map((moment) => lastUsed(moment).lastUsed);
  const days = told.filter((day) => day !== undefined && day !== "never");
  const latest = days.toSorted().at(-1);
  if (latest !== undefined) return { lastUsed: latest };
  return told.length > 0 && told.every((day) => day === "never") ? { lastUsed: "never" } : {};
}

/** What lets its holder change who has access, or everything there is. */
export const administrative = { administrative: true } as const;

/** What every account of a system holds. */
export const everybody = { everybody: true } as const;
