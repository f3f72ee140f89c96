import { engineVersion, executablesOnPath, languageHostBeside } from "./probe.ts";
import { type Engine, WayFailed } from "./types.ts";
import { isSupportedEngine, MINIMUM_ENGINE } from "./version.ts";

/**
 * The first way: a `pulumi` on PATH that is complete and new enough. Where several are (as in the offline environment,
 * whose own `pulumi` comes before the one that it starts), the first of them that will do.
 *
 * The language host must lie beside it: the offline set-up has the engine ignore plugins on PATH, because a provider
 * found there would talk to a real service.
 */
export async function engineOnPath(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Engine> {
  const refused: string[] = [];
  for (const command of await executablesOnPath("pulumi", env.PATH)) {
    try {
      return await usable(command, env, signal);
    } catch (error) {
      if (!(error instanceof WayFailed)) throw error;
      refused.push(error.message);
    }
  }
  throw new WayFailed(refused.join("; ") || "there is none");
}

async function usable(command: string, env: NodeJS.ProcessEnv, signal: AbortSignal | undefined): Promise<Engine> {
  if (!(await languageHostBeside(command))) {
    throw new WayFailed(`${command} has no pulumi-language-nodejs beside it, so it cannot run programs`);
  }
  const version = await engineVersion(command, env, signal);
  if (!isSupportedEngine(version)) {
    throw new WayFailed(`${command} is version ${version}, and ${MINIMUM_ENGINE} or a newer 3.x is needed`);
  }
  return { command, version, origin: "path" };
}
