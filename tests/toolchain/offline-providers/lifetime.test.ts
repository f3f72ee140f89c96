import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

test("a provider ends with the engine that started it, however that ends", async () => {
  const main = fileURLToPath(new URL("../../../toolchain/offline-providers/main.ts", import.meta.url));
  const provider = spawn(process.execPath, [main, "linode"], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void provider.kill("SIGKILL"));
  const [port] = await once(provider.stdout, "data");
  expect(String(port)).toMatch(/^\d+\n$/);
  const ended = once(provider, "exit");
  // What the system does with the engine's end of the pipe when the engine is killed.
  provider.stdin.destroy();
  expect(await ended).toEqual([0, null]);
});
