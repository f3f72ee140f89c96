/** `npm run rehearse`: the commands of docs/going-live.md, with AWS as moto plays it and the offline providers. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { runCommand } from "../../../commands/run-command.ts";
import { exitCodes } from "../../../verdict/exit-codes.ts";
import { NotAsOnThePage, rehearse } from "./rehearse.ts";
import { leftOut, steps } from "./steps.ts";

const command = new Command("npm run rehearse")
  .description("Try the commands of docs/going-live.md, with AWS as moto plays it and the offline providers")
  .usage("-- [OPTION...]")
  .addHelpText(
    "after",
    `
Exit codes:
  0  every step came out as it has to
  1  a step came out otherwise
  3  failed: the rehearsal could not be carried out`,
  );

process.exitCode = await runCommand(command, async () => {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-rehearsal-"));
  try {
    await rehearse(folder, steps, console.log);
    await rm(folder, { recursive: true, force: true });
    console.log(`\nAll ${steps.length} steps came out as they have to. Left out:`);
    for (const [start, why] of leftOut) console.log(`  ${start} …: ${why}`);
    return exitCodes.clean;
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}\nKept for looking: ${folder}`);
    return error instanceof NotAsOnThePage ? exitCodes.violations : exitCodes.failed;
  }
});
