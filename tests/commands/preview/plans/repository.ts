import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";

/** Git without anything of the user's own. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const env = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  const who = ["-c", "user.name=Tests", "-c", "user.email=tests@example.org"];
  const { stdout } = await execa("git", [...who, ...args], { cwd, env });
  return stdout.trim();
}

/** Commits all that is in a folder, which becomes a repository if it is none, and gives the commit. */
export async function commitAll(folder: string): Promise<string> {
  await git(folder, "init", "--quiet");
  await git(folder, "add", "--all");
  await git(folder, "commit", "--quiet", "--allow-empty", "--message", "As it is");
  return git(folder, "rev-parse", "HEAD");
}

/** Writes a file, and the folders on the way to it. */
export function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
