import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";
import commands from "../../toolchain/commands.json" with { type: "json" };

const bin = fileURLToPath(new URL("../../toolchain/gatehouse.cjs", import.meta.url));

async function gatehouse(args: readonly string[], cwd?: string) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [bin, ...args], {
    reject: false,
    timeout: 60_000,
    // As npx sets it of its own options.
    env: { npm_config_json: "true" },
    ...(cwd !== undefined && { cwd }),
  });
  return { exitCode, stdout, stderr };
}

/** Scripts that are for those who work on the project, and no commands of it. */
const forUs = ["postinstall", "pretest", "test", "test:engine", "test:services", "test:watch", "check", "format"];
const writers = ["schemas", "canaries", "docs", "pictures"];

test("every script that is a command has its line, and every line its script", async () => {
  const { scripts, bin } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
  const others = [...forUs, ...writers];
  expect(
    Object.keys(scripts)
      .filter((name) => !others.includes(name))
      .sort(),
  ).toEqual(Object.keys(commands).sort());
  expect(bin).toEqual({ gatehouse: "toolchain/gatehouse.cjs" });
});

test("the help names every command, and ends with 0", async () => {
  const { exitCode, stdout } = await gatehouse(["--help"]);
  expect(exitCode).toBe(0);
  for (const name of Object.keys(commands)) expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
});

test("a word that is no command ends with 2, and says what there is", async () => {
  expect(await gatehouse(["privew"])).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: 'There is no command "privew". Did you mean preview? gatehouse --help lists them.',
  });
  expect((await gatehouse(["constructor"])).exitCode).toBe(2);
});

test("a command runs from any folder, with its options, and ends as it ends", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bin-"));
  try {
    const clean = await gatehouse(["judge"], folder);
    expect([clean.exitCode, clean.stderr]).toEqual([0, ""]);
    const wrong = await gatehouse(["judge", "--register", "nowhere"], folder);
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining("nowhere")]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
