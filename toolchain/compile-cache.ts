import { join } from "node:path";

const folder = join(import.meta.dirname, "../.gatehouse");

/**
 * Where Node.js keeps what it has compiled, of this checkout: half of the time that a process takes to load is saved by
 * it. Programs have one of their own: what they leave there is nothing that judges them is made from.
 */
export const compileCache = {
  judge: join(folder, "compile-cache"),
  programs: join(folder, "compile-cache-programs"),
} as const;
