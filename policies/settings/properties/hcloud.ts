import type { PropertiesOfTypes } from "./placing.ts";
import { mark, words } from "./reasons.ts";

/** The properties that types of Hetzner Cloud may have here. */
export const hcloud: PropertiesOfTypes = {
  "hcloud:index/firewall:Firewall": {
    judged: {
      "ocp-openings-from-register": ["rules[].port", "rules[].protocol", "rules[].sourceIps"],
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
      "values-called-for": ["image", "labels", "location", "serverType"],
    },
    fixed: {
      allowDeprecatedImages: [false],
      ignoreRemoteFirewallIds: [false],
      keepDisk: [false],
      shutdownBeforeDeletion: [false, true],
    },
  },
  "hcloud:index/sshKey:SshKey": {
    judged: { "ocp-keys-from-register": ["publicKey"], "resources-called-for": ["name"] },
    free: { [mark]: ["labels"] },
  },
};
