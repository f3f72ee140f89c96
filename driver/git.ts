import { execa } from "execa";
import { signalGroup } from "../toolchain/processes.ts";
import { patience } from "./services/patience.ts";

/** What git said, and how it ended; `code` is `ENOENT` where there is none. */
export interface GitAnswer {
  readonly failed: boolean;
  readonly stdout: string;
  /** What it complained of, or why it ended. */
  readonly complaint: string;
  readonly code: string | undefined;
}

/** git did not come to an end. */
export class GitHung extends Error {
  override readonly name = "GitHung";
}

/**
 * Runs git in a folder, in `environment` on top of this process's. One that does not come to an end within the patience of an
 * offline run is ended, with all that it started (filters, hooks, whatever asks for a password). Throws {@link GitHung}.
 */
export async function git(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<GitAnswer> {
  const child = execa("git", args, { cwd: folder, env: environment, reject: false, stdin: "ignore", detached: true });
  const { offlineMs } = patience();
  let isHung = false;
  const limit = setTimeout(() => {
    isHung = true;
    signalGroup(child.pid, "SIGKILL");
  }, offlineMs);
  const { failed, stdout, stderr, shortMessage, code } = await child.finally(() => clearTimeout(limit));
  if (isHung) {
    throw new GitHung(
      `git ${args.slice(0, 3).join(" ")} in ${folder} had not come to an end after ${offlineMs / 1_000} s, and was ended. Run it by hand to see what it waits for: a password, a hook, a disk that does not answer.`,
    );
  }
  return { failed, stdout, complaint: stderr.trim() || (shortMessage ?? ""), code };
}
