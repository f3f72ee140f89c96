import { expect, test } from "vitest";
import { gatehouse } from "../../cli.ts";

const together = "Give --plans DIR and --commit SHA together";

test.each([
  [["up", "--live"], together],
  [["up", "--plans", "plans"], together],
  [["up", "--commit", "a".repeat(40)], together],
  [["up", "ocp", "--plans", "plans", "--commit", "a".repeat(40)], "--plans applies all that is in it"],
  [["up", "--live", "--plans", "p", "--commit", "c", "--as-of", "2026-11-23"], "--as-of is for offline runs"],
  [["up", "--plans", "/no/plans", "--commit", "a".repeat(40)], "There is no plans.json in /no/plans"],
])("%j is bad input, and nothing is run", async (args, words) => {
  const { exitCode, stdout, stderr } = await gatehouse(args);
  expect([exitCode, stdout, stderr]).toEqual([2, "", expect.stringContaining(words)]);
});
