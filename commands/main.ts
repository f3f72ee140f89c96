/** `npm run preview`, `npm run up` and `npm run destroy`: see `--help` of each. */
import { CommanderError } from "commander";
import { root } from "../toolchain/root.ts";
import { leanSdk } from "../toolchain/sdk/lean.ts";
import { exitCodes } from "../verdict/exit-codes.ts";
import { goWhereTheUserIs } from "./working-folder.ts";

// By this signal a program could open the debugger of the process that judges it.
process.on("SIGUSR1", () => {});
goWhereTheUserIs(root);
leanSdk(import.meta.filename);

try {
  const [{ commandLine }, { refuseSwallowed }, { refuseMissingValues }] = await Promise.all([
    import("./command-line.ts"),
    import("./swallowed-options.ts"),
    import("./missing-values.ts"),
  ]);
  const program = commandLine((code) => {
    process.exitCode = code;
  });
  refuseSwallowed(program);
  refuseMissingValues(program);
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed what is wrong; it exits with 0 for help, and with 1 for wrong usage.
    process.exitCode = error.exitCode === 0 ? exitCodes.clean : exitCodes.badInput;
  } else {
    process.exitCode = await tell(error);
  }
}

/** Says in words what ended the command, and gives the exit code. Where nothing more can be loaded, in those of the error. */
async function tell(error: unknown): Promise<number> {
  try {
    const [{ explain }, { printable }] = await Promise.all([import("./explain.ts"), import("../report/visible.ts")]);
    const { message, exitCode } = explain(error);
    console.error(printable(message));
    return exitCode;
  } catch {
    const { code } = error as NodeJS.ErrnoException;
    const more =
      code === "EMFILE" ? " It may open too few files at a time: raise the limit (`ulimit -n 1024`, or more)." : "";
    console.error(`The command could not be loaded: ${error instanceof Error ? error.message : String(error)}.${more}`);
    return exitCodes.failed;
  }
}
