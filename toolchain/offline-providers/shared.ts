import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What an engine may do: only look, or write as well. */
export type Purpose = "preview" | "update";

/** Variables by which an engine finds the providers that a process of its own serves, by what it may do. */
export type SharedProviders = Readonly<Record<Purpose, Readonly<Record<string, string>>>>;

/**
 * Starts the process that serves the offline providers for as long as this process lives; it does not keep this one from
 * ending. Throws when the process ends before it serves.
 */
export async function shareProviders(environment: Readonly<Record<string, string>>): Promise<SharedProviders> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "shared-main.ts")], {
    env: { ...environment },
    // Its standard input stays open until we end; nothing is ever written to it.
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    lines.once("line", resolve);
    lines.once("close", () => reject(new Error("The offline providers ended before they could serve.")));
  });
  lines.close();
  for (const held of [child, child.stdin, child.stdout]) (held as { unref?: () => void }).unref?.();
  const ports = JSON.parse(line) as Record<Purpose, Record<string, number>>;
  return { preview: variables(ports.preview), update: variables(ports.update) };
}

/** `pulumi-offline.sh` hands this on to the engine; under the engine's own name a user's would not be told from ours. */
function variables(ports: Readonly<Record<string, number>>): Record<string, string> {
  const list = Object.entries(ports).map(([name, port]) => `${name}:${port}`);
  return { GATEHOUSE_SHARED_PROVIDERS: list.join(",") };
}
