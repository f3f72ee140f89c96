import language from "@pulumi/pulumi/proto/language_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { describe, expect, test, vi } from "vitest";
import { confinedNode } from "../../../toolchain/confined-node.ts";
import { LanguageRuntimeService } from "../../../toolchain/language-host/protocol.ts";
import { folderOf, folderWithRunner, gone, startHost } from "./fixture.ts";

// Each test starts processes, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 30_000 });

/** A program that never ends by itself and prints its process id. */
const ENDLESS = `console.log("pid " + process.pid); setInterval(() => {}, 1000);`;

async function pidOf(printed: () => string): Promise<number> {
  return vi.waitFor(() => Number(/pid (\d+)/.exec(printed())?.[1] ?? expect.fail("not started yet")), 20_000);
}

describe("a program that ends", () => {
  test.each([
    ["well", "process.exit(0)", { bail: false, error: "" }],
    ["having told its error already", "process.exit(32)", { bail: true, error: "" }],
    [
      "with another exit code",
      "process.exit(5)",
      { bail: false, error: "The program's process ended with exit code 5." },
    ],
    [
      "by a signal",
      `process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)`,
      { bail: false, error: "The program's process was ended by SIGKILL." },
    ],
  ])("%s", async (_how, script, expected) => {
    const host = await startHost();
    expect(await host.run(folderWithRunner("run", script))).toEqual(expected);
  });
});

test("a program is told its stack, its configuration and where it is", async () => {
  const folder = folderWithRunner(
    "run",
    `const { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT } = process.env;
     console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), node: process.execArgv,
       PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT }));`,
  );
  const host = await startHost();
  await host.run(folder, ".");
  expect(JSON.parse(host.printed())).toEqual({
    args: [
      ...["--monitor", "127.0.0.1:2", "--engine", "127.0.0.1:1", "--organization", "acme", "--project", "access"],
      ...["--root-directory", folder, "--stack", "dev", "--pwd", folder, "--parallel", "4", "--dry-run", "."],
    ],
    cwd: folder,
    node: ["--max-old-space-size=512", ...confinedNode(process.env)],
    PULUMI_CONFIG: `{"access:token":"s"}`,
    PULUMI_CONFIG_SECRET_KEYS: `["access:token"]`,
  });
});

test("without the SDK a program fails at once and says what to install", async () => {
  const folder = folderOf({ "package.json": "{}" });
  const host = await startHost();
  expect((await host.run(folder)).error).toBe(
    `The Pulumi SDK (@pulumi/pulumi) is not installed in ${folder} or a folder above it. Run \`npm install\` there.`,
  );
});

describe("a program that would run for ever ends", () => {
  test("when the engine cancels, and no other starts", async () => {
    const folder = folderWithRunner("run", ENDLESS);
    const host = await startHost();
    const response = host.run(folder);
    await pidOf(host.printed);
    await host.call(LanguageRuntimeService.cancel, new empty.Empty());
    expect(await response).toEqual({ bail: false, error: "The run was cancelled." });
    expect(await host.run(folder)).toEqual({ bail: false, error: "The run was cancelled." });
  });

  test("when the engine cancels and the program ignores it", async () => {
    const host = await startHost();
    const response = host.run(folderWithRunner("run", `process.on("SIGTERM", () => {}); ${ENDLESS}`));
    await pidOf(host.printed);
    await host.call(LanguageRuntimeService.cancel, new empty.Empty());
    expect((await response).error).toBe("The run was cancelled.");
  });

  test.each([
    ["the engine is gone", (host: { process: { stdin: { end(): void } | null } }) => host.process.stdin?.end()],
    [
      "the host is interrupted",
      (host: { process: { kill(signal: "SIGINT"): unknown } }) => host.process.kill("SIGINT"),
    ],
    [
      "the host is terminated",
      (host: { process: { kill(signal: "SIGTERM"): unknown } }) => host.process.kill("SIGTERM"),
    ],
    ["the host is killed", (host: { process: { kill(signal: "SIGKILL"): unknown } }) => host.process.kill("SIGKILL")],
  ])("when %s", async (_event, end) => {
    const host = await startHost();
    host.run(folderWithRunner("run", ENDLESS)).catch(() => {}); // the connection goes with the host
    const program = await pidOf(host.printed);
    end(host);
    await gone(program);
    await vi.waitFor(() => expect(host.process.exitCode ?? host.process.signalCode).not.toBeNull(), 20_000);
  });
});

test("a method the host does not have is refused by name", async () => {
  const host = await startHost();
  const request = new language.GenerateProgramRequest();
  await expect(host.call(LanguageRuntimeService.generateProgram, request)).rejects.toThrow(
    /UNIMPLEMENTED.*does not offer "generateProgram"/,
  );
});
