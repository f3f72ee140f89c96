import type { DateText } from "../../model/dates.ts";
import type { RegisterId } from "../../model/register.ts";
import type { Place } from "../../verdict/place.ts";
import type { Obligation, PersonAccess } from "../report.ts";

/** The register as people ask of it: who has what on what, since and until when, what lapses next, who reaches what runs. */
export interface RegisterMap {
  /** Changes when a field is renamed or goes away, not when one is added. */
  readonly version: 1;
  /** The day that it was looked at. */
  readonly asOf: DateText;
  /** Everybody who is there or still holds something, by register and id. */
  readonly people: readonly Holder[];
  /** The ways to what runs; those to production first. */
  readonly paths: readonly AccessPath[];
  /** Access that ends on a day that the register knows; the first to end first. */
  readonly ends: readonly AccessEnd[];
  /** What somebody has to do by a day, and what lapses if nobody does; first what is late. */
  readonly obligations: readonly Obligation[];
  /** Who holds what, by system. */
  readonly systems: readonly PersonAccess[];
}

/** A person and all that they were given. */
export interface Holder {
  readonly register: RegisterId;
  /** Id in people.yaml. */
  readonly person: string;
  readonly name: string;
  /** Such as `staff of Open Contracting Partnership`. */
  readonly employment: string;
  /** Their last day, where the register has one. */
  readonly leftOn?: DateText;
  readonly place?: Place;
  readonly held: readonly Held[];
  /** What comes with that: repositories, branches, shared logins, credentials, in words. */
  readonly through: readonly string[];
}

/** Something that somebody was given. */
export interface Held {
  /** The system's title; `Servers` for root. */
  readonly system: string;
  readonly what: string;
  readonly since: DateText;
  /** The first day without it, where that is known already. */
  readonly until?: DateText;
  /** Who approved it, or granted root. */
  readonly by?: string;
  /** Invited, and has not accepted. */
  readonly pending?: true;
  /** What has to be done by a day, or else a rule refuses that it goes on. */
  readonly lapses?: { readonly on: DateText; readonly unless: string };
  /** The register's entry. */
  readonly subject: string;
  readonly place?: Place;
}

/** A way from a person to something that runs. */
export interface AccessPath {
  readonly register: RegisterId;
  readonly person: string;
  /** What they hold: a role with where it holds, root, a login that several share. */
  readonly role: string;
  /** What opens it: ids of credentials, or what of their own does, in words. */
  readonly through: readonly string[];
  /** What is reached: an environment, a space, an account, or a server. */
  readonly to: string;
  readonly production: boolean;
}

/** Access that ends by itself. */
export interface AccessEnd {
  readonly register: RegisterId;
  readonly person: string;
  readonly what: string;
  /** The first day without it. */
  readonly on: DateText;
  readonly subject: string;
  readonly place?: Place;
}
