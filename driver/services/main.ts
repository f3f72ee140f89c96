/**
 * The process that serves the engines of one command: the offline providers, the language host, and the packs, which it
 * reads, with the register that they judge by, before it serves anything, and so before any program runs. It starts each
 * program in a process of that one's own, and shares its process with none, nor with the command.
 *
 * It is told the day on one line of standard input, answers with its ports on one line, and ends with its standard input:
 * with the command, however that ends. To each further line it answers with what is under way, a list of texts on one line;
 * what it began last is noted in the file of descriptor 3, for when it does not answer.
 */
import { createInterface } from "node:readline";
import { leanSdk } from "../../toolchain/sdk/lean.ts";
import { begin, noteIn, underWay } from "../../toolchain/under-way.ts";
import type { ServicePorts, Told } from "./start.ts";

noteIn(3);
const loaded = begin("loading the packs, the register and the offline providers");
leanSdk(import.meta.filename);
// CrossGuard makes an error for each rule that does not concern a resource; nobody reads where.
Error.stackTraceLimit = 0;

const lines = createInterface({ input: process.stdin });
lines.on("close", () => process.exit(0));
const day = Promise.withResolvers<string>();
lines.on("line", (line: string) => {
  if (line === "?") process.stdout.write(`${JSON.stringify(underWay())}\n`);
  else day.resolve(line);
});

const { serve } = await import("./serve.ts");
loaded();
const { asOf }: Told = JSON.parse(await day.promise);
const ports: ServicePorts = await serve(asOf);
process.stdout.write(`${JSON.stringify(ports)}\n`);
