import * as grpc from "@grpc/grpc-js";
import engineService from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engine from "@pulumi/pulumi/proto/engine_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import service from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { begin } from "../under-way.ts";
import type { Checked, Naming } from "./check.ts";
import type { Difference } from "./diff.ts";
import { type OfflineProvider, Refusal } from "./provider.ts";
import { type Bag, fromWire, toWire } from "./wire.ts";

/** A provider that is being served. */
export interface Served {
  /** TCP port on 127.0.0.1. */
  readonly port: number;
  close(): void;
}

/**
 * Serves a provider to the engine on a free local port.
 * The SDK's own server (`pulumi.provider`) is not used: it has no CheckConfig, DiffConfig, detailed diffs or preview flags.
 * @param engineAddress where the engine takes log messages; undefined outside a run
 */
export function serve(provider: OfflineProvider, engineAddress?: string): Promise<Served> {
  return listen(handlers(provider, new Announcement(provider, engineAddress)));
}

/**
 * Serves a provider to many engines and many times to one: each connection has one of its own, as if it had started a
 * process. An engine opens a connection for each provider resource, begins it with a handshake and configures it once.
 */
export function serveConnections(make: () => OfflineProvider): Promise<Served> {
  const sessions = new Map<string, Session>();
  const open = (): Session => {
    const provider = make();
    return { handlers: handlers(provider, new Announcement(provider, undefined)), configured: false };
  };
  const sessionOf = (peer: string, call: string): Session => {
    const known = call === "handshake" ? undefined : sessions.get(peer);
    if (known !== undefined) return known;
    const opened = open();
    sessions.set(peer, opened);
    return opened;
  };
  const route =
    (name: string): UnaryHandler =>
    (call, callback) => {
      const session = sessionOf(call.getPeer(), name);
      // A connection that was lost and made anew has not been told what it is to be: no guess is right.
      if (!session.configured && afterConfiguration.has(name)) return callback(callError(new Refusal(UNCONFIGURED)));
      session.configured ||= name === "configure";
      (session.handlers[name] as UnaryHandler)(call, callback);
    };
  const names = Object.keys(service.ResourceProviderService).filter((name) => name !== "list");
  const { list } = open().handlers;
  return listen({ ...Object.fromEntries(names.map((name) => [name, route(name)])), ...(list && { list }) });
}

interface Session {
  readonly handlers: grpc.UntypedServiceImplementation;
  configured: boolean;
}

type UnaryHandler = grpc.handleUnaryCall<unknown, unknown>;

/** What is asked only of a provider that has its configuration. */
const afterConfiguration: ReadonlySet<string> = new Set([
  "check",
  "diff",
  "create",
  "read",
  "update",
  "delete",
  "invoke",
]);
const UNCONFIGURED = "the connection to the offline provider has no configuration, so nothing was done; run it again";

async function listen(implementation: grpc.UntypedServiceImplementation): Promise<Served> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(service.ResourceProviderService, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, close: () => server.forceShutdown() };
}

/** Tells the engine once that no real service is contacted. */
class Announcement {
  readonly #provider: OfflineProvider;
  #address: string | undefined;
  #done = false;

  constructor(provider: OfflineProvider, address: string | undefined) {
    this.#provider = provider;
    this.#address = address;
  }

  set address(address: string) {
    this.#address = address;
  }

  async make(): Promise<void> {
    if (this.#done || !this.#address) return;
    this.#done = true;
    const client = new engineService.EngineClient(this.#address, grpc.credentials.createInsecure());
    const request = new engine.LogRequest();
    request.setSeverity(engine.LogSeverity.INFO);
    request.setMessage(`offline ${this.#provider.package.name} provider: no real service is contacted`);
    await new Promise<void>((resolve, reject) => client.log(request, (error) => (error ? reject(error) : resolve())));
    client.close();
  }
}

type Handler<Request, Response> = (request: Request) => Response | Promise<Response>;

/** Makes a gRPC handler of a function; what it throws becomes the call's error, with the stack only for a bug. */
function unary<Request, Response>(handle: Handler<Request, Response>): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const end = begin(whatIsAsked(call.getPath(), call.request));
    (async () => handle(call.request))()
      .finally(end)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(callError(error)),
      );
  };
}

/** A call in words: `the offline aws provider: create of URN`. */
function whatIsAsked(path: string, request: unknown): string {
  const { getUrn, getTok } = request as { getUrn?: () => string; getTok?: () => string };
  const of = getUrn?.call(request) ?? getTok?.call(request) ?? "";
  return `an offline provider: ${path.split("/").at(-1)}${of === "" ? "" : ` of ${of}`}`;
}

function callError(error: unknown): grpc.ServiceError {
  const refused = error instanceof Refusal;
  const details = refused
    ? error.message
    : `bug in an offline provider: ${error instanceof Error ? error.stack : error}`;
  const code = refused ? grpc.status.INVALID_ARGUMENT : grpc.status.INTERNAL;
  return Object.assign(new Error(details), { code, details, metadata: new grpc.Metadata() });
}

