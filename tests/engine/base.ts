import type { SharedServices } from "../../driver/services/start.ts";
import type { DateText } from "../../model/dates.ts";
import type { Engine } from "../../toolchain/engine.ts";

/** What all engine tests start from: the shipped register, put into practice offline. */
export interface Base {
  readonly engine: Engine;
  /** The offline set-up that holds the stacks. Tests read it; those that change a state copy it first. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Variables for an engine that is served as by `npm run preview` and `npm run up`, as of the register's day. */
  readonly services: SharedServices;
  /** The exported state of each stack with what its secrets hold (offline, nothing that is one), a file. */
  readonly states: Readonly<Record<string, string>>;
  /** The day that the shipped register is kept for. */
  readonly asOf: DateText;
}
