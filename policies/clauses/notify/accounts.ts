import type { Clause } from "../clause.ts";

/** Accounts, roles and service accounts: N88 to N125. */
export const accounts = [
  {
    id: "NOTIFY-ACC-1",
    section: "User Account Management",
    lines: "N88",
    requirement:
      "Every infrastructure account and every Platform Administrator is approved by the System Owner, not later than it is created; nobody approves their own.",
    classes: ["register"],
    level: "mandatory",
    note: "The System Owner is a setting, with the days of each in office. The first Administrator is an exception by name and date (AMB-24).",
  },
  {
    id: "NOTIFY-ACC-2",
    section: "User Account Management",
    lines: "N88-N89",
    requirement:
      "Whoever creates such an account and assigns its roles holds the Administrator role on that day; the approval itself stays with the System Owner.",
    classes: ["register"],
    level: "mandatory",
    note: "The first Administrator is an exception by name and date (AMB-24).",
  },
  {
    id: "NOTIFY-ACC-3",
    section: "User Account Management",
    lines: "N89-N90",
    requirement:
      "Each live service has at least one active User Manager who is an agency partner of that service's agency.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-ACC-4",
    section: "User Account Management",
    lines: "N90-N91",
    requirement:
      "Every user, of the infrastructure or of the application, has an e-mail address whose domain ends in `.gov`.",
    classes: ["register", "enforce"],
    level: "mandatory",
    note: "Contractors and local partners too; `.mil`, `.us` and `.org` do not pass. Service accounts are no users (AMB-25).",
  },
  {
    id: "NOTIFY-ACC-5",
    section: "User Account Management",
    lines: "N91",
    requirement:
      "Within 14 days of a person's leaving or change of role, each of their accounts is updated to the new role or disabled; who has left is in no team or group.",
    classes: ["register", "enforce"],
    level: "mandatory",
    note: "Calendar days; day 14 still passes (AMB-33).",
  },
  {
    id: "NOTIFY-ACC-6",
    section: "User Account Management",
    lines: "N92",
    requirement:
      "Within 14 days of the leaving of anybody who had SpaceDeveloper in a space, every space-deployer credential of that space is rotated, after the departure and not before.",
    classes: ["register"],
    level: "mandatory",
    note: "Day 14 still passes (AMB-33). Giving up SpaceDeveloper counts as leaving (AMB-32); so does holding it by self-assignment (AMB-31).",
  },
  {
    id: "NOTIFY-ROLE-1",
    section: "Types of Infrastructure Users",
    lines: "N96",
    requirement:
      "GitHub Administrators are PBS federal staff who approve and merge pull requests to `main` and `production`: the Admin permission is their team's alone.",
    classes: ["enforce", "register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-ROLE-2",
    section: "Types of Infrastructure Users",
    lines: "N97-N98",
    requirement:
      "In the production AWS account, the IAM group `NotifyAdministrators` holds only PBS federal staff; it lets them read audit logs and mend the AWS services.",
    classes: ["enforce", "register"],
    level: "mandatory",
    note: "Demo is not production where access is concerned (AMB-35).",
  },
  {
    id: "NOTIFY-ROLE-3",
    section: "Types of Infrastructure Users",
    lines: "N99-N100",
    requirement:
      "The people with OrgManager in cloud.gov are PBS federal Administrators, and they alone have roles in production spaces.",
    classes: ["register"],
    level: "mandatory",
    note: "Demo is not a production space; `notify-management`, which runs the production broker, is (AMB-35).",
  },
  {
    id: "NOTIFY-ROLE-4",
    section: "Types of Infrastructure Users",
    lines: "N101-N102",
    requirement:
      "DevOps Engineers, PBS federal staff or contractors, hold SpaceManager in cloud.gov, and only in spaces that are not production.",
    classes: ["register"],
    level: "mandatory",
    note: "SpaceDeveloper beside it passes outside production, and then counts for rotation (AMB-31). Demo is not production (AMB-35).",
  },
  {
    id: "NOTIFY-ROLE-5",
    section: "Types of Infrastructure Users",
    lines: "N103-N104",
    requirement:
      "DevOps Engineers, PBS federal staff or contractors, belong to the IAM group `NotifyAdministrators` of AWS accounts that are not production; contractors belong to no other.",
    classes: ["enforce", "register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-ROLE-6",
    section: "Types of Infrastructure Users",
    lines: "N105",
    requirement:
      "Engineers, PBS federal staff or contractors, have the Write permission in GitHub: neither Maintain nor Admin, and not by a default for the whole organisation.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-APP-1",
    section: "Types of Application Users",
    lines: "N109-N110",
    requirement:
      "Platform Administrators, who hold `platform_admin` and set up the system across services, are PBS federal staff.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-APP-2",
    section: "Types of Application Users",
    lines: "N111-N112",
    requirement:
      "User Managers, who hold `manage_users` and look after a service's team, are agency partners of that service.",
    classes: ["register"],
    level: "mandatory",
    note: "A PBS federal employee cannot be one (AMB-26).",
  },
  {
    id: "NOTIFY-APP-3",
    section: "Types of Application Users",
    lines: "N113-N114",
    requirement: "Users are agency partners and hold known permissions other than `manage_users` and `platform_admin`.",
    classes: ["register"],
    level: "mandatory",
    note: "`platform_admin` is left out as well, as it is kept for Platform Administrators (AMB-26).",
  },
  {
    id: "NOTIFY-SVC-1",
    section: "Service Accounts",
    lines: "N118-N119",
    requirement:
      "The cloud.gov service account has exactly OrgManager and SpaceDeveloper; its credentials are GitHub environment secrets in the api and admin repositories, and nowhere else.",
    classes: ["enforce", "register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-SVC-2",
    section: "Service Accounts",
    lines: "N120-N121",
    requirement:
      "The SSB deployment account in AWS is the only principal with `IAMFullAccess` or its like; its credentials are GitHub environment secrets in `usnotify-ssb`, and nowhere else.",
    classes: ["enforce"],
    level: "mandatory",
    note: "The one exception to least privilege, as it can make itself administrator; nothing is added to it silently (AMB-28).",
  },
  {
    id: "NOTIFY-SVC-3",
    section: "Service Accounts",
    lines: "N122-N123",
    requirement:
      "The SSB service account in cloud.gov has SpaceDeveloper and nothing more; its credentials are GitHub environment secrets in `usnotify-ssb`, and nowhere else.",
    classes: ["register", "enforce"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-SVC-4",
    section: "Service Accounts",
    lines: "N124-N125",
    requirement:
      "Each SSB account in AWS has exactly one of `sms_broker` and `smtp_broker`; its one active key is made by this code and kept secret, and it has no console log-in.",
    classes: ["enforce"],
    level: "mandatory",
    note: "A role of that name passes, and so does a user with a policy of that name; no other user has a key (AMB-29).",
  },
] as const satisfies readonly Clause[];
