import { join } from "node:path";
import { measureCommand } from "../measure/command.ts";
import { inRounds, type Job } from "../measure/rounds.ts";
import type { Row } from "../results.ts";
import { roundsWithin, type Setting } from "./setting.ts";

const oneStack = "npm run preview -- ocp";
const allStacks = "npm run preview";

/**
 * The commands that people wait for, run as they run them, warm: one preview of all stacks goes before. The offline
 * set-up is a new one, so that nothing deployed in the checkout's own makes a difference.
 */
export async function measureCommands(setting: Setting): Promise<Row[]> {
  const { root, folder, progress, signal } = setting;
  const env = { ...environmentOfThis(), GATEHOUSE_OFFLINE_FOLDER: join(folder, "commands") };
  const run = async (line: string) => {
    const [command = "", ...args] = line.split(" ");
    return (await measureCommand(command, args, { cwd: root, env, patience: 300_000, signal })).run;
  };
  const jobs: Job[] = [
    { what: oneStack, run: () => run(oneStack) },
    { what: allStacks, against: oneStack, run: () => run(allStacks) },
    { what: "npm run judge", against: oneStack, run: () => run("npm run judge") },
  ];
  progress("Commands: about two minutes, after one preview of all stacks to warm up.");
  await run(allStacks);
  return inRounds(jobs, roundsWithin(2, setting));
}

function environmentOfThis(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([key, value]) => (value ? [[key, value]] : [])));
}
