/** What the Notify run book fixes, as data; see the note in `ocp.ts` on why it does not stand in the register. */
export const notify = {
  /** The GitHub organisation that the repositories belong to. */
  githubOwner: "GSA",

  /** Id of the System Owner: who must approve accounts before they are made. A person's id, not a first name. */
  systemOwner: "system-owner",

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
