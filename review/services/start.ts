import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ProviderPorts, Purpose } from "../../toolchain/offline-providers/shared.ts";

/** Variables by which an engine finds the services of the command, by what it may do. */
export type SharedServices = Readonly<Record<Purpose, Readonly<Record<string, string>>>>;

/** The process that serves the engines of a command; see `main.ts` beside this file. */
export interface Services {
  /**
   * Says as of which day packs and programs are to judge, and gives the variables once all is served. Rejects when the
   * process ends before. Asked once.
   */
  asOf(day: string | undefined): Promise<SharedServices>;
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

/**
 * Starts the process for as long as this one lives; it does not keep this one from ending. `environment` is that of
 * whatever it starts, with `GATEHOUSE_REGISTER` where programs and packs are to run.
 */
export function startServices(environment: Readonly<Record<string, string>>): Services {
  const child = spawn(process.execPath, ["--disable-sigusr1", join(import.meta.dirname, "main.ts")], {
    env: { ...environment },
    // Its standard input stays open until we end.
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (child.pid === undefined) {
    // It has no streams then, and says why by an event that has yet to come.
    const failure = new Promise<never>((_, reject) => child.once("error", reject));
    failure.catch(() => {});
    return { asOf: () => failure };
  }
  const lines = createInterface({ input: child.stdout });
  const line = new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    lines.once("line", resolve);
    lines.once("close", () => reject(new Error("The process that serves the engine ended before it could.")));
  });
  line.catch(() => {}); // awaited below, if the command comes that far
  child.stdin.on("error", () => {}); // said by the line that does not come
  for (const held of [child, child.stdin, child.stdout]) (held as { unref?: () => void }).unref?.();
  return {
    async asOf(day) {
      const told: Told = { asOf: day };
      child.stdin.write(`${JSON.stringify(told)}\n`);
      (child.stdout as { ref?: () => void }).ref?.();
      const { providers, languageHost }: ServicePorts = JSON.parse(await line);
      lines.close();
      (child.stdout as { unref?: () => void }).unref?.();
      return { preview: variables(providers.preview, languageHost), update: variables(providers.update, languageHost) };
    },
  };
}

/** `pulumi-offline.sh` hands these on to the engine; under the engine's own names a user's would not be told from ours. */
function variables(ports: Readonly<Record<string, number>>, languageHost: number): Record<string, string> {
  const list = Object.entries(ports).map(([name, port]) => `${name}:${port}`);
  return { GATEHOUSE_SHARED_PROVIDERS: list.join(","), GATEHOUSE_SHARED_LANGUAGES: `nodejs:${languageHost}` };
}
