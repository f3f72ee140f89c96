/**
 * The language host for Node.js, started by the engine as `pulumi-language-nodejs [flags] ENGINE_ADDRESS`. It prints the
 * port of its server as its only line and ends when the engine does.
 */
import { startKeeper } from "../keeper.ts";
import { createChildren } from "./child.ts";
import { messageOf } from "./failure.ts";
import type { Host } from "./host.ts";
import { watchEngine, watchStdin } from "./lifetime.ts";
import { serveLanguageHost } from "./server.ts";

const host: Host = {
  children: createChildren(startKeeper()),
  engineAddress: process.argv.slice(2).findLast((argument) => !argument.startsWith("-")) ?? "",
  cancelled: new AbortController(),
  environment: process.env,
  // The engine reads what its plugins print.
  output: { stdout: process.stdout, stderr: process.stderr, arrived: async () => {} },
  heldPacks: new Map(),
};

let ending = false;

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  host.cancelled.abort();
  await host.children.stopAll();
  process.exit(0);
}

// By this signal a program could open the debugger of the process that starts the others.
process.on("SIGUSR1", () => {});
process.on("SIGTERM", end);
process.on("SIGINT", end);
process.on("SIGHUP", end);
process.on("exit", () => host.children.killAll());
process.on("uncaughtException", (error) => {
  console.error(`The language host failed: ${messageOf(error)}`);
  process.exit(1);
});
// Whoever read our output is gone; the end of standard input says the same.
process.stdout.on("error", end);
process.stderr.on("error", end);

watchStdin(end);
if (host.engineAddress !== "") watchEngine(host.engineAddress, end);
const port = await serveLanguageHost((_peer, address) => {
  if (address !== undefined) watchEngine(address, end);
  return host;
});
console.log(port);
