import type { Clause } from "../clause.ts";

/** Downtime, monitoring, mail reports and error reports: O1 to O23, with every heading of the document. */
export const monitoring = [
  {
    id: "OCP-DOC-1",
    section: "Reference",
    lines: "O1, O3, O7, O9, O15, O19, O25, O40, O46, O56, O60",
    requirement: "Title and headings: they order the document and ask for nothing.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "OCP-COM-1",
    section: "Communicating during downtime",
    lines: "O5",
    requirement: "Planned and unplanned downtime is announced as a separate protocol tells, which people follow.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "OCP-MON-1",
    section: "Prometheus",
    lines: "O11a",
    requirement:
      "Every server is a scrape target of Prometheus over https, and every scrape target is a declared server: no more, no fewer.",
    classes: ["register", "enforce"],
    level: "mandatory",
    note: "The Prometheus server is a target too (AMB-3). Development and test servers are not exempt (AMB-2).",
  },
  {
    id: "OCP-MON-2",
    section: "Prometheus",
    lines: "O11b",
    requirement:
      "Salt configures monitoring on each server, so each names its own Salt target; exactly one Prometheus server collects from them, on a declared server.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "OCP-MON-3",
    section: "Prometheus",
    lines: "O11c",
    requirement:
      "Node Exporter runs on each server with its disk and memory collectors on; its port 7231 is open to the Prometheus server, over IPv4 and IPv6, and to nobody else.",
    classes: ["enforce", "register"],
    level: "mandatory",
    note: "Only a waiver by name, which is reported, can exempt a server (AMB-2).",
  },
  {
    id: "OCP-MON-4",
    section: "Prometheus",
    lines: "O13",
    requirement: "A user guide explains Prometheus to its readers.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "OCP-DMARC-1",
    section: "DMARC Analyzer",
    lines: "O17",
    requirement:
      "`_dmarc.open-contracting.org` has exactly one TXT record with a DMARC policy, and the policy is valid.",
    classes: ["enforce"],
    level: "mandatory",
    note: "Any policy value passes; one weaker than quarantine is reported. This leniency never reaches a .gov domain (AMB-4).",
  },
  {
    id: "OCP-DMARC-2",
    section: "DMARC Analyzer",
    lines: "O17",
    requirement:
      "That policy sends aggregate reports to DMARC Analyzer: `rua` holds a `mailto:` address whose domain is exactly `rep.dmarcanalyzer.com`.",
    classes: ["enforce"],
    level: "mandatory",
  },
  {
    id: "OCP-DMARC-3",
    section: "DMARC Analyzer",
    lines: "O17",
    requirement:
      "That policy sends forensic reports to DMARC Analyzer: `ruf` holds a `mailto:` address whose domain is exactly `for.dmarcanalyzer.com`.",
    classes: ["enforce"],
    level: "mandatory",
    note: "Required here although the service has lost favour; left open for .gov domains, as such reports can carry personal data (AMB-5).",
  },
  {
    id: "OCP-SENTRY-1",
    section: "Sentry",
    lines: "O21a",
    requirement:
      "Each service that reports to Sentry names the people who are notified: at least one, each an address of one person and not of a list.",
    classes: ["register"],
    level: "advisory",
  },
  {
    id: "OCP-SENTRY-2",
    section: "Sentry",
    lines: "O21b",
    requirement:
      "Every service that OCP wrote and Salt manages reports its errors to Sentry: its DSN is set and kept secret. Software of third parties is exempt.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "OCP-SENTRY-3",
    section: "Sentry",
    lines: "O23",
    requirement: "ODS has at most one person with the Admin role in Sentry, and so has CDS.",
    classes: ["register"],
    level: "mandatory",
    note: "Later practice of looser caps does not count (AMB-6). Admin of the organisation and Admin of a team count alike (AMB-7).",
  },
  {
    id: "OCP-SENTRY-4",
    section: "Sentry",
    lines: "O23",
    requirement:
      "At least one person of OCP actively holds the Owner role in Sentry; a revoked or pending one does not count.",
    classes: ["register"],
    level: "mandatory",
    note: "One is enough, although later practice asks for two (AMB-6).",
  },
] as const satisfies readonly Clause[];
