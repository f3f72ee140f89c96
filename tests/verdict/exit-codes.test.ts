import { expect, test } from "vitest";
import { exitCodeOf } from "../../verdict/exit-codes.ts";

test.each([
  [0, []],
  [0, ["clean", "clean"]],
  [1, ["clean", "violations"]],
  [1, ["clean", "drifted"]],
  [3, ["failed", "clean"]],
  [3, ["violations", "failed"]],
] as const)("%i for %j", (code, verdicts) => {
  expect(exitCodeOf(verdicts.map((verdict) => ({ verdict })))).toBe(code);
});
