import type { Reading } from "./reading.ts";
import type { Sources } from "./sources.ts";

/**
 * Turns what a service's own API or command line printed into a reading. One file a service, `github.ts` as the pattern;
 * a line in `index.ts` makes it known.
 *
 * An adapter is pure: it is given the contents of files, and has no clock, network or environment. It is strict in what it
 * takes for an answer: what is missing, cut off, refused, of another version of the API or of somebody else is a `Fault`
 * with file and place, and never nobody. It does not know the register: it says what is so in the system's own words
 * (`team notify-administrators, member`), and the audit finds the role that the register gives these words. It never
 * throws for what stands in a file, and takes no field that could hold a secret.
 */
export interface Adapter {
  /**
   * The provider of the accounts that it reads (`github`, `linode`, `aws`), or, where a system of the register has no
   * account, the id of that system (`redash`); `servers` for root's keys; `any` for what holds the accounts of any system.
   */
  readonly service: string;
  /** What a reading is made of. Every file that is not `optional` has to be there. */
  readonly files: readonly FileOfReading[];
  /** The reading. Missing files are told before and need not be told again; a file that is there is read all the same. */
  read(sources: Sources, whose: Whose): Reading;
}

/** A file of a reading: what prints it is said to whoever has to make it. */
export interface FileOfReading {
  /** Its name below the system's folder. `*` stands for one name: `teams/*.json` is a file for each team. */
  readonly name: string;
  /** What it tells: a plural, without an article. */
  readonly what: string;
  readonly optional?: true;
  /** For which names a file with `*` has to be there; told from the files that are. Left out: for none in particular. */
  each?(sources: Sources, whose: Whose): readonly string[];
  /** The command that prints it, where it is to be made for `name` (what stands for `*`). */
  command(whose: Whose, name?: string): string;
}

/** Whose reading is wanted, from the register. */
export interface Whose {
  /** The organisation's login at the service, the number of an AWS account; the id of a system that has no account. */
  readonly name: string;
  /** Where the service answers, if the register says so: `https://redash.example.org`. */
  readonly url?: string;
  /** Names of what the register has of it, of which each has to be told: repositories, servers. */
  readonly things: readonly string[];
  /** What else the system may call each of them; the first is what it is reached by: a server's host name, its name in Salt. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
}

/** What an adapter is for that reads what was read out of a system by something else: a table, a file of Baton's. */
export const anyService = "any";
