import { existsSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takeRegister } from "../../../commands/github/take-register.ts";
import { checkoutOf } from "../../../commands/preview/plans/checkout.ts";
import { newFolder } from "../cli.ts";
import { commitAll, git, write } from "../preview/plans/repository.ts";

/** A checkout of main, and a remote in which pull request 7 changes what is asked, with GitHub's trial merge of it. */
async function repositories(change: (folder: string) => unknown) {
  const remote = newFolder();
  write(remote, "register/ocp/people.yaml", "ada: 1\n");
  write(remote, "register/ocp/old.yaml", "old: 1\n");
  write(remote, "stacks/index.ts", "of main\n");
  await commitAll(remote);
  const root = join(newFolder(), "checkout");
  await git(remote, "clone", "--quiet", remote, root);
  await git(remote, "checkout", "--quiet", "-b", "change");
  await change(remote);
  const head = await commitAll(remote);
  await git(remote, "checkout", "--quiet", "-");
  write(remote, "register/ocp/newer.yaml", "since: 1\n");
  await commitAll(remote);
  await git(remote, "merge", "--quiet", "--no-ff", "--message", "Trial", "change");
  await git(remote, "update-ref", "refs/pull/7/merge", "HEAD");
  return { root, remote, head, pull: 7 };
}

const at = (root: string, name: string) => readFileSync(join(root, name), "utf8");

test("the register is as it would be after the merge, and staged; nothing else is taken", async () => {
  const where = await repositories(async (folder) => {
    write(folder, "register/ocp/people.yaml", "ada: 1\neve: 1\n");
    write(folder, "register/ocp/added.yaml", "added: 1\n");
    await git(folder, "rm", "--quiet", "register/ocp/old.yaml");
    write(folder, "stacks/index.ts", "steal()\n");
    write(folder, "package.json", "{}");
  });
  const { root } = where;
  await takeRegister(where);
  expect(await git(root, "ls-files")).toBe(
    ["register/ocp/added.yaml", "register/ocp/newer.yaml", "register/ocp/people.yaml", "stacks/index.ts"].join("\n"),
  );
  expect(at(root, "register/ocp/people.yaml")).toBe("ada: 1\neve: 1\n");
  expect(at(root, "stacks/index.ts")).toBe("of main\n");
  // Plans that are made from it are bound to this tree.
  expect((await checkoutOf(root)).tree).toBe(await git(root, "write-tree"));
});

test("a file that becomes a folder, and a folder that becomes a file", async () => {
  const where = await repositories(async (folder) => {
    await git(folder, "rm", "--quiet", "register/ocp/old.yaml");
    write(folder, "register/ocp/old/a.yaml", "old: 1\n");
  });
  await takeRegister(where);
  expect(await git(where.root, "ls-files", "register/ocp")).toContain("register/ocp/old/a.yaml");
  expect(existsSync(join(where.root, "register/ocp/old.yaml"))).toBe(false);
  await takeRegister({ ...where, ...(await merged(where.remote)) });
  expect(existsSync(join(where.root, "register/ocp/old"))).toBe(false);
  expect(at(where.root, "register/ocp/old.yaml")).toBe("old: 1\n");
});

/** A second pull request, 8, that turns the folder back into a file. */
async function merged(remote: string): Promise<{ head: string; pull: number }> {
  await git(remote, "checkout", "--quiet", "-b", "back");
  await git(remote, "mv", "register/ocp/old/a.yaml", "register/ocp/old.yaml");
  const head = await commitAll(remote);
  await git(remote, "checkout", "--quiet", "-");
  await git(remote, "merge", "--quiet", "--no-ff", "--message", "Trial", "back");
  await git(remote, "update-ref", "refs/pull/8/merge", "HEAD");
  return { head, pull: 8 };
}

test("the tree is that of the merge, when nothing but the register is changed", async () => {
  const where = await repositories((folder) => write(folder, "register/ocp/people.yaml", "eve: 1\n"));
  await takeRegister(where);
  expect((await checkoutOf(where.root)).tree).toBe(await git(where.remote, "rev-parse", "refs/pull/7/merge^{tree}"));
});

test("a link that leads out of the register is a file with the link's text, of which no plan is made", async () => {
  const where = await repositories((folder) =>
    symlinkSync("/proc/self/environ", join(folder, "register/ocp/grants.yaml")),
  );
  await takeRegister(where);
  const link = join(where.root, "register/ocp/grants.yaml");
  expect([lstatSync(link).isSymbolicLink(), readFileSync(link, "utf8")]).toEqual([false, "/proc/self/environ"]);
  await expect(checkoutOf(where.root)).rejects.toThrow("register/ocp/grants.yaml is in none");
});

test("a merge of another head is refused, and nothing is taken", async () => {
  const where = await repositories((folder) => write(folder, "register/ocp/people.yaml", "eve: 1\n"));
  await expect(takeRegister({ ...where, head: "f".repeat(40) })).rejects.toThrow(`is not of ${"f".repeat(40)}`);
  expect(at(where.root, "register/ocp/people.yaml")).toBe("ada: 1\n");
});

test("a pull request that cannot be merged is refused in words", async () => {
  const where = await repositories((folder) => write(folder, "register/ocp/people.yaml", "eve: 1\n"));
  await expect(takeRegister({ ...where, pull: 8 })).rejects.toThrow("GitHub has no trial merge of pull request 8");
});
