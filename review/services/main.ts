/**
 * The process that serves the engines of one command: the offline providers, the language host, and the packs, which it
 * reads, with the register that they judge by, before it serves anything, and so before any program runs. It starts each
 * program in a process of that one's own, and shares its process with none, nor with the command.
 *
 * It is told the day on one line of standard input, answers with its ports on one line, and ends with its standard input:
 * with the command, however that ends.
 */
import { createInterface } from "node:readline";
import { leanSdk } from "../../toolchain/sdk/lean.ts";
import type { ServicePorts, Told } from "./start.ts";

leanSdk(import.meta.filename);
// CrossGuard makes an error for each rule that does not concern a resource; nobody reads where.
Error.stackTraceLimit = 0;
const { serve } = await import("./serve.ts");

const lines = createInterface({ input: process.stdin });
lines.on("close", () => process.exit(0));
lines.once("line", async (line: string) => {
  const { asOf }: Told = JSON.parse(line);
  const ports: ServicePorts = await serve(asOf);
  process.stdout.write(`${JSON.stringify(ports)}\n`);
});
