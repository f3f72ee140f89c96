import { type Command, CommanderError, InvalidArgumentError } from "commander";
import { isDate } from "../model/dates.ts";
import { printable } from "../report/visible.ts";
import { exitCodes } from "../verdict/exit-codes.ts";
import { explain } from "./explain.ts";
import { refuseMissingValues } from "./missing-values.ts";
import { refuseSwallowed } from "./swallowed-options.ts";
import { today } from "./today.ts";

/** Reads an option that is a day: `YYYY-MM-DD`, or `today`, for which the clock is read. */
export function dayNamed(text: string): string {
  if (text === "today") return today();
  if (!isDate(text)) throw new InvalidArgumentError("Give a date that exists, as YYYY-MM-DD, or `today`.");
  return text;
}

/** Runs a command that stands alone and gives its exit code; what ended it is said in words. */
export function runCommand(command: Command, action: () => Promise<number>): Promise<number> {
  return exitCodeOfRun(async () => {
    refuseSwallowed(command);
    refuseMissingValues(command);
    let code: number = exitCodes.failed;
    await command
      .exitOverride()
      .action(async () => {
        code = await action();
      })
      .parseAsync();
    return code;
  });
}

/** Runs what may end with an error of the command line or of the work, and gives the exit code; the error is said in words. */
export async function exitCodeOfRun(run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    // Commander has printed what is wrong; it exits with 0 for help, and with 1 for wrong usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.badInput;
    const { message, exitCode } = explain(error);
    console.error(printable(message));
    return exitCode;
  }
}
