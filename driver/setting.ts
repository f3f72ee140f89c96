import { automation } from "@pulumi/pulumi";
import { BadInput } from "../toolchain/bad-input.ts";
import type { Progress } from "../toolchain/engine/types.ts";
import { findEngine } from "../toolchain/engine.ts";
import {
  demandOfflineFolder,
  ensureStack,
  offlineDeployment,
  prepareOffline,
} from "../toolchain/offline-environment.ts";
import { offlineFolder } from "../toolchain/offline-variables.ts";
import { askEngine } from "./ask-engine.ts";
import { killable } from "./engine-command.ts";
import { ownerOf, tokensFor } from "./github-token.ts";
import { type PendingOperation, pendingIn } from "./pending.ts";
import { demandProjectFile } from "./project-file.ts";
import { patience } from "./services/patience.ts";
import type { Services, SharedServices } from "./services/start.ts";
import { SettingUnavailable } from "./setting-unavailable.ts";
import type { Watch } from "./watchdog.ts";

/** Where runs take place: which engine, which environment, and how a stack comes to be there. */
export interface Setting {
  readonly mode: "offline" | "live";
  readonly command: automation.PulumiCommand;
  readonly environment: Readonly<Record<string, string>>;
  /** What the environment has besides for one stack: the credentials that are for its owner. */
  environmentOf(stack: string): Promise<Readonly<Record<string, string>>>;
  /** What the environment has besides, by what the engine may do. */
  readonly services: SharedServices;
  /** How long a run may be silent, and who tells what it does. */
  readonly watch: Watch;
  /** Where the state is, without what is secret in it. */
  readonly backend: string;
  /** Makes the stack if it is not there and that is possible here. */
  ensureStack(stack: string): Promise<void>;
  /** What the state has of a stack; empty where it has nothing. */
  deploymentOf(stack: string): Promise<Readonly<Record<string, unknown>>>;
  /** What an earlier run of the stack had begun and not come to the end of. The stack is there. */
  pendingOperations(stack: string): Promise<PendingOperation[]>;
}

/**
 * The offline setting: an engine of our own, and offline providers. Packs and programs judge as of the day; the services
 * were started before, so that they load meanwhile.
 */
export async function offlineSetting(
  root: string,
  services: Services,
  asOf: string | undefined,
  progress: Progress,
): Promise<Setting> {
  await demandProjectFile(root);
  const folder = offlineFolder(root);
  await demandOfflineFolder(folder);
  const engine = await findEngine({ progress });
  const environment = await prepareOffline({ root, engine, folder });
  const deploymentOf = async (stack: string) => (await offlineDeployment(root, environment, stack)) ?? {};
  return {
    mode: "offline",
    command: killable(await automation.PulumiCommand.get({ root: folder, skipVersionCheck: true })),
    watch: { patienceMs: patience().offlineMs, underWay: services.underWay, end: services.end },
    environment,
    environmentOf: async () => ({}),
    services: await services.asOf(asOf),
    backend: environment.PULUMI_BACKEND_URL ?? "",
    ensureStack: (stack) => ensureStack(root, environment, stack, progress),
    deploymentOf,
    pendingOperations: async (stack) => pendingIn(await deploymentOf(stack)),
  };
}

/**
 * The user's own setting: their engine, home, backend and credentials. Stacks are made by hand. Throws `BadInput` in a
 * shell that is set for offline runs, and `SettingUnavailable` where there is no usable `pulumi` or no log-in.
 */
export async function liveSetting(root: string): Promise<Setting> {
  if (process.env.GATEHOUSE_OFFLINE) {
    throw new BadInput("This shell is set for offline runs (GATEHOUSE_OFFLINE); use --live in another one.");
  }
  await demandProjectFile(root);
  const command = await ownCommand();
  const backend = await loggedIn(command, root);
  const deploymentOf = async (stack: string) => {
    const args = ["stack", "export", "--stack", stack];
    const { said, complaint } = await askEngine({ command: command.command, args, folder: root, environment: {} });
    if (complaint !== undefined) throw new Error(complaint);
    const { deployment }: { deployment?: Readonly<Record<string, unknown>> } = JSON.parse(said);
    return deployment ?? {};
  };
  return {
    mode: "live",
    command: killable(command),
    watch: { patienceMs: patience().liveMs, underWay: async () => [], end: () => {} },
    // Set to nothing, because children also get what is set here.
    environment: { GATEHOUSE_AS_OF: "" },
    environmentOf: async (stack) => tokensFor(await ownerOf(root, stack), process.env),
    services: { preview: {}, update: {} },
    backend,
    ensureStack: async () => {},
    deploymentOf,
    pendingOperations: async (stack) => pendingIn(await deploymentOf(stack)),
  };
}

async function ownCommand(): Promise<automation.PulumiCommand> {
  try {
    return await automation.PulumiCommand.get();
  } catch (error) {
    const message = (error as Error).message;
    throw new SettingUnavailable(
      message.includes("ENOENT")
        ? "--live uses your own Pulumi, and there is no `pulumi` on PATH; install it from https://www.pulumi.com/docs/install/."
        : `--live uses your own Pulumi, and that on PATH cannot be used: ${message}`,
    );
  }
}

/** Gives the backend's address, without a password that may stand in it. */
async function loggedIn({ command }: automation.PulumiCommand, root: string): Promise<string> {
  const { complaint, said } = await askEngine({ command, args: ["whoami", "--json"], folder: root, environment: {} });
  if (complaint === undefined) return backendIn(said);
  throw new SettingUnavailable(
    `--live uses your own backend; log in to it with \`pulumi login\`. Pulumi says: ${complaint}`,
  );
}

function backendIn(whoami: string): string {
  let url: unknown;
  try {
    ({ url } = JSON.parse(whoami));
  } catch {
    // An engine that does not say it.
  }
  const backend = typeof url === "string" && url !== "" ? url : (process.env.PULUMI_BACKEND_URL ?? "");
  return backend.replace(/(\/\/[^/@:]*):[^/@]*@/, "$1:****@");
}
