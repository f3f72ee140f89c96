import { join } from "node:path";
import { Command } from "commander";
import { loadRegister } from "../../model/load.ts";
import { root } from "../../toolchain/root.ts";
import { exitCodes } from "../../verdict/exit-codes.ts";
import { dayNamed, runCommand } from "../run-command.ts";
import { fromHere, goWhereTheUserIs } from "../working-folder.ts";
import { exportedFiles } from "./files.ts";
import { violationsOf } from "./judged.ts";
import { writeExport } from "./write.ts";

goWhereTheUserIs(root);

const command = new Command("npm run export")
  .description("Write what Salt and Prometheus read, made from the register of OCP")
  .usage("-- --out DIR [--option...]")
  .requiredOption("--out <dir>", "folder to write into: an empty one, or one of an earlier export")
  .option("--register <dir>", "folder of the register", fromHere(join(root, "register")))
  .option(
    "--as-of <date>",
    "export the access that holds on a day, YYYY-MM-DD or `today` (default: the day the register is kept for)",
    dayNamed,
  )
  .addHelpText(
    "after",
    `
Exit codes:
  0  clean: the files are written
  1  violations: the register violates something mandatory; nothing was written
  2  bad input: the register, the folder or the command line is wrong; nothing was written
  3  failed: the files could not be written`,
  );

process.exitCode = await runCommand(command, async () => {
  const options = command.opts<{ out: string; register: string; asOf?: string }>();
  const { registers, head } = loadRegister(options.register);
  const asOf = options.asOf ?? head.asOf;
  const violations = violationsOf(registers.ocp, asOf);
  if (violations.length > 0) {
    for (const { rule, message } of violations) console.error(`${rule}\n  ${message}`);
    console.error(`The register violates what is mandatory as of ${asOf}; nothing was written.`);
    return exitCodes.violations;
  }
  const { written, unchanged, removed } = await writeExport(options.out, exportedFiles(registers.ocp, asOf));
  for (const path of written) console.log(`wrote     ${path}`);
  for (const path of removed) console.log(`removed   ${path}`);
  console.log(`${options.out}: ${written.length} written, ${removed.length} removed, ${unchanged.length} unchanged.`);
  return exitCodes.clean;
});
