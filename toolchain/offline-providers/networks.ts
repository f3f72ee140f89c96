import { isIPv4, isIPv6 } from "node:net";

/** An address and the length of its prefix, taken apart; undefined for a text that is no network. */
function parted(text: string): { address: string; bits: number; family: "ipv4" | "ipv6" } | undefined {
  const [, address = "", length = ""] = /^([0-9a-fA-F:.]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const family = isIPv4(address) ? "ipv4" : isIPv6(address) ? "ipv6" : undefined;
  const bits = Number(length);
  return family === undefined || bits > (family === "ipv4" ? 32 : 128) ? undefined : { address, bits, family };
}

/** Whether a text is a network of a family, written with the length of its prefix. */
export function isNetwork(text: string, family: "ipv4" | "ipv6"): boolean {
  return parted(text)?.family === family;
}

/** Whether a text is an address, or a network that begins where it says: `10.0.0.0/8`, and not `10.1.0.0/8`. */
export function isAddressOrStart(text: string): boolean {
  if (isIPv4(text) || isIPv6(text)) return true;
  const network = parted(text);
  if (network === undefined) return false;
  const { address, bits, family } = network;
  return bytesOf(address, family).every((byte, index) => (byte & (0xff >> clamp(bits - index * 8))) === 0);
}

const clamp = (bits: number) => Math.min(8, Math.max(0, bits));

function bytesOf(address: string, family: "ipv4" | "ipv6"): number[] {
  if (family === "ipv4") return address.split(".").map(Number);
  // The tail of an IPv6 address may be written as an IPv4 one.
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(":"),
  );
  const [head = "", tail] = plain.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<number>(zeros).fill(0), ...after].flatMap((group) => [group >> 8, group & 0xff]);
}
