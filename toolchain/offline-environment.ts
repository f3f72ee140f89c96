/**
 * The offline set-up: all that plain `pulumi` needs to run the project's own files with no account and no network,
 * kept under `.gatehouse/` (or a folder that is named), away from the user's own Pulumi home, backend and credentials.
 *
 *     .gatehouse/home/           PULUMI_HOME; its plugins are launchers of the offline providers
 *     .gatehouse/bin/            first on PATH: `pulumi` and `node`, launchers of the engine and the Node.js in use
 *     .gatehouse/language-host   launcher of the language host, for an engine built from source
 *     .gatehouse/state/          the backend: files
 *     .gatehouse/config/         copies of the stacks' settings (see engine/pulumi-offline.sh)
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { compileCache } from "./compile-cache.ts";
import { confinedNode } from "./confined-node.ts";
import type { Engine, Progress } from "./engine/types.ts";
import { shellQuote, writeScript } from "./engine/write-files.ts";
import { demandUsable, makeFolder } from "./make-folder.ts";
import { clearDeadLocks, clearSidecars, readDeployment } from "./offline-state.ts";
import { INHERITED, offlineChildEnvironment, offlineVariables } from "./offline-variables.ts";

/** The providers that run offline, by plugin name; the npm package of each is `@pulumi/NAME`. */
export const OFFLINE_PROVIDERS = ["aws", "cloudflare", "github", "hcloud", "linode"] as const;

/** Belongs to the passphrase of the offline set-up: the engine made it for that. */
const SALT = "v1:GZZj0qnTzaY=:v1:KZgkrKFyHGUbFooK:CxgAXBrGbXHHIMSSmjoAXw0etG1wRQ==";

/** Variables of the engine that may be set in the offline environment: they choose a stack, its pace and its output. */
const ADJUSTABLE = [
  "PULUMI_STACK",
  "PULUMI_PARALLEL",
  "PULUMI_ENABLE_STREAMING_JSON_PREVIEW",
  // The two that the Automation API sets, the second for the engine's event log.
  "PULUMI_AUTOMATION_API",
  "PULUMI_DEBUG_COMMANDS",
];

export interface OfflineOptions {
  /** The checkout: where `Pulumi.yaml`, `toolchain/` and `node_modules/` are. */
  readonly root: string;
  readonly engine: Engine;
  /** Where the set-up is kept; `.gatehouse/` of the checkout, if left out. */
  readonly folder?: string;
}

/**
 * Writes what the offline set-up needs and gives the variables to set. Cheap when all is there, and safe to call from
 * several processes at once. Throws when the package of an offline provider is not installed.
 */
export async function prepareOffline({
  root,
  engine,
  folder = join(root, ".gatehouse"),
}: OfflineOptions): Promise<Record<string, string>> {
  const environment = offlineVariables(folder);
  const pulumi = [
    join(root, "toolchain/engine/pulumi-offline.sh"),
    ...[engine.command, engine.version, join(folder, "config"), SALT],
  ];
  const allowed = [INHERITED.source.slice(1, -1), ...ADJUSTABLE, ...Object.keys(environment)].join("|");
  await Promise.all([
    makeFolder(join(folder, "state")),
    // A program may write into it, and may not make it. Where it cannot be made, each starts as if it were the first.
    makeFolder(compileCache.programs).catch(() => {}),
    writeScript(join(folder, "bin/pulumi"), launcher(["/bin/sh", ...pulumi, allowed])),
    writeScript(join(folder, "bin/node"), nodeLauncher(join(root, "toolchain/sdk/preload.ts"))),
    writeScript(
      join(folder, "language-host"),
      launcher([process.execPath, join(root, "toolchain/language-host/main.ts")]),
    ),
    ...OFFLINE_PROVIDERS.map((name) => writeProvider(root, folder, name)),
  ]);
  return environment;
}

/** Makes sure that the offline set-up can be kept in a folder. Throws `FolderUnusable`. */
export function demandOfflineFolder(folder: string): Promise<void> {
  return demandUsable(folder, "The offline set-up", "GATEHOUSE_OFFLINE_FOLDER");
}

/** The folder that an environment was made for. */
function folderOf({ PULUMI_HOME: home }: Readonly<Record<string, string>>): string {
  if (home === undefined) throw new Error("The environment has no PULUMI_HOME, so prepareOffline did not make it.");
  return dirname(home);
}

