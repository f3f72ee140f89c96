import { accessListed, invitationsTaken, listedHasAccess, roleAsListed } from "./access-listed.ts";
import { accountsHavePeople, keysHaveOwners, oneAccountEach } from "./accounts.ts";
import { administratorsCapped, administratorsPresent } from "./administrators.ts";
import { leaversGone, leaversLeaving } from "./leavers.ts";
import type { ReadingRule } from "./rule.ts";
import { accountsInUse, invitationsAnswered } from "./use.ts";
import { readingProves } from "./whole.ts";

/** Every rule about what is so at a system, held against the register. */
export const readingRules: readonly ReadingRule[] = [
  readingProves,
  accessListed,
  roleAsListed,
  listedHasAccess,
  invitationsTaken,
  leaversGone,
  leaversLeaving,
  administratorsCapped,
  administratorsPresent,
  accountsHavePeople,
  keysHaveOwners,
  oneAccountEach,
  invitationsAnswered,
  accountsInUse,
];
