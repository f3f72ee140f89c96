import { createHash } from "node:crypto";
import { sshKeyFingerprint } from "../model/schema/ssh-key.ts";

/** A line of `authorized_keys` that opens something. */
export interface AuthorizedKey {
  readonly fingerprint: string;
  readonly comment: string;
  /** Set where the key opens nothing by itself, and signs certificates that do. */
  readonly signs?: true;
}

/** What a line of `authorized_keys` is: a key, a remark or empty, or neither. */
export type Line = { readonly key: AuthorizedKey } | { readonly remark: string } | { readonly problem: string };

/** Reads a line of `authorized_keys`, as sshd(8) describes it: options, type, key in base64, comment. Never throws. */
export function authorizedKey(text: string): Line {
  const line = text.trim();
  if (line === "" || line.startsWith("#")) return { remark: line };
  const { options, rest } = isKeyType(line.split(/[ \t]/)[0] ?? "") ? { options: [], rest: line } : optionsOf(line);
  const [type = "", blob = "", ...comment] = rest.split(/[ \t]+/);
  if (!isKeyType(type)) return { problem: "is no key of OpenSSH" };
  const fingerprint = fingerprintOf(type, blob);
  if (fingerprint === undefined) return { problem: "is a key that is cut off, or is not what it says it is" };
  const signs = options.some((option) => option.toLowerCase() === "cert-authority");
  return { key: { fingerprint, comment: comment.join(" "), ...(signs && { signs }) } };
}

const isKeyType = (word: string) =>
  /^(?:(?:webauthn-)?sk-)?(?:ssh-[a-z0-9]+|ecdsa-sha2-nistp\d+)(?:-cert-v\d+)?(?:@openssh\.com)?$/.test(word);

/** The options before a key. Those in double quotes may have blanks and commas. */
function optionsOf(line: string): { options: readonly string[]; rest: string } {
  const [options = ""] = /^(?:"(?:[^"\\]|\\.)*"|[^" \t])+/.exec(line) ?? [];
  return {
    options: options.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g) ?? [],
    rest: line.slice(options.length).trim(),
  };
}

/** The fingerprint of a key that is whole: undefined of any other. `type` may be left to the key itself. */
export function fingerprintOf(type: string | undefined, blob: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(blob)) return undefined;
  const bytes = Buffer.from(blob, "base64");
  const fields = fieldsOf(bytes);
  const own = fields?.[0]?.toString("latin1") ?? "";
  if (!isKeyType(own) || (type !== undefined && type !== own)) return undefined;
  const isWhole = fields?.at(-1) !== undefined && fields.length === fieldsOfType[own.replace(/^webauthn-/, "")];
  // Certificates have numbers between their fields, so that what follows the type cannot be counted.
  if (!isWhole && !own.includes("-cert-")) return undefined;
  const fingerprint = sshKeyFingerprint(`${own} ${blob}`);
  if (fingerprint.startsWith("SHA256:")) return fingerprint;
  return `SHA256:${createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "")}`;
}

/** How many fields a key of a type has, that of the type with them. */
const fieldsOfType: Readonly<Record<string, number>> = {
  "ssh-ed25519": 2,
  "ssh-rsa": 3,
  "ssh-dss": 5,
  "ecdsa-sha2-nistp256": 3,
  "ecdsa-sha2-nistp384": 3,
  "ecdsa-sha2-nistp521": 3,
  "sk-ssh-ed25519@openssh.com": 3,
  "sk-ecdsa-sha2-nistp256@openssh.com": 4,
};

/** The fields of a key, each behind its length; the last is undefined where it is cut off. */
function fieldsOf(bytes: Buffer): readonly (Buffer | undefined)[] | undefined {
  const fields: (Buffer | undefined)[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 4 <= bytes.length ? at + 4 + bytes.readUInt32BE(at) : Number.POSITIVE_INFINITY;
    fields.push(end <= bytes.length ? bytes.subarray(at + 4, end) : undefined);
    at = end;
  }
  return fields.length === 0 ? undefined : fields;
}
