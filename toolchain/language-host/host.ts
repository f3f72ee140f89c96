import type { Writable } from "node:stream";
import type { PackHandlers } from "../sdk/pack-handlers.ts";
import type { Children } from "./child.ts";

/** What the handlers share: one host serves one engine. */
export interface Host {
  readonly children: Children;
  /** Where the engine listens, `127.0.0.1:PORT`; a handshake may set it later. */
  engineAddress: string;
  /** Aborted when the engine cancels: nothing is started after that. */
  readonly cancelled: AbortController;
  /** The environment that programs are started in. */
  readonly environment: NodeJS.ProcessEnv;
  /** Takes what programs print. */
  readonly output: Output;
  /** The packs that are served by this process, by their folder; any other pack gets a process of its own. */
  readonly heldPacks: ReadonlyMap<string, HeldPack>;
}

/**
 * A pack that this process holds: makes it anew for a run. The stack is what the engine tells by its configure-stack call,
 * as the variables from which a pack in a process of its own would read it; of an exported state there is none.
 */
export type HeldPack = (stack: Readonly<Record<string, string>> | undefined) => PackHandlers;

/** Where what a program prints goes to. */
export interface Output {
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Resolves once all that was written has arrived. */
  arrived(): Promise<void>;
}

/** What a process is told that comes after the engine cancelled. */
export const CANCELLED = "The run was cancelled.";
