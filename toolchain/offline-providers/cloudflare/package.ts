import type { Package } from "../table.ts";
import { dnsRecord, legacyRecord } from "./dnsRecord.ts";
import { zoneSetting } from "./zoneSetting.ts";

export const cloudflare: Package = {
  name: "cloudflare",
  version: "6.22.1",
  configuration: {
    apiKey: "credential",
    apiToken: "credential",
    apiUserServiceKey: "credential",
    baseUrl: "setting",
    email: "setting",
    userAgentOperatorSuffix: "setting",
  },
  tables: [dnsRecord, legacyRecord, zoneSetting],
};
