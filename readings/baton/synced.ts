import type { DateText } from "../../model/dates.ts";
import type { At, Entitlement, Fault, Grant, Principal, Reading } from "../reading.ts";

/** What a connector of Baton synced out of a system, from whichever of its forms. */
export interface Synced {
  readonly readOn?: DateText;
  readonly resources: readonly SyncedResource[];
  readonly grants: readonly SyncedGrant[];
  readonly faults: readonly Fault[];
}

export interface SyncedId {
  readonly type: string;
  readonly id: string;
}

/** A resource; one with `user` is an account. */
export interface SyncedResource extends SyncedId {
  readonly name: string;
  /** Whether it stands for the system as a whole, or an organisation in it. */
  readonly isApp: boolean;
  readonly user?: SyncedUser;
  readonly at: At;
}

export interface SyncedUser {
  readonly login: string;
  readonly emails: readonly string[];
  readonly disabled: boolean;
  readonly service: boolean;
  readonly createdOn?: DateText;
  readonly lastLogin?: DateText;
}

export interface SyncedGrant {
  readonly slug: string;
  readonly resource: SyncedId;
  readonly principal: SyncedId;
  readonly at: At;
}

/** What connectors call what gives no power over others. Any other word may be power. */
const ordinary = /^(?:member|assigned|assignment|user|guest|viewer|view|read|reader|pull|triage|push|write|access)$/i;

/** Being in what stands for the whole system says no more than that one is there. */
const organisations = ["org", "organization", "workspace", "account", "tenant", "app"];

/**
 * A sync as a reading. Connectors have followed groups to their members before a sync ends, so what a group holds is
 * held by each of its members too, and groups hold nothing of their own here.
 */
export function readingOfSync(service: string, { readOn, resources, grants, faults: synced }: Synced): Reading {
  const faults = [...synced];
  const byId = new Map(resources.map((resource) => [keyOf(resource), resource]));
  const accounts = new Map<string, Principal>();
  for (const resource of resources) {
    if (resource.user !== undefined) accounts.set(keyOf(resource), accountOf(resource, resource.user));
  }
  const held = grants.flatMap(({ slug, resource: of, principal: by, at }): Grant[] => {
    const resource = byId.get(keyOf(of));
    const principal = accounts.get(keyOf(by));
    if (principal === undefined) {
      // A group is there as a resource; an account that is not is one that the sync has lost.
      if (!byId.has(keyOf(by)))
        faults.push({ at, problem: `is held by ${by.type} ${by.id}, of which there is no resource` });
      return [];
    }
    const isWhole = resource?.isApp === true || organisations.includes(of.type);
    const entitlement: Entitlement = {
      resource: { type: of.type, id: resource?.name || of.id },
      slug,
      ...(!ordinary.test(slug) && { administrative: true }),
      ...(isWhole && /^(?:member|assigned|user)$/i.test(slug) && { everybody: true }),
    };
    return [{ principal, entitlement, at }];
  });
  return { service, ...(readOn !== undefined && { readOn }), principals: [...accounts.values()], grants: held, faults };
}

const keyOf = ({ type, id }: SyncedId) => `${type}\n${id}`;

function accountOf({ id, type, name, at }: SyncedResource, user: SyncedUser): Principal {
  const { login, emails, disabled, service, createdOn, lastLogin } = user;
  return {
    id: `${type} ${id}`,
    kind: service ? "machine" : "person",
    identity: { ...(login !== "" && { login }), ...(emails.length > 0 && { emails }), ...(name !== "" && { name }) },
    state: disabled ? "suspended" : "active",
    ...(createdOn !== undefined && { since: createdOn }),
    ...(lastLogin !== undefined && { lastUsed: lastLogin }),
    at,
  };
}
