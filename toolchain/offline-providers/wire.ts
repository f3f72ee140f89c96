import protobuf from "google-protobuf/google/protobuf/struct_pb.js";

/** A value that the engine does not know before `up`. */
export class Unknown {
  readonly #brand = true;

  static is(value: unknown): value is Unknown {
    return typeof value === "object" && value !== null && #brand in value;
  }
}

/** The one unknown value. */
export const UNKNOWN: Unknown = new Unknown();

/** A value that must not be shown; what it holds is already plain on the inside. */
export class Secret {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value instanceof Secret ? value.value : value;
  }
}

/** What a property may hold: JSON, with unknown and secret values anywhere in it. */
export type Value = null | boolean | number | string | Unknown | Secret | readonly Value[] | Bag;

/** A resource's properties, or any nested object. */
export interface Bag {
  readonly [property: string]: Value;
}

// Sentinels of the provider protocol; the engine's own are in its rpc.go, the SDK's in runtime/rpc.js.
/** The key that marks an object as more than one, on the wire as in a state. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SIGNED_SECRET = "1b47061264138c4ac30d75fd1eb44270";
const SIGNED_OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const SIGNED_RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  UNKNOWN_STRING,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Reads a message's properties; absent is empty. */
export function fromWire(struct: protobuf.Struct | undefined): Bag {
  return struct ? bagFromJson(struct.toJavaScript()) : {};
}

/** Writes properties into a message. */
export function toWire(bag: Bag): protobuf.Struct {
  return protobuf.Struct.fromJavaScript(toJson(bag) as Record<string, protobuf.JavaScriptValue>);
}

/** Reads the JSON form of properties: sentinels become unknown and secret values, null and undefined are left out. */
export function bagFromJson(json: Readonly<Record<string, unknown>>): Bag {
  return Object.fromEntries(
    Object.entries(json)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => [key, fromJson(value)]),
  );
}

function fromJson(json: unknown): Value {
  if (json === null || json === undefined) return null;
  if (typeof json === "string") return UNKNOWNS.has(json) ? UNKNOWN : json;
  if (typeof json === "number" || typeof json === "boolean") return json;
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== "object") return String(json);
  const object = json as Record<string, unknown>;
  switch (object[SIGNATURE]) {
    case SIGNED_SECRET:
      return new Secret(fromJson(object.value));
    case SIGNED_OUTPUT: {
      const value = "value" in object ? fromJson(object.value) : UNKNOWN;
      return object.secret === true ? new Secret(value) : value;
    }
    case SIGNED_RESOURCE:
      // The engine sends these as ids, since the provider does not ask for references; this is the same reading.
      return "id" in object ? fromJson(object.id) : fromJson(object.urn);
    default:
      return bagFromJson(object);
  }
}

function toJson(value: Value): unknown {
  if (Unknown.is(value)) return UNKNOWN_STRING;
  if (value instanceof Secret) return { [SIGNATURE]: SIGNED_SECRET, value: toJson(value.value) };
  if (isList(value)) return value.map(toJson);
  if (isBag(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]));
  return value;
}

/** Whether a value is a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value is an object with properties. */
export function isBag(value: Value | undefined): value is Bag {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Secret) &&
    !Unknown.is(value)
  );
}

/** The value without any secret wrapping, at any depth. */
export function bare(value: Value): Value {
  if (value instanceof Secret) return bare(value.value);
  if (isList(value)) return value.map(bare);
  if (isBag(value)) return bareBag(value);
  return value;
}

/** An object without any secret wrapping, at any depth. */
export function bareBag(bag: Bag): Bag {
  return Object.fromEntries(Object.entries(bag).map(([key, value]) => [key, bare(value)]));
}

/** Whether any part of the value is unknown. */
export function hasUnknown(value: Value | undefined): boolean {
  if (value instanceof Secret) return hasUnknown(value.value);
  if (isList(value)) return value.some(hasUnknown);
  if (isBag(value)) return Object.values(value).some(hasUnknown);
  return Unknown.is(value);
}

/** Whether any part of the value is secret. */
export function hasSecret(value: Value | undefined): boolean {
  if (isList(value)) return value.some(hasSecret);
  return isBag(value) ? Object.values(value).some(hasSecret) : value instanceof Secret;
}

/** Whether two values are the same, wrapped in secrets or not. Unknown is the same as nothing, itself included. */
export function same(left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return !hasUnknown(left) && !hasUnknown(right) && canonical(bare(left)) === canonical(bare(right));
}

/** A text that is equal for equal values, whatever the order of an object's properties. */
export function canonical(value: Value): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isBag(inner as Value)
      ? Object.fromEntries(Object.entries(inner as Bag).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
