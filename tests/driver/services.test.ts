import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { expect, onTestFinished, test, vi } from "vitest";
import { heldPacks } from "../../driver/services/packs.ts";
import { startServices } from "../../driver/services/start.ts";
import { manifestType } from "../../model/records.ts";
import { LanguageRuntimeService } from "../../toolchain/language-host/protocol.ts";
import { toWire } from "../../toolchain/offline-providers/wire.ts";
import { root } from "../../toolchain/root.ts";
import { callUnary, folderWithRunner, gone, programInfo } from "../toolchain/language-host/fixture.ts";

// Each test starts processes, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 60_000 });

/** The one folder that a program may write into, since what it compiles is kept there. */
const kept = mkdtempSync(join(tmpdir(), "services-kept-"));
const own = { PATH: process.env.PATH ?? "", NODE_COMPILE_CACHE: kept };

/** The services of a command that judges as of a day, whose programs have a fake register. */
async function services() {
  const { preview } = await startServices({ ...own, FROM_COMMAND: "yes" }).asOf("2026-01-05");
  return Number(preview.GATEHOUSE_SHARED_LANGUAGES?.replace("nodejs:", ""));
}

/** A connection of its own, as an engine has one. */
function connect(port: number) {
  const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.use_local_subchannel_pool": 1,
  });
  onTestFinished(() => client.close());
  return {
    handshake: () =>
      callUnary(
        client,
        LanguageRuntimeService.handshake,
        new language.LanguageHandshakeRequest().setEngineAddress("127.0.0.1:1"),
      ),
    run: (folder: string) =>
      callUnary(
        client,
        LanguageRuntimeService.run,
        new language.RunRequest().setStack("dev").setProject("p").setInfo(programInfo(folder, ".")),
      ),
    cancel: () => callUnary(client, LanguageRuntimeService.cancel, new empty.Empty()),
  };
}

/** A program that writes what `script` gives where it may, and then goes on for ever or ends. */
function program(script: string, end = "") {
  const file = join(kept, randomUUID());
  const folder = folderWithRunner(
    "run",
    `require("node:fs").writeFileSync(${JSON.stringify(file)}, JSON.stringify(${script})); ${end}`,
  );
  const told = () =>
    vi.waitFor(async () => JSON.parse(await (await import("node:fs/promises")).readFile(file, "utf8")), 20_000);
  return { folder, told };
}

test("a program has a process of its own, with the day and the command's environment", async () => {
  const port = await services();
  const engine = connect(port);
  await engine.handshake();
  const { folder, told } = program("{ ...process.env, pid: process.pid, ppid: process.ppid }");
  expect((await engine.run(folder)).getError()).toBe("");
  const { GATEHOUSE_AS_OF, FROM_COMMAND, pid, ppid } = await told();
  expect({ GATEHOUSE_AS_OF, FROM_COMMAND }).toEqual({ GATEHOUSE_AS_OF: "2026-01-05", FROM_COMMAND: "yes" });
  expect([pid, ppid]).not.toContain(process.pid);
});

test("an engine that cancels ends its own program, and no other's", async () => {
  const port = await services();
  const [one, two] = [connect(port), connect(port)];
  await Promise.all([one.handshake(), two.handshake()]);
  const endless = "setInterval(() => {}, 1000)";
  const [first, second] = [program("process.pid", endless), program("process.pid", endless)];
  const ended = [one.run(first.folder), two.run(second.folder)] as const;
  const pids = [await first.told(), await second.told()];
  await one.cancel();
  await gone(pids[0]);
  expect((await ended[0]).getError()).toBe("The run was cancelled.");
  expect(process.kill(pids[1], 0)).toBe(true);
  await two.cancel();
  await gone(pids[1]);
  await ended[1];
});

test("a connection that has not said whose it is may ask nothing", async () => {
  const engine = connect(await services());
  const { folder } = program("1");
  await expect(engine.run(folder)).rejects.toMatchObject({ details: expect.stringContaining("connection") });
});

test("they end with who started them, even when that is killed", async () => {
  const script = `
    const { startServices } = await import(${JSON.stringify(join(root, "driver/services/start.ts"))});
    console.log((await startServices({}).asOf()).preview.GATEHOUSE_SHARED_PROVIDERS);
    setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: starter.stdout }), "line")) as [string];
  const client = new grpc.Client(`127.0.0.1:${line.split(",")[0]?.split(":")[1]}`, grpc.credentials.createInsecure());
  onTestFinished(() => client.close());
  await new Promise<void>((resolve, reject) =>
    client.waitForReady(Date.now() + 20_000, (error) => (error ? reject(error) : resolve())),
  );
  const channel = client.getChannel();
  starter.kill("SIGKILL");
  await expect
    .poll(() => channel.getConnectivityState(true), { timeout: 20_000 })
    .toBe(grpc.connectivityState.TRANSIENT_FAILURE);
});

test("the packs judge by the register as it was when they were read", async () => {
  const folder = mkdtempSync(join(tmpdir(), "services-"));
  cpSync(join(root, "register"), folder, { recursive: true });
  const packs = heldPacks(folder)("2026-01-05");
  rmSync(folder, { recursive: true });
  expect([...packs.keys()]).toEqual([join(root, "policies/packs/ocp"), join(root, "policies/packs/notify")]);
  const analyze = packs.get(join(root, "policies/packs/ocp"))?.({ PULUMI_NODEJS_STACK: "ocp" }).analyze;
  const request = new analyzer.AnalyzeRequest().setType(manifestType).setName("ocp");
  request.setUrn(`urn:pulumi:ocp::gatehouse::${manifestType}::ocp`).setProperties(toWire({ register: "ocp" }));
  request.setOptions(new analyzer.AnalyzerResourceOptions());
  const answer = await new Promise<analyzer.AnalyzeResponse>((resolve, reject) =>
    analyze?.({ request } as never, (error, found) =>
      error ? reject(error) : resolve(found as analyzer.AnalyzeResponse),
    ),
  );
  const said = answer.getDiagnosticsList().filter((each) => each.getPolicyname() === "register-as-in-files");
  expect(said.length).toBeGreaterThan(0);
  expect(said.map((each) => each.getMessage()).join("\n")).toContain("is in the register's files");
});
