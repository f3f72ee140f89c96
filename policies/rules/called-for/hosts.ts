import { sshKeyMaterial } from "../../../model/schema/ssh-key.ts";
import { shown } from "../reading.ts";
import { by, type Calls, type Wanted } from "./calls.ts";

const inServers = "register/ocp/servers.yaml";

const at = ({ register }: Wanted, provider: string) =>
  Object.entries(register.servers).filter(([, server]) => server.provider === provider);

/** The public keys of people, which a host may be told. */
const keysOfPeople = ({ register }: Wanted) =>
  Object.values(register.people).flatMap(({ sshKeys = [] }) => sshKeys.map(sshKeyMaterial));

/** Machines, their firewalls, and what their hosts know of people. */
export const hostCalls: Readonly<Record<string, Calls>> = {
  "linode:index/instance:Instance": {
    identity: by("label"),
    called: (wanted) => at(wanted, "linode").map(([, { hostname }]) => hostname),
    mayBeMissing: "ocp-machines-declared misses it",
    where: inServers,
  },
  "linode:index/firewall:Firewall": {
    identity: by("label"),
    called: (wanted) => at(wanted, "linode").map(([id]) => id),
    mayBeMissing: "ocp-exporter-reachable misses it",
    where: inServers,
  },
  "linode:index/user:User": {
    identity: by("username"),
    called: ({ register }) =>
      Object.values(register.accounts)
        .filter(({ provider }) => provider === "linode")
        .flatMap(({ users }) => Object.keys(users ?? {})),
    mayBeMissing: "ocp-linode-users-declared misses it",
    where: "register/ocp/accounts.yaml",
  },
  "linode:index/sshKey:SshKey": {
    identity: ({ props }) => sshKeyMaterial(shown(props.sshKey)),
    called: keysOfPeople,
    mayBeMissing: "a host is told the keys of those who start its machines, if of anybody",
    where: "sshKeys in register/ocp/people.yaml",
  },
  "hcloud:index/server:Server": {
    identity: by("name"),
    called: (wanted) => at(wanted, "hetzner-cloud").map(([, { hostname }]) => hostname.split(".")[0] ?? hostname),
    mayBeMissing: "ocp-machines-declared misses it",
    where: inServers,
  },
  "hcloud:index/firewall:Firewall": {
    identity: by("name"),
    called: (wanted) => at(wanted, "hetzner-cloud").map(([id]) => id),
    mayBeMissing: "ocp-exporter-reachable misses it",
    where: inServers,
  },
  "hcloud:index/sshKey:SshKey": {
    identity: ({ props }) => sshKeyMaterial(shown(props.publicKey)),
    called: keysOfPeople,
    mayBeMissing: "a host is told the keys of those who start its machines, if of anybody",
    where: "sshKeys in register/ocp/people.yaml",
  },
};
