import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { listName, writeExport } from "../../../commands/export/write.ts";

const file = (path: string, text = `${path}\n`) => ({ path, text });

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "export-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The files below a folder with their texts, the list of the export left out. */
function filesIn(dir: string): Record<string, string> {
  const paths = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(dir, path)).isFile(),
  );
  return Object.fromEntries(
    paths
      .filter((path) => path !== listName)
      .sort()
      .map((path) => [path, readFileSync(join(dir, path), "utf8")]),
  );
}

describe("a folder that is empty, or not there yet", () => {
  test.each(["", "new/folder"])("takes the files (%j)", async (below) => {
    const dir = join(folder(), below);
    const outcome = await writeExport(dir, [file("salt/roster"), file("top.sls")]);
    expect(outcome).toEqual({ written: ["salt/roster", "top.sls"], unchanged: [], removed: [] });
    expect(filesIn(dir)).toEqual({ "salt/roster": "salt/roster\n", "top.sls": "top.sls\n" });
  });
});

describe("a folder of an earlier export", () => {
  test("is brought up to date: changed files are written, others left, and what is no longer made removed", async () => {
    const dir = folder();
    await writeExport(dir, [file("same"), file("changed"), file("servers/old/gone")]);
    const before = statSync(join(dir, "same")).mtimeMs;
    const outcome = await writeExport(dir, [file("same"), file("changed", "new\n"), file("added")]);
    expect(outcome).toEqual({ written: ["changed", "added"], unchanged: ["same"], removed: ["servers/old/gone"] });
    expect(filesIn(dir)).toEqual({ same: "same\n", changed: "new\n", added: "added\n" });
    expect(statSync(join(dir, "same")).mtimeMs).toBe(before);
    expect(readdirSync(dir).sort()).toEqual([listName, "added", "changed", "same"]);
  });

  test("keeps what others put beside, and the folders that it is in", async () => {
    const dir = folder();
    await writeExport(dir, [file("servers/gone")]);
    writeFileSync(join(dir, "servers/private"), "theirs");
    await writeExport(dir, [file("added")]);
    expect(filesIn(dir)).toEqual({ added: "added\n", "servers/private": "theirs" });
  });

  test("does not write over what others put there", async () => {
    const dir = folder();
    await writeExport(dir, [file("ours")]);
    writeFileSync(join(dir, "theirs"), "precious");
    await expect(writeExport(dir, [file("ours", "new"), file("theirs")])).rejects.toThrow(
      "theirs is there, and no export made it\nMove it away.",
    );
    expect(filesIn(dir)).toEqual({ ours: "ours\n", theirs: "precious" });
  });

  test("neither writes over nor removes what somebody has changed or put in a file's place since", async () => {
    const dir = folder();
    await writeExport(dir, [file("kept"), file("gone"), file("same")]);
    for (const name of ["kept", "gone", "same"]) writeFileSync(join(dir, name), `${name}, by hand`);
    await expect(writeExport(dir, [file("kept", "new"), file("same", "same, by hand"), file("added")])).rejects.toThrow(
      /^.*kept is no longer as an export left it\n.*gone is no longer as an export left it\nMove it away\.$/,
    );
    expect(filesIn(dir)).toEqual({ gone: "gone, by hand", kept: "kept, by hand", same: "same, by hand" });
  });

  test("takes the list of an export that kept no digests", async () => {
    const dir = folder();
    writeFileSync(join(dir, listName), '{"version":1,"files":["gone","kept"]}');
    writeFileSync(join(dir, "gone"), "gone");
    writeFileSync(join(dir, "kept"), "kept");
    const outcome = await writeExport(dir, [file("kept", "new")]);
    expect(outcome).toEqual({ written: ["kept"], unchanged: [], removed: ["gone"] });
    writeFileSync(join(dir, "kept"), "by hand");
    await expect(writeExport(dir, [file("kept")])).rejects.toThrow("is no longer as an export left it");
  });

  test("goes on where one was stopped half way", async () => {
    const dir = folder();
    await writeExport(dir, [file("gone"), file("kept")]);
    mkdirSync(join(dir, "half"));
    // `half` is a folder, so the file cannot take its place: the export stops after its list and `added` are written.
    await expect(writeExport(dir, [file("added"), file("half")])).rejects.toThrow();
    rmSync(join(dir, "half"), { recursive: true });
    await writeExport(dir, [file("kept")]);
    expect(filesIn(dir)).toEqual({ kept: "kept\n" });
  });
});

describe("a folder that is somebody else's", () => {
  test("is left alone", async () => {
    const dir = folder();
    writeFileSync(join(dir, "precious"), "theirs");
    await expect(writeExport(dir, [file("added")])).rejects.toThrow(
      `${dir} has files in it that no export made. Give an empty folder, or one of an earlier export.`,
    );
    expect(filesIn(dir)).toEqual({ precious: "theirs" });
  });

  test.each([
    "",
    "[]",
    '{"version":3,"files":{}}',
    '{"version":2,"files":[]}',
    '{"version":2,"files":{"../precious":[]}}',
    '{"version":2,"files":{"a":["not a digest"]}}',
    '{"version":1,"files":["../precious"]}',
    '{"version":1,"files":["/etc/passwd"]}',
    '{"version":1,"files":["a/./b"]}',
  ])("is one whose list is %s", async (text) => {
    const dir = folder();
    writeFileSync(join(dir, listName), text);
    await expect(writeExport(dir, [])).rejects.toThrow("is not as an export left it");
  });
});

test("whatever was there before, the folder has the files of the last export", async () => {
  const path = fc.constantFrom("a", "b", "c/d", "c/e", "f/g/h");
  const files = fc.dictionary(path, fc.string(), { noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(fc.array(files, { minLength: 1, maxLength: 4 }), async (exports) => {
      const dir = folder();
      for (const texts of exports) {
        await writeExport(
          dir,
          Object.entries(texts).map(([name, text]) => file(name, text.toWellFormed())),
        );
      }
      const last = exports.at(-1) ?? {};
      expect(filesIn(dir)).toEqual(
        Object.fromEntries(Object.entries(last).map(([name, text]) => [name, text.toWellFormed()])),
      );
    }),
    { numRuns: 30 },
  );
});
