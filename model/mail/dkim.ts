import { createPublicKey, type KeyObject } from "node:crypto";
import type { Parsed } from "./parsed.ts";
import { readTags } from "./tags.ts";

/** A key that receivers check signatures with (RFC 6376 section 3.6.1). */
export interface DkimRecord {
  /** The public key in Base64; undefined where it was revoked, so that no signature by it is valid. */
  readonly publicKey?: string | undefined;
  readonly keyType: "rsa" | "ed25519";
  /** `t=y`: signatures are being tried out, and receivers take them for none. */
  readonly testing?: boolean | undefined;
}

/** The shortest RSA key that receivers have to take is 1024 bits long, and 2048 is what signers should use (RFC 8301). */
const shortestKey = 1024;
const properKey = 2048;

/** A public key as the text of a TXT record. */
export function printDkim({ publicKey = "", keyType, testing }: DkimRecord): string {
  return ["v=DKIM1", `k=${keyType}`, ...(testing === true ? ["t=y"] : []), `p=${publicKey}`].join("; ");
}

/** Reads a DKIM key. A record that is not understood as a whole checks no signature. */
export function parseDkim(text: string): Parsed<DkimRecord> {
  const { tags, problems } = readTags(text);
  const advice: string[] = [];
  const [first] = tags.keys();
  const version = tags.get("v");
  if (version !== undefined && (version !== "DKIM1" || first !== "v"))
    problems.push("its version is not v=DKIM1, first");
  if (version === undefined) advice.push("it does not begin with v=DKIM1, which is recommended");
  const keyType = tags.get("k") ?? "rsa";
  if (keyType !== "rsa" && keyType !== "ed25519") problems.push(`no receiver knows the kind of key "${keyType}"`);
  const publicKey = tags.get("p")?.replaceAll(/[ \t]/g, "");
  const flags = tags.get("t")?.split(":") ?? [];
  if (publicKey === undefined) problems.push("it has no public key (p)");
  else if (publicKey === "") advice.push("its key was revoked, so no signature by it is valid");
  else if (problems.length === 0) judgeKey(publicKey, keyType);
  if (flags.includes("y")) advice.push("it is being tried out (t=y), so its signatures count for nothing");
  if (problems.length > 0) return { record: undefined, problems, advice };
  const record: DkimRecord = {
    keyType: keyType as DkimRecord["keyType"],
    ...(publicKey !== "" && { publicKey }),
    ...(flags.includes("y") && { testing: true }),
  };
  return { record, problems, advice };

  function judgeKey(base64: string, kind: string): void {
    const key = readKey(base64, kind);
    const length = key?.asymmetricKeyDetails?.modulusLength;
    if (key?.asymmetricKeyType !== kind) problems.push(`its public key (p) is no key of the kind ${kind}`);
    else if (length !== undefined && length < shortestKey)
      problems.push(`its key has ${length} bits, which is too short`);
    else if (length !== undefined && length < properKey)
      advice.push(`its key has ${length} bits, and ${properKey} is usual`);
  }
}

function readKey(base64: string, kind: string): KeyObject | undefined {
  try {
    const bytes = Buffer.from(base64, "base64");
    if (bytes.toString("base64").replace(/=+$/, "") !== base64.replace(/=+$/, "")) return undefined;
    // A key of Ed25519 stands there bare (RFC 8463), one of RSA with its kind around it.
    return kind === "ed25519"
      ? createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: bytes.toString("base64url") }, format: "jwk" })
      : createPublicKey({ key: bytes, format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}
