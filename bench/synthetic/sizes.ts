import type { DateText } from "../../model/dates.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { notifyRegister } from "./notify.ts";
import { ocpRegister } from "./ocp.ts";

/** The day on which everything in the synthetic registers is in order. */
export const asOf: DateText = "2026-11-23";

/**
 * A register with exactly `grants` grants (at least 100), in the proportions of a growing organisation: at OCP a
 * developer holds two roles and root on two servers, and a server has about fifty developers; at Notify one in fifty is
 * an administrator and one in five a partner's user manager.
 */
export const registerOfGrants: Readonly<Record<RegisterId, (grants: number) => Register>> = {
  ocp: (grants) =>
    withRest(grants, (developers) =>
      ocpRegister({ developers, servers: Math.max(2, Math.round(developers / 25)), roles: 2, roots: 2, services: 0 }),
    ),
  notify: (grants) => {
    const administrators = Math.ceil(grants / 50);
    const partners = Math.floor(grants / 5);
    return notifyRegister({
      administrators,
      partners,
      engineers: grants - administrators - partners - 1,
      repositories: 16,
      services: 0,
    });
  },
};

/** Grants of both sorts, revoked ones too. */
export function countGrants(register: Register): number {
  const roles = Object.values(register.grants).flatMap((system) => Object.values(system));
  return [...roles, ...Object.values(register.rootGrants)].reduce((sum, grants) => sum + grants.length, 0);
}

/** Four grants a developer, beside the four of owner and manager. */
function withRest(grants: number, make: (developers: number) => Register): Register {
  return make(Math.floor((grants - 4) / 4));
}

/**
 * A register whose stack has exactly `resources` resources (at least 100) when the project's own program declares it: records,
 * components and what a provider is told about. A server comes to four resources, somebody on GitHub to two, a
 * repository to seven, and a service to one, which makes the sum come out even.
 */
export const registerOfResources: Readonly<Record<RegisterId, (resources: number) => Register>> = {
  ocp: (resources) => {
    const rest = resources - 14;
    const servers = Math.floor(rest / 4);
    return ocpRegister({ developers: servers, servers, roles: 1, roots: 1, services: rest % 4 });
  },
  notify: (resources) => {
    const repositories = Math.floor((resources - 49) / 14);
    const rest = resources - 49 - 7 * repositories;
    return notifyRegister({
      administrators: 2,
      engineers: Math.floor(rest / 2),
      partners: 10,
      repositories,
      services: rest % 2,
    });
  },
};
