import type { PropertiesOfTypes } from "./placing.ts";
import { mark, words } from "./reasons.ts";

/** The properties that types of Hetzner Cloud may have here. */
export const hcloud: PropertiesOfTypes = {
  "hcloud:index/firewall:Firewall": {
    judged: {
      "ocp-openings-from-register": ["rules[].port", "rules[].protocol"],
      "ocp-exporter-closed": ["rules[].direction", "rules[].port", "rules[].protocol", "rules[].sourceIps"],
      "resources-called-for": ["name"],
    },
    free: { [words]: ["rules[].description"], [mark]: ["labels"] },
  },
  "hcloud:index/server:Server": {
    judged: {
      "ocp-machines-from-register": ["name"],
      "ocp-machines-marked": ["labels"],
      "ocp-hetzner-locked": ["deleteProtection", "rebuildProtection"],
      "ocp-hetzner-backups": ["backups"],
      "ocp-keys-from-register": ["sshKeys"],
      "ocp-exporter-reachable": ["firewallIds"],
      "references-real": ["firewallIds"],
    },
    fixed: {
      allowDeprecatedImages: [false],
      ignoreRemoteFirewallIds: [false],
      image: ["ubuntu-22.04", "ubuntu-24.04", "debian-12", "debian-13"],
      keepDisk: [false],
      shutdownBeforeDeletion: [false, true],
    },
    free: {
      "how large the machine is": ["serverType"],
      "where at Hetzner it stands; the clause names the provider alone": ["location"],
    },
  },
  "hcloud:index/sshKey:SshKey": {
    judged: { "ocp-keys-from-register": ["publicKey"], "resources-called-for": ["name"] },
    free: { [mark]: ["labels"] },
  },
};
