/** Where an engine came from: the user's PATH, the vendor's distribution, a build of Go modules, or one of the last two kept from an earlier run. */
export type Origin = "path" | "official" | "built" | "cache";

/** A Pulumi engine that is on this machine and has been seen to run. */
export interface Engine {
  /** Absolute path of the `pulumi` executable, symbolic links resolved; `pulumi-language-nodejs` lies beside it. */
  readonly command: string;
  /** Its version, as `3.259.0`. */
  readonly version: string;
  readonly origin: Origin;
}

/**
 * Receives one line for a person to read, without its line end. One that is `passing` tells how far something is: it takes
 * the place of the one before, and a log needs only some of them.
 */
export type Progress = (line: string, passing?: boolean) => void;

/** A way that did not lead to an engine; the message says why, in words for the person at the terminal. */
export class WayFailed extends Error {}
