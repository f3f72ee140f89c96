import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { original, shipped } from "../../bench/synthetic/shipped.ts";
import { countGrants, registerOfGrants, registerOfMoreResources } from "../../bench/synthetic/sizes.ts";
import { writeRegisterFiles } from "../../bench/synthetic/write-files.ts";
import { loadRegister } from "../../model/load.ts";
import { manifestOf, readRecords, writeRecords } from "../../model/records.ts";
import { type Register, registerIds } from "../../model/register.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { judgeRegister } from "../../policies/rules/rule.ts";
import { notifyPlatform } from "../../stacks/notify-platform.ts";
import { ocp } from "../../stacks/ocp.ts";
import { recorded } from "../stacks/record.ts";

const { head, registers: own } = shipped();

/** Breaches and advice: previews that are measured report neither. */
function violations(register: Register): string[] {
  return rulesFor(register.id)
    .filter((rule) => rule.scope === "register")
    .flatMap((rule) => judgeRegister(rule, register, head.asOf))
    .map(({ message }) => message);
}

function digestOf(register: Register): string {
  return manifestOf(register.id, writeRecords(register)).digest;
}

/** What the loader makes of a register's files. */
async function reloaded(registers: readonly Register[]) {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-bench-test-"));
  try {
    await writeRegisterFiles(folder, registers);
    return loadRegister(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.each(registerIds)("a register of %s by number of grants", (id) => {
  test("has as many as were asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: countGrants(own[id]), max: 2_000 }), (grants) => {
        expect(countGrants(registerOfGrants[id](grants))).toBe(grants);
      }),
      { numRuns: 20 },
    );
  });

  test("is in order, and reads back from its records", () => {
    const register = registerOfGrants[id](401);
    expect(violations(register)).toEqual([]);
    expect(readRecords(id, writeRecords(register)).problems).toEqual([]);
  });

  test("cannot have fewer grants than it starts from", () => {
    expect(() => registerOfGrants[id](countGrants(own[id]) - 1)).toThrow("grants of its own");
  });
});

const programs = { ocp, "notify-platform": notifyPlatform };

describe.each(Object.keys(registerOfMoreResources))("a register by number of resources of the stack %s", (stack) => {
  const grown = (added: number) => (registerOfMoreResources[stack] as (added: number) => Register)(added);
  const declared = async (added: number) =>
    (await recorded(() => programs[stack as keyof typeof programs](grown(added)))).length;

  test.each([1, 2, 3, 100])("comes to exactly %i more of them", async (added) => {
    expect(await declared(added)).toBe((await declared(0)) + added);
  });

  test.each([1, 2, 3, 100])("is in order and taken by the loader with %i more", async (added) => {
    const register = grown(added);
    // Copies of a service of others are told: settings cannot know them.
    expect(violations(register).filter((text) => !text.includes("thirdPartyServices"))).toEqual([]);
    const { registers } = await reloaded([...Object.values(own).filter(({ id }) => id !== register.id), register]);
    expect(digestOf(registers[register.id])).toBe(digestOf(register));
  });
});

test("the loader takes the files of the registers, with every grant", async () => {
  const { registers } = await reloaded(registerIds.map((id) => registerOfGrants[id](200)));
  expect(registerIds.map((id) => countGrants(registers[id]))).toEqual([200, 200]);
});

test("what no file can hold is a folder of files, which says the same", async () => {
  const register = registerOfGrants.notify(8_000);
  const { registers, locate } = await reloaded([own.ocp, register]);
  expect(digestOf(registers.notify)).toBe(digestOf(register));
  expect(locate("notify/grants")?.file).toMatch(/notify\/grants\/00000000\.yaml$/);
});

test("who takes out of the register what copies are made of is told so", () => {
  const { servers } = own.ocp;
  expect(() => original(servers.nonesuch, "the server nonesuch")).toThrow("no longer has the server nonesuch");
});
