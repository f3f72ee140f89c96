import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { filesOfKind } from "../../model/load/folder.ts";
import { loadRegister } from "../../model/load.ts";
import { counted } from "../../report/words.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { replaceFile } from "../../toolchain/replace-file.ts";
import { root } from "../../toolchain/root.ts";
import { exitCodes } from "../../verdict/exit-codes.ts";
import { dayNamed, runCommand } from "../run-command.ts";
import { fromHere, goWhereTheUserIs } from "../working-folder.ts";
import { deploymentsText, withDeployments } from "./deployments-file.ts";
import { propose } from "./propose.ts";
import { readCsv } from "./read-csv.ts";
import { readLog } from "./read-log.ts";
import type { Fault } from "./sighting.ts";

interface Options {
  readonly log?: string;
  readonly csv?: string;
  readonly register: string;
  readonly asOf?: string;
  readonly write?: boolean;
}

goWhereTheUserIs(root);

const command = new Command("npm run evidence")
  .description("Propose what deployments to record in the register of OCP, from a log or a table of them")
  .usage("-- --log FILE | --csv FILE [--option...]")
  .option("--log <file>", "log with lines of the tag gatehouse-deploy (docs/evidence.md)")
  .option("--csv <file>", "table with the columns date, who, server, commit and perhaps service")
  .option("--register <dir>", "folder of the register", fromHere(join(root, "register")))
  .option("--as-of <date>", "refuse deployments after a day, YYYY-MM-DD (default: today)", dayNamed)
  .option("--write", "add them to the register, where a review can see them")
  .addHelpText(
    "after",
    `
Exit codes:
  0  clean: what is to be recorded is printed, or with --write recorded
  2  bad input: the evidence, the register or the command line is wrong; nothing is proposed
  3  failed: a file could not be read or written`,
  );

process.exitCode = await runCommand(command, async () => {
  const { log, csv, register, asOf = dayNamed("today"), write } = command.opts<Options>();
  const file = log ?? csv;
  if (file === undefined || (log !== undefined && csv !== undefined)) {
    throw new BadInput("Give the evidence with either --log FILE or --csv FILE.");
  }
  const { registers, head } = loadRegister(register);
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new BadInput(`${file} cannot be read: ${error.message}`);
  });
  const reading = log === undefined ? readCsv(text) : readLog(text);
  const proposal = propose(registers.ocp, reading.sightings, asOf);
  const faults = [...reading.faults, ...proposal.faults].toSorted((a, b) => a.line - b.line);
  if (faults.length > 0) {
    throw new BadInput([...faults.map((fault) => located(file, fault)), "Nothing is proposed."].join("\n"));
  }
  for (const note of proposal.notes) console.error(located(file, note));
  const { added, known } = proposal;
  const others = reading.otherLines === 0 ? "" : `, ${counted(reading.otherLines, "other line")}`;
  console.error(`${file}: ${added.length} new, ${known} known already${others}.`);
  const latest = added.at(-1)?.deployedOn ?? "";
  if (latest > head.asOf) {
    console.error(`${register}/register.yaml is kept for ${head.asOf}; move its asOf to ${latest} or later.`);
  }
  const files = filesOfKind(register, "ocp", "deployments");
  const target = files.at(-1) ?? files[0];
  if (added.length === 0) return exitCodes.clean;
  if (write !== true) {
    console.error(`To be added to ${target} (--write does it):`);
    console.log(deploymentsText(added).trimEnd());
    return exitCodes.clean;
  }
  const present = await readFile(target, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  await replaceFile(target, withDeployments(present ?? undefined, added));
  console.error(`${target}: ${added.length} added.`);
  return exitCodes.clean;
});

function located(file: string, { line, message }: Fault): string {
  return `${file}:${line}: ${message}`;
}
