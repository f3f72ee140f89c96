/**
 * Before each file of the unit tests: the SDK runs as lean as in a preview. With a trace of each promise, for which vite
 * then looks up a source map, half the time of running a program is spent on traces that nobody reads.
 */
import { leanSdk } from "../toolchain/sdk/lean.ts";

// The files share one SDK, which can be made lean only before it is loaded.
const shared = globalThis as { gatehouseLeanSdk?: true };
if (shared.gatehouseLeanSdk === undefined) leanSdk(import.meta.filename);
shared.gatehouseLeanSdk = true;
