import { addDays } from "../../../model/dates.ts";
import { type Case, casesOf } from "../case.ts";
import type { RegisterDraft } from "../state.ts";
import { addPerson, grant } from "./ocp.ts";

const { red, reported, green } = casesOf("ocp");

/** Names who is notified of the errors of OCDS Toucan. */
function notify(register: RegisterDraft, ...recipients: string[]): void {
  register.services.toucan.sentry.recipients = recipients;
}

/** Revokes a role in Sentry as of a day. */
function revoke(register: RegisterDraft, role: string, person: string, day: string): void {
  // biome-ignore lint/suspicious/noExplicitAny: entries of a draft
  register.grants.sentry[role].find((each: any) => each.person === person).revokedOn = day;
}

/** Sentry, in the OCP reference. */
export const sentryCases: readonly Case[] = [
  reported("OCP-SENTRY-1", "nobody is notified of a service's errors", ["ocp-sentry-recipients"], {
    register: (register) => notify(register),
  }),
  reported("OCP-SENTRY-1", "a list is notified of a service's errors", ["ocp-sentry-recipients"], {
    register: (register) => {
      addPerson(register, "ods-team", "ods", "opendataservices.coop");
      register.people["ods-team"].email = "team@opendataservices.coop";
      notify(register, "ods-team");
    },
  }),
  green("OCP-SENTRY-1", "two people are notified of a service's errors", {
    register: (register) => notify(register, "ods-developer-1", "ods-developer-2"),
  }),

  red("OCP-SENTRY-2", "a service of ours without a project in Sentry", ["ocp-sentry-services-report"], {
    register: (register) => {
      delete register.services.toucan.sentry;
    },
  }),
  red("OCP-SENTRY-2", "a service of ours without a DSN", ["ocp-sentry-services-report"], {
    register: (register) => {
      delete register.credentials["sentry-toucan"];
    },
  }),
  red("OCP-SENTRY-2", "a DSN that is kept nobody knows where", ["ocp-sentry-services-report"], {
    register: (register) => {
      delete register.credentials["sentry-toucan"].pillarKey;
    },
  }),
  red("OCP-SENTRY-2", "a DSN in plain text", ["ocp-sentry-dsn-secret"], {
    register: (register) => {
      register.credentials["sentry-toucan"].title = "https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/42";
    },
  }),
  green("OCP-SENTRY-2", "a DSN that moved to another key of the private pillar", {
    register: (register) => {
      register.credentials["sentry-toucan"].pillarKey = "toucan:environment:sentry-dsn";
    },
  }),
  green("OCP-SENTRY-2", "somebody else's software without Sentry, and without anything else of ours: told", {
    advice: ["facts-on-word"],
    register: (register) => {
      register.services.toucan.author = "third-party";
      delete register.services.toucan.user;
      register.deployments = register.deployments.filter(({ service }: { service: string }) => service !== "toucan");
      register.rootGrants.toucan = [];
      delete register.services.toucan.sentry;
      delete register.credentials["sentry-toucan"];
    },
  }),

  red("OCP-SENTRY-3", "a second Admin from ODS", ["ocp-sentry-admins"], {
    register: (register) => grant(register, "sentry", "admin", "ods-developer-2"),
  }),
  red("OCP-SENTRY-3", "a second Admin from ODS, for a team alone", ["ocp-sentry-admins"], {
    register: (register) => {
      grant(register, "sentry", "admin", "ods-developer-2");
      register.grants.sentry.admin.at(-1).team = "toucan";
    },
  }),
  red("OCP-SENTRY-3", "a second administrator from CDS, as a Manager", ["ocp-sentry-admins"], {
    register: (register) => {
      addPerson(register, "cds-developer-2", "cds", "cds.com.py");
      register.systems.sentry.roles.manager = { title: "Manager" };
      register.grants.sentry.manager = [];
      grant(register, "sentry", "manager", "cds-developer-2");
    },
  }),
  red("OCP-SENTRY-3", "a second Admin from ODS while the first has one more day", ["ocp-sentry-admins"], {
    register: (register, asOf) => {
      revoke(register, "admin", "ods-developer-1", addDays(asOf, 1));
      grant(register, "sentry", "admin", "ods-developer-2");
    },
  }),
  green("OCP-SENTRY-3", "another Admin from ODS once the first has gone", {
    register: (register, asOf) => {
      revoke(register, "admin", "ods-developer-1", asOf);
      grant(register, "sentry", "admin", "ods-developer-2");
    },
  }),
  green("OCP-SENTRY-3", "the Admin from ODS, for a team as well", {
    register: (register) => {
      grant(register, "sentry", "admin", "ods-developer-1");
      register.grants.sentry.admin.at(-1).team = "toucan";
    },
  }),

  red("OCP-SENTRY-4", "no Owner from OCP any more", ["ocp-sentry-owner"], {
    advice: ["two-key-holders"],
    register: (register, asOf) => {
      revoke(register, "owner", "ocp-owner-1", asOf);
      revoke(register, "owner", "ocp-owner-2", asOf);
    },
  }),
  red("OCP-SENTRY-4", "the only Owner from OCP has not accepted yet", ["ocp-sentry-owner"], {
    advice: ["two-key-holders"],
    register: (register, asOf) => {
      revoke(register, "owner", "ocp-owner-1", asOf);
      register.grants.sentry.owner[1].pending = true;
    },
  }),
  green("OCP-SENTRY-4", "one Owner from OCP is left: reported, not refused", {
    advice: ["two-key-holders"],
    register: (register, asOf) => revoke(register, "owner", "ocp-owner-1", asOf),
  }),
];
