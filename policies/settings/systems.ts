import type { RegisterId } from "../../model/register.ts";

/** A role of a system, as the policies know it. */
export interface PlacedRole {
  /** Set where the role gives no administrative power. Every other role is administrative, so a new one is until somebody says otherwise. */
  readonly ordinary?: true;
  /** The system's own word for what the role may do; the register says the same. */
  readonly permission?: string;
  /** The GitHub team of its holders; the register says the same. */
  readonly team?: string;
}

/** A system that people log in to, as the policies know it. */
export interface PlacedSystem {
  /** The account that it is, where it is one of those in the register; the register says the same. */
  readonly account?: string;
  readonly roles: Readonly<Record<string, PlacedRole>>;
}

/**
 * Which systems there are, and what each of their roles may do. It stands here and not in the register, so that nobody
 * redefines by a change of access what the rules for access count. A new system, and a role that is to be ordinary, is a
 * line here; a role that is not here counts as administrative.
 */
export const systems: Readonly<Record<RegisterId, Readonly<Record<string, PlacedSystem>>>> = {
  ocp: {
    redash: { roles: { admin: {}, member: { ordinary: true } } },
    redmine: { roles: { administrator: {}, member: { ordinary: true } } },
    sentry: {
      account: "sentry",
      roles: { owner: {}, admin: {}, member: { ordinary: true }, billing: { ordinary: true } },
    },
  },
  notify: {
    github: {
      account: "github",
      roles: {
        administrator: { permission: "admin", team: "notify-administrators" },
        engineer: { permission: "push", team: "notify-engineers" },
        isso: { permission: "push", team: "notify-isso" },
      },
    },
    application: {
      roles: {
        "platform-administrator": { permission: "platform_admin" },
        "user-manager": { permission: "manage_users", ordinary: true },
        user: { ordinary: true },
      },
    },
    "cloud-gov": {
      account: "cloud-gov",
      roles: {
        "org-manager": { permission: "OrgManager" },
        "space-manager": { permission: "SpaceManager" },
        "space-developer": { permission: "SpaceDeveloper" },
      },
    },
    "aws-production": {
      account: "aws-production",
      roles: { administrator: { permission: "NotifyAdministrators" } },
    },
    "aws-staging": {
      account: "aws-staging",
      roles: { "devops-engineer": { permission: "NotifyAdministrators" } },
    },
  },
};
