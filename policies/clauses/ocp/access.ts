import type { Clause } from "../clause.ts";

/** Administrative roles, root access and the applications' administrators: O42 to O62. */
export const access = [
  {
    id: "OCP-ADM-1",
    section: "Administrative access",
    lines: "O42",
    requirement: "Only people of OCP, CDS, Dogsbody Technology or ODS hold an administrative role in any system.",
    classes: ["register"],
    level: "mandatory",
    note: "The text has lost its list; the four come from the same revision. With no organisation allowed, the check fails (AMB-1).",
  },
  {
    id: "OCP-ADM-2",
    section: "Administrative access",
    lines: "O44a",
    requirement:
      "The register is the only source of access to servers: every SSH key that a server or a host's account takes belongs to a person or credential in it.",
    classes: ["enforce", "register"],
    level: "mandatory",
    note: "Keys of robots are credentials, not people, and never open root (AMB-14).",
  },
  {
    id: "OCP-ADM-3",
    section: "Administrative access",
    lines: "O44b",
    requirement:
      "Every person with a key or a grant belongs to one of the allowed organisations and has an e-mail address at a domain of that organisation.",
    classes: ["register"],
    level: "mandatory",
    note: "Robots are no people: they are credentials without root (AMB-14).",
  },
  {
    id: "OCP-ROOT-1",
    section: "Root access",
    lines: "O48a",
    requirement:
      "On every server at least one owner from OCP and at least one manager from Dogsbody have root; only people of those two have root on all servers.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "OCP-ROOT-2",
    section: "Root access",
    lines: "O48b",
    requirement:
      "Anybody else has root only as a developer, on one named server to which they are expected to deploy, with the reason in writing.",
    classes: ["register"],
    level: "mandatory",
    note: "“Reasonably expected” means a written reason that a reviewer sees (AMB-15).",
  },
  {
    id: "OCP-ROOT-3",
    section: "Root access",
    lines: "O50",
    requirement:
      "A developer's root grant ends when the later of its date and the last deployment to that server is more than six calendar months ago. Owners and managers are exempt.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "OCP-ROOT-4",
    section: "Root access",
    lines: "O52",
    requirement:
      "Whoever grants a developer root on a server holds root there already, by an unrevoked grant of an earlier date, and is not the developer.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "OCP-ROOT-5",
    section: "Root access",
    lines: "O54",
    requirement: "Root access has been reviewed within the review interval, which is 183 days unless set otherwise.",
    classes: ["register"],
    level: "mandatory",
    note: "The text says “routinely” and no number; half a year matches the lapse of unused grants (AMB-15).",
  },
  {
    id: "OCP-REDASH-1",
    section: "Redash",
    lines: "O58",
    requirement: "At most two people of OCP and at most two of ODS are in the admin group of Redash.",
    classes: ["register"],
    level: "mandatory",
    note: "Distinct people count. More than two of another organisation, or none of OCP, is reported (AMB-16).",
  },
  {
    id: "OCP-REDMINE-1",
    section: "Redmine",
    lines: "O62",
    requirement: "At most two people of OCP and at most two of ODS are administrators of Redmine.",
    classes: ["register"],
    level: "mandatory",
    note: "Distinct people count. More than two of another organisation, or none of OCP, is reported (AMB-16).",
  },
] as const satisfies readonly Clause[];
