import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAtLeast, isSupportedEngine, parseVersion, readGoModule } from "../../toolchain/engine/version.ts";

const number = fc.integer({ min: 0, max: 9_999 });
const version = fc.tuple(number, number, number);

describe("a version", () => {
  test.each([
    ["v3.259.0", [3, 259, 0]],
    ["go1.26", [1, 26, 0]],
    ["3.260.1-alpha.2+dirty", [3, 260, 1]],
    ["devel", undefined],
  ])("is read from %s", (text, expected) => {
    expect(parseVersion(text)).toStrictEqual(expected);
  });

  test("is read back from its own text", () => {
    fc.assert(
      fc.property(version, (parts) => {
        expect(parseVersion(parts.join("."))).toStrictEqual(parts);
      }),
    );
  });

  test("is at least another exactly when it sorts at or after it, number by number", () => {
    const rank = ([major, minor, patch]: [number, number, number]) => (major * 10_000 + minor) * 10_000 + patch;
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(isAtLeast(a.join("."), b.join("."))).toBe(rank(a) >= rank(b));
      }),
    );
  });

  test("that cannot be read is at least nothing", () => {
    expect(isAtLeast("devel", "0.0.0")).toBe(false);
  });
});

test("an engine is supported from the minimum to the end of its major version", () => {
  const supported = ["3.258.99", "3.259.0", "3.300.0", "4.0.0"].filter(isSupportedEngine);
  expect(supported).toStrictEqual(["3.259.0", "3.300.0"]);
});

test("the engine that is built is one that is supported", async () => {
  expect(isSupportedEngine((await readGoModule()).engine)).toBe(true);
});
