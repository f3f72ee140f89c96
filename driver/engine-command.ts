import { delimiter, dirname, isAbsolute } from "node:path";
import { automation } from "@pulumi/pulumi";
import { execa } from "execa";

/** Why a run is ended: it was silent for too long. The engine is killed if an interrupt does not end it. */
export class Hung extends Error {
  override readonly name = "Hung";
}

/** How long an interrupted engine has to end in order, giving back its lock, before what serves it is ended, and how long after that. */
export const graceMs = 15_000;

/**
 * The engine for the Automation API, whose own way of running it can only interrupt: one that hangs is killed as well, once
 * it has had the time to end in order.
 */
export function killable(command: automation.PulumiCommand): automation.PulumiCommand {
  const run: Run = async (args, cwd, environment, onOutput, onError, signal) => {
    const own = args.includes("--non-interactive") ? args : [...args, "--non-interactive"];
    const beside = isAbsolute(command.command) ? `${dirname(command.command)}${delimiter}` : "";
    const path = `${beside}${environment.PATH ?? process.env.PATH ?? ""}`;
    const child = execa(command.command, own, {
      cwd,
      env: { ...environment, PATH: path, PULUMI_AUTOMATION_API: "true" },
      reject: false,
      maxBuffer: Number.POSITIVE_INFINITY,
      forceKillAfterDelay: false,
      // It would end the engine at once, and this process as well, where an interrupt is to end both in order.
      cleanup: false,
    });
    child.stdout.on("data", (data) => onOutput?.(String(data)));
    child.stderr.on("data", (data) => onError?.(String(data)));
    let kill: NodeJS.Timeout | undefined;
    const interrupt = () => {
      child.kill("SIGINT");
      if (signal?.reason instanceof Hung) kill = setTimeout(() => child.kill("SIGKILL"), 2 * graceMs);
    };
    signal?.addEventListener("abort", interrupt, { once: true });
    const { stdout, stderr, exitCode, failed, shortMessage } = await child;
    clearTimeout(kill);
    signal?.removeEventListener("abort", interrupt);
    if (!failed) return { stdout, stderr, code: exitCode ?? 0 };
    // Its constructor is none of the API's, and its class is what everybody looks for.
    throw Reflect.construct(automation.CommandError, [
      `code: ${exitCode ?? "none"}\n stdout: ${stdout}\n stderr: ${stderr || shortMessage}\n`,
    ]);
  };
  return Object.assign(Object.create(command) as automation.PulumiCommand, { run });
}

type Run = (
  args: string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
  onOutput?: (text: string) => void,
  onError?: (text: string) => void,
  signal?: AbortSignal,
) => Promise<{ readonly stdout: string; readonly stderr: string; readonly code: number }>;
