import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPort } from "../../../toolchain/language-host/read-port.ts";

/** Reads a port from output that arrives in these pieces. */
async function read(pieces: readonly Uint8Array[]): Promise<{ port: number; rest: string }> {
  const stdout = new PassThrough();
  const rest: Uint8Array[] = [];
  const port = readPort(stdout, (bytes) => rest.push(bytes));
  for (const piece of pieces) stdout.write(piece);
  stdout.end();
  const found = await port;
  await new Promise((done) => stdout.once("close", done));
  return { port: found, rest: Buffer.concat(rest).toString() };
}

test("the port is the first line that is one; the rest is passed on", async () => {
  const output = "loading rules\n70000\n12 rules\n41234\nready\n7\n";
  expect(await read([Buffer.from(output)])).toEqual({
    port: 41234,
    rest: "loading rules\n70000\n12 rules\nready\n7\n",
  });
});

test("it does not matter how the output is cut into pieces", async () => {
  const output = Buffer.from("größe\n41234\r\nmore");
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: output.length })), async (cuts) => {
      const bounds = [0, ...cuts.sort((a, b) => a - b), output.length];
      const pieces = bounds.slice(1).map((end, i) => output.subarray(bounds[i], end));
      expect(await read(pieces)).toEqual({ port: 41234, rest: "größe\nmore" });
    }),
    { numRuns: 50 },
  );
});
