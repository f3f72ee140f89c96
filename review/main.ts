import { Command, CommanderError, InvalidArgumentError } from "commander";
import { isDate } from "../model/dates.ts";
import { RegisterError } from "../model/load.ts";
import { type StackDescription, stacks } from "../stacks/catalogue.ts";
import { EngineUnavailableError } from "../toolchain/engine.ts";
import { BadInput } from "./bad-input.ts";
import { destroy, review, up } from "./commands.ts";
import { exitCodes } from "./exit-codes.ts";

const exits = `
Exit codes:
  0  clean: every stack was judged, and nothing mandatory is violated
  1  violations: something mandatory is violated
  2  bad input: the register or the command line is wrong; nothing was run
  3  failed: the run could not be carried out, or a mandatory rule was not evaluated`;

const names = stacks.map(({ name }) => name).join(", ");

function stackNamed(name: string, previous: readonly StackDescription[] = []): StackDescription[] {
  const stack = stacks.find((each) => each.name === name);
  if (stack === undefined) throw new InvalidArgumentError(`The stacks are ${names}.`);
  return previous.includes(stack) ? [...previous] : [...previous, stack];
}

function dateNamed(text: string): string {
  if (!isDate(text)) throw new InvalidArgumentError("Give a date that exists, as YYYY-MM-DD.");
  return text;
}

function program(finish: (code: number) => void): Command {
  const root = new Command("gatehouse")
    .exitOverride()
    .helpCommand(false)
    .showHelpAfterError("(--help lists what there is)");
  const add = (name: string, description: string) =>
    root
      .command(name)
      .description(description)
      .usage("[-- STACK... --option...]")
      .argument("[stacks...]", `stacks (default: all): ${names}`, stackNamed)
      .option("--register <dir>", "folder of the register", "register")
      .addHelpText("after", exits)
      .exitOverride();
  add("preview", "Show what the register would change, and judge it")
    .option(
      "--as-of <date>",
      "judge as of another day, YYYY-MM-DD (offline only; default: the day the register is kept for)",
      dateNamed,
    )
    .option("--json <file>", "write verdict and violations as JSON")
    .option("--live", "use your own Pulumi, backend and credentials, and judge as of today")
    .action(async (chosen, options) =>
      finish(await review({ stacks: chosen.length > 0 ? chosen : stacks, ...options })),
    );
  add("up", "Judge, and apply what was judged, offline")
    .option("--as-of <date>", "judge as of another day, YYYY-MM-DD", dateNamed)
    .action(async (chosen, options) => finish(await up({ stacks: chosen.length > 0 ? chosen : stacks, ...options })));
  add("destroy", "Take the offline stacks down").action(async (chosen, options) =>
    finish(await destroy({ stacks: chosen.length > 0 ? chosen : stacks, ...options })),
  );
  return root;
}

try {
  await program((code) => {
    process.exitCode = code;
  }).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed what is wrong; it exits with 0 for help, and with 1 for wrong usage.
    process.exitCode = error.exitCode === 0 ? exitCodes.clean : exitCodes.badInput;
  } else if (error instanceof RegisterError || error instanceof BadInput) {
    console.error(error.message);
    process.exitCode = exitCodes.badInput;
  } else {
    const expected = error instanceof EngineUnavailableError;
    console.error(expected || !(error instanceof Error) ? String((error as Error).message ?? error) : error.message);
    if (!expected && process.env.GATEHOUSE_DEBUG) console.error(error);
    process.exitCode = exitCodes.failed;
  }
}
