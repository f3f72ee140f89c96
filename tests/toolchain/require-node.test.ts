import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { machine } from "./engine-fakes.ts";

const CHECK = fileURLToPath(new URL("../../toolchain/require-node.cjs", import.meta.url));

/** Runs a command behind the check, in a project that asks for this Node.js. */
async function runBehindCheck(needed: string) {
  const { bin: root } = await machine();
  await mkdir(join(root, "toolchain"));
  await copyFile(CHECK, join(root, "toolchain/require-node.cjs"));
  await writeFile(join(root, "package.json"), JSON.stringify({ engines: { node: needed } }));
  await writeFile(join(root, "command.mjs"), 'console.log("the command ran")');
  return spawnSync(process.execPath, ["--require", "./toolchain/require-node.cjs", "command.mjs"], {
    cwd: root,
    encoding: "utf8",
  });
}

const running = process.versions.node;
const [major = 0, minor = 0] = running.split(".").map(Number);

test.each([`>=${running}`, `>=${major}`, `>=${major}.${minor}`, `>=${major - 1}.99.99`])(
  "a command runs when the project needs Node.js %s",
  async (needed) => {
    expect(await runBehindCheck(needed)).toMatchObject({ status: 0, stdout: "the command ran\n", stderr: "" });
  },
);

test.each([`>=${major}.${minor + 1}`, `>=${major + 1}`])(
  "when the project needs Node.js %s, the command does not run and the user is told what to do",
  async (needed) => {
    const { status, stdout, stderr } = await runBehindCheck(needed);
    expect({ status, stdout }).toStrictEqual({ status: 3, stdout: "" });
    expect(stderr).toContain(
      `This is Node.js ${running} (${process.execPath}); Gatehouse needs ${needed.slice(2)} or newer`,
    );
    expect(stderr).toContain("run `npm ci`");
    expect(stderr).toContain("install Node.js 24");
  },
);

test("a command whose reader goes away goes on to its end, without a word", async () => {
  const { bin: root } = await machine();
  await mkdir(join(root, "toolchain"));
  await copyFile(CHECK, join(root, "toolchain/require-node.cjs"));
  await writeFile(join(root, "package.json"), JSON.stringify({ engines: { node: ">=1" } }));
  const talkative = `
    import { writeFileSync } from "node:fs";
    for (let line = 0; line < 1000; line += 1) {
      console.log("x".repeat(1000));
      await new Promise(setImmediate);
    }
    writeFileSync("ended", "");
    process.exitCode = 1;
  `;
  await writeFile(join(root, "command.mjs"), talkative);
  const command = `{ "$0" --require ./toolchain/require-node.cjs command.mjs; echo "exit code $?" >&2; } | head -n 1`;
  const { stdout, stderr } = spawnSync("sh", ["-c", command, process.execPath], { cwd: root, encoding: "utf8" });
  expect({ stdout, stderr }).toStrictEqual({ stdout: `${"x".repeat(1000)}\n`, stderr: "exit code 1\n" });
  expect(existsSync(join(root, "ended"))).toBe(true);
});
