/**
 * Gets the Pulumi engine onto this machine: the one on PATH, else the vendor's distribution, else one built from Go
 * modules. The last two are kept per version and platform in the user's cache folder, so this costs time once a machine.
 */
import { join } from "node:path";
import { cacheFolder, engineFolder, fillFolder, withLock } from "./engine/cache.ts";
import { recordDigests, spoiltIn } from "./engine/digest.ts";
import { buildFromSource, executableIn } from "./engine/from-source.ts";
import { interruptible } from "./engine/interrupt.ts";
import { type Installer, installOfficial, officialVersion, type Patience } from "./engine/official.ts";
import { engineOnPath } from "./engine/on-path.ts";
import { engineVersion, languageHostBeside } from "./engine/probe.ts";
import { type Engine, type Progress, WayFailed } from "./engine/types.ts";
import { EngineUnavailableError } from "./engine/unavailable.ts";
import { isSupportedEngine, MINIMUM_ENGINE, readGoModule } from "./engine/version.ts";

export type { Engine, Origin, Progress } from "./engine/types.ts";
export { EngineUnavailableError } from "./engine/unavailable.ts";

export interface FindEngineOptions {
  /** Told what is being done when it takes a while. */
  readonly progress: Progress;
  /** Environment to look in; `PATH`, `GATEHOUSE_CACHE` and Go's variables matter. */
  readonly env?: NodeJS.ProcessEnv;
  /** Stops the search. Without one, the search heeds the user's interrupt itself. */
  readonly signal?: AbortSignal;
  /** Replaces the vendor's installer. */
  readonly install?: Installer;
  /** How long the vendor may take. */
  readonly patience?: Patience;
}

/** Finds, fetches or builds the engine. Throws {@link EngineUnavailableError} when no way works. */
export function findEngine(options: FindEngineOptions): Promise<Engine> {
  if (options.signal) return search(options, options.signal);
  return interruptible((signal) => search(options, signal));
}

/** Said before anything is fetched. */
const FIRST_RUN =
  "There is no Pulumi engine for this project on this machine yet. The official one is fetched, which takes about a minute; " +
  "where it cannot be had, it is built from source, in three to seven minutes on two cores. This is done once.";

async function search(options: FindEngineOptions, signal: AbortSignal): Promise<Engine> {
  const env = options.env ?? process.env;
  const onPath = await attempt(() => engineOnPath(env, signal), signal);
  if (typeof onPath !== "string") return onPath;

  const cache = cacheFolder(env);
  const versions = { official: await officialVersion(), built: (await readGoModule()).engine };
  const kept = await keptEngine(cache, versions, env, signal, options.progress);
  if (kept) return kept;

  return withLock(join(cache, "engines"), { progress: options.progress, signal }, async () => {
    const byAnother = await keptEngine(cache, versions, env, signal);
    if (byAnother) return byAnother;
    options.progress(FIRST_RUN);
    const official = await attempt(() => fetchOfficial(cache, versions.official, env, options, signal), signal);
    if (typeof official !== "string") return official;
    options.progress(`The official Pulumi distribution cannot be had: ${official}.`);
    const built = await attempt(() => build(cache, versions.built, env, options, signal), signal);
    if (typeof built !== "string") return built;
    throw new EngineUnavailableError({ path: onPath, official, built }, (await readGoModule()).go);
  });
}

/** The engine a way led to, or why it did not. What is not the way's own failure (an interrupt, a full disk) is thrown. */
async function attempt(way: () => Promise<Engine>, signal: AbortSignal): Promise<Engine | string> {
  try {
    return await way();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof WayFailed) return error.message;
    throw error;
  }
}

async function keptEngine(
  cache: string,
  versions: { official: string; built: string },
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  progress: Progress = () => {},
): Promise<Engine | undefined> {
  for (const make of ["official", "built"] as const) {
    // Folders are complete or absent, and were seen to run before they got their name: no need to start the engine, as long
    // as its files are what they were then.
    const folder = engineFolder(cache, versions[make], make);
    const command = executableIn(folder);
    if (!(await languageHostBeside(command))) continue;
    const spoilt = await spoiltSince(folder, command, versions[make], env, signal);
    if (spoilt === undefined) return { command, version: versions[make], origin: "cache" };
    progress(`The Pulumi engine in ${folder} is spoilt: ${spoilt}. Another is put in its place.`);
  }
  return undefined;
}

/** Why the engine in a folder is not the one that was put there; undefined, if it is. */
async function spoiltSince(
  folder: string,
  command: string,
  version: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = await spoiltIn(folder);
  if (found !== "unknown") return found?.reason;
  // It was put there before digests were noted: it has to run once more, and is what it is from then on.
  const runs = await attempt(async () => {
    if ((await engineVersion(command, env, signal)) !== version) throw new WayFailed("it gives another version");
    return { command, version, origin: "cache" };
  }, signal);
  if (typeof runs === "string") return runs;
  await recordDigests(folder).catch(() => {}); // a cache that may only be read is looked at each time
  return undefined;
}

async function fetchOfficial(
  cache: string,
  version: string,
  env: NodeJS.ProcessEnv,
  { progress, install, patience }: FindEngineOptions,
  signal: AbortSignal,
): Promise<Engine> {
  progress(`Looking for the official Pulumi distribution ${version} at get.pulumi.com …`);
  const folder = engineFolder(cache, version, "official");
  await fillFolder(folder, async (root) => {
    await installOfficial({ root, version, env, signal }, install, patience);
    await verify(root, version, env, signal);
    await recordDigests(root);
  });
  return { command: executableIn(folder), version, origin: "official" };
}

async function build(
  cache: string,
  version: string,
  env: NodeJS.ProcessEnv,
  { progress }: FindEngineOptions,
  signal: AbortSignal,
): Promise<Engine> {
  const folder = engineFolder(cache, version, "built");
  await fillFolder(folder, async (root) => {
    await buildFromSource({ root, env, progress, signal });
    await verify(root, version, env, signal);
    await recordDigests(root);
  });
  progress(`The Pulumi engine ${version} is ready in ${folder}.`);
  return { command: executableIn(folder), version, origin: "built" };
}

/** A folder gets its name only when the engine in it has run here and is the one that was asked for. */
async function verify(root: string, version: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const command = executableIn(root);
  const found = await engineVersion(command, env, signal);
  if (found !== version) throw new WayFailed(`it gave version ${found} instead of ${version}`);
  if (!isSupportedEngine(found)) throw new WayFailed(`version ${found} is older than ${MINIMUM_ENGINE}`);
  if (!(await languageHostBeside(command))) throw new WayFailed("it came without pulumi-language-nodejs");
}
