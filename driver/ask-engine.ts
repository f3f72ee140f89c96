import { execa } from "execa";
import { patience } from "./services/patience.ts";

export interface Question {
  readonly command: string;
  readonly args: readonly string[];
  /** Where it runs. */
  readonly folder: string;
  /** Set on top of this process's environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Runs a command of the engine that the Automation API has no call for. Gives what it said, and what it complained of when it failed. */
export async function askEngine({
  command,
  args,
  folder,
  environment,
  signal,
}: Question): Promise<{ readonly said: string; readonly complaint?: string }> {
  const { failed, stdout, stderr, shortMessage } = await execa(
    command,
    [...args, "--non-interactive", "--color", "never"],
    {
      cwd: folder,
      env: environment,
      reject: false,
      stdin: "ignore",
      // Nothing that is asked here takes long, unless a backend does not answer.
      timeout: patience().offlineMs,
      killSignal: "SIGKILL",
      ...(signal !== undefined && { cancelSignal: signal }),
    },
  );
  return { said: stdout, ...(failed && { complaint: stderr.replace(/^error: /, "").trim() || shortMessage }) };
}
