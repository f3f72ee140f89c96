import type { PropertiesOfTypes } from "./placing.ts";
import { mark, words } from "./reasons.ts";

/** The properties that types of Linode may have here. */
export const linode: PropertiesOfTypes = {
  "linode:index/firewall:Firewall": {
    judged: {
      "ocp-openings-from-register": [
        "inbounds[].action",
        "inbounds[].ipv4s",
        "inbounds[].ipv6s",
        "inbounds[].ports",
        "inbounds[].protocol",
      ],
      "ocp-exporter-closed": [
        "disabled",
        "inboundPolicy",
        "inbounds[].action",
        "inbounds[].ipv4s",
        "inbounds[].ipv6s",
        "inbounds[].ports",
        "inbounds[].protocol",
      ],
      "resources-called-for": ["label"],
      "ocp-exporter-reachable": ["linodes"],
      "references-real": ["linodes"],
    },
    fixed: { outboundPolicy: ["ACCEPT"] },
    free: { [words]: ["inbounds[].description", "inbounds[].label"], [mark]: ["tags"] },
  },
  "linode:index/instance:Instance": {
    judged: {
      "ocp-machines-from-register": ["label"],
      "ocp-machines-marked": ["tags"],
      "ocp-linode-region": ["region"],
      "values-called-for": ["authorizedUsers", "image", "region", "tags", "type"],
      "ocp-linode-backups": ["backupsEnabled"],
      "ocp-keys-from-register": ["authorizedKeys", "authorizedUsers"],
    },
    fixed: {
      diskEncryption: ["enabled"],
      migrationType: ["cold"],
      resizeDisk: [false, true],
      placementGroupExternallyManaged: [false],
      watchdogEnabled: [true],
    },
    free: { "from which load on Linode writes to the account's users": ["alerts"] },
  },
  "linode:index/sshKey:SshKey": {
    judged: { "ocp-keys-from-register": ["sshKey"], "resources-called-for": ["label"] },
  },
  "linode:index/user:User": {
    judged: {
      "references-real": ["linodeGrants"],
      "ocp-linode-limited-access": [
        "domainGrants",
        "firewallGrants",
        "globalGrants",
        "imageGrants",
        "linodeGrants",
        "longviewGrants",
        "nodebalancerGrants",
        "placementGroupGrants",
        "stackscriptGrants",
        "volumeGrants",
        "vpcGrants",
      ],
      "ocp-linode-full-access": ["email", "restricted", "username"],
    },
  },
};
