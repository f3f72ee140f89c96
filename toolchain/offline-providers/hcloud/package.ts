import type { Package } from "../table.ts";
import { firewall, server, sshKey } from "./tables.ts";

export const hcloud: Package = {
  name: "hcloud",
  version: "1.41.0",
  configuration: {
    endpoint: "setting",
    endpointHetzner: "setting",
    pollFunction: "setting",
    pollInterval: "setting",
    token: "credential",
  },
  tables: [firewall, server, sshKey],
};
