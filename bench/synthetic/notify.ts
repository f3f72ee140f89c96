import { emptyRegister, type Register } from "../../model/register.ts";
import type { Grant } from "../../model/schema/access.ts";
import type { Repository } from "../../model/schema/change.ts";
import type { Person } from "../../model/schema/people.ts";
import { numbered } from "./ids.ts";

export interface NotifyShape {
  readonly administrators: number;
  readonly engineers: number;
  readonly partners: number;
  /** Repositories beside the four that the run book names. */
  readonly repositories: number;
  /** Services of agencies. */
  readonly services: number;
}

/** A register of US Notify in which everything is in order as of a date in 2026, of the shape that is wanted. */
export function notifyRegister({ administrators, engineers, partners, repositories, services }: NotifyShape): Register {
  const made = {
    administrators: numbered("administrator", administrators, (id): Person => somebody(id, "pbs-fed")),
    engineers: numbered("engineer", engineers, (id): Person => somebody(id, "contractor")),
    partners: numbered("partner", partners, partner),
  };
  const ids = { administrators: Object.keys(made.administrators), engineers: Object.keys(made.engineers) };
  // Administrators make the accounts in turn, so that it has to be looked up who held the role when.
  const maker = (index: number) => ids.administrators[index % administrators] ?? "admin-1";
  return {
    ...emptyRegister("notify"),
    organisations: {
      pbs: { name: "Public Benefits Studio", kind: "owner" },
      "agency-1": { name: "Pilot agency", kind: "agency" },
    },
    people: {
      "system-owner": somebody("system-owner", "pbs-fed"),
      "admin-1": somebody("admin-1", "pbs-fed"),
      ...made.administrators,
      ...made.engineers,
      ...made.partners,
    },
    systems: {
      github: {
        title: "GitHub",
        roles: {
          administrator: { title: "Administrators", permission: "admin", team: "notify-administrators" },
          engineer: { title: "Engineers", permission: "push", team: "notify-engineers" },
        },
      },
      application: { title: "US Notify", roles: { "user-manager": { title: "User Manager" } } },
    },
    grants: {
      github: {
        administrator: [
          { person: "admin-1", createdOn: "2023-04-18" },
          ...ids.administrators.map((person) => approved(person, "admin-1", "2023-05-03")),
        ],
        engineer: ids.engineers.map((person, index) => approved(person, maker(index), "2024-01-16")),
      },
      application: {
        "user-manager": Object.keys(made.partners).map((person, index) => ({
          person,
          createdBy: maker(index),
          createdOn: "2024-07-10",
        })),
      },
    },
    agencyServices: numbered("service", services, (title) => ({ title, agency: "agency-1", live: true })),
    repositories: {
      "notifications-api": repository("main", "production"),
      "notifications-admin": repository("main", "production"),
      "usnotify-ssb": repository("main"),
      "ttsnotify-brokerpak-sms": repository("main"),
      ...numbered("repository", repositories, () => repository("main")),
    },
  };
}

function somebody(id: string, employment: Person["employment"]): Person {
  return { name: id, organisation: "pbs", email: `${id}@example.gov`, employment, github: `notify-${id}` };
}

function partner(id: string): Person {
  return { name: id, organisation: "agency-1", email: `${id}@example.gov`, employment: "agency-partner" };
}

function approved(person: string, createdBy: string, createdOn: string): Grant {
  return { person, approvedBy: "system-owner", approvedOn: "2023-05-01", createdBy, createdOn };
}

function repository(...branches: string[]): Repository {
  return {
    owner: "GSA",
    title: "A repository of US Notify",
    visibility: "public",
    managed: true,
    defaultBranch: "main",
    branches: Object.fromEntries(
      branches.map((name) => [name, { approvals: 1, requiredChecks: ["build"], mergedBy: ["notify-administrators"] }]),
    ),
    teams: { "notify-administrators": "admin", "notify-engineers": "push" },
  };
}
