/** `npm run soak`: edits, kills, clock moves and full disks, drawn by a seed, and what has to hold after each. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { addDays } from "../model/dates.ts";
import { edited, type Texts } from "./edits.ts";
import { broken } from "./invariants.ts";
import { leftAfter } from "./processes.ts";
import { type Step, stepsOf, type Trouble } from "./steps.ts";
import { type Outcome, World } from "./world.ts";

const HELP = `Usage: npm run soak -- [--minutes N] [--seed S]

Edits a copy of the register at random, runs \`up\` of a random stack offline in a folder of its own, kills processes of that
run, moves its clock, takes its disk space away, and checks after each step what has to hold. Linux only.

Options:
  --minutes N  how long to take further steps, 0.1 to 1440 (default: 10); the last step and the final runs come on top
  --seed S     a whole number: the same seed gives the same steps (default: by the clock); moments of kills are shares of
               the time that a run takes here
  --help       this text

Exit codes: 0 all held; 1 something did not, and its folder is kept; 2 wrong usage; 3 the soak could not be run.
`;

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const none: Trouble = { kind: "none" };
const patience = 120_000;

class NotHeld extends Error {}

const chosen = options(process.argv.slice(2));
if (typeof chosen === "number") process.exitCode = chosen;
else process.exitCode = await main(chosen.minutes, chosen.seed);

function options(args: string[]): { minutes: number; seed: number } | number {
  try {
    const { values } = parseArgs({
      args,
      options: { minutes: { type: "string" }, seed: { type: "string" }, help: { type: "boolean" } },
    });
    if (values.help === true) {
      console.log(HELP);
      return 0;
    }
    const minutes = Number(values.minutes ?? 10);
    const seed = Number(values.seed ?? Date.now() % 1_000_000);
    if (!(minutes >= 0.1 && minutes <= 1440)) throw new Error("--minutes takes a number from 0.1 to 1440.");
    if (!Number.isInteger(seed) || Math.abs(seed) > 2 ** 31 - 1)
      throw new Error("--seed takes a whole number of 32 bits.");
    if (process.platform !== "linux") {
      console.error("The soak finds processes by /proc, which only Linux has.");
      return 3;
    }
    return { minutes, seed };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
}

async function main(minutes: number, seed: number): Promise<number> {
  const world = new World(root, await mkdtemp(join(tmpdir(), "gatehouse-soak-")));
  const figures = { steps: 0, kills: 0, disks: 0, refused: 0, clean: 0, resolved: 0 };
  console.log(`soak: seed ${seed}, ${minutes} minutes, in ${world.folder}`);
  const summary = () => `${JSON.stringify(figures)}, seed ${seed}`;
  try {
    await soak(world, minutes, seed, figures);
    console.log(`soak: all held: ${summary()}`);
    await rm(world.folder, { recursive: true, force: true });
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`soak: ${error instanceof NotHeld ? "did not hold" : "could not go on"}: ${message}`);
    console.error(`soak: ${summary()}; kept for looking: ${world.folder}`);
    return error instanceof NotHeld ? 1 : 3;
  }
}

type Figures = Record<"steps" | "kills" | "disks" | "refused" | "clean" | "resolved", number>;

async function soak(world: World, minutes: number, seed: number, figures: Figures): Promise<void> {
  let texts = await world.begin();
  const day = /^asOf: (\S+)$/m.exec(await readFile(join(world.register, "register.yaml"), "utf8"))?.[1];
  if (day === undefined) throw new Error("register.yaml has no asOf");
  const end = Date.now() + minutes * 60_000;
  const touched = new Set<string>();
  let usual = 20_000;
  for (const step of stepsOf(seed, Math.ceil(minutes * 60))) {
    if (Date.now() > end) break;
    figures.steps++;
    touched.add(step.stack);
    const next = edited(texts, step.edit);
    await world.write(next);
    const ran = await carryOut(world, step, addDays(day, step.days), usual);
    // What is refused as of a later day, or at all, is taken back, as people would.
    if (step.edit.kind !== "break" && ran.exitCode !== 1) texts = next;
    if (ran.exitCode === 0 && !ran.killed) usual = ran.milliseconds;
    if (ran.killed) figures.kills++;
    if (step.trouble.kind === "disk") figures.disks++;
    if (ran.exitCode === 0) figures.clean++;
    if (ran.exitCode === 1 || ran.exitCode === 2) figures.refused++;
    console.log(
      `${figures.steps}. ${JSON.stringify(step)}: exit code ${ran.exitCode ?? "none"}, killed: ${ran.killed}`,
    );
    await resolve(world, step.stack, ran, figures);
  }
  for (const stack of touched) await converge(world, stack, texts, day, figures);
}

/** One step, and what has to hold after it. */
async function carryOut(world: World, step: Step, asOf: string, usual: number): Promise<Outcome> {
  const before = await world.resources(step.stack);
  const ran = await world.up(step.stack, asOf, step.trouble, usual);
  await writeFile(join(world.folder, "last-output.txt"), ran.output);
  const left = await leftAfter(world.state, patience);
  const after = await world.resources(step.stack).catch((error: Error) => {
    throw new NotHeld(error.message);
  });
  const wrong = broken(before, after, { exitCode: ran.exitCode, refused: step.edit.kind === "break" });
  if (left.length > 0) wrong.push(`processes are left: ${left.join(", ")}`);
  if (step.trouble.kind === "none") {
    const locks = await world.locks(step.stack);
    if (locks.length > 0) wrong.push(`locks are left: ${locks.join(", ")}`);
    if (ran.exitCode === 3 || ran.exitCode === undefined) wrong.push("a run without trouble failed");
  }
  if (wrong.length > 0) throw new NotHeld(`${JSON.stringify(step)}: ${wrong.join("; ")}`);
  return ran;
}

