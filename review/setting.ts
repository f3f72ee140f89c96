import { join } from "node:path";
import { automation } from "@pulumi/pulumi";
import { compileCache } from "../toolchain/compile-cache.ts";
import { findEngine } from "../toolchain/engine.ts";
import { ensureStack, offlineChildEnvironment, prepareOffline } from "../toolchain/offline-environment.ts";
import { type SharedProviders, shareProviders } from "../toolchain/offline-providers/shared.ts";
import { askEngine } from "./ask-engine.ts";
import { BadInput } from "./bad-input.ts";
import { SettingUnavailable } from "./setting-unavailable.ts";

/** Where runs take place: which engine, which environment, and how a stack comes to be there. */
export interface Setting {
  readonly mode: "offline" | "live";
  readonly command: automation.PulumiCommand;
  readonly environment: Readonly<Record<string, string>>;
  /** What the environment has besides, by what the engine may do. */
  readonly providers: SharedProviders;
  /** Makes the stack if it is not there and that is possible here. */
  ensureStack(stack: string): Promise<void>;
}

/**
 * The offline setting: an engine of our own, offline providers, and a state that is kept in `.gatehouse`, or in the
 * folder that `GATEHOUSE_OFFLINE_FOLDER` names.
 */
export async function offlineSetting(root: string, progress: (line: string) => void): Promise<Setting> {
  const folder = offlineFolder(root);
  const providers = shareProviders(offlineChildEnvironment({ NODE_COMPILE_CACHE: compileCache.judge }));
  providers.catch(() => {}); // awaited below, where the set-up may have failed before
  const engine = await findEngine({ progress });
  const environment = await prepareOffline({ root, engine, folder });
  return {
    mode: "offline",
    command: await automation.PulumiCommand.get({ root: folder, skipVersionCheck: true }),
    environment,
    providers: await providers,
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
    providers: { preview: {}, update: {} },
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
