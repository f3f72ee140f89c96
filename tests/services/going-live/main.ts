/** `npm run rehearse`: the commands of docs/going-live.md, with AWS as moto plays it and the offline providers. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NotAsOnThePage, rehearse } from "./rehearse.ts";
import { leftOut, steps } from "./steps.ts";

const folder = await mkdtemp(join(tmpdir(), "gatehouse-rehearsal-"));
try {
  await rehearse(folder, steps, console.log);
  await rm(folder, { recursive: true, force: true });
  console.log(`\nAll ${steps.length} steps came out as they have to. Left out:`);
  for (const [start, why] of leftOut) console.log(`  ${start} …: ${why}`);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}\nKept for looking: ${folder}`);
  process.exitCode = error instanceof NotAsOnThePage ? 1 : 3;
}
