import type { Adapter } from "./adapter.ts";
import { github } from "./github.ts";
import { redash } from "./redash.ts";

/** Every adapter, each for one service. */
export const adapters: readonly Adapter[] = [github, redash];
