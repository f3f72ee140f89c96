import * as grpc from "@grpc/grpc-js";
import type { PackHandlers } from "../sdk/pack-handlers.ts";
import { begin } from "../under-way.ts";
import { asServiceError, HostFailure } from "./failure.ts";
import { CANCELLED, type HeldPack } from "./host.ts";
import { listen, type PackServer, stackEnvironment } from "./pack.ts";
import {
  AnalyzerHandshakeResponse,
  AnalyzerService,
  AnalyzerStackConfigureRequest,
  Empty,
  UNLIMITED_MESSAGES,
} from "./protocol.ts";

/** Of which resource a request is, where it is of one. */
function ofResource(request: unknown): string {
  const { getUrn } = request as { getUrn?: () => string };
  return getUrn === undefined ? "" : ` of ${getUrn.call(request)}`;
}

type UnaryHandler = grpc.handleUnaryCall<unknown, unknown>;

/**
 * Serves a pack that this process holds, for one run: as `servePack` does for a pack in a process of its own, it is made
 * with the call that tells its stack, or with the first of any kind. Close it when the run has ended.
 */
export async function serveHeldPack(pack: string, make: HeldPack, cancelled: AbortSignal): Promise<PackServer> {
  let made: PackHandlers | undefined;
  const handlersFor = (stack?: Readonly<Record<string, string>>): PackHandlers => {
    if (cancelled.aborted) throw new HostFailure(CANCELLED, grpc.status.CANCELLED);
    made ??= make(stack);
    return made;
  };
  const route =
    (name: string): UnaryHandler =>
    (call, answer) => {
      try {
        const { request } = call;
        const isStack = request instanceof AnalyzerStackConfigureRequest;
        const handler = handlersFor(isStack ? stackEnvironment(request.serializeBinary()) : undefined)[name];
        if (handler === undefined) return answer({ code: grpc.status.UNIMPLEMENTED, details: `no ${name}` });
        const end = begin(`the pack ${pack}: ${name}${ofResource(request)}`);
        handler(call, (...reply) => {
          end();
          answer(...reply);
        });
      } catch (error) {
        answer(asServiceError(error));
      }
    };
  const server = new grpc.Server(UNLIMITED_MESSAGES);
  server.addService(AnalyzerService, {
    ...Object.fromEntries(Object.keys(AnalyzerService).map((name) => [name, route(name)])),
    handshake: ((_call, answer) => answer(null, new AnalyzerHandshakeResponse())) satisfies UnaryHandler,
    // Nothing is under way outside a call, and no call waits for anything: there is nothing to cancel.
    cancel: ((_call, answer) => answer(null, new Empty())) satisfies UnaryHandler,
  });
  const port = await listen(server);
  return { port, close: () => server.forceShutdown() };
}
