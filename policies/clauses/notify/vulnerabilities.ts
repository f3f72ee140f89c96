import type { Clause } from "../clause.ts";

/** Deadlines for vulnerabilities: N69 to N74. */
export const vulnerabilities = [
  {
    id: "NOTIFY-VUL-1",
    section: "Vulnerability Mitigation Changes",
    lines: "N69a",
    requirement:
      "Every vulnerability has an owner who actively holds the Administrator role and answers for its remediation.",
    classes: ["register"],
    level: "mandatory",
    note: "Administrator in GitHub is meant (AMB-36).",
  },
  {
    id: "NOTIFY-VUL-2",
    section: "Vulnerability Mitigation Changes",
    lines: "N69b, N70",
    requirement:
      "Every vulnerability has a known severity, which sets its time. A critical one, also called very high, is remediated within 15 days.",
    classes: ["register"],
    level: "mandatory",
    note: "The clock starts on the earliest date on record and stops when the remedy is in place, not at triage (AMB-23).",
  },
  {
    id: "NOTIFY-VUL-3",
    section: "Vulnerability Mitigation Changes",
    lines: "N71",
    requirement: "A vulnerability of high severity is remediated within 30 days.",
    classes: ["register"],
    level: "mandatory",
    note: "Counted as for critical ones (AMB-23).",
  },
  {
    id: "NOTIFY-VUL-4",
    section: "Vulnerability Mitigation Changes",
    lines: "N72",
    requirement: "A vulnerability of medium severity is remediated within 90 days.",
    classes: ["register"],
    level: "mandatory",
    note: "Counted as for critical ones (AMB-23).",
  },
  {
    id: "NOTIFY-VUL-5",
    section: "Vulnerability Mitigation Changes",
    lines: "N73",
    requirement: "A vulnerability of low severity is remediated within 180 days.",
    classes: ["register"],
    level: "mandatory",
    note: "Counted as for critical ones (AMB-23).",
  },
  {
    id: "NOTIFY-VUL-6",
    section: "Vulnerability Mitigation Changes",
    lines: "N74",
    requirement:
      "An informational finding is analysed, and settled within 365 days: remediated if the analysis asks for it, else closed with its reason.",
    classes: ["register"],
    level: "mandatory",
    note: "Advisory until the analysis asks for a remedy: a finding without an analysis is reported whatever its age (AMB-23).",
  },
] as const satisfies readonly Clause[];
