/**
 * A process that serves a pack again and again, a new one for each state: what a pack collects of one run must not reach
 * the next. Started in the pack's folder, as the language host starts it. A message gives the day to judge as of, and is
 * answered with the port of the new pack's server; a message with a port ends that server.
 *
 * The SDK serves one pack a process, and keeps that, its policies' configuration and the stack's tags in its module
 * `server`. So each pack gets that module read afresh. Nothing else is in its place: the pack's own file is run, reads the
 * clock and the environment, and is served by the SDK's own server.
 *
 * That unpacks the properties of a resource anew for each policy, and then copies them. It copies them still, so that no
 * policy has them from another, but the unpacking is done once.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Server } from "@grpc/grpc-js";

/** What is asked of the process; without a day it is today. */
export type Request = { readonly serve: { readonly asOf?: string | undefined } } | { readonly end: number };

/** Its answer to `serve`, in the order in which it was asked. */
export type Answer = { readonly port: number } | { readonly problem: string };

const sdk = createRequire(createRequire(join(process.cwd(), "package.json")).resolve("@pulumi/policy"));
const grpc: typeof import("@grpc/grpc-js") = sdk("@grpc/grpc-js");
/** The module as the SDK's `PolicyPack` holds it. */
const held: { serve: unknown } = sdk("./server");

const servers = new Map<number, Server>();
let listening = Promise.withResolvers<number>();

const { bindAsync } = grpc.Server.prototype;
grpc.Server.prototype.bindAsync = function (this: Server, address, credentials, done) {
  bindAsync.call(this, address, credentials, (error, port) => {
    servers.set(port, this);
    if (error === null) listening.resolve(port);
    else listening.reject(error);
    done(error, port);
  });
};

type Unpack = (this: object) => unknown;
const { Struct }: { Struct: { prototype: { toJavaScript: Unpack } } } = createRequire(sdk.resolve("@pulumi/pulumi"))(
  "google-protobuf/google/protobuf/struct_pb.js",
);
const { toJavaScript } = Struct.prototype;
const unpacked = new WeakMap<object, unknown>();
Struct.prototype.toJavaScript = function () {
  if (!unpacked.has(this)) unpacked.set(this, toJavaScript.call(this));
  return unpacked.get(this);
};

let packs = 0;

async function serve(asOf: string | undefined): Promise<number> {
  if (asOf === undefined) delete process.env.GATEHOUSE_AS_OF;
  else process.env.GATEHOUSE_AS_OF = asOf;
  delete sdk.cache[sdk.resolve("./server")];
  held.serve = sdk("./server").serve;
  listening = Promise.withResolvers();
  packs += 1;
  const pack = pathToFileURL(join(process.cwd(), "pack.ts"));
  pack.search = String(packs);
  await import(pack.href);
  return listening.promise;
}

function end(port: number): void {
  servers.get(port)?.forceShutdown();
  servers.delete(port);
}

// Whoever asked is gone; the servers would go on for ever.
process.on("disconnect", () => process.exit());

/** One after the other, since the environment is one for all. */
let last: Promise<void> = Promise.resolve();

process.on("message", (request: Request) => {
  if ("end" in request) return end(request.end);
  last = last.then(async () => {
    const answer: Answer = await serve(request.serve.asOf).then(
      (port) => ({ port }),
      (error) => ({ problem: String(error) }),
    );
    process.send?.(answer);
  });
});
