import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { onTestFinished } from "vitest";
import { asNpmRuns } from "../as-npm-runs.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const main = join(root, "commands/main.ts");

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a command as `npm run` would, with nothing of this process's environment but where Node.js and the system are. */
export function start(args: readonly string[], { cwd = root, env = {} }: CliOptions = {}) {
  return execa(process.execPath, [...asNpmRuns, main, ...args], {
    cwd,
    env: { PATH: systemPath, HOME: tmpdir(), ...env },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
}

/** Runs a command to its end. */
export async function gatehouse(args: readonly string[], options: CliOptions = {}) {
  const { exitCode, stdout, stderr } = await start(args, options);
  return { exitCode, stdout, stderr };
}

/** Node.js, and what a shell script needs; no `pulumi`. */
const systemPath = [dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);

/** A folder that goes away with the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-review-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

export interface FakeEngine {
  /** Environment in which the commands find it, with an offline set-up of its own. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder of the offline set-up, which is made when something is run. */
  readonly offline: string;
  /** What the engine was asked to do so far, but for its version. */
  calls(): string[];
  /** The variables that it saw when it was asked for this. */
  seenBy(operation: string): Record<string, string>;
}

/** A `pulumi` on PATH that notes how it is called and then does what the script says. */
export function fakeEngine(script = "echo 'error: the fake engine cannot do this' >&2; exit 255"): FakeEngine {
  const folder = newFolder();
  const [bin, offline, log] = ["bin", "offline", "log"].map((name) => join(folder, name)) as [string, string, string];
  mkdirSync(bin);
  mkdirSync(log);
  writeFileSync(join(log, "calls"), "");
  const pulumi = [
    "#!/bin/sh",
    'case "$1" in version) echo v3.300.0; exit 0;; esac',
    `echo "$*" >>'${log}/calls'`,
    `env -0 >'${log}/'"$1"`,
    `case "$1 $2" in "stack export") echo '{"deployment": {}}'; exit 0;; esac`,
    // Operations other than those that are tested succeed.
    'case "$1" in preview|up|destroy) ;; *) exit 0;; esac',
    script,
  ].join("\n");
  for (const [name, text] of [
    ["pulumi", pulumi],
    ["pulumi-language-nodejs", "#!/bin/sh\n"],
  ] as const) {
    writeFileSync(join(bin, name), `${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return {
    env: { PATH: `${bin}${delimiter}${systemPath}`, GATEHOUSE_OFFLINE_FOLDER: offline },
    offline,
    calls: () => readFileSync(join(log, "calls"), "utf8").split("\n").filter(Boolean),
    seenBy: (operation) =>
      Object.fromEntries(
        readFileSync(join(log, operation), "utf8")
          .split("\0")
          .filter(Boolean)
          .map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
      ),
  };
}
