import { subjectOf } from "../../../../model/register.ts";
import type { Server } from "../../../../model/schema/hosting.ts";
import { hosting } from "../../../settings/hosting.ts";
import { listed, problems } from "../../grants.ts";
import { fields, list, shown } from "../../reading.ts";
import type { ResourceRule, StackRule } from "../../rule.ts";

const linode = "linode:index/instance:Instance";
const hetzner = "hcloud:index/server:Server";

/** The type of machine that each provider's servers are, and the name that a server's machine has there. */
const machineTypes: Readonly<Record<string, { readonly provider: Server["provider"]; readonly name: string }>> = {
  [linode]: { provider: "linode", name: "label" },
  [hetzner]: { provider: "hetzner-cloud", name: "name" },
};

/** The name of a server's machine with its provider: Hetzner's is the first label of the host name. */
function machineName({ hostname, provider }: Server): string {
  return provider === "hetzner-cloud" ? (hostname.split(".")[0] ?? hostname) : hostname;
}

/** A machine that nobody has put into the register has no owner, no backup and no place on the host map. */
export const machinesFromRegister: ResourceRule = {
  name: "ocp-machines-from-register",
  clauses: ["OCP-HOST-2"],
  level: "mandatory",
  description: "Every machine at a provider is a server of the register, at that provider and by that name.",
  remedy: "Declare the server in register/ocp/servers.yaml; the program makes its machine.",
  scope: "resource",
  types: Object.keys(machineTypes),
  judge: ({ type, name, props }, { register }) => {
    const { provider, name: property } = machineTypes[type] ?? { provider: undefined, name: "" };
    const server = Object.hasOwn(register.servers, name) ? register.servers[name] : undefined;
    if (server === undefined) return ["it is no server of the register"];
    const due = machineName(server);
    return problems(
      server.provider !== provider && `the register has ${name} at ${server.provider}, not at ${provider}`,
      props[property] !== due && `it is called ${shown(props[property])}; the register's ${name} is ${due}`,
    );
  },
};

/** Every server that a provider can be told to make is made, so that what follows is judged on a real machine. */
export const machinesDeclared: StackRule = {
  name: "ocp-machines-declared",
  clauses: ["OCP-HOST-3", "OCP-HOST-9"],
  level: "mandatory",
  description: "Every server at Linode and in the Hetzner cloud has its machine in the stack.",
  remedy: "Let the stack's program make a Machine of every server of the register.",
  scope: "stack",
  judge: (resources, { register }) =>
    Object.entries(register.servers).flatMap(([id, { provider }]) => {
      const [type] = Object.entries(machineTypes).find(([, machine]) => machine.provider === provider) ?? [];
      if (type === undefined) return [];
      const found = resources.some((resource) => resource.type === type && resource.name === id);
      return [{ subject: subjectOf(register.id, "servers", id), problems: found ? [] : [`it has no ${type}`] }];
    }),
};

/** Whoever finds a machine at the provider sees who manages it. */
export const machinesMarked: ResourceRule = {
  name: "ocp-machines-marked",
  clauses: ["OCP-HOST-1"],
  level: "mandatory",
  description: `Every machine is marked as managed by ${hosting.manager.organisation}, and by nobody else.`,
  remedy: `Mark it ${hosting.managerMark}: ${hosting.manager.organisation}, by a tag at Linode or a label at Hetzner.`,
  scope: "resource",
  types: Object.keys(machineTypes),
  judge: ({ type, props }) => {
    const prefix = `${hosting.managerMark}:`;
    const marks =
      type === linode
        ? list(props.tags)
            .map(shown)
            .filter((tag) => tag.toLowerCase().startsWith(prefix))
            .map((tag) => tag.slice(prefix.length))
        : Object.entries(fields(props.labels))
            .filter(([label]) => label.toLowerCase() === hosting.managerMark)
            .map(([, value]) => shown(value));
    if (marks.length === 0) return ["it is not marked with who manages it"];
    const wrong = marks.filter((mark) => mark !== hosting.manager.organisation);
    return wrong.length === 0 ? [] : [`it is marked as managed by ${listed(wrong)}`];
  },
};

/** The CRM's Linode, and so its backups, is in the one region whose status is watched. */
export const linodeRegion: ResourceRule = {
  name: "ocp-linode-region",
  clauses: ["OCP-HOST-4"],
  level: "mandatory",
  description: `Every Linode is in EU-West (London), region ${hosting.linodeRegion}.`,
  remedy: `Set location to ${hosting.linodeRegion} in register/ocp/servers.yaml.`,
  scope: "resource",
  types: [linode],
  judge: ({ props }) =>
    props.region === hosting.linodeRegion
      ? []
      : [`it is in the region ${shown(props.region)}, not in ${hosting.linodeRegion}`],
};

/** The provider fixes how many backups it keeps: one daily and two weekly, if the service is on. */
export const linodeBackups: ResourceRule = {
  name: "ocp-linode-backups",
  clauses: ["OCP-HOST-7"],
  level: "mandatory",
  description: "Every Linode has the backup service on, which keeps one daily and two weekly backups.",
  remedy: "Set backupsEnabled: true on it.",
  scope: "resource",
  types: [linode],
  judge: ({ props }) => (props.backupsEnabled === true ? [] : ["its backups are not switched on"]),
};

/** The provider's own lock: it also stands in the way of somebody at the provider's console. */
export const hetznerLocked: ResourceRule = {
  name: "ocp-hetzner-locked",
  clauses: ["GATE-3"],
  level: "mandatory",
  description: "Every server in the Hetzner cloud is locked against deletion and rebuilding at the provider as well.",
  remedy: "Set deleteProtection and rebuildProtection to true on it.",
  scope: "resource",
  types: [hetzner],
  judge: ({ props }) =>
    problems(
      props.deleteProtection !== true && "it can be deleted at the provider",
      props.rebuildProtection !== true && "it can be rebuilt at the provider, which empties its disk",
    ),
};

/** The reference asks for no backup at Hetzner (AMB-11), but a machine without one deserves a word. */
export const hetznerBackups: ResourceRule = {
  name: "ocp-hetzner-backups",
  clauses: ["OCP-HOST-9"],
  level: "advisory",
  description: "A server in the Hetzner cloud has the provider's daily backups on.",
  remedy: "Set backups: true on it.",
  scope: "resource",
  types: [hetzner],
  judge: ({ props }) => (props.backups === true ? [] : ["the provider makes no backups of it"]),
};
