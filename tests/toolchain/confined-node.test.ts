import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { confinedNode } from "../../toolchain/confined-node.ts";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-confined-"));
const cache = join(folder, "cache");
const pack = join(folder, "policies.ts");
mkdirSync(cache);
writeFileSync(pack, "as it was");
const words = { PACK: pack, CACHE: cache, FOLDER: folder, HOME: folder };

/** What a program prints, run as programs are: `done` after what it tried, or how it was kept from it. */
async function tried(attempt: string): Promise<string> {
  const file = join(folder, "attempt.mjs");
  const program = `const { PACK, CACHE, FOLDER } = process.env;
    const [fs, child, worker, module] = await Promise.all(
      ["node:fs", "node:child_process", "node:worker_threads", "node:module"].map((name) => import(name)));
    try { await (${attempt})(); console.log("done"); } catch (error) { console.log(error.code ?? error.message); }`;
  writeFileSync(file, program);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...confinedNode({ NODE_COMPILE_CACHE: cache }), file],
    { env: words },
  );
  return stdout.trim();
}

const denied = "ERR_ACCESS_DENIED";

describe("what runs confined is kept from", () => {
  test.each<[string, string]>([
    ["rewriting a pack", `() => fs.writeFileSync(PACK, "another")`],
    ["rewriting it by a descriptor", `() => fs.openSync(PACK, "r+")`],
    [
      "putting another file in its place",
      `() => { fs.writeFileSync(CACHE + "/x", "another"); fs.renameSync(CACHE + "/x", PACK); }`,
    ],
    [
      "a link to it where it may write",
      `() => { fs.symlinkSync(PACK, CACHE + "/a"); fs.writeFileSync(CACHE + "/a", "another"); }`,
    ],
    [
      "a second name of it where it may write",
      `() => { fs.linkSync(PACK, CACHE + "/b"); fs.writeFileSync(CACHE + "/b", "another"); }`,
    ],
    ["a way round by two dots", `() => fs.writeFileSync(CACHE + "/../policies.ts", "another")`],
    ["the cache of what judges", `() => fs.writeFileSync(FOLDER + "/cache-of-judge", "")`],
    ["a plan in the temporary folder", `() => fs.promises.writeFile(FOLDER + "/plan.json", "{}")`],
    ["taking a file away", `() => fs.rmSync(PACK)`],
    ["changing its rights", `() => fs.chmodSync(PACK, 0o777)`],
    ["turning back its time", `() => fs.utimesSync(PACK, 0, 0)`],
    ["starting a process", `() => child.execFileSync(process.execPath, ["--version"])`],
    [
      "becoming another process",
      `() => process.execve?.(process.execPath, ["node"], {}) ?? (() => { throw { code: "${denied}" } })()`,
    ],
    ["a thread without the limits", `() => new worker.Worker("", { eval: true, execArgv: [] })`],
    ["an addon", `() => process.dlopen({ exports: {} }, PACK)`],
    ["the inner bindings of Node.js", `() => process.binding("fs")`],
  ])("%s", async (_, attempt) => {
    expect(await tried(attempt)).toMatch(/^(?:ERR_ACCESS_DENIED|ERR_DLOPEN_DISABLED)$/);
    expect(readFileSync(pack, "utf8")).toBe("as it was");
  });

  test("a debugger that a signal opens", async () => {
    const attempt = `async () => { process.kill(process.pid, "SIGUSR1"); await new Promise((done) => setTimeout(done, 200));
      if ((await import("node:inspector")).url() !== undefined) throw new Error("open"); }`;
    expect(await tried(attempt)).toBe("done");
  });
});

test("it reads, and keeps what it compiles", async () => {
  expect(await tried(`() => { fs.readFileSync(PACK); fs.writeFileSync(CACHE + "/mine", ""); }`)).toBe("done");
});

test("no database is written, which the permission model does not see", async () => {
  const open = (module: string) => `async () => {
    const { DatabaseSync } = await ${module};
    new DatabaseSync(FOLDER + "/written.sqlite").exec("create table x (y)");
  }`;
  for (const module of [
    'import("node:sqlite")',
    'process.getBuiltinModule("node:sqlite")',
    'module.createRequire(FOLDER + "/")("node:sqlite")',
  ])
    expect(await tried(open(module)), module).not.toBe("done");
  expect(readdirSync(folder)).not.toContain("written.sqlite");
});
