import type { PropertiesOfTypes } from "./placing.ts";
import { mark, words } from "./reasons.ts";

/** The properties that types of Cloudflare may have here. */
export const cloudflare: PropertiesOfTypes = {
  "cloudflare:index/dnsRecord:DnsRecord": {
    judged: {
      "resources-called-for": ["content", "name", "type", "zoneId"],
      "mail-names-unproxied": ["proxied"],
      "ocp-names-lead-to-hosts": ["proxied"],
      "mail-exchangers-from-register": ["priority"],
    },
    free: { "how long others remember the record": ["ttl"], [words]: ["comment"], [mark]: ["tags"] },
  },
  "cloudflare:index/record:Record": {
    judged: {
      "resources-called-for": ["content", "name", "type", "zoneId"],
      "mail-names-unproxied": ["proxied"],
      "ocp-names-lead-to-hosts": ["proxied"],
      "mail-exchangers-from-register": ["priority"],
    },
    free: { "how long others remember the record": ["ttl"], [words]: ["comment"], [mark]: ["tags"] },
  },
  "cloudflare:index/zoneSetting:ZoneSetting": {
    judged: { "web-zone-settings": ["value", "zoneId"], "web-zones-secured": ["settingId"] },
  },
  "cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride": {
    judged: { "web-zone-settings": ["settings", "zoneId"] },
  },
};
