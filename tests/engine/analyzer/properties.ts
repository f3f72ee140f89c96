import struct from "google-protobuf/google/protobuf/struct_pb.js";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The key by which a state and the engine's protocol mark an object as more than one, and what it then is. */
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const resourceReference = "5cf8f73096256a8f31e491e813e4eb8e";

/**
 * Properties of a state as the engine sends them to a pack: secrets stay marked, references are what they refer to, and
 * what is internal to the engine (`__…`, at the top alone) is left out. Throws at what no state of ours holds.
 */
export function propertiesOf(inState: Readonly<Record<string, unknown>> | undefined): struct.Struct {
  const kept = Object.entries(inState ?? {}).filter(([name]) => !name.startsWith("__"));
  return struct.Struct.fromJavaScript(sent(Object.fromEntries(kept) as Json) as Record<string, struct.JavaScriptValue>);
}

function sent(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(sent);
  const kind = value[signature];
  if (kind === undefined) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, sent(each)]));
  // The state was exported with what its secrets hold.
  if (kind === secret && typeof value.plaintext === "string")
    return { [signature]: secret, value: sent(JSON.parse(value.plaintext)) };
  if (kind === resourceReference) return value.id ?? value.urn ?? null;
  throw new Error(`the state holds a value that the engine would send in a way of its own: ${JSON.stringify(value)}`);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
