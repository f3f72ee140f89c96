import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asOf, countGrants, registerOfGrants, registerOfResources } from "../../bench/synthetic/sizes.ts";
import { writeRegisterFiles } from "../../bench/synthetic/write-files.ts";
import { loadRegister } from "../../model/load.ts";
import { readRecords, writeRecords } from "../../model/records.ts";
import { type Register, registerIds } from "../../model/register.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { judgeRegister } from "../../policies/rules/rule.ts";

function violations(register: Register): string[] {
  return rulesFor(register.id)
    .filter((rule) => rule.scope === "register")
    .flatMap((rule) => judgeRegister(rule, register, asOf))
    .map(({ message }) => message);
}

describe.each(registerIds)("a synthetic register of %s", (id) => {
  test("has as many grants as were asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 25, max: 500 }), (quarter) => {
        expect(countGrants(registerOfGrants[id](quarter * 4))).toBe(quarter * 4);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ["grants", registerOfGrants[id](400)],
    ["resources", registerOfResources[id](400)],
  ])("by number of %s is in order, and reads back from its records", (_, register) => {
    expect(violations(register)).toEqual([]);
    expect(readRecords(id, writeRecords(register)).problems).toEqual([]);
  });
});

test("the loader takes the files of the registers, with every grant", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-bench-test-"));
  try {
    await writeRegisterFiles(
      folder,
      registerIds.map((id) => registerOfGrants[id](200)),
    );
    const { registers } = loadRegister(folder);
    expect(registerIds.map((id) => countGrants(registers[id]))).toEqual([200, 200]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
