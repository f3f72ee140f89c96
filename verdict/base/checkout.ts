import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { git } from "../../driver/git.ts";
import { BadInput } from "../../toolchain/bad-input.ts";

/** The files of a commit in a folder of their own, which `remove` takes away. */
export interface Checkout {
  readonly folder: string;
  remove(): Promise<void>;
}

/** The commit that a name stands for, 40 hexadecimal digits. Throws `BadInput` where it stands for none. */
export async function commitOf(root: string, ref: string): Promise<string> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const { failed, stdout, complaint, code } = await git(root, args);
  if (!failed) return stdout.trim();
  if (code === "ENOENT")
    throw new BadInput("--base needs git, and there is no `git` on PATH; install it (https://git-scm.com).");
  throw new BadInput(
    `--base ${JSON.stringify(ref)} is no commit of this checkout (${complaint}); name a branch, a tag or a commit that is here, such as origin/main, and fetch it first where the clone is shallow.`,
  );
}

/** Puts the files of a commit into a folder, with the packages that are installed here. The checkout stays as it is. */
export async function checkOut(root: string, commit: string): Promise<Checkout> {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-base-"));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  try {
    const tar = join(folder, ".base.tar");
    const { failed, complaint } = await git(root, ["archive", "--format=tar", `--output=${tar}`, commit]);
    if (failed) throw new Error(`The files of ${commit} cannot be had: git archive fails: ${complaint}`);
    await execa("tar", ["-x", "-f", tar, "-C", folder], { stdin: "ignore" });
    await rm(tar);
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
