import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { machine } from "./engine-fakes.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

let root: string;
let packaged: string;

/** A project whose packaged Node.js is a program of these words. */
beforeEach(async () => {
  root = join((await machine()).bin, "project");
  packaged = join(root, "node_modules/.bin/node");
  for (const folder of ["toolchain", "node_modules/.bin"]) await mkdir(join(root, folder), { recursive: true });
  for (const file of ["toolchain/own-node.sh", "toolchain/require-node.cjs"]) {
    await copyFile(join(project, file), join(root, file));
  }
  await writeFile(join(root, "package.json"), JSON.stringify({ engines: { node: ">=22.18" } }));
});

async function pack(text: string): Promise<void> {
  await writeFile(packaged, text);
  await chmod(packaged, 0o755);
}

/** What `npm ci` runs when all is installed, with the packaged Node.js first on PATH, and then these folders. */
async function afterInstall(...folders: string[]) {
  const { scripts } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));
  const path = [dirname(packaged), ...folders].join(":");
  return spawnSync("/bin/sh", ["-c", scripts.postinstall], { cwd: root, env: { PATH: path }, encoding: "utf8" });
}

const system = ["/usr/bin", "/bin"];
const ownNode = dirname(process.execPath);

describe("the packaged Node.js", () => {
  test("is left where it starts", async () => {
    await symlink(process.execPath, packaged);
    expect(await afterInstall(...system)).toMatchObject({ status: 0, stderr: "" });
    expect(existsSync(packaged)).toBe(true);
  });

  test("is taken out of the way where its C library is missing, and the system's own takes its place", async () => {
    await pack("#!/no/such/ld-linux.so\n");
    const { status, stderr } = await afterInstall(ownNode, ...system);
    expect(stderr).toContain("does not start here: it needs glibc");
    expect(status).toBe(0);
    expect(existsSync(packaged)).toBe(false);
  });

  test("is asked for, where the system has none either", async () => {
    await pack("#!/no/such/ld-linux.so\n");
    const tools = join(root, "tools");
    await mkdir(tools);
    for (const tool of ["sh", "rm", "dirname"]) {
      await symlink(
        execFileSync("/bin/sh", ["-c", `command -v ${tool}`], { encoding: "utf8" }).trim(),
        join(tools, tool),
      );
    }
    const { status, stderr } = await afterInstall(tools);
    expect(stderr).toContain("install Node.js 24");
    expect(status).toBeGreaterThan(0);
  });
});

test("nothing is said where no Node.js is packaged, as on macOS", async () => {
  expect(await afterInstall(...system)).toMatchObject({ status: 0, stderr: "" });
});
