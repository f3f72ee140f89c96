/**
 * `npm run env`: prints, as shell commands, the environment in which plain `pulumi` runs offline on this project.
 * Progress goes to standard error, so the output can be evaluated.
 */
import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { progressTo } from "./engine/progress.ts";
import { shellQuote } from "./engine/write-files.ts";
import { findEngine } from "./engine.ts";
import { demandOfflineFolder, ensureStack, prepareOffline, strayPulumiVariables } from "./offline-environment.ts";
import { offlineFolder } from "./offline-variables.ts";

const HELP = `Usage: npm run --silent env [-- STACK...]

Prints the environment in which plain \`pulumi\` runs offline on this project: no account, no network, nothing of your
own Pulumi set-up. Gets the engine if it is not there yet, and makes the stacks (all that have a Pulumi.STACK.yaml, if
none is named) in the offline state.

  eval "$(npm run --silent env)"
  pulumi preview -s ocp --policy-pack policies/packs/ocp

Options:
  --help    this text

Environment:
  GATEHOUSE_CACHE            folder that keeps the engine, instead of the user's cache folder
  GATEHOUSE_OFFLINE_FOLDER   folder that keeps the offline set-up and state, instead of .gatehouse of the project

Exit codes: 0 printed, 2 wrong usage, 3 the set-up could not be made.
`;

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let stacks: string[];
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { help: { type: "boolean" } },
      allowPositionals: true,
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    stacks = positionals;
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${HELP}`);
    return 2;
  }

  try {
    const folder = offlineFolder(root, fromHere());
    await demandOfflineFolder(folder);
    const progress = progressTo(process.stderr);
    const engine = await findEngine({ progress });
    const environment = await prepareOffline({ root, engine, folder });
    for (const stack of stacks.length > 0 ? stacks : await committedStacks()) {
      await ensureStack(root, environment, stack, progress);
    }
    process.stdout.write(asShell(environment));
    return 0;
  } catch (error) {
    console.error(messageOf(error));
    return 3;
  }
}

/** The environment, with the folder that it names as seen from where the user is: npm runs its scripts in the project. */
function fromHere(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { GATEHOUSE_OFFLINE_FOLDER: named, INIT_CWD: here, npm_lifecycle_event: script } = env;
  return named && here && script === "env" ? { ...env, GATEHOUSE_OFFLINE_FOLDER: resolve(here, named) } : env;
}

/** The stacks that have a settings file beside Pulumi.yaml. */
async function committedStacks(): Promise<string[]> {
  return (await readdir(root))
    .map((name) => /^Pulumi\.([\w.-]+)\.yaml$/.exec(name)?.[1])
    .filter((stack) => stack !== undefined)
    .sort();
}

function asShell(environment: Readonly<Record<string, string>>): string {
  return [
    ...strayPulumiVariables(environment).map((name) => `unset ${name}`),
    ...Object.entries(environment).map(([name, value]) => `export ${name}=${shellQuote(value)}`),
    "",
  ].join("\n");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