function handlers(provider: OfflineProvider, announcement: Announcement): grpc.UntypedServiceImplementation {
  const { name, version } = provider.package;
  const unsupported = (call: string) => () => {
    throw new Refusal(`the offline ${name} provider has no ${call}`);
  };
  return {
    handshake: unary(() => {
      const response = new proto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(false);
      response.setAcceptOutputs(false);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
    attach: unary((request: { getAddress(): string }) => {
      announcement.address = request.getAddress();
      return new empty.Empty();
    }),
    getPluginInfo: unary(() => {
      const info = new plugin.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    getSchema: unary(() => {
      const response = new proto.GetSchemaResponse();
      response.setSchema(JSON.stringify({ name, version }));
      return response;
    }),
    checkConfig: unary((request: Message<"CheckRequest">) =>
      checkResponse(provider.checkConfiguration(fromWire(request.getNews()), fromWire(request.getOlds()))),
    ),
    diffConfig: unary((request: Message<"DiffRequest">) => {
      const differing = provider.diffConfiguration(oldInputs(request), fromWire(request.getNews()));
      return diffResponse(new Map(differing.map((key) => [key, { kind: "update", replaces: false }])), false);
    }),
    configure: unary(async (request: Message<"ConfigureRequest">) => {
      provider.configure(fromWire(request.getArgs()));
      await announcement.make();
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      response.setAcceptresources(false);
      response.setAcceptoutputs(false);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
    check: unary((request: Message<"CheckRequest">) => {
      const olds = fromWire(request.getOlds());
      const seed = Buffer.from(request.getRandomseed()).toString("hex");
      const old = Object.keys(olds).length > 0 ? olds : undefined;
      return checkResponse(provider.check(subject(request), fromWire(request.getNews()), old, seed, naming(request)));
    }),
    diff: unary((request: Message<"DiffRequest">) => {
      const { detailed, deleteFirst } = provider.diff(
        subject(request),
        oldInputs(request),
        fromWire(request.getNews()),
        fromWire(request.getOlds()),
      );
      return diffResponse(detailed, deleteFirst);
    }),
    create: unary((request: Message<"CreateRequest">) => {
      const made = provider.create(subject(request, request.getPreview()), fromWire(request.getProperties()));
      const response = new proto.CreateResponse();
      response.setId(made.id);
      response.setProperties(toWire(made.state));
      return response;
    }),
    read: unary((request: Message<"ReadRequest">) => {
      const held = provider.read(subject(request), {
        id: request.getId(),
        inputs: fromWire(request.getInputs()),
        state: fromWire(request.getProperties()),
      });
      const response = new proto.ReadResponse();
      response.setId(held.id);
      response.setInputs(toWire(held.inputs));
      response.setProperties(toWire(held.state));
      return response;
    }),
    update: unary((request: Message<"UpdateRequest">) => {
      const held = { id: request.getId(), inputs: oldInputs(request), state: fromWire(request.getOlds()) };
      const state = provider.update(subject(request, request.getPreview()), held, fromWire(request.getNews()));
      const response = new proto.UpdateResponse();
      response.setProperties(toWire(state));
      return response;
    }),
    delete: unary((request: Message<"DeleteRequest">) => {
      provider.delete(
        subject(request),
        oldInputs({ getOldInputs: () => request.getOldInputs(), getOlds: () => request.getProperties() }),
      );
      return new empty.Empty();
    }),
    invoke: unary((request: Message<"InvokeRequest">) => {
      const response = new proto.InvokeResponse();
      response.setReturn(toWire(provider.invoke(request.getTok(), fromWire(request.getArgs()))));
      return response;
    }),
    // Nothing is under way outside a call, and a call takes no time: there is nothing to cancel.
    cancel: unary(() => new empty.Empty()),
    parameterize: unary(unsupported("parameters")),
    call: unary(unsupported("methods")),
    construct: unary(unsupported("components")),
    getMapping: unary(unsupported("mapping")),
    getMappings: unary(unsupported("mappings")),
    list: (call: { emit(event: "error", error: grpc.ServiceError): void }) =>
      call.emit("error", callError(new Refusal(`the offline ${name} provider keeps nothing that could be listed`))),
  };
}

type Message<Name extends keyof typeof proto> = (typeof proto)[Name] extends new () => infer Request ? Request : never;

function subject(request: { getUrn(): string }, preview = false) {
  return { urn: request.getUrn(), preview };
}

/** The state's inputs; an engine older than that field sends only the outputs. */
function oldInputs(request: Pick<Message<"DiffRequest">, "getOldInputs" | "getOlds">): Bag {
  return fromWire(request.getOldInputs() ?? request.getOlds());
}

function naming(request: Message<"CheckRequest">): Naming | undefined {
  const options = request.getAutonaming();
  if (!options) return undefined;
  const { PROPOSE, ENFORCE } = proto.CheckRequest.AutonamingOptions.Mode;
  const mode = options.getMode() === PROPOSE ? "propose" : options.getMode() === ENFORCE ? "enforce" : "disable";
  return { mode, name: options.getProposedName() };
}

function checkResponse({ inputs, failures }: Checked) {
  const response = new proto.CheckResponse();
  response.setInputs(toWire(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new proto.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

function diffResponse(detailed: ReadonlyMap<string, Difference>, deleteFirst: boolean) {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const response = new proto.DiffResponse();
  const paths = [...detailed.keys()];
  response.setChanges(paths.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList([...new Set(paths.map(root))]);
  response.setReplacesList([...new Set(paths.filter((path) => detailed.get(path)?.replaces).map(root))]);
  response.setDeletebeforereplace(deleteFirst);
  response.setHasdetaileddiff(true);
  for (const [path, difference] of detailed) {
    const entry = new proto.PropertyDiff();
    entry.setKind(proto.PropertyDiff.Kind[kindName(difference)]);
    entry.setInputdiff(true);
    response.getDetaileddiffMap().set(path, entry);
  }
  return response;
}

function kindName({ kind, replaces }: Difference) {
  const names = { add: "ADD", delete: "DELETE", update: "UPDATE" } as const;
  return replaces ? (`${names[kind]}_REPLACE` as const) : names[kind];
}

function root(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}
