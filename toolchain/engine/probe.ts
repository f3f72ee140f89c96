import { access, constants, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { runChild } from "./run-child.ts";
import { WayFailed } from "./types.ts";

const VERSION_TIMEOUT_MS = 20_000;

/** Absolute path of the first executable file `name` in a PATH, symbolic links resolved, or `undefined`. */
export async function which(name: string, path: string | undefined): Promise<string | undefined> {
  for (const folder of (path ?? "").split(delimiter)) {
    if (folder !== "" && (await isExecutable(join(folder, name)))) return realpath(join(folder, name));
  }
  return undefined;
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
    () => false,
  );
}
