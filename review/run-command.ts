import { type Command, CommanderError, InvalidArgumentError } from "commander";
import { isDate } from "../model/dates.ts";
import { RegisterError } from "../model/load.ts";
import { BadInput } from "./bad-input.ts";
import { exitCodes } from "./exit-codes.ts";

/** Reads an option that is a day: `YYYY-MM-DD`, or `today`, which is the one place where the clock is read. */
export function dayNamed(text: string): string {
  if (text === "today") return new Date().toISOString().slice(0, 10);
  if (!isDate(text)) throw new InvalidArgumentError("Give a date that exists, as YYYY-MM-DD, or `today`.");
  return text;
}

/** Runs a command and gives its exit code; what is wrong with its input is said without a stack trace. */
export async function runCommand(command: Command, action: () => Promise<number>): Promise<number> {
  let code: number = exitCodes.failed;
  try {
    await command
      .exitOverride()
      .action(async () => {
        code = await action();
      })
      .parseAsync();
    return code;
  } catch (error) {
    // Commander has printed what is wrong; it exits with 0 for help, and with 1 for wrong usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.badInput;
    console.error(error instanceof Error ? error.message : String(error));
    return error instanceof RegisterError || error instanceof BadInput ? exitCodes.badInput : exitCodes.failed;
  }
}