/** Follows the command that a verdict of `pending` prints. */
async function resolve(world: World, stack: string, { exitCode, output }: Outcome, figures: Figures): Promise<void> {
  if (exitCode !== 4) return;
  const command = /^\s*(eval .* pulumi refresh .*)$/m.exec(output)?.[1];
  if (command === undefined) throw new NotHeld(`${stack} is pending, and no command to resolve it is printed`);
  const resolved = await world.type(command);
  await writeFile(join(world.folder, "last-output.txt"), resolved.output);
  if (resolved.exitCode !== 0) throw new NotHeld(`${command}: exit code ${resolved.exitCode}`);
  figures.resolved++;
}

/** A stack comes to what the register says, once what is pending is resolved, and then stays there. */
async function converge(world: World, stack: string, texts: Texts, day: string, figures: Figures): Promise<void> {
  await world.write(texts);
  let ran = await world.up(stack, day, none, 0);
  if (ran.exitCode === 4) {
    await resolve(world, stack, ran, figures);
    ran = await world.up(stack, day, none, 0);
  }
  // What a first run makes, a second may have to complete: a site of GitHub Pages is told its name once it is there.
  for (let run = 0; run < 2 && ran.exitCode === 0; run++) ran = await world.up(stack, day, none, 0);
  await writeFile(join(world.folder, "last-output.txt"), ran.output);
  if (ran.exitCode !== 0 || !ran.output.includes("There was nothing to apply")) {
    throw new NotHeld(`a final up of ${stack} does not converge: exit code ${ran.exitCode ?? "none"}`);
  }
  const left = await leftAfter(world.state, patience);
  if (left.length > 0) throw new NotHeld(`processes are left after the last run: ${left.join(", ")}`);
  const locks = await world.locks(stack);
  if (locks.length > 0) throw new NotHeld(`locks are left after the last run: ${locks.join(", ")}`);
  console.log(`${stack}: a final up finds nothing to apply`);
}
