import { notify } from "./notify.ts";

/** Days counted when what a system says of who has access is held against the register. */
export const readings = {
  /** A reading that is older proves nothing: access is looked at each month. Day 31 still proves. */
  longestAgeDays: 31,
  /** Days for which a leaver's account may still be there, everywhere: the clock of NOTIFY-ACC-5. Day 14 still may. */
  leaverDays: notify.accountUpdateDays,
  /** Days for which an invitation may be out before somebody asks whether it is still wanted. */
  invitedDays: 21,
  /** Days without use after which an account is told of, and days for which a new one may wait for its first use. */
  unusedDays: 90,
} as const;

/** The id of what stands for root on all servers where there is an id of a system. */
export const rootOnServers = "root";
