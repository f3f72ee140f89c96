import { join } from "node:path";
import { automation } from "@pulumi/pulumi";
import { packOf, type StackDescription } from "../stacks/catalogue.ts";
import { complaintInWords } from "./complaint.ts";
import { graceMs } from "./engine-command.ts";
import type { EngineEvent } from "./events.ts";
import { withoutNotices } from "./notices.ts";
import type { Pending } from "./pending.ts";
import type { Setting } from "./setting.ts";
import { unprotect } from "./unprotect.ts";
import { watchdog } from "./watchdog.ts";

/** What a run of the engine left behind. */
export interface RunResult {
  readonly events: readonly EngineEvent[];
  /** The engine's own words when it ended with an error. */
  readonly error?: string;
  /** Whether it was ended because it hung: what the engine says then is that it was interrupted. */
  readonly hung?: boolean;
  /** What an earlier run had begun and not come to the end of, when this one began. */
  readonly pending?: Pending;
}

/** A run of the engine on one stack. */
export interface Run extends RunResult {
  /** What the engine printed: for a preview, its diff. */
  readonly output: string;
}

export interface RunOptions {
  readonly root: string;
  readonly setting: Setting;
  /** Folder of the register, absolute; the project's own, if left out. */
  readonly register?: string;
  /** Day to judge as of; only offline. */
  readonly asOf?: string;
  /** Ends what runs, and lets nothing more start. */
  readonly signal: AbortSignal;
}

export interface PreviewRunOptions {
  /** File that keeps what was planned. */
  readonly plan?: string | undefined;
  /** Compare with what is really there, in place of what the state says. */
  readonly refresh?: boolean;
  /** Only plan: no pack judges it. For what looks at a plan and applies none. */
  readonly unjudged?: boolean;
}

/** Previews a stack with its pack. Nothing can be written to a provider. */
export async function preview(
  stack: StackDescription,
  options: RunOptions,
  { plan, refresh = false, unjudged = false }: PreviewRunOptions = {},
): Promise<Run> {
  const { setting, signal } = options;
  const opened = await openStack(stack, options, { ...setting.services.preview, GATEHOUSE_READ_ONLY: "1" });
  // A preview tells of no such thing, and an update of it in a warning alone.
  const pending = { mode: setting.mode, operations: await setting.pendingOperations(stack.name) };
  const run = await collect({ setting, stack: stack.name }, signal, (listeners) =>
    opened.preview({
      ...listeners,
      policyPacks: unjudged ? [] : [join(options.root, packOf(stack))],
      diff: true,
      refresh,
      ...(plan !== undefined && { plan }),
    }),
  );
  return { ...run, pending };
}

/** Applies a plan, and nothing but that plan, with the pack watching. */
export async function apply(stack: StackDescription, options: RunOptions, plan: string): Promise<Run> {
  const opened = await openStack(stack, options, options.setting.services.update);
  return collect({ setting: options.setting, stack: stack.name }, options.signal, (listeners) =>
    opened.up({ ...listeners, policyPacks: [join(options.root, packOf(stack))], plan, showSecrets: false }),
  );
}

/** Takes down everything in a stack, what is protected included. */
export async function takeDown(stack: StackDescription, options: RunOptions): Promise<Run> {
  const { root, setting, signal } = options;
  const opened = await openStack(stack, options, setting.services.update);
  const complaint = await unprotect(setting, { root, stack: stack.name, signal });
  if (complaint !== undefined) return { events: [], output: "", error: complaint };
  const run = await collect({ setting, stack: stack.name }, signal, (listeners) =>
    opened.destroy({ ...listeners, showSecrets: false }),
  );
  const operations = await setting.pendingOperations(stack.name);
  return { ...run, pending: { mode: setting.mode, operations } };
}

/** Opens a stack for one run, with the environment that program, pack and providers read. */
async function openStack(
  { name }: StackDescription,
  { root, setting, register, asOf }: RunOptions,
  variables: Readonly<Record<string, string>>,
): Promise<automation.Stack> {
  await setting.ensureStack(name);
  const workspace = await automation.LocalWorkspace.create({
    workDir: root,
    pulumiCommand: setting.command,
    envVars: {
      ...setting.environment,
      ...(await setting.environmentOf(name)),
      ...(register !== undefined && { GATEHOUSE_REGISTER: register }),
      ...(asOf !== undefined && { GATEHOUSE_AS_OF: asOf }),
      ...variables,
    },
  });
  // It would start the engine once more, and change which stack the user has selected; each operation names its stack.
  workspace.selectStack = async () => {};
  // Nobody reads outputs here. To show secrets in them, the engine would write a salt into the stack's settings file, which
  // is under version control; hence also `showSecrets: false` above.
  workspace.stackOutputs = async () => ({});
  return automation.Stack.select(name, workspace);
}

type Listeners = Required<
  Pick<automation.PreviewOptions & automation.UpOptions, "onEvent" | "onOutput" | "onError" | "color" | "signal">
>;

/** Runs the engine and keeps what it tells, also when it ends with an error. */
async function collect(
  { setting, stack }: { readonly setting: Setting; readonly stack: string },
  signal: AbortSignal,
  operation: (listeners: Listeners) => Promise<unknown>,
): Promise<Run> {
  signal.throwIfAborted();
  const events: EngineEvent[] = [];
  // The Automation API gives no output of a command that failed, so it is listened to.
  let output = "";
  let complaints = "";
  const dog = watchdog(stack, events, setting.watch, graceMs);
  try {
    await operation({
      color: "never",
      signal: AbortSignal.any([signal, dog.signal]),
      onEvent: (event) => {
        dog.heard();
        events.push(event);
      },
      // The engine prints a mark now and then also while nothing happens; its events are what tells.
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
    if (dog.signal.aborted && !signal.aborted) {
      dog.release();
      // An engine that had to be killed has not given back its lock.
      await setting.ensureStack(stack).catch(() => {});
      return { events, output, error: (dog.signal.reason as Error).message, hung: true };
    }
    const complaint = withoutNotices(complaints) || output.trim() || error.message;
    return { events, output, error: complaintInWords(complaint, stack, setting) };
  } finally {
    dog.release();
  }
}
