import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startKeeper } from "../../toolchain/keeper.ts";
import type { ProviderPorts, Purpose } from "../../toolchain/offline-providers/shared.ts";
import { signalGroup } from "../../toolchain/processes.ts";
import { openJournal } from "./journal.ts";
import { patience } from "./patience.ts";

/** Variables by which an engine finds the services of the command, by what it may do. */
export type SharedServices = Readonly<Record<Purpose, Readonly<Record<string, string>>>>;

/** The process that serves the engines of a command; see `main.ts` beside this file. */
export interface Services {
  /**
   * Says as of which day packs and programs are to judge, and gives the variables once all is served. Rejects when the
   * process ends before, or is not ready within the patience of an offline run. Asked once.
   */
  asOf(day: string | undefined): Promise<SharedServices>;
  /** What is under way in it, in words. Where it does not answer, what it began last. */
  underWay(): Promise<string[]>;
  /** Ends the process and all that it started, whatever they do. */
  end(): void;
}

/** What the process prints. */
export interface ServicePorts {
  readonly providers: ProviderPorts;
  readonly languageHost: number;
}

/** What the process is told. */
export interface Told {
  readonly asOf?: string | undefined;
}

/** How long an answer may take of a process that does something else in between. */
const ANSWER_MS = 5_000;

/**
 * Starts the process for as long as this one lives; it does not keep this one from ending. `environment` is that of
 * whatever it starts, with `GATEHOUSE_REGISTER` where programs and packs are to run.
 */
export function startServices(environment: Readonly<Record<string, string>>): Services {
  const journal = openJournal();
  const child = spawn(process.execPath, ["--disable-sigusr1", join(import.meta.dirname, "main.ts")], {
    env: { ...environment },
    // It leads a group of what it starts, which ends with it, and with us.
    detached: true,
    // Its standard input stays open until we end.
    stdio: ["pipe", "pipe", "inherit", journal.descriptor ?? "ignore"],
  });
  const { pid, stdin, stdout } = child;
  if (pid === undefined || stdin === null || stdout === null) {
    // It has no streams then, and says why by an event that has yet to come.
    const failure = new Promise<never>((_, reject) => child.once("error", reject));
    failure.catch(() => {});
    return { asOf: () => failure, underWay: async () => [], end: () => {} };
  }
  const keeper = startKeeper();
  keeper.keep(pid);
  const end = () => signalGroup(pid, "SIGKILL");
  child.once("exit", () => {
    end();
    keeper.ended(pid);
  });
  const lines = createInterface({ input: stdout });
  const waiting: { readonly answer: (line: string) => void; readonly fail: (error: Error) => void }[] = [];
  const next = () =>
    new Promise<string>((answer, fail) => {
      waiting.push({ answer, fail });
    });
  const failAll = (error: Error) => {
    for (const { fail } of waiting.splice(0)) fail(error);
  };
  child.once("error", failAll);
  lines.on("line", (line) => waiting.shift()?.answer(line));
  lines.once("close", () => failAll(new Error("The process that serves the engine ended before it could.")));
  const first = next();
  first.catch(() => {}); // awaited below, if the command comes that far
  stdin.on("error", () => {}); // said by the line that does not come
  const hold = (held: boolean) => {
    const pipe = stdout as { ref?: () => void; unref?: () => void };
    if (held) pipe.ref?.();
    else pipe.unref?.();
  };
  child.unref();
  (stdin as { unref?: () => void }).unref?.();
  hold(false);
  return {
    async asOf(day) {
      const told: Told = { asOf: day };
      stdin.write(`${JSON.stringify(told)}\n`);
      hold(true);
      const line = await within(first, patience().offlineMs);
      if (line === undefined) {
        const doing = journal.lastBegun();
        end();
        throw new ServicesHung(
          `The process that serves the packs and the offline providers was not ready after ${patience().offlineMs / 1_000} s, and was ended. What it began last: ${doing}. Look for a loop there, or for something that it waits for and that never comes; where this machine is only slow, GATEHOUSE_PATIENCE gives it more seconds.`,
        );
      }
      hold(false);
      const { providers, languageHost }: ServicePorts = JSON.parse(line);
      return { preview: variables(providers.preview, languageHost), update: variables(providers.update, languageHost) };
    },
    async underWay() {
      const answer = next();
      answer.catch(() => {});
      stdin.write("?\n");
      const line = await within(answer, ANSWER_MS).catch(() => undefined);
      return line === undefined
        ? [`${journal.lastBegun()} – the process that serves it does not answer, as one in a loop`]
        : JSON.parse(line);
    },
    end,
  };
}

/** What serves the engine did not come to the point where it can. */
export class ServicesHung extends Error {
  override readonly name = "ServicesHung";
}

/** What is waited for, or nothing once the time is over. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}

/** `pulumi-offline.sh` hands these on to the engine; under the engine's own names a user's would not be told from ours. */
function variables(ports: Readonly<Record<string, number>>, languageHost: number): Record<string, string> {
  const list = Object.entries(ports).map(([name, port]) => `${name}:${port}`);
  return { GATEHOUSE_SHARED_PROVIDERS: list.join(","), GATEHOUSE_SHARED_LANGUAGES: `nodejs:${languageHost}` };
}
