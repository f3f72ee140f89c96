import type { ServerWritableStream } from "@grpc/grpc-js";
import type { RunPluginResponse as Response, RunPluginRequest } from "@pulumi/pulumi/proto/language_pb.js";
import { type Child, describeEnding } from "./child.ts";
import { HostFailure } from "./failure.ts";
import { serveHeldPack } from "./held-pack.ts";
import { CANCELLED, type Host } from "./host.ts";
import { optionsEnvironment, parseOptions } from "./options.ts";
import { servePack } from "./pack.ts";
import { RunPluginResponse } from "./protocol.ts";
import { locateRunner } from "./sdk.ts";

/**
 * Runs a provider or a policy pack until it ends or the engine closes the stream; what it prints goes into the stream.
 * @throws {HostFailure} when it cannot be started, or ended otherwise than with exit code 0
 */
export async function runPlugin(
  host: Host,
  stream: ServerWritableStream<RunPluginRequest, Response>,
  gone: AbortSignal,
): Promise<void> {
  const request = stream.request;
  if (request.getAttachDebugger()) throw new HostFailure("This language host cannot attach a debugger.");
  if (host.cancelled.signal.aborted) throw new HostFailure(CANCELLED);
  const output: Output = {
    stdout: (bytes) => void stream.write(new RunPluginResponse().setStdout(bytes)),
    stderr: (bytes) => void stream.write(new RunPluginResponse().setStderr(bytes)),
  };
  const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const held = host.heldPacks.get(directory);
  if (request.getKind() === "analyzer" && held !== undefined) {
    const pack = await serveHeldPack(directory, held, host.cancelled.signal);
    output.stdout(Buffer.from(`${pack.port}\n`));
    await new Promise<void>((resolve) => gone.addEventListener("abort", () => resolve(), { once: true }));
    return pack.close();
  }
  await (request.getKind() === "analyzer"
    ? runPack(host, request, directory, output, gone)
    : runProvider(host, request, directory, output, gone));
}

/** Far more than any pack needs, even one that ts-node compiles first on a small machine. */
const PACK_START_LIMIT_MS = 60_000;

interface Output {
  stdout(bytes: Uint8Array): void;
  stderr(bytes: Uint8Array): void;
}

async function runProvider(
  host: Host,
  request: RunPluginRequest,
  directory: string,
  output: Output,
  gone: AbortSignal,
): Promise<void> {
  const options = parseOptions(request.getInfo()?.getOptions()?.toJavaScript() ?? {});
  const child = host.children.startNode({
    args: [...options.nodeArgs, locateRunner("run-plugin", directory), directory, ...request.getArgsList()],
    cwd: request.getPwd() || directory,
    env: { ...environmentOf(request.getEnvList()), ...optionsEnvironment(options) },
  });
  child.stdout.on("data", output.stdout);
  child.stderr.on("data", output.stderr);
  await untilEnded(child, directory, gone);
}

async function runPack(
  host: Host,
  request: RunPluginRequest,
  directory: string,
  output: Output,
  gone: AbortSignal,
): Promise<void> {
  const options = parseOptions(request.getInfo()?.getOptions()?.toJavaScript() ?? {});
  const runner = locateRunner("run-policy-pack", directory);
  const started = Promise.withResolvers<Child>();
  const pack = await servePack({
    name: directory,
    startLimit: PACK_START_LIMIT_MS,
    cancelled: host.cancelled.signal,
    print: output.stdout,
    start(configuration) {
      const child = host.children.startNode({
        args: [...options.nodeArgs, runner, ...request.getArgsList(), directory],
        cwd: directory, // the pack SDK reads the version from the package.json of the working directory
        env: { ...environmentOf(request.getEnvList()), ...optionsEnvironment(options), ...configuration },
      });
      child.stderr.on("data", output.stderr);
      started.resolve(child);
      return child;
    },
  });
  output.stdout(Buffer.from(`${pack.port}\n`));
  const closed = Promise.withResolvers<undefined>();
  gone.addEventListener("abort", () => closed.resolve(undefined), { once: true });
  try {
    const child = await Promise.race([started.promise, closed.promise]);
    if (child !== undefined) await untilEnded(child, directory, gone);
  } finally {
    // Calls may still come to a pack that has died, and must be told so: the proxy then stays while the host does.
    if (gone.aborted) pack.close();
  }
}

async function untilEnded(child: Child, directory: string, gone: AbortSignal): Promise<void> {
  gone.addEventListener("abort", () => void child.stop(), { once: true });
  if (gone.aborted) void child.stop();
  const ending = await child.ended;
  if (gone.aborted || ("code" in ending && ending.code === 0)) return;
  throw new HostFailure(`${directory}: its process ${describeEnding(ending)}.`);
}

/** The environment the engine sends, a list of `NAME=value` in which the later wins. */
export function environmentOf(entries: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf("=", 1); // Windows has names that begin with "="
      return at === -1 ? [entry, ""] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}
