import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { runChild } from "./run-child.ts";
import { WayFailed } from "./types.ts";

export interface InstallRequest {
  /** Folder to install into; the engine goes to `bin/` below it. */
  readonly root: string;
  readonly version: string;
  readonly env: NodeJS.ProcessEnv;
  /** When it fires, the installer must end all it started, then throw the signal's reason. */
  readonly signal: AbortSignal;
  /** To be called once the vendor has answered. */
  readonly onReachable: () => void;
}

/** Puts the vendor's distribution into a folder; throws {@link WayFailed} when it cannot. */
export type Installer = (request: InstallRequest) => Promise<void>;

/** How long the vendor may take to answer, and the whole installation to end. */
export interface Patience {
  readonly answerMs: number;
  readonly installMs: number;
}

const PATIENCE: Patience = { answerMs: 5_000, installMs: 600_000 };

/** The version of the official distribution: that of the SDK in use, with which it is released. */
export async function officialVersion(): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json");
  return JSON.parse(await readFile(manifest, "utf8")).version;
}

/**
 * The second way: the vendor's distribution, into `root`. A machine that cannot reach the vendor finds out within
 * seconds, also when its packets are dropped without an answer.
 */
export async function installOfficial(
  request: Omit<InstallRequest, "onReachable" | "signal"> & { readonly signal?: AbortSignal | undefined },
  install: Installer = installInChild,
  patience: Patience = PATIENCE,
): Promise<void> {
  const limit = new AbortController();
  const expire = (ms: number, message: string) => setTimeout(() => limit.abort(new WayFailed(message)), ms);
  let timer = expire(patience.answerMs, `get.pulumi.com did not answer within ${patience.answerMs / 1000} s`);
  const signal = request.signal ? AbortSignal.any([request.signal, limit.signal]) : limit.signal;
  const onReachable = () => {
    clearTimeout(timer);
    timer = expire(patience.installMs, `the download did not end within ${patience.installMs / 60_000} minutes`);
  };
  try {
    await install({ ...request, signal, onReachable });
  } finally {
    clearTimeout(timer);
  }
}

const installInChild: Installer = async ({ root, version, env, signal, onReachable }) => {
  const script = fileURLToPath(new URL("install-official.ts", import.meta.url));
  const result = await runChild({
    command: process.execPath,
    args: [script, root, version],
    // The installer unpacks in the temporary folder; one inside `root` goes away with it.
    env: { ...env, TMPDIR: root },
    signal,
    onLine: (line) => line === "reachable" && onReachable(),
  });
  if (signal.aborted) throw signal.reason;
  if (result.code !== 0) throw new WayFailed(lastLine(result.stderr) || "the installer failed without a word");
};

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
