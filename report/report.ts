import type { DateText } from "../model/dates.ts";
import type { RegisterId } from "../model/register.ts";
import type { Place } from "../verdict/place.ts";
import type { StackVerdict } from "../verdict/verdict.ts";

/** All that a run has to tell, in whatever form it is read. Every list is in a fixed order; there is no time of day in it. */
export interface Report {
  /** Changes when a field is renamed or goes away, not when one is added. */
  readonly version: 2;
  readonly mode: "offline" | "live";
  /** The day that the rules judged as of. */
  readonly asOf: DateText;
  /** What the change was compared with, where something was given, and what could not be told of it, in words. */
  readonly base?: { readonly ref: string; readonly commit: string; readonly problems?: readonly string[] };
  /** Of the process: 0, 1 or 3. */
  readonly exitCode: number;
  readonly stacks: readonly StackReport[];
  /** What was not judged, in words, where only the registers were: by rules about them, without an engine. */
  readonly notJudged?: readonly string[];
  /** What was read of systems, and of which there is no reading; left out where nothing was held against readings. */
  readonly readings?: readonly ReadingTold[];
  /** A person each, by register and id; empty where nothing was compared, or nobody gains or loses anything. */
  readonly access: readonly AccessChange[];
  /** What access was compared with; `nothing` where nothing is deployed yet, so that everything is new. */
  readonly accessComparedWith?: ComparedWith;
  /** Who holds what after the change. */
  readonly accessMap: readonly PersonAccess[];
  /** Sorted by due day: first what is late. */
  readonly obligations: readonly Obligation[];
  /** What will be a violation within the next days if nothing is done, by day. */
  readonly forecast: readonly Forecast[];
  readonly waivers: readonly WaiverUse[];
}

/** A system, and what is known of its reading. Without a digest there is none. */
export interface ReadingTold {
  readonly register: RegisterId;
  readonly system: string;
  readonly title: string;
  /** Who is there and who is not; who is there; or nothing. */
  readonly proves: "all" | "presence" | "nothing";
  readonly readOn?: DateText;
  /** By what it was made, as whoever made it says. */
  readonly by?: string;
  /** Whose it is, as the system says. */
  readonly of?: string;
  readonly accounts?: number;
  /** SHA-256 of its files. */
  readonly digest?: string;
}

/** What the access after a change is compared with, by register; `nothing` where nothing is deployed yet and no base is given. */
export type ComparedWith = Readonly<Partial<Record<RegisterId, "base" | "deployed" | "nothing">>>;

/** A stack's verdict with the engine's diff. */
export interface StackReport extends StackVerdict {
  /** As the engine prints it, without colours. */
  readonly diff: string;
}

/** What somebody can reach after a change and could not before, and the other way round, in words. */
export interface AccessChange {
  readonly register: RegisterId;
  /** Id in people.yaml. */
  readonly person: string;
  /** Such as `root on ocp05.open-contracting.org`, `Administrator on GitHub`, `can read SES_SMTP_KEY`. */
  readonly gains: readonly string[];
  readonly loses: readonly string[];
}

/** What somebody holds, by system; the rows of the map of access. */
export interface PersonAccess {
  readonly register: RegisterId;
  readonly person: string;
  /** By the system's title: roles and the like, in words. */
  readonly systems: Readonly<Record<string, readonly string[]>>;
}

export type ObligationKind =
  | "vulnerability"
  | "rotation"
  | "access-review"
  | "restore-test"
  | "leaver"
  | "waiver"
  | "root-use"
  | "smoke-test"
  | "restage";

/** Something that somebody has to do by a day. */
export interface Obligation {
  readonly kind: ObligationKind;
  /** The register's entry that it is about. */
  readonly subject: string;
  /** What is to be done, in words. */
  readonly what: string;
  /** Id of the person, or a team or an organisation, who has to. */
  readonly whose: string;
  /** The last day that is in time. */
  readonly dueOn: DateText;
  /** Days from `asOf` to `dueOn`; below zero when it is late. */
  readonly daysLeft: number;
  /** The rule that refuses it once it is late; left out where none does. */
  readonly rule?: string;
  readonly place?: Place;
}

/** A violation to come. */
export interface Forecast {
  /** The first day on which it is one. */
  readonly on: DateText;
  readonly rule: string;
  readonly level: "mandatory" | "advisory";
  readonly subject: string;
  readonly message: string;
  readonly place?: Place;
}

/** A waiver of the register, and what became of it. */
export interface WaiverUse {
  readonly register: RegisterId;
  readonly id: string;
  readonly rule: string;
  readonly subject: string;
  readonly reason: string;
  readonly owner: string;
  readonly approver: string;
  readonly grantedOn: DateText;
  readonly expiresOn: DateText;
  /** `in use`: it holds a violation back. Everything else is a violation itself. */
  readonly state: "in use" | "unused" | "expired" | "not valid";
  readonly place?: Place;
}
