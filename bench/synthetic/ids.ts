import { createHash } from "node:crypto";

/** `make(0)` … `make(count - 1)`, under the ids `PREFIX-1` … `PREFIX-COUNT`. */
export function numbered<T>(prefix: string, count: number, make: (id: string, index: number) => T): Record<string, T> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const id = `${prefix}-${index + 1}`;
      return [id, make(id, index)];
    }),
  );
}

/** An ed25519 public key that nobody has the private part of: its 32 bytes are a digest of its comment. */
export function publicKey(comment: string): string {
  const parts = [Buffer.from("ssh-ed25519"), createHash("sha256").update(comment).digest()];
  const blob = Buffer.concat(parts.flatMap((part) => [Buffer.from([0, 0, 0, part.length]), part]));
  return `ssh-ed25519 ${blob.toString("base64")} ${comment}`;
}
