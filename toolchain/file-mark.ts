import type { BigIntStats } from "node:fs";

/**
 * What changes with every write to a file, and when another is put in its place: size, times, number, and mode last. No
 * program can set the time of change.
 */
export function markOf({ size, mtimeNs, ctimeNs, ino, mode }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, ino, mode].join(" ");
}
