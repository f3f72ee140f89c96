import type { RunResponse as Response, RunRequest } from "@pulumi/pulumi/proto/language_pb.js";
import { compileCache } from "../compile-cache.ts";
import { confinedNode } from "../confined-node.ts";
import { begin } from "../under-way.ts";
import { describeEnding, type Ending } from "./child.ts";
import { HostFailure, messageOf } from "./failure.ts";
import { CANCELLED, type Host } from "./host.ts";
import { optionsEnvironment, parseOptions } from "./options.ts";
import { RunResponse } from "./protocol.ts";
import { locateRunner } from "./sdk.ts";

/** The exit code by which the SDK says that the program failed and that its error is already printed. */
const ALREADY_REPORTED = 32;

/**
 * Runs a program to its end. Its failure is part of the response, never an error of the call: `bail` when the program
 * has told it already, `error` with the reason otherwise.
 * @param gone aborted when the engine no longer waits for the response
 */
export async function runProgram(host: Host, request: RunRequest, gone: AbortSignal): Promise<Response> {
  const response = new RunResponse();
  try {
    const ending = await runToEnd(host, request, gone);
    if ("code" in ending && ending.code === ALREADY_REPORTED) return response.setBail(true);
    if ("code" in ending && ending.code === 0) return response;
    if (host.cancelled.signal.aborted) return response.setError(CANCELLED);
    return response.setError(`The program's process ${describeEnding(ending)}.`);
  } catch (error) {
    return response.setError(messageOf(error));
  }
}

async function runToEnd(host: Host, request: RunRequest, gone: AbortSignal): Promise<Ending> {
  if (request.getAttachDebugger()) throw new HostFailure("This language host cannot attach a debugger.");
  if (host.cancelled.signal.aborted) throw new HostFailure(CANCELLED);
  const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const options = parseOptions(request.getInfo()?.getOptions()?.toJavaScript() ?? {});
  const cache = cacheEnvironment(host.environment);
  const child = host.children.startNode({
    args: [
      ...options.nodeArgs,
      ...confinedNode({ ...host.environment, ...cache }),
      locateRunner("run", directory),
      ...programArguments(request, directory, host.engineAddress),
    ],
    cwd: directory,
    env: {
      ...host.environment,
      ...cache,
      ...configEnvironment(request),
      ...optionsEnvironment(options),
    },
  });
  gone.addEventListener("abort", () => void child.stop(), { once: true });
  child.stdout.pipe(host.output.stdout, { end: false });
  child.stderr.pipe(host.output.stderr, { end: false });
  const end = begin(`the program of ${request.getStack()}`);
  const ending = await child.ended;
  end();
  await host.output.arrived();
  return ending;
}

/** The command line of the SDK's runner. The entry point `.` stays as it is: only then does `main` of package.json count. */
export function programArguments(request: RunRequest, directory: string, engineAddress: string): string[] {
  const flags: Record<string, string> = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": request.getInfo()?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: directory,
    parallel: String(request.getParallel()),
  };
  return [
    ...Object.entries(flags).flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    request.getInfo()?.getEntryPoint() || ".",
    ...request.getArgsList(),
  ];
}

/** What a program compiles is kept apart from what judges it. */
function cacheEnvironment({ NODE_COMPILE_CACHE: cache }: NodeJS.ProcessEnv): Record<string, string> {
  return cache === compileCache.judge ? { NODE_COMPILE_CACHE: compileCache.programs } : {};
}

function configEnvironment(request: RunRequest): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}
