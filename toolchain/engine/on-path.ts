import { engineVersion, languageHostBeside, which } from "./probe.ts";
import { type Engine, WayFailed } from "./types.ts";
import { isSupportedEngine, MINIMUM_ENGINE } from "./version.ts";

/**
 * The first way: the `pulumi` that is on PATH, if it is new enough and complete.
 *
 * The language host must lie beside it: the offline set-up has the engine ignore plugins on PATH, because a provider
 * found there would talk to a real service.
 */
export async function engineOnPath(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Engine> {
  const command = await which("pulumi", env.PATH);
  if (!command) throw new WayFailed("there is none");
  const version = await engineVersion(command, env, signal);
  if (!isSupportedEngine(version)) {
    throw new WayFailed(`${command} is version ${version}, and ${MINIMUM_ENGINE} or a newer 3.x is needed`);
  }
  if (!(await languageHostBeside(command))) {
    throw new WayFailed(`${command} (${version}) has no pulumi-language-nodejs beside it, so it cannot run programs`);
  }
  return { command, version, origin: "path" };
}
