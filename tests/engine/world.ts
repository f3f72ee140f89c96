import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { SharedServices } from "../../driver/services/start.ts";
import type { Engine } from "../../toolchain/engine.ts";
import { prepareOffline } from "../../toolchain/offline-environment.ts";
import { offlineChildEnvironment } from "../../toolchain/offline-variables.ts";

/** The checkout. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Longest that one command of the engine may take, milliseconds; far above what it needs on a busy machine. */
const patience = 200_000;

/** How a command ended: the exit code (undefined when it was killed) and what it printed, both streams in order. */
export interface Outcome {
  readonly exitCode: number | undefined;
  readonly output: string;
}

export interface RunOptions {
  /** Set on top of the offline environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where to run; the checkout, if left out. */
  readonly cwd?: string;
}

/** An offline set-up of its own, with a state that nobody else writes. */
export interface World {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Runs plain `pulumi` as the offline environment has it. */
  pulumi(args: readonly string[], options?: RunOptions): Promise<Outcome>;
}

/** Makes a world in a folder. With services, its engine finds the offline providers there, and else starts each by itself. */
export async function worldIn(folder: string, engine: Engine, services?: SharedServices): Promise<World> {
  const environment = await prepareOffline({ root, engine, folder });
  return {
    folder,
    environment,
    pulumi(args, { env, ...options } = {}) {
      const shared = services && sharedProviders(services, args);
      return runPulumi(environment, args, { ...options, env: { ...shared, ...env } });
    },
  };
}

/**
 * The variables by which plain `pulumi` finds the offline providers of all tests: five processes fewer, each of which
 * takes longer to start than it works. Language host, program and pack are its own, as those of a user.
 */
export function sharedProviders(services: SharedServices, [operation]: readonly string[]): Record<string, string> {
  const { GATEHOUSE_SHARED_PROVIDERS: providers } = services[operation === "preview" ? "preview" : "update"];
  return providers === undefined ? {} : { GATEHOUSE_SHARED_PROVIDERS: providers };
}

/** Runs `pulumi` with a set-up that exists already. */
export async function runPulumi(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  { env = {}, cwd = root }: RunOptions = {},
): Promise<Outcome> {
  return run("pulumi", ["--non-interactive", "--color", "never", ...args], {
    cwd,
    env: { ...offlineChildEnvironment(environment), ...env },
  });
}

/** Runs any command with exactly the environment given. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Outcome> {
  const { exitCode, all, failed, message } = await execa(command, args, {
    cwd,
    env,
    extendEnv: false,
    // The command is looked up on the PATH that it gets.
    preferLocal: false,
    all: true,
    stdin: "ignore",
    reject: false,
    timeout: patience,
    killSignal: "SIGKILL",
  });
  return { exitCode, output: exitCode === undefined && failed ? `${all ?? ""}\n${message}` : (all ?? "") };
}

/** A folder in the system's folder for temporary files, whose name tells where it comes from. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "gatehouse-engine-"));
}

/** Removes a folder, also one that a child which was killed is still writing to. */
export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Copies the state of one set-up to another. */
export function copyState(from: string, to: string): Promise<void> {
  return cp(join(from, "state"), join(to, "state"), { recursive: true });
}
