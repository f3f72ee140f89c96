import { emptyRegister, type Register } from "../../../../model/register.ts";
import { sshKeyFingerprint } from "../../../../model/schema/ssh-key.ts";
import { type Compared, compare } from "../../../../policies/rules/reality/compared.ts";
import type { ReadingRule } from "../../../../policies/rules/reality/rule.ts";
import { systemsToRead } from "../../../../policies/rules/reality/systems.ts";
import type { Entitlement, Grant, Principal, Reading } from "../../../../readings/reading.ts";

export const day = "2026-11-29";

export const keys = {
  ada: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID9lKNE20LFauwbiiaGYIUParnUDVrY4G3T33Ixt8jw7 ada",
  bo: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIN2BupxUcyeeulG3yNjt8G/CI9qHBqx7XIr6OzNZb21I bo",
  ci: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGwQsk1pK/DsZBsAuLYHk3FXWnIxzURP8Y/kd2YacZHk docs-ci",
  nobody: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPi6J8vr6foAxq5Vmi+AokMWrgfnCg4hD6dvge1cRyPO x",
};

const person = (id: string, organisation = "ocp") => ({
  ...{ name: id, organisation, employment: "staff" as const },
  email: `${id}@${organisation === "ods" ? "opendataservices.coop" : "open-contracting.org"}`,
});

/** A register in which Ada is an administrator of Redash and has root, and Bo is a member and left long ago. */
export const register: Register = {
  ...emptyRegister("ocp"),
  people: {
    ada: { ...person("ada"), sshKeys: [keys.ada] },
    bo: { ...person("bo"), sshKeys: [keys.bo] },
    cy: person("cy", "ods"),
  },
  systems: {
    redash: { title: "Redash", roles: { admin: { title: "Administrator" }, member: { title: "Member" } } },
    sentry: { title: "Sentry", account: "sentry", roles: { owner: { title: "Owner" }, admin: { title: "Admin" } } },
  },
  accounts: {
    sentry: { provider: "sentry", name: "open-contracting" },
    bytemark: {
      provider: "bytemark",
      name: "oc",
      users: { "opencon-tech": { access: "secondary", organisation: "ocp" } },
    },
  },
  grants: {
    redash: {
      admin: [{ person: "ada", createdOn: "2026-01-05" }],
      member: [{ person: "bo", createdOn: "2026-01-05" }],
    },
    sentry: { owner: [{ person: "ada", createdOn: "2026-01-05" }] },
  },
  servers: {
    toucan: {
      ...{ hostname: "toucan.open-contracting.org", provider: "bytemark", location: "York", stage: "production" },
      ...{
        manager: "dogsbody",
        contact: "sysadmin@dogsbody.com",
        configManagement: "salt",
        saltTarget: "toucan-minion",
      },
    } as Register["servers"][string],
    docs: { hostname: "docs.open-contracting.org" } as Register["servers"][string],
  },
  services: { docs: { server: "docs" } as Register["services"][string] },
  credentials: {
    "docs-ci": { title: "CI", kind: "ssh-key", service: "docs", publicKey: keys.ci, issuedOn: "2026-01-05" },
  },
  rootGrants: { toucan: [{ person: "ada", basis: "owner", grantedOn: "2026-01-05" }] },
};

/** Something that is held: a group or a role of the organisation, by slug. */
export const admin: Entitlement = { resource: { type: "group", id: "admin" }, slug: "member", administrative: true };
export const member: Entitlement = { resource: { type: "group", id: "default" }, slug: "member", everybody: true };
export const role = (slug: string, administrative = false): Entitlement => ({
  ...{ resource: { type: "organization", id: "open-contracting" }, slug },
  ...(administrative && { administrative }),
});
export const root = (server: string): Entitlement => ({
  resource: { type: "server", id: server },
  slug: "root",
  administrative: true,
});

/** An account by its address or, without an @, its login; with what it holds. */
export interface Given extends Partial<Principal> {
  readonly who: string;
  readonly has?: readonly Entitlement[];
}

/** A key of a server. */
export const key = (line: string, server: string, more: Partial<Given> = {}): Given => ({
  ...{
    who: `${sshKeyFingerprint(line)} on ${server}`,
    kind: "key",
    identity: { fingerprint: sshKeyFingerprint(line) },
  },
  ...{ has: [root(server)] },
  ...more,
});

export function readingOf(given: readonly Given[], more: Partial<Reading> = {}): Reading {
  const principals: Principal[] = [];
  const grants: Grant[] = [];
  for (const [index, { who, has = [member], ...rest }] of given.entries()) {
    const at = { file: "users.json", keys: [index] };
    const identity = who.includes("@") ? { emails: [who] } : { login: who };
    const principal: Principal = { id: who, kind: "person", identity, state: "active", at, ...rest };
    principals.push(principal);
    grants.push(...has.map((entitlement) => ({ principal, entitlement, at })));
  }
  return { service: "redash", readOn: day, principals, grants, faults: [], ...more };
}

/** What is so in the register as of a day, where a part of it is otherwise. */
export function comparing(
  system: string,
  reading: Reading,
  { of = register, asOf = day }: { of?: Register; asOf?: string } = {},
): Compared {
  const found = systemsToRead(of).find(({ id }) => id === system);
  if (found === undefined) throw new Error(`no system ${system}`);
  return compare(of, found, reading, asOf);
}

/** What a rule says, a line each: subject and problem. */
export function said(rule: ReadingRule, compared: Compared, asOf = day): string[] {
  return rule
    .judge(compared, asOf)
    .flatMap(({ subject, problems }) => problems.map((problem) => `${subject}: ${problem}`));
}
