import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalise } from "../../model/load/normalise.ts";
import { RegisterError } from "../../model/load.ts";
import { readRecords, writeRecords } from "../../model/records.ts";
import { emptyRegister, registerIds } from "../../model/register.ts";
import { registerArbitrary } from "./arbitrary.ts";
import { bareFiles, filesOf, folderOf, outcomeOf } from "./folder.ts";

describe.each(registerIds)("any register of %s", (id) => {
  test("is the same after it was written as records and read back", () => {
    fc.assert(
      fc.property(registerArbitrary(id), (register) => {
        expect(readRecords(id, writeRecords(register))).toEqual({ register, problems: [] });
      }),
      { numRuns: 60 },
    );
  });

  test("is the same after it was written as files and loaded", () => {
    fc.assert(
      fc.property(registerArbitrary(id), (register) => {
        const outcome = outcomeOf(folderOf({ ...bareFiles, ...filesOf(register) }));
        if (outcome instanceof RegisterError) throw outcome;
        expect(outcome.registers[id]).toEqual(register);
      }),
      { numRuns: 40 },
    );
  });

  test("has one normal form", () => {
    fc.assert(
      fc.property(registerArbitrary(id), (register) => {
        expect(normalise(register)).toEqual(register);
      }),
      { numRuns: 20 },
    );
  });
});

test("what nobody was granted is an empty list, and deployments follow the order of the servers", () => {
  const register = emptyRegister("ocp");
  const title = "Redash";
  const on = (server: string) => ({ person: "joe", server, deployedOn: "2026-01-05", commit: "0123456" });
  const { grants, rootGrants, deployments } = normalise({
    ...register,
    systems: { redash: { title, roles: { admin: { title }, viewer: { title } } } },
    servers: { b: {}, a: {} } as never,
    deployments: [on("a"), on("b")],
  });
  expect(grants).toEqual({ redash: { admin: [], viewer: [] } });
  expect(rootGrants).toEqual({ b: [], a: [] });
  expect(deployments).toEqual([on("b"), on("a")]);
});
