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
    // Up to a day: whatever is wrong stays with others that long. 1 is Cloudflare's word for five minutes.
    fixed: { ttl: [1, 60, 300, 3600, 86_400] },
    free: { [words]: ["comment"], [mark]: ["tags"] },
  },
  "cloudflare:index/record:Record": {
    judged: {
      "resources-called-for": ["content", "name", "type", "zoneId"],
      "mail-names-unproxied": ["proxied"],
      "ocp-names-lead-to-hosts": ["proxied"],
      "mail-exchangers-from-register": ["priority"],
    },
    // Up to a day: whatever is wrong stays with others that long. 1 is Cloudflare's word for five minutes.
    fixed: { ttl: [1, 60, 300, 3600, 86_400] },
    free: { [words]: ["comment"], [mark]: ["tags"] },
  },
  "cloudflare:index/zoneSetting:ZoneSetting": {
    judged: { "web-zone-settings": ["value", "zoneId"], "web-zones-secured": ["settingId"] },
  },
  "cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride": {
    judged: { "web-zone-settings": ["settings", "zoneId"] },
  },
};
