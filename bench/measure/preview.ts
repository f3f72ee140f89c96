import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { offlineChildEnvironment } from "../../toolchain/offline-environment.ts";
import { shipped } from "../synthetic/shipped.ts";
import { watchChildren } from "./process-tree.ts";

/** One preview by the real engine. */
export interface PreviewRun {
  readonly seconds: number;
  readonly cpuSeconds?: number;
  readonly peakBytes?: number;
  /** Resources that the engine would create, the stack itself among them. */
  readonly resources: number;
}

export interface PreviewOptions {
  /** The checkout. */
  readonly root: string;
  /** The offline set-up; see `prepareOffline`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stack: string;
  /** Folder of the register. */
  readonly register: string;
  /** Folder of the policy pack, if any. */
  readonly pack?: string;
  readonly signal: AbortSignal;
}

/** Longest that one preview may take, milliseconds. */
const patience = 300_000;

/**
 * Runs `pulumi preview` once and measures it from start to end. Throws when the preview fails: a run in which something
 * is refused takes another course and would say nothing about the cost of judging.
 */
export async function measurePreview(options: PreviewOptions): Promise<PreviewRun> {
  const { root, environment, stack, register, pack, signal } = options;
  const args = ["preview", "-s", stack, "--non-interactive", "--color", "never"];
  const start = performance.now();
  const { result, usage } = await watchChildren(() =>
    execa("pulumi", pack === undefined ? args : [...args, "--policy-pack", pack], {
      cwd: root,
      env: {
        ...offlineChildEnvironment(environment),
        GATEHOUSE_REGISTER: register,
        GATEHOUSE_AS_OF: shipped().head.asOf,
        GATEHOUSE_READ_ONLY: "1",
      },
      extendEnv: false,
      all: true,
      stdin: "ignore",
      reject: false,
      timeout: patience,
      cancelSignal: signal,
      forceKillAfterDelay: 10_000,
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  signal.throwIfAborted();
  const resources = /\+ (\d+) to create/.exec(result.all)?.[1];
  if (result.exitCode !== 0 || resources === undefined) {
    throw new Error(`A preview of ${stack} could not be measured, since it failed:\n${result.all.slice(-4000)}`);
  }
  return { seconds, resources: Number(resources), ...usage };
}

/** Writes a policy pack without a single policy: what it costs is what packs cost before they judge anything. */
export async function writeEmptyPack(root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(
      join(folder, "PulumiPolicy.yaml"),
      "runtime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
    ),
    writeFile(
      join(folder, "package.json"),
      JSON.stringify({ name: "empty", version: "0.0.0", private: true, type: "module", main: "index.js" }),
    ),
    writeFile(
      join(folder, "index.js"),
      'import { PolicyPack } from "@pulumi/policy";\nnew PolicyPack("empty", { policies: [] });\n',
    ),
    symlink(join(root, "node_modules"), join(folder, "node_modules")),
  ]);
}
