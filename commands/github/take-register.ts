import { git } from "../../driver/git.ts";
import { BadInput } from "../../toolchain/bad-input.ts";

export interface Taking {
  /** The checkout, whose own register is replaced. */
  readonly root: string;
  /** Where the merge is fetched from: a URL, as git has it. */
  readonly remote: string;
  readonly pull: number;
  /** The commit of the pull request that is judged. */
  readonly head: string;
  /** Of the remote, where it asks for one. */
  readonly token?: string;
}

/**
 * Puts the register of a pull request in place of the checkout's own, and stages it: data, and not a line of code. It is taken
 * from GitHub's trial merge with the target branch, so it is what would be there after the merge. A link in it becomes a file
 * that holds the link's text. Throws `BadInput` when the merge is not of that head, or cannot be had.
 */
export async function takeRegister({ root, remote, pull, head, token }: Taking): Promise<void> {
  const authorization = token === undefined ? undefined : Buffer.from(`x-access-token:${token}`).toString("base64");
  // In the environment, so that it is neither on a command line nor in the checkout's settings.
  const env = {
    GIT_TERMINAL_PROMPT: "0",
    ...(authorization !== undefined && {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "http.extraheader",
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${authorization}`,
    }),
  };
  const asked = (...args: string[]) => git(root, args, env);
  const fetched = await asked(
    "fetch",
    "--no-tags",
    "--no-recurse-submodules",
    "--depth=2",
    remote,
    `refs/pull/${pull}/merge`,
  );
  if (fetched.failed) {
    throw new BadInput(
      `GitHub has no trial merge of pull request ${pull}: bring it up to date with its target, and solve its conflicts. ${fetched.complaint}`,
    );
  }
  const { stdout: merge } = await asked("cat-file", "commit", "FETCH_HEAD");
  const parents = [...(merge.split("\n\n")[0]?.matchAll(/^parent ([0-9a-f]+)$/gm) ?? [])].map(([, parent]) => parent);
  if (parents.length !== 2 || parents[1] !== head) {
    throw new BadInput(`The trial merge of pull request ${pull} is not of ${head}; something was pushed since.`);
  }
  const taken = await asked(
    ...["-c", "core.symlinks=false", "restore", "--source=FETCH_HEAD", "--staged", "--worktree", "--", "register"],
  );
  if (taken.failed) throw new BadInput(`Pull request ${pull} leaves no register: ${taken.complaint}`);
}
