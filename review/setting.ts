import { join } from "node:path";
import { automation } from "@pulumi/pulumi";
import { type Engine, findEngine } from "../toolchain/engine.ts";
import {
  ensureStack,
  offlineChildEnvironment,
  offlineVariables,
  prepareOffline,
} from "../toolchain/offline-environment.ts";
import { askEngine } from "./ask-engine.ts";
import { BadInput } from "./bad-input.ts";
import { type SharedServices, startServices } from "./services/start.ts";
import { SettingUnavailable } from "./setting-unavailable.ts";

/** Where runs take place: which engine, which environment, and how a stack comes to be there. */
export interface Setting {
  readonly mode: "offline" | "live";
  readonly command: automation.PulumiCommand;
  readonly environment: Readonly<Record<string, string>>;
  /** What the environment has besides, by what the engine may do. */
  readonly services: SharedServices;
  /** Makes the stack if it is not there and that is possible here. */
  ensureStack(stack: string): Promise<void>;
}

/** Sets up offline runs that judge as of a day. */
export type OfflineSetting = (asOf: string | undefined, progress: (line: string) => void) => Promise<Setting>;

/**
 * The offline setting: an engine of our own, offline providers, and a state that is kept in `.gatehouse`, or in the
 * folder that `GATEHOUSE_OFFLINE_FOLDER` names. What serves the engine is started at once, so that it loads while this
 * process does. `register` is the folder of the register, absolute; left out where neither programs nor packs run.
 */
export function startOffline(root: string, register?: string): OfflineSetting {
  const folder = offlineFolder(root);
  const services = startServices(
    offlineChildEnvironment({
      ...offlineVariables(folder),
      ...(register !== undefined && { GATEHOUSE_REGISTER: register }),
    }),
  );
  return async (asOf, progress) =>
    offlineSetting(root, folder, await findEngine({ progress }), () => services.asOf(asOf));
}

async function offlineSetting(
  root: string,
  folder: string,
  engine: Engine,
  services: () => Promise<SharedServices>,
): Promise<Setting> {
  const environment = await prepareOffline({ root, engine, folder });
  return {
    mode: "offline",
    command: await automation.PulumiCommand.get({ root: folder, skipVersionCheck: true }),
    environment,
    services: await services(),
    ensureStack: (stack) => ensureStack(root, environment, stack),
  };
}

/** The folder that keeps the offline set-up and its state. */
export function offlineFolder(root: string): string {
  return process.env.GATEHOUSE_OFFLINE_FOLDER || join(root, ".gatehouse");
}

/**
 * The user's own setting: their engine, home, backend and credentials. Stacks are made by hand. Throws `BadInput` in a
 * shell that is set for offline runs, and `SettingUnavailable` where there is no usable `pulumi` or no log-in.
 */
export async function liveSetting(root: string): Promise<Setting> {
  if (process.env.GATEHOUSE_OFFLINE) {
    throw new BadInput("This shell is set for offline runs (GATEHOUSE_OFFLINE); use --live in another one.");
  }
  const command = await ownCommand();
  await loggedIn(command, root);
  return {
    mode: "live",
    command,
    // Set to nothing, because children also get what is set here.
    environment: { GATEHOUSE_AS_OF: "" },
    services: { preview: {}, update: {} },
    ensureStack: async () => {},
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

async function loggedIn({ command }: automation.PulumiCommand, root: string): Promise<void> {
  const complaint = await askEngine({ command, args: ["whoami"], folder: root, environment: {} });
  if (complaint === undefined) return;
  throw new SettingUnavailable(
    `--live uses your own backend; log in to it with \`pulumi login\`. Pulumi says: ${complaint}`,
  );
}
