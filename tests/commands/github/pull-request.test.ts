import { expect, test } from "vitest";
import { pullNumber } from "../../../commands/github/pull-request.ts";

test("a number is read, with what a file has around it", () => {
  expect(["7", " 7\n", "1234567890"].map(pullNumber)).toEqual([7, 7, 1234567890]);
});

test.each(["", "0", "07", "-7", "7.5", "1e3", "7; rm -rf /", "7\n8", "../7", "٧", "12345678901"])(
  "%j is none",
  (text) => {
    expect(() => pullNumber(text)).toThrow("is no number of a pull request");
  },
);
