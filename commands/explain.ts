import { GitHung } from "../driver/git.ts";
import { Interrupted } from "../driver/interruption.ts";
import { ServicesHung } from "../driver/services/start.ts";
import { SettingUnavailable } from "../driver/setting-unavailable.ts";
import { RegisterError } from "../model/load.ts";
import { BadInput } from "../toolchain/bad-input.ts";
import { EngineUnavailableError } from "../toolchain/engine.ts";
import { FolderUnusable } from "../toolchain/make-folder.ts";
import { OfflineStateUnreadable } from "../toolchain/offline-state.ts";
import { exitCodes } from "../verdict/exit-codes.ts";
import { GitHubRefused } from "./github/refused.ts";
import { DnsUnavailable } from "./spf/dns.ts";

/** What to tell people of an error that ended a command, and the exit code. A stack trace only for ours, when asked for. */
export function explain(
  error: unknown,
  env: NodeJS.ProcessEnv = process.env,
): { readonly message: string; readonly exitCode: number } {
  const message = [error instanceof Error ? error.message : String(error), ...causesOf(error)].join("\n");
  if (error instanceof RegisterError || error instanceof BadInput) return { message, exitCode: exitCodes.badInput };
  if (error instanceof Interrupted) return { message, exitCode: exitCodes.interrupted };
  const unavailable = [
    EngineUnavailableError,
    FolderUnusable,
    OfflineStateUnreadable,
    SettingUnavailable,
    GitHubRefused,
    DnsUnavailable,
    ServicesHung,
    GitHung,
  ];
  if (unavailable.some((kind) => error instanceof kind)) {
    return { message, exitCode: exitCodes.failed };
  }
  const trace = env.GATEHOUSE_DEBUG && error instanceof Error ? error.stack : undefined;
  return {
    message: trace ?? `${message}\n(GATEHOUSE_DEBUG=1 shows where this comes from.)`,
    exitCode: exitCodes.failed,
  };
}

/** What the machine lacks, by the system's word for it, and how to mend that. */
const lacks: Readonly<Record<string, string>> = {
  EMFILE: "This process may open too few files at a time: raise the limit (`ulimit -n 1024`, or more).",
  ENFILE: "This machine has too many files open: end what is not needed, or raise its limit (fs.file-max).",
  ENOSPC: "The disk is full: make room on it.",
  EDQUOT: "Your share of the disk is used up: make room in it.",
  EFBIG: "A file grew larger than it may (`ulimit -f`).",
  EROFS: "That folder is on a disk that can only be read.",
  ENOMEM: "This machine has too little memory left.",
};

/** What an error, or one that led to it, says that the machine lacks. */
function causesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const lacking = lacks[(error as NodeJS.ErrnoException).code ?? ""];
  return lacking === undefined ? causesOf(error.cause) : [lacking];
}
