import type { Register, RegisterId } from "../../model/register.ts";
import { notifyRegister } from "./notify.ts";
import { ocpRegister } from "./ocp.ts";
import { shipped } from "./shipped.ts";

/**
 * A register with exactly `grants` grants, those of the project's own register among them, in the proportions of a
 * growing organisation: at OCP a developer is added with two roles and root on two servers, and a server for about
 * twenty-five developers; at Notify one in five is a partner's user manager and the rest are engineers. Throws where the
 * project's own register has more grants than that.
 */
export const registerOfGrants: Readonly<Record<RegisterId, (grants: number) => Register>> = {
  ocp: (grants) => {
    const added = grantsToAdd("ocp", grants);
    return ocpRegister({ servers: Math.max(2, Math.round(added / 100)), services: 0, grants: added });
  },
  notify: (grants) => {
    const added = grantsToAdd("notify", grants);
    const partners = Math.floor(added / 5);
    return notifyRegister({ engineers: added - partners, partners, contractors: 0 });
  },
};

/** Grants of both sorts, revoked ones too. */
export function countGrants(register: Register): number {
  const roles = Object.values(register.grants).flatMap((system) => Object.values(system));
  return [...roles, ...Object.values(register.rootGrants)].reduce((sum, grants) => sum + grants.length, 0);
}

function grantsToAdd(id: RegisterId, grants: number): number {
  const own = countGrants(shipped().registers[id]);
  if (grants >= own) return grants - own;
  throw new RangeError(`The register of ${id} has ${own} grants of its own, so none can be made with ${grants}.`);
}

/**
 * The project's own register with so much more that the stack which is made from it has exactly `added` more resources
 * of all sorts. Each stack that can grow has its own way: in `ocp` a server comes to three, with its service and DSN, and
 * in `notify-platform` an engineer to two memberships; a service or an organisation alone makes the sum come out even.
 */
export const registerOfMoreResources: Readonly<Record<string, (added: number) => Register>> = {
  ocp: (added) => {
    const servers = Math.floor(added / 3);
    return ocpRegister({ servers, services: added % 3, grants: 2 * servers });
  },
  "notify-platform": (added) =>
    notifyRegister({ engineers: Math.floor(added / 2), partners: 0, contractors: added % 2 }),
};
