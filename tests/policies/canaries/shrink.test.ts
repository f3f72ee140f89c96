import fc from "fast-check";
import { expect, test } from "vitest";
import { shrink } from "./shrink.ts";

test("takes out of objects, lists and texts what is not needed", () => {
  const value = { keep: { list: [1, 2, 3, 4], text: "one\ntwo\nthree" }, more: [{ a: 1 }] };
  const holds = ({ keep }: Partial<typeof value>) =>
    keep?.list?.includes(3) === true && keep.text?.split("\n").includes("two") === true;
  expect(shrink(value, holds)).toEqual({ keep: { list: [3], text: "two" } });
});

test("leaves what is needed as it is, and does not change what it was given", () => {
  const value = { a: [1, { b: "c" }] };
  const copy = structuredClone(value);
  expect(shrink(value, (candidate) => JSON.stringify(candidate) === JSON.stringify(copy))).toEqual(copy);
  shrink(value, () => true);
  expect(value).toEqual(copy);
});

test("what is left holds, and no single part can be taken out of it", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.array(fc.nat(9), { maxLength: 5 })), (value) => {
      const sum = (each: Record<string, number[]>) =>
        Object.values(each)
          .flat()
          .reduce((a, b) => a + b, 0);
      const wanted = sum(value) / 2;
      const left = shrink(value, (candidate) => sum(candidate) >= wanted);
      expect(sum(left)).toBeGreaterThanOrEqual(wanted);
      for (const key of Object.keys(left)) {
        const { [key]: _, ...others } = left;
        expect(sum(others)).toBeLessThan(Math.max(wanted, Number.MIN_VALUE));
      }
    }),
  );
});
