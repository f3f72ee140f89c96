import { cp } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { onTestFinished } from "vitest";
import type { Report } from "../../report/report.ts";
import { asNpmRuns } from "../as-npm-runs.ts";
import type { Base } from "./base.ts";
import { copyState, removeFolder, root, temporaryFolder } from "./world.ts";

/** The project's commands, with an offline set-up and a register of their own. */
export interface Desk {
  readonly folder: string;
  /** A copy of the shipped register, for tests to change. */
  readonly register: string;
  start(
    args: readonly string[],
    options?: { readonly cwd?: string },
  ): { readonly pid: number; readonly ended: Promise<Ended> };
  run(args: readonly string[], options?: { readonly cwd?: string }): Promise<Ended>;
}

export interface Ended {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A desk where the shipped register is in practice, or with an empty state. It goes away with the test. */
export async function deskOf(base: Base, { deployed = true } = {}): Promise<Desk> {
  const folder = await temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  const register = join(folder, "register");
  await cp(join(root, "register"), register, { recursive: true });
  if (deployed) await copyState(base.folder, folder);
  // The engine is found as the set-up of the tests found it: on PATH, or kept in the user's cache folder.
  const { HOME, TMPDIR, XDG_CACHE_HOME, GATEHOUSE_CACHE } = process.env;
  const own = { HOME, TMPDIR, XDG_CACHE_HOME, GATEHOUSE_CACHE };
  const path = [dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  const start: Desk["start"] = (args, { cwd = root } = {}) => {
    const child = execa(process.execPath, [...asNpmRuns, join(root, "commands/main.ts"), ...args], {
      cwd,
      env: { ...own, PATH: path, GATEHOUSE_OFFLINE_FOLDER: folder },
      extendEnv: false,
      reject: false,
      stdin: "ignore",
      timeout: 280_000,
      killSignal: "SIGKILL",
    });
    if (child.pid === undefined) throw new Error("the command did not start");
    return { pid: child.pid, ended: child.then(({ exitCode, stdout, stderr }) => ({ exitCode, stdout, stderr })) };
  };
  return { folder, register, start, run: (args, options) => start(args, options).ended };
}

/** What the violations of a verdict name. */
export function violationsOf({ stacks }: Report): string[] {
  return stacks.flatMap(({ stack, violations }) =>
    violations.map(({ rule, subject }) => `${stack} ${rule} ${subject}`),
  );
}
