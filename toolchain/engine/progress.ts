import type { WriteStream } from "node:tty";
import type { Progress } from "./types.ts";

/** How often a log is told how far something is. */
const LOG_EVERY_MS = 15_000;

const CLEAR_LINE = "\r\u001b[2K";

/**
 * Writes what is being done to a stream: how far it is, on a terminal in one place, in a log as a line now and then. `now`
 * is a clock in milliseconds.
 */
export function progressTo(
  stream: Pick<WriteStream, "write"> & Partial<Pick<WriteStream, "isTTY" | "columns">>,
  now: () => number = () => performance.now(),
): Progress {
  const onTerminal = stream.isTTY === true;
  let begun: number | undefined;
  let inPlace = false;
  return (line, passing = false) => {
    if (passing && onTerminal) {
      // A line that is wrapped cannot be cleared.
      stream.write(`${CLEAR_LINE}${line.slice(0, (stream.columns ?? 80) - 1)}`);
      inPlace = true;
      return;
    }
    if (passing) {
      begun ??= now();
      if (now() - begun < LOG_EVERY_MS) return;
      begun = now();
    }
    stream.write(`${inPlace ? CLEAR_LINE : ""}${line}\n`);
    inPlace = false;
  };
}
