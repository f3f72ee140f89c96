import { git } from "../../../driver/git.ts";
import { BadInput } from "../../../toolchain/bad-input.ts";

/** What the files of a checkout are. */
export interface Checkout {
  readonly commit: string;
  /** The tree of the files, by which a merge is known to be what was reviewed, though it is another commit. */
  readonly tree: string;
}

/**
 * The commit of a checkout and the tree of its files. These are those of the index: a register that was put in place of the
 * commit's own is part of the tree once it is staged. Throws `BadInput` where files are neither committed nor staged, as
 * nobody could review those.
 */
export async function checkoutOf(root: string): Promise<Checkout> {
  const commit = await asked(root, "rev-parse", "HEAD");
  const loose = await asked(root, "ls-files", "--modified", "--others", "--exclude-standard");
  if (loose !== "") {
    const names = [...new Set(loose.split("\n"))];
    throw new BadInput(
      `Plans are bound to a commit, and ${names.slice(0, 5).join(", ")}${names.length > 5 ? " …" : ""} is in none; commit it first.`,
    );
  }
  return { commit, tree: await asked(root, "write-tree") };
}

async function asked(root: string, ...args: string[]): Promise<string> {
  const { failed, stdout, complaint, code } = await git(root, args);
  if (!failed) return stdout.trim();
  if (code === "ENOENT") throw new BadInput("Plans are bound to a commit, and there is no `git` on PATH; install it.");
  throw new BadInput(`Plans are bound to a commit, and git ${args[0]} fails here: ${complaint}`);
}
