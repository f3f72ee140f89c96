import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { machine } from "./engine-fakes.ts";

const env = (args: string[], variables: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [fileURLToPath(new URL("../../toolchain/env.ts", import.meta.url)), ...args], {
    encoding: "utf8",
    env: { ...process.env, ...variables },
  });

test("--help says how to evaluate the output", () => {
  expect(env(["--help"])).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining('eval "$(npm run') });
});

test("an unknown option is wrong usage, and prints nothing that could be evaluated", () => {
  expect(env(["--stakc"])).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("--stakc") });
});

test("heeds GATEHOUSE_OFFLINE_FOLDER, seen from where the user is", async () => {
  const { bin, script } = await machine();
  await script(join(bin, "pulumi"), ["echo v3.300.0"]);
  await script(join(bin, "pulumi-language-nodejs"), ["exit 0"]);
  const { status, stdout } = env([], {
    PATH: [bin, process.env.PATH].join(delimiter),
    ...{ GATEHOUSE_OFFLINE_FOLDER: "own", INIT_CWD: bin, npm_lifecycle_event: "env" },
  });
  expect(status).toBe(0);
  expect(stdout).toContain(`export PULUMI_HOME='${join(bin, "own/home")}'`);
  expect(stdout).toContain(`export PULUMI_BACKEND_URL='${pathToFileURL(join(bin, "own/state")).href}?metadata=skip'`);
});
