import { RegisterError } from "../model/load.ts";
import { EngineUnavailableError } from "../toolchain/engine.ts";
import { BadInput } from "./bad-input.ts";
import { exitCodes } from "./exit-codes.ts";
import { GitHubRefused } from "./github/refused.ts";
import { Interrupted } from "./interruption.ts";
import { SettingUnavailable } from "./setting-unavailable.ts";
import { DnsUnavailable } from "./spf/dns.ts";

/** What to tell people of an error that ended a command, and the exit code. A stack trace only for ours, when asked for. */
export function explain(
  error: unknown,
  env: NodeJS.ProcessEnv = process.env,
): { readonly message: string; readonly exitCode: number } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RegisterError || error instanceof BadInput) return { message, exitCode: exitCodes.badInput };
  if (error instanceof Interrupted) return { message, exitCode: exitCodes.interrupted };
  const unavailable = [EngineUnavailableError, SettingUnavailable, GitHubRefused, DnsUnavailable];
  if (unavailable.some((kind) => error instanceof kind)) {
    return { message, exitCode: exitCodes.failed };
  }
  const trace = env.GATEHOUSE_DEBUG && error instanceof Error ? error.stack : undefined;
  return {
    message: trace ?? `${message}\n(GATEHOUSE_DEBUG=1 shows where this comes from.)`,
    exitCode: exitCodes.failed,
  };
}
