import type { DateText } from "../../model/dates.ts";

/** Somebody's time in an office; without `until` it lasts. */
export interface Term {
  readonly person: string;
  /** First day in office. */
  readonly from: DateText;
  /** Last day in office. */
  readonly until?: DateText;
}

/** What the Notify run book fixes, as data; see the note in `ocp.ts` on why it does not stand in the register. */
export const notify = {
  /** The GitHub organisation that the repositories belong to. */
  githubOwner: "GSA",

  /**
   * Who has been the System Owner, who must approve accounts before they are made: one person's id after the other, from
   * their first day in office to their last. Whoever follows is added, and the predecessor gets their last day; both stay, as
   * what was approved in office stays approved. The first has been since the day of the first Administrator.
   */
  systemOwners: [{ person: "system-owner", from: "2023-04-18" }] as readonly Term[],

  /**
   * The one grant that could not be approved and made as the clauses demand, because nobody held a role before it: the
   * first Administrator. Up to and with this day, and for this person only; see AMB-24.
   */
  bootstrap: { person: "admin-1", until: "2023-04-18" },

  /** The role whose holders create accounts and assign roles. */
  administratorRole: { system: "github", role: "administrator" },

  /** The role of those who write code. */
  engineerRole: { system: "github", role: "engineer" },

  /** GitHub teams and the most that each may have on a repository. A team that is not here may have nothing. */
  teamPermissions: {
    "notify-administrators": "admin",
    "notify-engineers": "push",
    "notify-isso": "push",
  } as Readonly<Record<string, "push" | "admin">>,

  administratorsTeam: "notify-administrators",
  engineersTeam: "notify-engineers",

  /** Days that a leaver or a change of role may leave accounts as they were. Day 14 still passes. */
  accountUpdateDays: 14,

  /** Repositories and the branches that code reaches only by pull request. */
  protectedBranches: {
    "notifications-api": ["main", "production"],
    "notifications-admin": ["main", "production"],
    "usnotify-ssb": ["main"],
    "ttsnotify-brokerpak-sms": ["main"],
  } as Readonly<Record<string, readonly string[]>>,

  /** Fewest approvals of a pull request, whatever the branch. */
  approvals: 1,

  /** The stacks of single environments. What repositories and people must be like is asked of every other stack. */
  environmentStacks: ["notify-staging", "notify-demo", "notify-production"] as readonly string[],
} as const;
