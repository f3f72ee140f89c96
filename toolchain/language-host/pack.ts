import { setTimeout as delay } from "node:timers/promises";
import * as grpc from "@grpc/grpc-js";
import { type Child, describeEnding, type Ending } from "./child.ts";
import { asServiceError, HostFailure } from "./failure.ts";
import { CANCELLED } from "./host.ts";
import { AnalyzerService, AnalyzerStackConfigureRequest, UNLIMITED_MESSAGES } from "./protocol.ts";
import { readPort } from "./read-port.ts";

/** A policy pack to stand in front of. */
export interface Pack {
  /** What errors call it: its folder. */
  readonly name: string;
  /** Starts the pack's process with these variables added to its environment. Called once at most. */
  start(configuration: Record<string, string>): Child;
  /** Takes what the pack prints, apart from its port. */
  print(bytes: Uint8Array): void;
  /** Time it has from its start to its port, in milliseconds. */
  readonly startLimit: number;
  /** Aborted when the engine cancels the run. */
  readonly cancelled: AbortSignal;
}

/** The server that stands in front of a pack. */
export interface PackServer {
  readonly port: number;
  close(): void;
}

/** How long a call that lost its connection waits to learn whether the pack's process has ended. */
const LAST_WORDS_MS = 1_000;

const EMPTY = Buffer.alloc(0); // every message without fields set
const asIs = (bytes: Buffer): Buffer => bytes;

/**
 * Serves the analyzer protocol for a pack whose process does not run yet: a pack reads the stack's configuration from
 * its environment, but the engine sends it by a call. The process starts with that call, or with the first of any kind
 * (`pulumi policy analyze` has no stack to configure). Messages pass through as bytes: the engine makes two calls a
 * resource, and reading and writing each again would cost a fifth of a large preview.
 */
export async function servePack(pack: Pack): Promise<PackServer> {
  let child: Child | undefined;
  let connection: Promise<Connection> | undefined;
  let current: Connection | undefined;

  const connect = (configuration: Record<string, string>): Promise<Connection> => {
    if (pack.cancelled.aborted) return Promise.reject(new HostFailure(CANCELLED, grpc.status.CANCELLED));
    if (connection === undefined) {
      child = pack.start(configuration);
      connection = connectTo(pack, child);
      connection.then(
        (made) => {
          current = made;
        },
        () => {}, // told to each caller
      );
    }
    return connection;
  };

  const pass: (path: string) => Handler = (path) => (call, answer) => {
    if (current !== undefined) current.call(path, call.request, answer);
    else
      connect({}).then(
        (made) => made.call(path, call.request, answer),
        (error) => answer(asServiceError(error)),
      );
  };

  const configureStack: Handler = (call, answer) => {
    connect(stackEnvironment(call.request)).then(
      (made) =>
        made.call(AnalyzerService.configureStack.path, call.request, (error, reply) => {
          // Packs older than this call have their configuration from the environment alone.
          if (error?.code === grpc.status.UNIMPLEMENTED) answer(null, EMPTY);
          else answer(error, reply);
        }),
      (error) => answer(asServiceError(error)),
    );
  };

  // Answered here, for a pack that is busy for ever would keep the engine waiting.
  const cancel: Handler = (_call, answer) => {
    void child?.stop();
    answer(null, EMPTY);
  };

  const handlers: Record<string, Handler> = {
    handshake: (_call, answer) => answer(null, EMPTY),
    configureStack,
    cancel,
  };
  const service: Record<string, grpc.MethodDefinition<Buffer, Buffer>> = {};
  for (const [name, method] of Object.entries<Method>({ ...AnalyzerService })) {
    service[name] = {
      ...method,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    };
    handlers[name] ??= pass(method.path);
  }
  const server = new grpc.Server(UNLIMITED_MESSAGES);
  server.addService(service, handlers);
  const port = await listen(server);
  return {
    port,
    close() {
      server.forceShutdown();
      current?.close();
    },
  };
}

type Method = grpc.MethodDefinition<unknown, unknown>;
type Handler = (call: { readonly request: Buffer }, answer: Answer) => void;
type Answer = (error: Partial<grpc.ServiceError> | null, reply?: Buffer) => void;

/** A running pack and the way to it. */
interface Connection {
  /** Passes a request on; the answer comes once, an error when the pack's process ends first. */
  call(path: string, request: Buffer, answer: Answer): void;
  close(): void;
}

async function connectTo(pack: Pack, child: Child): Promise<Connection> {
  const tooLate = delay(pack.startLimit, "late" as const, { ref: false });
  const port = await Promise.race([readPort(child.stdout, pack.print), child.ended, tooLate]);
  if (port === "late") {
    void child.stop();
    throw new HostFailure(
      `Policy pack ${pack.name}: it was not ready after ${pack.startLimit / 1000} s. Does it construct a PolicyPack?`,
    );
  }
  if (typeof port !== "number") throw endedBefore(pack, port, "before it was ready");
  const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), UNLIMITED_MESSAGES);
  let ending: Ending | undefined;
  void child.ended.then((how) => {
    ending = how;
    client.close();
  });

  const explain = async (error: grpc.ServiceError): Promise<Partial<grpc.ServiceError>> => {
    ending ??= await Promise.race([child.ended, delay(LAST_WORDS_MS, undefined, { ref: false })]);
    return ending === undefined ? error : asServiceError(endedBefore(pack, ending, "before it had answered"));
  };

  return {
    call(path, request, answer) {
      // Without a process nothing may be sent: its port may be another's by now.
      if (ending !== undefined) return answer(asServiceError(endedBefore(pack, ending, "before it had answered")));
      client.makeUnaryRequest(path, asIs, asIs, request, (error, reply) => {
        if (error === null) answer(null, reply);
        else if (error.code !== grpc.status.UNAVAILABLE && error.code !== grpc.status.CANCELLED) answer(error);
        else void explain(error).then(answer);
      });
    },
    close: () => client.close(),
  };
}

function endedBefore(pack: Pack, ending: Ending, when: string): HostFailure {
  if (pack.cancelled.aborted) return new HostFailure(CANCELLED, grpc.status.CANCELLED);
  return new HostFailure(
    `Policy pack ${pack.name}: its process ${describeEnding(ending)} ${when}; what it printed may say why.`,
  );
}

/** The variables from which a pack's SDK reads the stack it runs for, out of a configure-stack request. */
export function stackEnvironment(request: Uint8Array): Record<string, string> {
  const stack = AnalyzerStackConfigureRequest.deserializeBinary(request);
  return {
    PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
    PULUMI_NODEJS_PROJECT: stack.getProject(),
    PULUMI_NODEJS_STACK: stack.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(stack.getConfigSecretKeysList()),
  };
}

/** Opens the server on a free port of this machine alone. */
export function listen(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}
