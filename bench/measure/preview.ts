import { offlineChildEnvironment } from "../../toolchain/offline-variables.ts";
import type { Run } from "../results.ts";
import { shipped } from "../synthetic/shipped.ts";
import { measureCommand } from "./command.ts";

export interface PreviewOptions {
  /** The checkout. */
  readonly root: string;
  /** The offline set-up; see `prepareOffline`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stack: string;
  /** Folder of the register. */
  readonly register: string;
  /** Folder of the policy pack, if any. */
  readonly pack?: string;
  readonly signal: AbortSignal;
}

const patience = 300_000;

/**
 * Measures one `pulumi preview` by the real engine, and counts the resources that it would create, the stack itself among
 * them. Throws when the preview fails.
 */
export async function measurePreview(options: PreviewOptions): Promise<{ run: Run; resources: number }> {
  const { root, environment, stack, register, pack, signal } = options;
  const args = ["preview", "-s", stack, "--non-interactive", "--color", "never"];
  const { run, output } = await measureCommand("pulumi", pack === undefined ? args : [...args, "--policy-pack", pack], {
    cwd: root,
    env: {
      ...offlineChildEnvironment(environment),
      GATEHOUSE_REGISTER: register,
      GATEHOUSE_AS_OF: shipped().head.asOf,
      GATEHOUSE_READ_ONLY: "1",
    },
    patience,
    signal,
  });
  const resources = /\+ (\d+) to create/.exec(output)?.[1];
  if (resources === undefined) throw new Error(`the preview of ${stack} does not say how much it would create`);
  return { run, resources: Number(resources) };
}
