import { join } from "node:path";
import { automation } from "@pulumi/pulumi";
import { packOf, type StackDescription } from "../stacks/catalogue.ts";
import type { EngineEvent } from "./events.ts";
import type { Setting } from "./setting.ts";
import type { RunResult } from "./verdict.ts";

/** A run of the engine on one stack. */
export interface Run extends RunResult {
  /** What the engine printed: for a preview, its diff. */
  readonly output: string;
}

export interface RunOptions {
  readonly root: string;
  readonly setting: Setting;
  /** Folder of the register. */
  readonly register: string;
  /** Day to judge as of; only offline. */
  readonly asOf?: string;
  readonly signal: AbortSignal;
}

/** Opens a stack for runs, with the environment that program and pack read. */
export async function openStack(stack: StackDescription, options: RunOptions): Promise<automation.Stack> {
  const { root, setting, register, asOf } = options;
  await setting.ensureStack(stack.name);
  const workspace = await automation.LocalWorkspace.create({
    workDir: root,
    pulumiCommand: setting.command,
    envVars: {
      ...setting.environment,
      GATEHOUSE_REGISTER: register,
      ...(asOf !== undefined && { GATEHOUSE_AS_OF: asOf }),
    },
  });
  return automation.Stack.select(stack.name, workspace);
}

/** Previews a stack with its pack. With `plan`, keeps what was planned in that file. Nothing can be written to a provider. */
export function preview(
  opened: automation.Stack,
  stack: StackDescription,
  options: RunOptions,
  plan?: string,
): Promise<Run> {
  opened.workspace.envVars.GATEHOUSE_READ_ONLY = "1";
  return collect((listeners) =>
    opened.preview({
      policyPacks: [join(options.root, packOf(stack))],
      diff: true,
      color: "never",
      signal: options.signal,
      ...listeners,
      ...(plan !== undefined && { plan }),
    }),
  );
}

/** Applies a plan, and nothing but that plan, with the pack watching. */
export function apply(
  opened: automation.Stack,
  stack: StackDescription,
  options: RunOptions,
  plan: string,
): Promise<Run> {
  delete opened.workspace.envVars.GATEHOUSE_READ_ONLY;
  return collect((listeners) =>
    opened.up({
      policyPacks: [join(options.root, packOf(stack))],
      color: "never",
      signal: options.signal,
      ...listeners,
      plan,
    }),
  );
}

type Listeners = Pick<automation.PreviewOptions, "onEvent" | "onOutput" | "onError">;

async function collect(operation: (listeners: Listeners) => Promise<unknown>): Promise<Run> {
  const events: EngineEvent[] = [];
  // The Automation API gives no output of a command that failed, so it is listened to.
  let output = "";
  let complaints = "";
  try {
    await operation({
      onEvent: (event) => events.push(event),
      onOutput: (text) => {
        output += text;
      },
      onError: (text) => {
        complaints += text;
      },
    });
    return { events, output };
  } catch (error) {
    if (!(error instanceof automation.CommandError)) throw error;
    return { events, output, error: complaints.trim() || output.trim() || error.message };
  }
}