async function writeProvider(root: string, folder: string, name: string): Promise<void> {
  const manifest = join(root, "node_modules/@pulumi", name, "package.json");
  const text = await readFile(manifest, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT") throw cause;
    throw new Error(`The package @pulumi/${name} is not installed (${manifest} is missing); run \`npm ci\`.`, {
      cause,
    });
  });
  const plugin = join(folder, "home/plugins", `resource-${name}-v${JSON.parse(text).version}`);
  const program = [process.execPath, join(root, "toolchain/offline-providers/main.ts"), name];
  await writeScript(join(plugin, `pulumi-resource-${name}`), launcher(program));
}

function launcher(words: readonly string[]): string {
  return `#!/bin/sh\nexec ${words.map(shellQuote).join(" ")} "$@"\n`;
}

/** The Node.js in use; what the official engine runs by it, programs and packs, starts as lean as under our language host. */
function nodeLauncher(preload: string): string {
  const node = shellQuote(process.execPath);
  const confined = confinedNode({ NODE_COMPILE_CACHE: compileCache.programs }).map(shellQuote).join(" ");
  return [
    "#!/bin/sh",
    'case "$*" in',
    `*/@pulumi/pulumi/cmd/run/*) NODE_COMPILE_CACHE=${shellQuote(compileCache.programs)} exec ${node} ${confined} -r ${shellQuote(preload)} "$@" ;;`,
    `*/@pulumi/pulumi/cmd/run*) exec ${node} -r ${shellQuote(preload)} "$@" ;;`,
    "esac",
    `exec ${node} "$@"`,
    "",
  ].join("\n");
}

/** Names in an environment that would change what an offline run does, and so have to be unset where it is not built afresh. */
export function strayPulumiVariables(
  environment: Readonly<Record<string, string>>,
  own: NodeJS.ProcessEnv = process.env,
): string[] {
  return Object.keys(own)
    .filter((name) => name.startsWith("PULUMI_") && !(name in environment))
    .sort();
}

/**
 * Makes the stack in the offline state if it is not there; no process is started when it is. What a run that was killed
 * left locked is freed, and `progress` told. `environment` is what {@link prepareOffline} gave. Throws when the engine
 * refuses, with its words, and {@link OfflineStateUnreadable}.
 */
export async function ensureStack(
  root: string,
  environment: Readonly<Record<string, string>>,
  stack: string,
  progress: Progress = () => {},
): Promise<void> {
  if (!/^[\w.-]{1,100}$/.test(stack))
    throw new Error(`\`${stack}\` is no name for a stack: use letters, digits, - _ .`);
  const folder = folderOf(environment);
  const project = await projectOf(root);
  const at = { folder, project, stack };
  await clearSidecars(at);
  for (const line of await clearDeadLocks(at)) progress(line);
  if ((await readDeployment(at)) !== undefined) return;

  // `pulumi stack init` writes a salt into the settings file beside Pulumi.yaml: here, into one that is thrown away.
  const scratch = await mkdtemp(join(folder, "init-"));
  try {
    await writeFile(join(scratch, "Pulumi.yaml"), JSON.stringify({ name: project, runtime: "nodejs" }));
    await writeFile(join(scratch, `Pulumi.${stack}.yaml`), `encryptionsalt: ${SALT}\n`);
    await promisify(execFile)(
      join(folder, "bin/pulumi"),
      ["stack", "init", stack, "--no-select", "--non-interactive", "--cwd", scratch],
      { env: offlineChildEnvironment(environment), timeout: 60_000, killSignal: "SIGKILL" },
    );
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((await readDeployment(at)) !== undefined) return;
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw new Error(`The stack ${stack} could not be made in ${join(folder, "state")}: ${said}`, { cause: error });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The deployment of a stack in the offline state that an environment was made for; undefined where there is none. */
export async function offlineDeployment(
  root: string,
  environment: Readonly<Record<string, string>>,
  stack: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  return readDeployment({ folder: folderOf(environment), project: await projectOf(root), stack });
}

async function projectOf(root: string): Promise<string> {
  const project: unknown = parse(await readFile(join(root, "Pulumi.yaml"), "utf8"))?.name;
  if (typeof project !== "string") throw new Error(`${join(root, "Pulumi.yaml")} gives the project no name`);
  return project;
}
