import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const env = (...args: string[]) =>
  spawnSync(process.execPath, [fileURLToPath(new URL("../../toolchain/env.ts", import.meta.url)), ...args], {
    encoding: "utf8",
  });

test("--help says how to evaluate the output", () => {
  expect(env("--help")).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining('eval "$(npm run') });
});

test("an unknown option is wrong usage, and prints nothing that could be evaluated", () => {
  expect(env("--stakc")).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("--stakc") });
});
