import type { Readable } from "node:stream";

/**
 * Reads the port a plugin prints, the first line that is a port number and nothing else. Everything before and after it
 * goes to `rest`, as bytes, in order. Pending for ever when no such line comes.
 */
export function readPort(stdout: Readable, rest: (bytes: Uint8Array) => void): Promise<number> {
  return new Promise((resolve) => {
    let pending: Buffer = Buffer.alloc(0);
    let found = false;
    stdout.on("data", (bytes: Buffer) => {
      if (found) return rest(bytes);
      pending = Buffer.concat([pending, bytes]);
      for (let end = pending.indexOf("\n"); end !== -1 && !found; end = pending.indexOf("\n")) {
        const line = pending.subarray(0, end + 1);
        pending = pending.subarray(end + 1);
        const port = portOf(line.toString());
        if (port === undefined) rest(line);
        else {
          found = true;
          resolve(port);
        }
      }
      if (found && pending.length > 0) rest(pending);
    });
    stdout.on("end", () => {
      if (!found && pending.length > 0) rest(pending);
    });
  });
}

function portOf(line: string): number | undefined {
  const port = /^\d{1,5}\r?\n$/.test(line) ? Number.parseInt(line, 10) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}
