import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import type { MailOutputs } from "../components/mail-protection.ts";
import { loadRegister, RegisterError } from "../model/load.ts";
import { type StackDescription, stacks } from "./catalogue.ts";
import { notifyEnvironment } from "./notify-environment.ts";
import { notifyPlatform } from "./notify-platform.ts";
import { ocp } from "./ocp.ts";

/** Set by the offline set-up: there is no real service, and so no secret of one. */
const offline = process.env.GATEHOUSE_OFFLINE === "1";

const programs = {
  ocp,
  "notify-platform": notifyPlatform,
  "notify-staging": notifyEnvironment("staging", { offline }),
  "notify-demo": notifyEnvironment("demo", { offline }),
  "notify-production": notifyEnvironment("production", { offline }),
};

/** The folder of the register: `GATEHOUSE_REGISTER`, or the project's own. */
const folder = process.env.GATEHOUSE_REGISTER || fileURLToPath(new URL("../register", import.meta.url));

const name = pulumi.getStack();
const stack = stacks.find((each) => each.name === name);
if (stack === undefined) {
  const names = stacks.map((each) => each.name).join(", ");
  throw new pulumi.RunError(`There is no stack "${name}" in this project; the stacks are ${names}.`);
}

/**
 * The stack's outputs: what its next run has to know of this one. By `deployed` it knows that there is something that was
 * before: only of a stack that was deployed does the engine read the state. One export for all, since of a name that is
 * exported and has no value the engine warns.
 */
export default { ...(await declare(stack)), deployed: true };

async function declare({ name, register }: StackDescription): Promise<Partial<MailOutputs>> {
  try {
    const { registers } = loadRegister(folder);
    return (await programs[name as keyof typeof programs](registers[register])) ?? {};
  } catch (error) {
    // A problem of the register is the reader's to mend, so it is shown without a stack trace.
    throw error instanceof RegisterError ? new pulumi.RunError(error.message) : error;
  }
}
