import { expect, test } from "vitest";
import { explain } from "../../commands/explain.ts";
import { Interrupted } from "../../driver/interruption.ts";
import { SettingUnavailable } from "../../driver/setting-unavailable.ts";
import { RegisterError } from "../../model/load.ts";
import { BadInput } from "../../toolchain/bad-input.ts";

const debugging = { GATEHOUSE_DEBUG: "1" };

test.each([
  [new BadInput("no"), 2],
  [new RegisterError([]), 2],
  [new SettingUnavailable("no"), 3],
  [new Interrupted("no"), 130],
])("%o ends with %i and its message alone, also when debugging", (error, exitCode) => {
  expect(explain(error, debugging)).toEqual({ message: error.message, exitCode });
});

test("an error of our own is one line and how to see more; when debugging, where it comes from", () => {
  const error = new TypeError("x is not a function");
  expect(explain(error, {})).toEqual({
    message: "x is not a function\n(GATEHOUSE_DEBUG=1 shows where this comes from.)",
    exitCode: 3,
  });
  expect(explain(error, debugging)).toEqual({ message: error.stack, exitCode: 3 });
  expect(explain("a text", debugging).message).toContain("a text");
});

test.each([
  ["EMFILE", "ulimit -n"],
  ["ENOSPC", "disk is full"],
  ["EROFS", "can only be read"],
  ["EFBIG", "ulimit -f"],
])("%s, also where it led to another error, is told by what the machine lacks", (code, words) => {
  const cause = Object.assign(new Error(`${code}: open 'x'`), { code });
  expect(explain(cause, {}).message).toContain(words);
  expect(explain(new Error("it did not work", { cause }), {}).message).toContain(words);
});
