import type { DateText } from "../model/dates.ts";

/**
 * What a system says of who has access to it, as of a day. The terms are those of ConductorOne's Baton, whose connectors
 * read over a hundred systems into one model: a *principal* holds a *grant* of an *entitlement* on a *resource*. A reading
 * says what is so, in the system's own words; what should be so the register says, and rules compare the two.
 */
export interface Reading {
  /** What kind of system it is of, as the adapter is called: `github`, `redash` … */
  readonly service: string;
  /** Whose it is, as the system itself tells: the organisation's login, the account's number. Left out where it does not. */
  readonly of?: string;
  /** The day on which the system was asked, where what it printed tells that. Whoever keeps the files may tell it otherwise. */
  readonly readOn?: DateText;
  /** Everybody and everything that has an account or a key there, those that hold nothing too. */
  readonly principals: readonly Principal[];
  readonly grants: readonly Grant[];
  /** What keeps the reading from being whole. A reading with a fault shows who is there, and never that somebody is not. */
  readonly faults: readonly Fault[];
}

/**
 * Where in the files something stands: the file, as it is named in the folder of the reading, and the keys and indices that
 * lead there. A file that is read by lines has the line as its only key, from 1.
 */
export interface At {
  readonly file: string;
  readonly keys: readonly (string | number)[];
}

/** Something that keeps a reading from being whole: what is wrong, in words that need no subject before them but the file. */
export interface Fault {
  readonly at: At;
  readonly problem: string;
}

/** Something that access is to: an organisation, a team, a repository, a space, a group, a server. */
export interface Resource {
  /** `organization`, `team`, `repository`, `space`, `group`, `server` …: the system's own word, in the singular. */
  readonly type: string;
  /** How the system names it, where it has names that people read; else its number. */
  readonly id: string;
}

/** Something that one can hold on a resource. */
export interface Entitlement {
  readonly resource: Resource;
  /** The role or permission, in the system's own word: `admin`, `member`, `push`, `SpaceDeveloper`, `root` … */
  readonly slug: string;
  /** Set where it lets its holder change who has access, or everything there is. A word that an adapter does not know is. */
  readonly administrative?: true;
  /** Set where every account of the system holds it, so that it says no more than that the account is there. */
  readonly everybody?: true;
}

/** Who holds: an account of a person or a machine, or a key that opens something by itself. */
export interface Principal {
  /** How the system tells it from others; unique in a reading. */
  readonly id: string;
  /** `person` unless the system itself says otherwise: a machine that has a person's kind of account is judged as one. */
  readonly kind: "person" | "machine" | "key";
  readonly identity: Identity;
  /** `invited` has not accepted yet, `suspended` cannot log in and could again. */
  readonly state: "active" | "invited" | "suspended";
  /** Since when the account is there, or the invitation is out. */
  readonly since?: DateText;
  /** When it was last used, as far as the system tells. Left out where it does not: that is not `never`. */
  readonly lastUsed?: DateText | "never";
  /** Whoever made or invited it, as the system names them. */
  readonly by?: string;
  readonly at: At;
}

/** What a principal is known by. People are matched by these alone, and by `name` never. */
export interface Identity {
  /** The name to log in by. */
  readonly login?: string;
  /** Addresses that the system has of it. */
  readonly emails?: readonly string[];
  /** A key as `sshKeyFingerprint` gives it. */
  readonly fingerprint?: string;
  /** What it is shown as; for people to read. */
  readonly name?: string;
}

/** A principal holds an entitlement. */
export interface Grant {
  readonly principal: Principal;
  readonly entitlement: Entitlement;
  readonly since?: DateText;
  readonly lastUsed?: DateText | "never";
  readonly at: At;
}
