import type { Register } from "../../model/register.ts";
import type { Person } from "../../model/schema/people.ts";
import { numbered, publicKey } from "./ids.ts";
import { withMoreGrants } from "./more-grants.ts";
import { original, shipped } from "./shipped.ts";

/** What is added to the project's own register. */
export interface OcpGrowth {
  /** Servers, each with its service and where the DSN of that is kept; two or more where anybody is to have root. */
  readonly servers: number;
  /** Services beside those, on a server that is there already. */
  readonly services: number;
  /** Grants, four to a developer: two ordinary roles, then root on two of the added servers, each deployed to. */
  readonly grants: number;
}

/** The server with its service and that one's DSN, the developer who deploys it, and a service of others' making. */
const from = {
  server: "toucan",
  service: "toucan",
  dsn: "sentry-toucan",
  developer: "ods-developer-1",
  other: "redash",
};

/** The ordinary roles that a developer gets before root. */
const ordinary = [
  { system: "redash", role: "member" },
  { system: "sentry", role: "member" },
];

const grantsOfDeveloper = 4;

/** The register of OCP with more of the same. */
export function ocpRegister(growth: OcpGrowth): Register {
  const own = shipped().registers.ocp;
  return { ...own, ...addedServers(own, growth), ...addedDevelopers(own, growth) };
}

function addedServers(own: Register, { servers, services }: OcpGrowth) {
  const server = original(own.servers[from.server], `the server ${from.server}`);
  const service = original(own.services[from.service], `the service ${from.service}`);
  const dsn = original(own.credentials[from.dsn], `the credential ${from.dsn}`);
  const other = original(own.services[from.other], `the service ${from.other}`);
  const copies = <T>(make: (id: string) => T) => numbered("server-copy", servers, make);
  return {
    servers: {
      ...own.servers,
      ...copies((id) => ({
        ...server,
        hostname: server.hostname.replace(/^[^.]+/, id),
        saltTarget: id,
        ...(server.monitoring && { monitoring: { ...server.monitoring, job: id } }),
      })),
    },
    services: {
      ...own.services,
      ...copies((id) => ({
        ...service,
        server: id,
        ...(service.sentry && { sentry: { ...service.sentry, project: id } }),
      })),
      ...numbered("service-copy", services, () => other),
    },
    credentials: { ...own.credentials, ...copies((id) => ({ ...dsn, service: id, pillarKey: `${id}:sentry:dsn` })) },
  };
}

function addedDevelopers(own: Register, { servers, grants }: OcpGrowth) {
  const developer = original(own.people[from.developer], `the person ${from.developer}`);
  const isFrom = ({ person }: { readonly person: string }) => person === from.developer;
  const rootGrant = original(own.rootGrants[from.server]?.find(isFrom), `root of ${from.developer} on ${from.server}`);
  const deployment = original(
    own.deployments.find((each) => isFrom(each) && each.server === from.server),
    `a deployment of ${from.developer} to ${from.server}`,
  );
  const added = Array.from({ length: grants }, (_, index) => {
    const [nth, of] = [index % grantsOfDeveloper, Math.floor(index / grantsOfDeveloper)];
    return { nth, person: `developer-copy-${of + 1}`, server: `server-copy-${((2 * of + nth) % servers) + 1}` };
  });
  const root = added.filter(({ nth }) => nth >= ordinary.length);
  return {
    people: {
      ...own.people,
      ...numbered(
        "developer-copy",
        Math.ceil(grants / grantsOfDeveloper),
        (id): Person => ({
          ...developer,
          email: developer.email.replace(/^[^@]+/, id),
          sshKeys: [publicKey(id)],
        }),
      ),
    },
    grants: withMoreGrants(
      own.grants,
      ordinary.map((role, at) => ({
        ...role,
        grants: added.filter(({ nth }) => nth === at).map(({ person }) => ({ person, createdOn: rootGrant.grantedOn })),
      })),
    ),
    rootGrants: {
      ...own.rootGrants,
      ...Object.fromEntries(
        [...Map.groupBy(root, ({ server }) => server)].map(([server, granted]) => [
          server,
          granted.map(({ person }) => ({ ...rootGrant, person })),
        ]),
      ),
    },
    deployments: [
      ...own.deployments,
      ...root.map(({ person, server }) => ({ ...deployment, person, server, service: server })),
    ],
  };
}
