import { automation } from "@pulumi/pulumi";
import { findEngine } from "../toolchain/engine.ts";
import { ensureStack, prepareOffline } from "../toolchain/offline-environment.ts";

/** Where runs take place: which engine, which environment, and how a stack comes to be there. */
export interface Setting {
  readonly mode: "offline" | "live";
  readonly command: automation.PulumiCommand;
  readonly environment: Readonly<Record<string, string>>;
  /** Makes the stack if it is not there and that is possible here. */
  ensureStack(stack: string): Promise<void>;
}

/** The offline setting: an engine of our own, offline providers, state under `.gatehouse`. */
export async function offlineSetting(root: string, progress: (line: string) => void): Promise<Setting> {
  const engine = await findEngine({ progress });
  const environment = await prepareOffline({ root, engine });
  return {
    mode: "offline",
    command: await automation.PulumiCommand.get({ root: `${root}/.gatehouse`, skipVersionCheck: true }),
    environment,
    ensureStack: (stack) => ensureStack(root, environment, stack),
  };
}

/** The user's own setting: their engine, home, backend and credentials. Stacks are made by hand (docs/going-live.md). */
export async function liveSetting(): Promise<Setting> {
  return {
    mode: "live",
    command: await automation.PulumiCommand.get(),
    environment: { ...(process.env as Record<string, string>), GATEHOUSE_AS_OF: "" },
    ensureStack: async () => {},
  };
}
