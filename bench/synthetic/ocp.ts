import { emptyRegister, type Register } from "../../model/register.ts";
import { everyServer, type RootGrant } from "../../model/schema/access.ts";
import type { Server } from "../../model/schema/hosting.ts";
import type { Person } from "../../model/schema/people.ts";
import { numbered, publicKey } from "./ids.ts";

export interface OcpShape {
  readonly developers: number;
  readonly servers: number;
  /** Roles that each developer holds: 0, 1 (member of Sentry) or 2 (administrator of it too). */
  readonly roles: 0 | 1 | 2;
  /** Root grants for each developer, on servers in turn. */
  readonly roots: number;
  readonly services: number;
}

const zone = "open-contracting.org";

/** A register of OCP in which everything is in order as of `asOf` (a date in 2026), of the shape that is wanted. */
export function ocpRegister({ developers, servers, roles, roots, services }: OcpShape): Register {
  const people = numbered("developer", developers, (id): Person => somebody(id, "ods", "opendataservices.coop"));
  const hosts = numbered("server", servers, host);
  const ids = Object.keys(people);
  const serverOf = (developer: number, nth: number) => `server-${((developer * roots + nth) % servers) + 1}`;
  const root = ids.flatMap((person, developer) =>
    Array.from({ length: Math.min(roots, servers) }, (_, nth) => ({ server: serverOf(developer, nth), person })),
  );
  return {
    ...emptyRegister("ocp"),
    organisations: {
      ocp: { name: "Open Contracting Partnership", kind: "owner" },
      dogsbody: { name: "Dogsbody Technology", kind: "manager" },
      ods: { name: "Open Data Services Co-operative", kind: "partner" },
      cds: { name: "Centro de Desarrollo Sostenible", kind: "partner" },
    },
    people: {
      "owner-1": somebody("owner-1", "ocp", zone),
      "manager-1": somebody("manager-1", "dogsbody", "dogsbody.com"),
      ...people,
    },
    systems: {
      redash: { title: "Redash", roles: { admin: { title: "Administrator" } } },
      redmine: { title: "Helpdesk CRM", roles: { administrator: { title: "Administrator" } } },
      sentry: { title: "Sentry", roles: { admin: { title: "Administrator" }, member: { title: "Member" } } },
    },
    grants: {
      redash: { admin: [{ person: "owner-1", createdOn }] },
      redmine: { administrator: [{ person: "owner-1", createdOn }] },
      sentry: {
        admin: roles > 1 ? ids.map((person) => ({ person, createdOn })) : [],
        member: roles > 0 ? ids.map((person) => ({ person, createdOn })) : [],
      },
    },
    rootGrants: {
      [everyServer]: [
        { person: "owner-1", basis: "owner", grantedOn: "2024-01-15" },
        { person: "manager-1", basis: "manager", grantedOn: "2024-01-15" },
      ],
      ...Object.fromEntries(
        [...Map.groupBy(root, ({ server }) => server)].map(([server, granted]) => [
          server,
          granted.map(({ person }) => developersRoot(person)),
        ]),
      ),
    },
    // Half of the developers prove by a deployment that they use their root.
    deployments: root
      .filter((_, index) => index % 2 === 0)
      .map(({ person, server }) => ({ person, server, deployedOn: "2026-10-06", commit: "3f9c1d0" })),
    servers: hosts,
    services: numbered("service", services, (title) => ({ title, author: "ocp", managedBy: "salt" }) as const),
    domains: { [zone]: { provider: "cloudflare", zoneId: "0123456789abcdef0123456789abcdef", sendsMail: false } },
    accounts: {
      linode: {
        provider: "linode",
        name: "synthetic",
        users: { "opencontracting-dogsbody": { access: "full", organisation: "dogsbody" } },
      },
    },
    reviews: [{ subject: "root-access", reviewedOn: "2026-09-14", by: "owner-1" }],
  };
}

const createdOn = "2024-02-05";

function somebody(id: string, organisation: string, domain: string): Person {
  return { name: id, organisation, email: `${id}@${domain}`, employment: "staff", sshKeys: [publicKey(id)] };
}

function developersRoot(person: string): RootGrant {
  return {
    person,
    basis: "developer",
    grantedOn: "2026-08-03",
    grantedBy: "manager-1",
    expectedToDeploy: true,
    reason: "Deploys the service there",
  };
}

function host(id: string, index: number): Server {
  return {
    hostname: `${id}.${zone}`,
    provider: "linode",
    location: "eu-west",
    type: "g6-standard-2",
    image: "linode/ubuntu24.04",
    stage: "production",
    manager: "dogsbody",
    contact: "sysadmin@dogsbody.com",
    configManagement: "salt",
    ipv4: `192.0.2.${index % 256}`,
  };
}
