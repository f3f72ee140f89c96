import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import * as grpc from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { onTestFinished } from "vitest";
import { LanguageRuntimeService } from "../../../toolchain/language-host/protocol.ts";
import { readPort } from "../../../toolchain/language-host/read-port.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

/** A folder with these files, gone after the test. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "language-host-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A folder whose SDK is no more than these runners: what a runner does is what the "program" does. */
export function folderWithRunner(runner: "run" | "run-plugin", script: string): string {
  return folderOf({
    "package.json": "{}",
    "node_modules/@pulumi/pulumi/package.json": `{ "name": "@pulumi/pulumi" }`,
    [`node_modules/@pulumi/pulumi/cmd/${runner}/index.js`]: script,
  });
}

/** A policy pack on the real SDKs whose entry point is this script. */
export function packOf(script: string, manifest: object = { version: "1.2.3" }): string {
  const folder = folderOf({ "package.json": JSON.stringify({ main: "index.js", ...manifest }), "index.js": script });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** A language host and a client of it. */
export interface RunningHost {
  readonly process: ChildProcess;
  /** All that it has printed so far, its port apart. */
  printed(): string;
  call<Request, Response>(method: grpc.MethodDefinition<Request, Response>, request: Request): Promise<Response>;
  /** Runs a program, as the engine does for a preview of stack `dev` of project `access`. */
  run(folder: string, entryPoint?: string): Promise<{ error: string; bail: boolean }>;
  runPlugin(kind: "analyzer" | "resource", folder: string): RunningPlugin;
}

/** A plugin that a host runs. */
export interface RunningPlugin {
  /** The port it prints first. */
  readonly port: Promise<number>;
  /** How its stream ended: undefined when well, the error's text otherwise. */
  readonly ended: Promise<string | undefined>;
  printed(): string;
  cancel(): void;
}

/** Starts a language host, gone after the test. */
export async function startHost(): Promise<RunningHost> {
  const main = join(ROOT, "toolchain/language-host/main.ts");
  const child = spawn(process.execPath, [main, "-v=9", "127.0.0.1:1"], { stdio: "pipe" });
  onTestFinished(() => void child.kill("SIGKILL"));
  let printed = "";
  const print = (bytes: Uint8Array) => {
    printed += Buffer.from(bytes).toString();
  };
  child.stderr.on("data", print);
  const client = clientOf(await readPort(child.stdout, print));
  const call: RunningHost["call"] = (method, request) => callUnary(client, method, request);
  return {
    process: child,
    printed: () => printed,
    call,
    async run(folder, entryPoint = "index.ts") {
      const request = new language.RunRequest()
        .setProject("access")
        .setStack("dev")
        .setOrganization("acme")
        .setMonitorAddress("127.0.0.1:2")
        .setParallel(4)
        .setDryrun(true)
        .setConfigsecretkeysList(["access:token"])
        .setInfo(programInfo(folder, entryPoint));
      request.getConfigMap().set("access:token", "s");
      const response = await call(LanguageRuntimeService.run, request);
      return { error: response.getError(), bail: response.getBail() };
    },
    runPlugin(kind, folder) {
      const request = new language.RunPluginRequest()
        .setKind(kind)
        .setPwd(folder)
        .setArgsList(["127.0.0.1:1"])
        .setEnvList([`PATH=${process.env.PATH}`, "FROM_ENGINE=yes"])
        .setInfo(programInfo(folder, "."));
      const { path, requestSerialize, responseDeserialize } = LanguageRuntimeService.runPlugin;
      const stream = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request);
      let output = "";
      const port = Promise.withResolvers<number>();
      stream.on("data", (message: InstanceType<typeof language.RunPluginResponse>) => {
        output += Buffer.from(message.getStdout_asU8()).toString() + Buffer.from(message.getStderr_asU8()).toString();
        const first = /^(\d+)\n/.exec(output);
        if (first !== null) port.resolve(Number(first[1]));
      });
      const ended = Promise.withResolvers<string | undefined>();
      stream.on("error", (error: grpc.ServiceError) => ended.resolve(error.details));
      stream.on("end", () => ended.resolve(undefined));
      return { port: port.promise, ended: ended.promise, printed: () => output, cancel: () => stream.cancel() };
    },
  };
}

/** A client of a server on this machine, closed after the test. */
export function clientOf(port: number): grpc.Client {
  const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  onTestFinished(() => client.close());
  return client;
}

/** Makes a call; rejects with the gRPC error. */
export function callUnary<Request, Response>(
  client: grpc.Client,
  method: grpc.MethodDefinition<Request, Response>,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      (error, response) => (error ? reject(error) : resolve(response as Response)),
    );
  });
}

/** Where a program is, with the runtime options this project uses. */
export function programInfo(folder: string, entryPoint: string) {
  return new language.ProgramInfo()
    .setRootDirectory(folder)
    .setProgramDirectory(folder)
    .setEntryPoint(entryPoint)
    .setOptions(struct.Struct.fromJavaScript({ typescript: false, nodeargs: "--max-old-space-size=512" }));
}

/** Resolves once no process has this id any more. */
export async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((again) => setTimeout(again, 20));
  }
}
