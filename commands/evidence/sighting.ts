/** A deployment as a log or a table tells of it, in the words that stand there. */
export interface Sighting {
  /** Line of the file, from 1. */
  readonly line: number;
  /** Who: a person's id, e-mail address, GitHub login, or a key's SHA-256 fingerprint. */
  readonly who: string;
  /** Where: a server's id, host name or Salt target. */
  readonly server: string;
  /** When: a date, or a moment with its offset. */
  readonly when: string;
  readonly commit: string;
  /** Id of the service that was deployed. */
  readonly service?: string;
}

/** Something on a line that has to be mended before the evidence can be used. */
export interface Fault {
  readonly line: number;
  readonly message: string;
}

/** What a file of evidence says, and what is wrong with it. */
export interface Reading {
  readonly sightings: readonly Sighting[];
  readonly faults: readonly Fault[];
  /** Lines that are about something else. */
  readonly otherLines: number;
}

/** The names of what is told of a deployment; `service` may be left out. */
export const fields = ["who", "server", "commit", "service"] as const;
