import { createHash } from "node:crypto";

// Whatever a service would have made up is worked out from a seed, so that the same program gives the same state on every
// machine, and two resources that speak of the same thing (a repository's numeric id) speak of it alike.

/** The time of everything that happens offline: an offline resource has no age. */
export const OFFLINE_TIME = "2026-01-01T00:00:00Z";

/** Lower-case hexadecimal digits. */
export function hex(seed: string, digits: number): string {
  return digest(seed, "hex", digits);
}

/** A whole number of exactly that many decimal digits (at most 15). */
export function wholeNumber(seed: string, digits: number): number {
  const least = 10 ** (digits - 1);
  return least + Number(BigInt(`0x${hex(seed, 15)}`) % BigInt(9 * least));
}

/** Letters and digits of the AWS kind: upper case, no look-alikes. */
export function upperId(seed: string, length: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return [...createHash("sha256").update(seed).digest()]
    .slice(0, length)
    .map((byte) => alphabet[byte % alphabet.length])
    .join("");
}

/** A version 4 UUID. */
export function uuid(seed: string): string {
  const digits = hex(seed, 32);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join("-");
}

/** An IPv4 address of the ranges that are kept for documentation (RFC 5737). */
export function ipv4(seed: string): string {
  const value = wholeNumber(seed, 6);
  return `${value % 2 === 0 ? "192.0.2" : "198.51.100"}.${(value % 253) + 1}`;
}

/** A /64 network of the IPv6 range that is kept for documentation (RFC 3849), without its length: `2001:db8:a:b::`. */
export function ipv6Network(seed: string): string {
  const digits = hex(seed, 8);
  return `2001:db8:${group(digits.slice(0, 4))}:${group(digits.slice(4))}::`;
}

/** GitHub's opaque global id: a kind's prefix and text in base64. */
export function nodeId(prefix: string, seed: string): string {
  return `${prefix}_kgDO${digest(seed, "base64url", 11).replaceAll("-", "A").replaceAll("_", "B")}`;
}

function group(digits: string): string {
  // A leading zero is not written, and a group of zeros could be folded away: 1 is as good.
  return digits.replace(/^0+/, "") || "1";
}

function digest(seed: string, encoding: "hex" | "base64url", length: number): string {
  return createHash("sha256").update(seed).digest(encoding).slice(0, length);
}
