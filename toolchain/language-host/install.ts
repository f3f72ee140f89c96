import type { ServerWritableStream } from "@grpc/grpc-js";
import type {
  InstallDependenciesRequest,
  InstallDependenciesResponse as Response,
} from "@pulumi/pulumi/proto/language_pb.js";
import { describeEnding } from "./child.ts";
import { HostFailure } from "./failure.ts";
import type { Host } from "./host.ts";
import { parseOptions } from "./options.ts";
import { InstallDependenciesResponse } from "./protocol.ts";

/**
 * Installs a folder's npm packages (`pulumi install`), streaming what npm prints.
 * @throws {HostFailure} when npm cannot be started or fails
 */
export async function installDependencies(
  host: Host,
  stream: ServerWritableStream<InstallDependenciesRequest, Response>,
  gone: AbortSignal,
): Promise<void> {
  const info = stream.request.getInfo();
  const directory = info?.getProgramDirectory() || stream.request.getDirectory();
  parseOptions(info?.getOptions()?.toJavaScript() ?? {});
  const npm = host.children.start({
    file: "npm",
    args: ["install", "--no-audit", "--no-fund", "--loglevel=error"],
    cwd: directory,
    env: host.environment,
  });
  gone.addEventListener("abort", () => void npm.stop(), { once: true });
  npm.stdout.on("data", (bytes) => void stream.write(new InstallDependenciesResponse().setStdout(bytes)));
  npm.stderr.on("data", (bytes) => void stream.write(new InstallDependenciesResponse().setStderr(bytes)));
  const ending = await npm.ended;
  if ("code" in ending && ending.code === 0) return;
  throw new HostFailure(`\`npm install\` in ${directory} ${describeEnding(ending)}.`);
}
