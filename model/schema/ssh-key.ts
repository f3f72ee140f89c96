import sshpk from "sshpk";
import { z } from "zod";

/** What is wrong with an OpenSSH public key as a line of `authorized_keys`, or undefined when it can be used. */
export function sshKeyProblem(line: string): string | undefined {
  if (/[\r\n]/.test(line)) return "one key on one line";
  if (/[^!-~ ]/.test(line)) return "an OpenSSH public key: letters, digits and signs of ASCII, and no tab";
  const [type, blob, comment] = line.split(" ");
  if (type === undefined || blob === undefined || comment === undefined || line.split(" ").length !== 3) {
    return "an OpenSSH public key: type, key and comment, with single spaces between and no options";
  }
  let key: sshpk.Key;
  try {
    key = sshpk.parseKey(line, "ssh");
  } catch {
    return "an OpenSSH public key that can be decoded";
  }
  if (!["ed25519", "ecdsa", "rsa"].includes(key.type)) return "an ed25519, ECDSA or RSA key";
  if (key.type === "rsa" && key.size < 3072) return "an RSA key of at least 3072 bits";
  return undefined;
}

/** The comment of a public key line: by our convention the id of its holder. */
export function sshKeyComment(line: string): string {
  return line.split(" ")[2] ?? "";
}

/** The key itself without its comment, so that two lines with one key compare equal. */
export function sshKeyMaterial(line: string): string {
  return line.trim().split(/\s+/).slice(0, 2).join(" ");
}

/**
 * A key as sshd and `ssh-keygen -l` name it, whatever the line says beside it: `SHA256:` and 43 characters. What cannot be
 * decoded is its own.
 */
export function sshKeyFingerprint(line: string): string {
  const material = sshKeyMaterial(line);
  try {
    return sshpk.parseKey(material, "ssh").fingerprint("sha256").toString();
  } catch {
    return material;
  }
}

export const sshKey = z.string().superRefine((line, context) => {
  const problem = sshKeyProblem(line);
  if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
});
