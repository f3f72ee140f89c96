import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test, vi } from "vitest";
import { git } from "../../driver/git.ts";
import { newFolder, root } from "../commands/cli.ts";

test("git is asked in a folder, and says why it fails", async () => {
  expect(await git(root, ["rev-parse", "HEAD"])).toMatchObject({
    failed: false,
    stdout: expect.stringMatching(/^[0-9a-f]{40}$/),
  });
  expect(await git(root, ["rev-parse", "--verify", "none"])).toMatchObject({
    failed: true,
    complaint: expect.stringContaining("fatal"),
  });
});

test("where there is no git, that is told apart", async () => {
  vi.stubEnv("PATH", newFolder());
  expect(await git(root, ["status"])).toMatchObject({ failed: true, code: "ENOENT" });
  vi.unstubAllEnvs();
});

test("one that does not come to an end is ended with what it started, and named", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "git"), "#!/bin/sh\nsleep 600 &\necho $!\nwait\n");
  chmodSync(join(folder, "git"), 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env.PATH}`);
  vi.stubEnv("GATEHOUSE_PATIENCE", "1");
  await expect(git(root, ["fetch", "origin"])).rejects.toThrow(
    /^git fetch origin in .* had not come to an end after 1 s/,
  );
  vi.unstubAllEnvs();
});
