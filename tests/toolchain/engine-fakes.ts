import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Installer } from "../../toolchain/engine/official.ts";
import { WayFailed } from "../../toolchain/engine/types.ts";
import { readGoModule } from "../../toolchain/engine/version.ts";
import type { FindEngineOptions } from "../../toolchain/engine.ts";

/** The engine's version that is built. */
export const PINNED = (await readGoModule()).engine;

/** A machine of its own for a test: a PATH with nothing on it, an empty cache, a vendor that cannot be reached. */
export interface Machine {
  readonly bin: string;
  readonly cache: string;
  /** What was shown to the user. */
  readonly shown: string[];
  readonly options: FindEngineOptions;
  /** Puts an executable shell script into a folder of the machine. */
  readonly script: (path: string, lines: readonly string[]) => Promise<void>;
  /** Lines that fake commands have written with `log`. */
  readonly logged: () => Promise<string[]>;
  /** Shell text that appends a line to the log. */
  readonly log: (line: string) => string;
}

export async function machine(): Promise<Machine> {
  // A space in a path is what shell scripts and file URLs get wrong.
  const root = await mkdtemp(join(tmpdir(), "gatehouse test-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const bin = join(root, "bin");
  const cache = join(root, "cache");
  const logFile = join(root, "log");
  await mkdir(bin);
  const shown: string[] = [];
  return {
    bin,
    cache,
    shown,
    options: {
      progress: (line) => shown.push(line),
      env: { PATH: bin, GATEHOUSE_CACHE: cache },
      install: unreachable,
    },
    script: writeExecutable,
    logged: async () => (await readFile(logFile, "utf8").catch(() => "")).split("\n").filter((line) => line !== ""),
    log: (line) => `echo "${line}" >> '${logFile}'`,
  };
}

export const unreachable: Installer = async () => {
  throw new WayFailed("getaddrinfo ENOTFOUND get.pulumi.com");
};

export async function writeExecutable(path: string, lines: readonly string[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, ["#!/bin/sh", ...lines, ""].join("\n"));
  await chmod(path, 0o755);
}

/** Puts an engine of this version, complete with its language host, into a folder. */
export async function fakeEngine(folder: string, version: string): Promise<void> {
  await writeExecutable(join(folder, "pulumi"), [`echo v${version}`]);
  await writeExecutable(join(folder, "pulumi-language-nodejs"), ["exit 0"]);
}

/**
 * Puts a Go on PATH that answers `go env GOVERSION` with `version` and builds an engine by `steps`, shell lines in which
 * `$output` is the file to write; without steps the engine is right.
 */
export async function fakeGo(on: Machine, version = "go1.26.0", steps?: readonly string[]): Promise<void> {
  await on.script(join(on.bin, "go"), [
    `if [ "$1" = env ]; then echo ${version}; exit 0; fi`,
    on.log("go $*"),
    'while [ "$1" != -o ]; do shift; done',
    "output=$2",
    '/bin/mkdir -p "$(/usr/bin/dirname "$output")"',
    ...(steps ?? builds(PINNED)),
  ]);
}

/** Shell lines that write an engine of this version to `$output`. */
export function builds(version: string): string[] {
  return [`printf '#!/bin/sh\\necho ${version}\\n' > "$output"`, '/bin/chmod +x "$output"'];
}
