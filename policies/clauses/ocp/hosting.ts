import type { Clause } from "../clause.ts";

/** Who manages and who hosts the servers, with accounts and backups at each host: O27 to O38. */
export const hosting = [
  {
    id: "OCP-HOST-1",
    section: "Hosting",
    lines: "O27a",
    requirement:
      "Every server, but no service, is marked as managed by Dogsbody Technology, whose contact is the `sysadmin` mailbox at `dogsbody.com`.",
    classes: ["enforce", "register"],
    level: "mandatory",
  },
  {
    id: "OCP-HOST-2",
    section: "Hosting",
    lines: "O27b",
    requirement:
      "Every service names what hosts it, and the kind of host is the one that the host list gives for that service.",
    classes: ["declare"],
    level: "mandatory",
    note: "The list is exhaustive: a host that it does not give for a service is a breach (AMB-8).",
  },
  {
    id: "OCP-HOST-3",
    section: "Hosting",
    lines: "O29",
    requirement: "Linode hosts the Helpdesk CRM, and nothing but the CRM.",
    classes: ["enforce"],
    level: "mandatory",
    note: "“And nothing but” follows from the rule for all other servers (AMB-8).",
  },
  {
    id: "OCP-HOST-4",
    section: "Hosting",
    lines: "O30",
    requirement: "The CRM's Linode and its backups are in EU-West (London), region `eu-west`.",
    classes: ["enforce"],
    level: "mandatory",
    note: "The text only says which status rows to watch; read as pinning the region. `gb-lon` is another region and is refused (AMB-9).",
  },
  {
    id: "OCP-HOST-5",
    section: "Hosting",
    lines: "O31a",
    requirement:
      "The Linode users `opencontractingpartnership` and `opencontracting-dogsbody` are unrestricted, and no other user is; a user whose restriction is not declared counts as unrestricted.",
    classes: ["enforce"],
    level: "mandatory",
    note: "Full access means an unrestricted user, not a restricted one with every grant (AMB-37).",
  },
  {
    id: "OCP-HOST-6",
    section: "Hosting",
    lines: "O31b",
    requirement:
      "The Linode user `opencontracting` is restricted and has explicit grants only, none of which writes to the account or cancels it, and which together fall short of full access.",
    classes: ["enforce"],
    level: "mandatory",
    note: "With one machine in the account, a grant to write adds up to full access; so limited access only reads (AMB-37).",
  },
  {
    id: "OCP-HOST-7",
    section: "Hosting",
    lines: "O32a",
    requirement:
      "The CRM's Linode keeps one daily and two weekly backups: its backup service is on, and changes to that setting are not ignored.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "OCP-HOST-8",
    section: "Hosting",
    lines: "O32b",
    requirement:
      "Dogsbody runs a daily and a weekly backup of the CRM to Google Cloud Platform; both are in the register.",
    classes: ["register"],
    level: "mandatory",
    note: "The past tense is read as a duty that lasts; storage at another provider is no substitute (AMB-10).",
  },
  {
    id: "OCP-HOST-9",
    section: "Hosting",
    lines: "O33",
    requirement: "Hetzner hosts the Kingfisher services, on its cloud or on its dedicated servers.",
    classes: ["enforce", "register"],
    level: "mandatory",
    note: "Both kinds pass. No backup is asked for here, so none is claimed; on the cloud, missing backups are reported, and locks are demanded apart from this clause (AMB-11).",
  },
  {
    id: "OCP-HOST-10",
    section: "Hosting",
    lines: "O34",
    requirement: "Bytemark hosts every server other than those of the CRM and of Kingfisher.",
    classes: ["register"],
    level: "mandatory",
    note: "Register only, as no provider package exists. The host's name is a setting, for a migration to come (AMB-12).",
  },
  {
    id: "OCP-HOST-11",
    section: "Hosting",
    lines: "O35",
    requirement: "Bytemark has a status page for its network.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "OCP-HOST-12",
    section: "Hosting",
    lines: "O36",
    requirement:
      "The Bytemark account is `opencontracting`; exactly the users `opendataservices` and `opencon-tech` have secondary access to it.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "OCP-HOST-13",
    section: "Hosting",
    lines: "O37",
    requirement: "Every Bytemark server is backed up every 7 days, and at least one copy is kept.",
    classes: ["register"],
    level: "mandatory",
    note: "“One weekly backup” is read as both a frequency and a number kept (AMB-13).",
  },
  {
    id: "OCP-HOST-14",
    section: "Hosting",
    lines: "O38",
    requirement:
      "GitHub Pages serves the Extension Explorer at `extensions.open-contracting.org` over https; its CNAME points to `open-contracting.github.io` and is not proxied.",
    classes: ["enforce"],
    level: "mandatory",
  },
] as const satisfies readonly Clause[];
