import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import type { handleUnaryCall, Server } from "@grpc/grpc-js";
import type { PolicyPackArgs } from "@pulumi/policy";

/** What the SDK's `PolicyPack` is made of. */
export interface PackToServe {
  readonly name: string;
  readonly version: string;
  readonly args: PolicyPackArgs;
}

/** The handlers of a pack, by the name of the call. */
export type PackHandlers = Readonly<Record<string, handleUnaryCall<unknown, unknown> | undefined>>;

/** Gives the handlers with which the SDK would serve a pack, to be served from elsewhere. */
export type PackHandlersOf = (pack: PackToServe) => PackHandlers;

type Serve = (name: string, version: string, level: string, args: PolicyPackArgs) => void;

/**
 * The SDK serves one pack a process, and keeps that, its policies' configuration and the stack's tags in its module
 * `server`. So each pack gets a copy of that module of its own, made of the text that was read here, once: packs that are
 * served by one process know nothing of each other. `from` is a file that would load the SDK.
 */
export function packHandlers(from: string): PackHandlersOf {
  const own = createRequire(createRequire(from).resolve("@pulumi/policy"));
  const path = own.resolve("./server");
  const text = readFileSync(path, "utf8");
  const { Server: prototypeOf }: typeof import("@grpc/grpc-js") = own("@grpc/grpc-js");
  own("./policy"); // which the module and this one import of each other
  const deserialize = readOnce(own("./deserialize"));
  return ({ name, version, args }) => {
    const copy = new Module(path) as Module & { _compile(text: string, path: string): void };
    copy.require = ((id: string) => (id === "./deserialize" ? deserialize : own(id))) as NodeJS.Require;
    copy.filename = path;
    copy._compile(text, path);
    const { serve } = copy.exports as { serve: Serve };
    return givenToServer(prototypeOf.prototype, () => serve(name, version, args.enforcementLevel ?? "advisory", args));
  };
}

/** What `serve`, which does all at once, gives to the server that it makes; that server never listens. */
function givenToServer(prototype: Server, serve: () => void): PackHandlers {
  const { addService, bindAsync } = prototype;
  let given: PackHandlers | undefined;
  prototype.addService = (_service, implementation) => {
    given = implementation as PackHandlers; // every call of this protocol is unary
  };
  prototype.bindAsync = () => {};
  try {
    serve();
  } finally {
    Object.assign(prototype, { addService, bindAsync });
  }
  if (given === undefined) throw new Error("this @pulumi/policy serves its packs in another way");
  return given;
}

interface Deserialize {
  readonly deserializeProperties: (properties: object, proxySecrets: boolean) => object;
}

/**
 * The SDK reads the properties of a resource out of its message anew for each policy, though a policy that only looks may
 * have what another has looked at. What a remediation is given is its own, as ever.
 */
function readOnce(real: Deserialize): Deserialize {
  const read = new WeakMap<object, object>();
  return {
    ...real,
    deserializeProperties(properties, proxySecrets) {
      if (proxySecrets) return real.deserializeProperties(properties, proxySecrets);
      const found = read.get(properties) ?? real.deserializeProperties(properties, proxySecrets);
      read.set(properties, found);
      return found;
    },
  };
}
