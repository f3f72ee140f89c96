import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { executablesOnPath } from "./probe.ts";
import { type ChildResult, runChild } from "./run-child.ts";
import { type Progress, WayFailed } from "./types.ts";
import { GO_MODULE, isAtLeast, readGoModule } from "./version.ts";

export interface BuildRequest {
  /** Folder to build into; the engine goes to `bin/` below it. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
  readonly reportEveryMs?: number;
}

const MAIN_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
/** How often the count moves. */
const REPORT_EVERY_MS = 1_000;

/**
 * What there is to compile, nearly: `go list -deps` of {@link MAIN_PACKAGE}. What the Go cache of the machine has already
 * is not compiled again.
 */
const ABOUT_PACKAGES = 1_700;

/**
 * The engine looks for its language host beside itself, the official one is no public Go module, and the cache is
 * shared by all checkouts: so a launcher lies there, and each checkout says by a variable where its language host is.
 */
const LANGUAGE_HOST_LAUNCHER = `#!/bin/sh
exec "\${GATEHOUSE_LANGUAGE_HOST:?is not set: run pulumi in the environment that npm run env prints}" "$@"
`;

/**
 * The third way: compiles the engine from Go modules, exactly as `go.mod` and `go.sum` beside this file list them.
 * The user's settings (GOPROXY, GOFLAGS, GOTOOLCHAIN …) hold. Throws {@link WayFailed} when there is no Go, it is too
 * old, a module cannot be had, or the compiler fails.
 */
export async function buildFromSource(request: BuildRequest): Promise<void> {
  const { root, progress, signal } = request;
  const output = executableIn(root);
  const pinned = await readGoModule();
  const env = buildEnvironment(request.env);
  const go = await requireGo(pinned.go, env, signal);

  progress(`Building the Pulumi engine ${pinned.engine} from Go modules with ${go.version}.`);
  const activity = watch(progress, request.reportEveryMs ?? REPORT_EVERY_MS);
  const result = await runChild({
    command: go.command,
    args: [
      "build",
      "-v",
      "-mod=readonly",
      "-trimpath",
      "-ldflags",
      `-s -w -X ${VERSION_VARIABLE}=${pinned.engine}`,
      "-o",
      output,
      MAIN_PACKAGE,
    ],
    cwd: GO_MODULE,
    env,
    signal,
    onLine: activity.line,
  }).finally(activity.stop);
  if (result.code !== 0) throw new WayFailed(`\`go build\` failed: ${reason(result)}`);
  await writeFile(join(dirname(output), "pulumi-language-nodejs"), LANGUAGE_HOST_LAUNCHER, { mode: 0o755 });
}

/** The user's environment less what would build for another machine or another module. */
function buildEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GOOS: _os, GOARCH: _architecture, ...rest } = env;
  // Without cgo no C compiler is needed; a go.work above the project would replace the pinned modules.
  return { CGO_ENABLED: "0", ...rest, GOWORK: "off" };
}

async function requireGo(
  minimum: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<{ command: string; version: string }> {
  const [command] = await executablesOnPath("go", env.PATH);
  if (!command) throw new WayFailed(`there is no \`go\` on PATH; Go ${minimum} or newer is needed`);
  // Asked in the module's folder, a Go that is too old but may fetch a newer one does so here and answers with that.
  const result = await runChild({ command, args: ["env", "GOVERSION"], cwd: GO_MODULE, env, signal });
  const version = result.stdout.trim();
  if (result.code !== 0 || !isAtLeast(version, minimum)) {
    const said = version || reason(result);
    throw new WayFailed(`${command} is too old: Go ${minimum} or newer is needed, and it says: ${said}`);
  }
  return { command, version };
}

/** Turns the compiler's chatter (a line for each module it fetches and each package it compiles) into a count. */
function watch(progress: Progress, everyMs: number): { line: (text: string) => void; stop: () => void } {
  const started = performance.now();
  const count = { fetched: 0, compiled: 0 };
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - started) / 1000);
    const compiled = `${count.compiled.toLocaleString("en")} of about ${ABOUT_PACKAGES.toLocaleString("en")} packages compiled`;
    progress(`  ${seconds} s: ${count.fetched} modules fetched, ${compiled}`, true);
  }, everyMs);
  return {
    line: (text) => {
      if (text.startsWith("go: downloading ")) count.fetched++;
      else if (/^[\w./-]+$/.test(text)) count.compiled++;
    },
    stop: () => clearInterval(timer),
  };
}

/** Package names that `-v` prints are no reason. */
function reason(result: ChildResult): string {
  const lines = result.stderr.split("\n").filter((line) => line !== "" && !/^[\w./-]+$/.test(line));
  return lines.slice(-6).join("\n     ") || `exit code ${result.code ?? "none, a signal ended it"}`;
}

/** Path of the executable in a folder that {@link buildFromSource} and the vendor's installer fill alike. */
export function executableIn(root: string): string {
  return join(root, "bin", "pulumi");
}
