import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../commands/cli.ts";
import { gone } from "./language-host/fixture.ts";

/** A process that keeps watch on one in a loop and on one that has ended, and tells their numbers. */
async function keeping(): Promise<{ readonly pid: number; readonly loop: number; readonly other: number }> {
  const script = `
    import { spawn } from "node:child_process";
    import { startKeeper } from ${JSON.stringify(join(root, "toolchain/keeper.ts"))};
    const keeper = startKeeper();
    const start = (code) => spawn(process.execPath, ["-e", code], { detached: true, stdio: "ignore" }).pid;
    const [loop, other] = [start("while (true) {}"), start("setInterval(() => {}, 1000)")];
    keeper.keep(other);
    keeper.keep(loop);
    keeper.ended(other);
    console.log(JSON.stringify({ pid: process.pid, loop, other }));
    setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: starter.stdout }), "line")) as [string];
  const told = JSON.parse(line);
  onTestFinished(() => {
    for (const id of [told.pid, told.loop, told.other]) {
      try {
        process.kill(id, "SIGKILL");
      } catch {
        // It has ended already.
      }
    }
  });
  return told;
}

test("what is in a loop ends when who started it is killed; what was said to have ended is left alone", async () => {
  const { pid, loop, other } = await keeping();
  process.kill(pid, "SIGKILL");
  await gone(loop);
  expect(process.kill(other, 0)).toBe(true);
});
