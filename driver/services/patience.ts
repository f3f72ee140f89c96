import { BadInput } from "../../toolchain/bad-input.ts";

/** Seconds for which nothing may be heard from what works, unless `GATEHOUSE_PATIENCE` gives others. Real services make some things for an hour. */
const usual = { offline: 180, live: 5_400 };

/**
 * For how long what works may stay silent before it is taken for hung, in milliseconds. Throws `BadInput` where
 * `GATEHOUSE_PATIENCE` is no number of seconds.
 */
export function patience(env: NodeJS.ProcessEnv = process.env): {
  readonly offlineMs: number;
  readonly liveMs: number;
} {
  const given = env.GATEHOUSE_PATIENCE;
  if (!given) return { offlineMs: usual.offline * 1_000, liveMs: usual.live * 1_000 };
  const seconds = Number(given);
  if (!(seconds >= 1 && seconds <= 86_400)) {
    throw new BadInput(`GATEHOUSE_PATIENCE is "${given}"; give a number of seconds from 1 to 86400, or unset it.`);
  }
  return { offlineMs: seconds * 1_000, liveMs: seconds * 1_000 };
}
