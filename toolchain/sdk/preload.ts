/**
 * Loaded before a runner of the SDK (`node -r preload.ts …/@pulumi/pulumi/cmd/run …`): makes it lean, and keeps what was
 * compiled also where the process is going to be killed, as the engine does with packs.
 */
import * as nodeModule from "node:module";
import { leanSdk } from "./lean.ts";

const KEEP_EVERY_MS = 1_000;

const [, runner] = process.argv;
if (runner !== undefined) leanSdk(runner);
if (process.env.NODE_COMPILE_CACHE) setInterval(nodeModule.flushCompileCache, KEEP_EVERY_MS).unref();

// What the program forks inherits these arguments, and is none of the SDK's.
const own = process.execArgv.indexOf(import.meta.filename);
if (own > 0) process.execArgv.splice(own - 1, 2);
