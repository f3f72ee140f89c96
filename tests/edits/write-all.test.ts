import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { takeBack, writeAll } from "../../edits/write-all.ts";
import { unfinishedEdit } from "../../model/load/folder.ts";
import { loadRegister, RegisterError } from "../../model/load.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { root } from "../commands/cli.ts";
import { ownRegister } from "../commands/own-register.ts";

let folder: string;

beforeEach(() => {
  folder = ownRegister();
});

/** An edit of two files: a comment at the end of each. */
function edit() {
  return ["notify/people.yaml", "notify/grants.yaml"].map((name) => {
    const file = join(folder, name);
    const before = readFileSync(file, "utf8");
    return { file, before, text: `${before}# edited\n` };
  });
}
const textsOf = (files: readonly { readonly file: string }[]) => files.map(({ file }) => readFileSync(file, "utf8"));

test("writes all files and leaves nothing beside them", () => {
  const files = edit();
  const names = readdirSync(folder, { recursive: true }).length;
  writeAll(folder, files);
  expect(textsOf(files)).toEqual(files.map(({ text }) => text));
  expect(readdirSync(folder, { recursive: true })).toHaveLength(names);
  expect(takeBack(folder)).toEqual([]);
});

test("killed between two files: the register is refused until what was written is put back", async () => {
  const files = edit();
  const code = `
    const { writeAll } = await import(${JSON.stringify(join(root, "edits/write-all.ts"))});
    writeAll(${JSON.stringify(folder)}, ${JSON.stringify(files)}, () => process.kill(process.pid, "SIGKILL"));
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "inherit" });
  const [, signal] = await once(child, "exit");
  expect(signal).toBe("SIGKILL");
  expect(textsOf(files)).toEqual([files[0]?.text, files[1]?.before]);
  expect(() => loadRegister(folder)).toThrow(RegisterError);
  expect(() => loadRegister(folder)).toThrow("an edit broke off while it was written");
  expect(takeBack(folder)).toEqual([files[0]?.file]);
  expect(textsOf(files)).toEqual(files.map(({ before }) => before));
  expect(() => loadRegister(folder)).not.toThrow();
});

test("a file that has changed meanwhile is not overwritten, and none is written", () => {
  const [people, grants] = edit();
  if (people === undefined || grants === undefined) throw new Error("two files");
  writeFileSync(grants.file, `${grants.before}# by hand\n`);
  expect(() => writeAll(folder, [people, grants])).toThrow(BadInput);
  expect(textsOf([people, grants])).toEqual([people.before, `${grants.before}# by hand\n`]);
  expect(() => loadRegister(folder)).not.toThrow();
});

/** What a writer leaves behind that was killed before, or while, it wrote. */
function broken(pid: number, files: readonly { readonly file: string }[]) {
  const shown = files.map(({ file, ...texts }) => ({ file: relative(folder, file), ...texts }));
  writeFileSync(join(folder, unfinishedEdit), JSON.stringify({ pid, files: shown }));
}

test("what somebody is writing just now, or has mended by hand since, is not put back", () => {
  const files = edit();
  broken(process.ppid, files);
  expect(() => takeBack(folder)).toThrow("wait for it");
  expect(() => writeAll(folder, files)).toThrow("somebody else writes");
  rmSync(join(folder, unfinishedEdit));
  broken(2 ** 22 + 1, files);
  writeFileSync(files[0]?.file ?? "", "another: {}\n");
  expect(() => takeBack(folder)).toThrow("mend it by hand");
});

test("a file that was not there is gone again, and what a link leads to stays a link", () => {
  const file = join(folder, "notify/waivers.yaml");
  const linked = join(folder, "notify/reviews.yaml");
  writeFileSync(join(folder, "notify/.reviews"), "# none\n");
  symlinkSync(".reviews", linked);
  const files = [
    { file: linked, before: "# none\n", text: "# some\n" },
    { file, before: "", text: "# new\n" },
  ];
  writeAll(folder, files);
  expect(lstatSync(linked).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "notify/.reviews"), "utf8")).toBe("# some\n");
  broken(2 ** 22 + 1, files);
  expect(takeBack(folder)).toEqual([linked, file]);
  expect([existsSync(file), readFileSync(linked, "utf8")]).toEqual([false, "# none\n"]);
});
