import { relative } from "node:path";

/**
 * npm runs a project's commands in the project's folder, wherever the user is. Paths on the command line are relative to
 * where the user is, so that is where we go.
 */
export function goWhereTheUserIs(root: string, env: NodeJS.ProcessEnv = process.env): void {
  const startedByNpm =
    process.cwd() === root && /\bcommands\/(?:\w+\/)?main\.ts\b/.test(env.npm_lifecycle_script ?? "");
  if (startedByNpm && env.INIT_CWD) process.chdir(env.INIT_CWD);
}

/** A path as it is best shown to somebody who is in the working folder. */
export function fromHere(path: string): string {
  return relative(process.cwd(), path) || ".";
}
