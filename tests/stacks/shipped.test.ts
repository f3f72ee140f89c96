import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadRegister } from "../../model/load.ts";
import { registerFiles } from "../../policies/packs/as-in-files.ts";
import { policiesOf } from "../../policies/packs/policies.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { stacks } from "../../stacks/catalogue.ts";
import { notifyEnvironment } from "../../stacks/notify-environment.ts";
import { notifyPlatform } from "../../stacks/notify-platform.ts";
import { ocp } from "../../stacks/ocp.ts";
import { run, stackNamed } from "../policies/packs/harness.ts";
import { recorded } from "./record.ts";

const programs = {
  ocp,
  "notify-platform": notifyPlatform,
  "notify-staging": notifyEnvironment("staging", { offline: true }),
  "notify-demo": notifyEnvironment("demo", { offline: true }),
  "notify-production": notifyEnvironment("production", { offline: true }),
};
const root = fileURLToPath(new URL("../..", import.meta.url));
const loaded = loadRegister(fileURLToPath(new URL("../../register", import.meta.url)));
const { head, registers } = loaded;

test("there is a program for each stack", () => {
  expect(stacks.map(({ name }) => name)).toEqual(Object.keys(programs));
});

test.each(stacks)("$name, from the project's own register, obeys its policies and their advice", async (stack) => {
  const program = programs[stack.name as keyof typeof programs];
  const declared = await recorded(() => program(registers[stack.register]), stack.name);
  const resources = [stackNamed(stack.name), ...declared];
  const policies = policiesOf(
    stack.register,
    rulesFor(stack.register),
    head.asOf,
    undefined,
    registerFiles(loaded, stack.register, root),
  );
  expect(await run(policies, resources)).toEqual([]);
});
