import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadRegister } from "../../model/load.ts";
import { policiesOf } from "../../policies/packs/policies.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { stacks } from "../../stacks/catalogue.ts";
import { notifyPlatform } from "../../stacks/notify-platform.ts";
import { ocp } from "../../stacks/ocp.ts";
import { run, stackItself } from "../policies/packs/harness.ts";
import { recorded } from "./record.ts";

const programs = { ocp, "notify-platform": notifyPlatform };
const { head, registers } = loadRegister(fileURLToPath(new URL("../../register", import.meta.url)));

test("there is a program for each stack", () => {
  expect(stacks.map(({ name }) => name)).toEqual(Object.keys(programs));
});

test.each(stacks)("$name, from the project's own register, obeys its policies and their advice", async (stack) => {
  const program = programs[stack.name as keyof typeof programs];
  const resources = [stackItself, ...(await recorded(() => program(registers[stack.register])))];
  const policies = policiesOf(stack.register, rulesFor(stack.register), head.asOf);
  expect(await run(policies, resources)).toEqual([]);
});
