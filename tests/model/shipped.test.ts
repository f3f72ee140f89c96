import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRegister } from "../../model/load.ts";
import { readRecords, writeRecords } from "../../model/records.ts";
import { registerIds } from "../../model/register.ts";

const { registers } = loadRegister(join(import.meta.dirname, "../../register"));

test.each(registerIds)("the shipped register of %s loads, and its records say the same", (id) => {
  expect(readRecords(id, writeRecords(registers[id]))).toEqual({ register: registers[id], problems: [] });
});
