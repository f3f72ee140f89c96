/** What Dependabot is told in the repositories of US Notify, as data: whatever else it is told is refused by name. */
export const notifyDependabot = {
  file: ".github/dependabot.yml",

  /** Ecosystems that it may look after, and those that it has to, by repository; of any repository, its workflows' actions. */
  ecosystems: ["pip", "npm", "terraform", "docker", "github-actions"],
  always: "github-actions",
  ofRepository: {
    "notifications-api": ["pip"],
    "notifications-admin": ["pip", "npm"],
    "usnotify-ssb": ["terraform"],
    "ttsnotify-brokerpak-sms": ["terraform"],
  } as Readonly<Record<string, readonly string[]>>,

  /** How often it looks. */
  intervals: ["daily", "weekly"],

  /** Most days that a version is left to ripen, and most pull requests of it at a time; none, and security updates still come. */
  mostDays: 30,
  mostPullRequests: 20,
} as const;
