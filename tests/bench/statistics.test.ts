import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ratiosTo, spreadOf } from "../../bench/measure/statistics.ts";

describe("spreadOf", () => {
  test("takes the middle of an odd count, whatever the order", () => {
    expect(spreadOf([9, 1, 4])).toEqual({ median: 4, least: 1, most: 9, runs: 3 });
  });

  test("takes the mean of the middle two of an even count", () => {
    expect(spreadOf([10, 1, 4, 2])).toEqual({ median: 3, least: 1, most: 10, runs: 4 });
  });

  test("has nothing to say of no runs", () => {
    expect(() => spreadOf([])).toThrow("no runs");
  });

  test("has as many runs at or below the median as at or above it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const { median } = spreadOf(values);
        const below = values.filter((value) => value <= median).length;
        const above = values.filter((value) => value >= median).length;
        expect(Math.min(below, above)).toBeGreaterThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe("ratiosTo", () => {
  test("divides by the baseline of the same round, so that a slow round divides out", () => {
    expect(ratiosTo([1, 10, 2], [2, 20, 4])).toEqual({ median: 2, least: 2, most: 2, runs: 3 });
  });

  test("refuses a run without a baseline", () => {
    expect(() => ratiosTo([1], [1, 2])).toThrow("round 2");
  });
});
