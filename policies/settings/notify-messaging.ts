/** What the Notify run book fixes of text messages, and what AWS lets us count on. */
export const notifyMessaging = {
  /** The form of a toll-free number of the United States. */
  tollFree: /^\+1(?:800|833|844|855|866|877|888)[2-9]\d{6}$/,

  /** The environment whose numbers the run book lists, and its default. */
  production: { environment: "production", defaultNumber: "+18447952263" },

  /** The services that have a number of their own there; `called` is how rules name them. */
  ownNumbers: [
    { service: "pilot-partner-1", called: "first", number: "+18447891134", clause: "NOTIFY-SMS-6" },
    { service: "pilot-partner-2", called: "second", number: "+18888402596", clause: "NOTIFY-SMS-7" },
  ],

  /** What a default number is for, in the words of its registration. */
  usesOfDefault: ["one-time-passwords", "service-messages"],

  /** The application that sends texts, and the variable by which it is told its default number. */
  sender: { repository: "notifications-api", variable: "AWS_US_TOLL_FREE_NUMBER" },

  /** The name that a text shows in countries that allow one; the United States do not. */
  senderId: "Notify-Gov",

  /** Most US dollars a month for text messages, by environment. An environment that is not here may send none. */
  spendCaps: { production: 1000, staging: 25, demo: 25, sandbox: 1 } as Readonly<Record<string, number>>,

  /** Where our applications call AWS from: the addresses that cloud.gov sends from. */
  sourceAddresses: ["52.222.122.97/32", "52.222.123.172/32"],
} as const;
