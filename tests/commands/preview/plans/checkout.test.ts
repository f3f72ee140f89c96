import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkoutOf } from "../../../../commands/preview/plans/checkout.ts";
import { newFolder } from "../../cli.ts";
import { commitAll, git, write } from "./repository.ts";

async function repository(): Promise<{ readonly folder: string; readonly commit: string }> {
  const folder = newFolder();
  write(folder, ".gitignore", "ignored\n");
  write(folder, "register/a.yaml", "a: 1\n");
  return { folder, commit: await commitAll(folder) };
}

test("a clean checkout is its commit and the tree of that", async () => {
  const { folder, commit } = await repository();
  write(folder, "ignored", "");
  expect(await checkoutOf(folder)).toEqual({ commit, tree: await git(folder, "rev-parse", "HEAD^{tree}") });
});

test("a merge that brings the same files has the same tree, though it is another commit", async () => {
  const { folder } = await repository();
  const before = await checkoutOf(folder);
  await commitAll(folder);
  const after = await checkoutOf(folder);
  expect([after.tree, after.commit === before.commit]).toEqual([before.tree, false]);
});

test("a register that was staged in place of the commit's own is part of the tree", async () => {
  const { folder, commit } = await repository();
  const { tree } = await checkoutOf(folder);
  write(folder, "register/a.yaml", "a: 2\n");
  await git(folder, "add", "register");
  const staged = await checkoutOf(folder);
  expect([staged.commit, staged.tree === tree]).toEqual([commit, false]);
  await commitAll(folder);
  expect((await checkoutOf(folder)).tree).toBe(staged.tree);
});

test.each([
  ["changed", (folder: string) => write(folder, "register/a.yaml", "a: 2\n"), "register/a.yaml is in none"],
  ["new", (folder: string) => write(folder, "register/b.yaml", ""), "register/b.yaml is in none"],
  ["gone", (folder: string) => unlinkSync(join(folder, "register/a.yaml")), "register/a.yaml is in none"],
])("a file that is %s and not staged is refused by name", async (_, change, words) => {
  const { folder } = await repository();
  change(folder);
  await expect(checkoutOf(folder)).rejects.toThrow(words);
});

test("what is no checkout is refused", async () => {
  await expect(checkoutOf(newFolder())).rejects.toThrow("Plans are bound to a commit, and git rev-parse fails here");
});
