import { access, constants, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { runChild } from "./run-child.ts";
import { WayFailed } from "./types.ts";

const VERSION_TIMEOUT_MS = 20_000;

/** Absolute paths of the executable files `name` in a PATH, in its order, symbolic links resolved. */
export async function executablesOnPath(name: string, path: string | undefined): Promise<string[]> {
  const files = (path ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name));
  const found = await Promise.all(files.map(async (file) => ((await isExecutable(file)) ? realpath(file) : undefined)));
  return [...new Set(found.filter((file) => file !== undefined))];
}

/** The engine's language host for Node.js, which a usable engine has beside itself, or `undefined`. */
export async function languageHostBeside(command: string): Promise<string | undefined> {
  const host = join(dirname(command), "pulumi-language-nodejs");
  return (await isExecutable(host)) ? host : undefined;
}

/** What `pulumi version` prints, without its leading `v`. Throws {@link WayFailed} when it does not run or prints no version. */
export async function engineVersion(command: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<string> {
  const timeout = AbortSignal.timeout(VERSION_TIMEOUT_MS);
  const result = await runChild({
    command,
    args: ["version"],
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(result.stdout)?.[1];
  if (result.code !== 0 || !version) {
    const said = (result.stderr || result.stdout).trim() || (timeout.aborted ? "it did not answer in time" : "nothing");
    throw new WayFailed(`\`${command} version\` gave no version; it said: ${said}`);
  }
  return version;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      // Where it cannot be told, it is not as if there were none.
      if (["EMFILE", "ENFILE", "ENOMEM", "EIO"].includes(error.code ?? "")) throw error;
      return false;
    },
  );
}
