/**
 * What the OCP reference fixes, as data. It stands here and not in the register because a change of access and a change
 * of the rules for access are reviewed by different people.
 */
export const ocp = {
  /** Whose staff may hold administrative roles and access to servers. The source lost its list; see AMB-1 in docs/decisions.md. */
  administrativeOrganisations: ["ocp", "cds", "dogsbody", "ods"],

  /**
   * The server owners: people of the owners' organisation who may have root as that. A successor is a change of this line,
   * because whoever could name themselves owner in the register would have root on every server.
   */
  serverOwners: ["ocp-owner-1", "ocp-owner-2"] as readonly string[],

  /** The organisations of server owners and of server managers. */
  ownerOrganisation: "ocp",
  managerOrganisation: "dogsbody",

  /** The e-mail domains of each organisation's staff. */
  emailDomains: {
    ocp: ["open-contracting.org"],
    cds: ["cds.com.py"],
    dogsbody: ["dogsbody.com"],
    ods: ["opendataservices.coop"],
  } as Readonly<Record<string, readonly string[]>>,

  /** A developer's root lapses when they neither deployed nor were granted it for this long. */
  rootIdleMonths: 6,

  /** Days without use after which it is announced that a developer's root will lapse. */
  rootIdleNoticeDays: 150,

  /** "Routinely": the longest time between two reviews of root access. The source names no number; see AMB-15. */
  rootReviewDays: 183,

  /** Whose DMARC policy reports to DMARC Analyzer, and at which domains that takes each kind of report. */
  dmarc: {
    domain: "open-contracting.org",
    reportHosts: { aggregate: ["rep.dmarcanalyzer.com"], forensic: ["for.dmarcanalyzer.com"] } as Readonly<
      Record<"aggregate" | "forensic", readonly string[]>
    >,
  },

  /** Names before the @ that belong to lists and shared mailboxes; Sentry notifies people, each at their own address. */
  sharedMailboxes: ["data", "dev", "developers", "help", "info", "noreply", "support", "sysadmin", "team"],
} as const;

/** How many people of an organisation may, or must, hold a role. */
export interface RoleLimit {
  readonly rule: string;
  readonly clause: "OCP-REDASH-1" | "OCP-REDMINE-1" | "OCP-SENTRY-3" | "OCP-SENTRY-4";
  readonly level: "mandatory" | "advisory";
  readonly system: string;
  readonly role: string;
  /** The organisations that it counts, each for itself; `others` is every organisation that no mandatory ceiling names. */
  readonly organisations: readonly string[] | "others";
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** The administrators of Redash and Redmine. Other organisations and the floors are advice: see AMB-16. */
const administratorLimits = (
  [
    { system: "redash", role: "admin", clause: "OCP-REDASH-1" },
    { system: "redmine", role: "administrator", clause: "OCP-REDMINE-1" },
  ] as const
).flatMap((where): RoleLimit[] => [
  {
    ...where,
    rule: `ocp-${where.system}-administrators`,
    level: "mandatory",
    organisations: ["ocp", "ods"],
    atMost: 2,
  },
  {
    ...where,
    rule: `ocp-${where.system}-administrators-of-others`,
    level: "advisory",
    organisations: "others",
    atMost: 2,
  },
  {
    ...where,
    rule: `ocp-${where.system}-administrator-of-owner`,
    level: "advisory",
    organisations: ["ocp"],
    atLeast: 1,
  },
]);

/**
 * Ceilings and floors per system and organisation. To a ceiling every administrative role of the system counts, be it for a
 * team, above the one that is named or by another name; the floor of owners is the clause's own: see AMB-6 and AMB-7.
 */
export const roleLimits: readonly RoleLimit[] = [
  ...administratorLimits,
  {
    rule: "ocp-sentry-admins",
    clause: "OCP-SENTRY-3",
    level: "mandatory",
    system: "sentry",
    role: "admin",
    organisations: ["ods", "cds"],
    atMost: 1,
  },
  {
    rule: "ocp-sentry-owner",
    clause: "OCP-SENTRY-4",
    level: "mandatory",
    system: "sentry",
    role: "owner",
    organisations: ["ocp"],
    atLeast: 1,
  },
];
