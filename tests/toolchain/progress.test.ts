import { expect, test } from "vitest";
import { progressTo } from "../../toolchain/engine/progress.ts";

/** A stream that keeps what is written to it, and a clock that stands still until it is moved. */
function recorded(terminal: { isTTY?: boolean; columns?: number } = {}) {
  let written = "";
  let time = 0;
  const write = (text: string) => {
    written += text;
    return true;
  };
  const progress = progressTo({ write: write as never, ...terminal }, () => time);
  return { progress, written: () => written, pass: (ms: number) => (time += ms) };
}

test("on a terminal a count moves in its place, and what comes after it has a line of its own", () => {
  const { progress, written } = recorded({ isTTY: true, columns: 20 });
  progress("Building");
  progress("1 of 9", true);
  progress("2 of 9 packages compiled", true);
  progress("Ready");
  expect(written()).toBe("Building\n\r\u001b[2K1 of 9\r\u001b[2K2 of 9 packages com\r\u001b[2KReady\n");
});

test("a log gets a line of it now and then", () => {
  const { progress, written, pass } = recorded();
  for (let second = 0; second <= 40; second++) {
    progress(`${second} s`, true);
    pass(1000);
  }
  progress("Ready");
  expect(written()).toBe("15 s\n30 s\nReady\n");
});
