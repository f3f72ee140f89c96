import type { Children } from "./child.ts";

/** What the handlers share: one host serves one engine. */
export interface Host {
  readonly children: Children;
  /** Where the engine listens, `127.0.0.1:PORT`; a handshake may set it later. */
  engineAddress: string;
  /** Aborted when the engine cancels: nothing is started after that. */
  readonly cancelled: AbortController;
}

/** What a process is told that comes after the engine cancelled. */
export const CANCELLED = "The run was cancelled.";
