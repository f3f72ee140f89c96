import type { RegisterId } from "../../model/register.ts";

/** How much one change may take away before a second person has to allow it. */
export const blastRadius = {
  /** Grants of roles and of root: more than this part of those in force, and at least so many. */
  grants: { part: 0.25, count: 3 },
  /** DNS records of a stack. */
  dnsRecords: { part: 0.3, count: 3 },
  /** People of an organisation that a key role has to keep, so that one can undo what happens to the other. */
  keyHolders: 2,
} as const;

/** A role that whoever owns the organisation needs to mend anything else: who approves, and who lets others in. */
export interface KeyRole {
  readonly system: string;
  readonly role: string;
  /** Set where nobody but a holder can give it to somebody: with the last of them it is gone. */
  readonly onlyHoldersGive: boolean;
}

/**
 * The key roles of each register. Root on every server is one as well, of owners. Of the organisations whose people hold
 * them, each keeps its last two, except for contractors. At Notify, Administrators appoint the ISSO and make DevOps
 * Engineers, and who administers cloud.gov can run the command that makes a Platform Administrator.
 */
export const keyRoles: Readonly<Record<RegisterId, readonly KeyRole[]>> = {
  ocp: [
    { system: "redash", role: "admin", onlyHoldersGive: true },
    { system: "redmine", role: "administrator", onlyHoldersGive: true },
    { system: "sentry", role: "owner", onlyHoldersGive: true },
  ],
  notify: [
    { system: "github", role: "administrator", onlyHoldersGive: true },
    { system: "github", role: "isso", onlyHoldersGive: false },
    { system: "application", role: "platform-administrator", onlyHoldersGive: false },
    { system: "cloud-gov", role: "org-manager", onlyHoldersGive: true },
    { system: "aws-production", role: "administrator", onlyHoldersGive: true },
    { system: "aws-staging", role: "devops-engineer", onlyHoldersGive: false },
  ],
};
