import { type Register, subjectOf } from "../../../../model/register.ts";
import type { Service } from "../../../../model/schema/hosting.ts";
import { knownByName } from "../../../settings/facts.ts";
import { type HostId, hosting, hostOfOthers, hostOfService, hosts } from "../../../settings/hosting.ts";
import { listed, problems } from "../../grants.ts";
import type { RegisterRule } from "../../rule.ts";

/** Every service names its host, every server serves something, and what is on Pages is on Pages alone. */
export const servicesHosted: RegisterRule = {
  name: "ocp-services-hosted",
  clauses: ["OCP-HOST-2"],
  level: "mandatory",
  description: "Every service names one host, and every server serves a service.",
  remedy: "Name the server (or pages) of each service in register/ocp/services.yaml, and remove servers without one.",
  scope: "register",
  judge: (register) => [
    ...Object.keys(hostOfService)
      .filter((id) => !Object.hasOwn(register.services, id))
      .map((id) => ({
        subject: subjectOf(register.id, "services", id),
        problems: ["the reference gives it a host, and it is not in register/ocp/services.yaml"],
      })),
    ...Object.entries(register.services).map(([id, { server, pages }]) => ({
      subject: subjectOf(register.id, "services", id),
      problems: problems(
        server === undefined && pages === undefined && "it names neither a server nor pages, so nothing hosts it",
        server !== undefined && pages !== undefined && `it names both pages and the server ${server}`,
        server !== undefined &&
          register.servers[server] === undefined &&
          `it is on the server ${server}, which is not in register/ocp/servers.yaml`,
      ),
    })),
    ...Object.keys(register.servers).map((id) => ({
      subject: subjectOf(register.id, "servers", id),
      problems: problems(
        !Object.values(register.services).some((service) => service.server === id) && "it serves no service",
      ),
    })),
  ],
};

/** A rule for each host: whose place it is must be there, and nobody else may. */
export const hostMapRules: readonly RegisterRule[] = (Object.keys(hosts) as HostId[]).map((host): RegisterRule => {
  const { title, clause } = hosts[host];
  const own = Object.entries(hostOfService)
    .filter(([, its]) => its === host)
    .map(([id]) => id);
  const whose = host === hostOfOthers ? "every service that has no other host" : listed(own);
  return {
    name: `ocp-host-${host}`,
    clauses: [clause],
    level: "mandatory",
    description: `${title} hosts ${whose}, and nothing else.`,
    remedy: `Move the service in register/ocp, or change which host it belongs to in policies/settings/hosting.ts.`,
    scope: "register",
    judge: (register) =>
      Object.entries(register.services)
        .map(([id, service]) => ({ id, due: dueHost(id, service.title), actual: actualHosts(register, service) }))
        .filter(({ due, actual }) => due === host || actual.includes(host))
        .map(({ id, due, actual }) => ({
          subject: subjectOf(register.id, "services", id),
          problems: problems(
            due === host &&
              actual.some((other) => other !== host) &&
              `it belongs on ${title} and is on ${listed(actual.filter((each) => each !== host).map((each) => hosts[each].title))}`,
            due !== host && `it is on ${title}, which is for ${whose}; it belongs on ${hosts[due].title}`,
          ),
        })),
  };
});

/** Where a service should be: by its id, else by what it is known by, so that another id moves nothing. */
function dueHost(service: string, title: string): HostId {
  if (Object.hasOwn(hostOfService, service)) return hostOfService[service] ?? hostOfOthers;
  const words = ` ${[service, title]
    .join(" ")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")} `;
  const [known] =
    Object.entries(knownByName).find(([, names]) => names.some((name) => words.includes(` ${name} `))) ?? [];
  return (known === undefined ? undefined : hostOfService[known]) ?? hostOfOthers;
}

/** Where a service is, as far as it says. */
function actualHosts(register: Register, { server, pages }: Service): HostId[] {
  const provider = server === undefined ? undefined : register.servers[server]?.provider;
  return [
    ...(pages === undefined ? [] : (["github-pages"] as const)),
    ...(Object.keys(hosts) as HostId[]).filter(
      (host) => provider !== undefined && hosts[host].providers.includes(provider),
    ),
  ];
}

/** The servers are managed by one organisation, and everybody knows whom to write to. Services need no such mark. */
export const serversManaged: RegisterRule = {
  name: "ocp-servers-managed",
  clauses: ["OCP-HOST-1"],
  level: "mandatory",
  description: `Every server is managed by ${hosting.manager.organisation}, with ${hosting.manager.contact} as contact.`,
  remedy: "Correct manager and contact in register/ocp/servers.yaml.",
  scope: "register",
  judge: (register) =>
    Object.entries(register.servers).map(([id, { manager, contact }]) => ({
      subject: subjectOf(register.id, "servers", id),
      problems: problems(
        manager !== hosting.manager.organisation &&
          `it is managed by ${manager}; servers are managed by ${hosting.manager.organisation}`,
        contact.toLowerCase() !== hosting.manager.contact &&
          `its contact is ${contact}; that of the server managers is ${hosting.manager.contact}`,
      ),
    })),
};
