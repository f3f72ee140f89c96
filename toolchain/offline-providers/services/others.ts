import { isFor, type Json, type Kept, ofType, text } from "./kept.ts";

const ofCloudflare = ofType("cloudflare:index/");
const ofLinode = ofType("linode:index/");
const ofHcloud = ofType("hcloud:index/");

/** What the made-up Cloudflare answers to a GET below `/client/v4/`; undefined: it knows no such call. */
export function cloudflareAnswer(kept: readonly Kept[], call: string, zoneNames: ReadonlyMap<string, string>): unknown {
  const [path = ""] = call.split("?");
  const [, zone = "", what] = path.split("/");
  if (path === "zones") return page([...zoneNames].map(([id, name]) => ({ id, name, status: "active" })));
  if (what !== "dns_records") return undefined;
  return page(
    ofCloudflare(kept, "dnsRecord:DnsRecord")
      .filter(isFor("zoneId", zone))
      .map(({ id, inputs: { name, type, content, data, proxied, ttl, priority, comment } }) => ({
        ...{ id, name, type, content: content ?? contentOf(data as Json), proxied, ttl, priority, comment, data },
      })),
  );
}

/** Cloudflare puts a record's parts together as it is written in a zone file. */
function contentOf(data: Json = {}): string {
  return Object.values(data).join(" ");
}

function page(result: readonly unknown[]) {
  const count = result.length;
  const result_info = { page: 1, per_page: 5000, count, total_count: count, total_pages: 1 };
  return { result, success: true, errors: [], messages: [], result_info };
}

/** What the made-up Linode answers to a GET below `/v4/`; undefined: it knows no such call. */
export function linodeAnswer(kept: readonly Kept[], call: string): unknown {
  const [path = ""] = call.split("?");
  const pageOf = (data: readonly unknown[]) => ({ data, page: 1, pages: 1, results: data.length });
  if (path === "linode/instances")
    return pageOf(
      ofLinode(kept, "instance:Instance").map(({ id, outputs }) => ({
        ...{ id: Number(id), label: outputs.label, region: outputs.region, type: outputs.type, image: outputs.image },
        ...{ status: outputs.status, tags: outputs.tags, ipv4: outputs.ipv4s, ipv6: outputs.ipv6 },
        ...{ watchdog_enabled: outputs.watchdogEnabled, backups: { enabled: outputs.backupsEnabled } },
        ...{ host_uuid: outputs.hostUuid, disk_encryption: outputs.diskEncryption },
      })),
    );
  if (path === "networking/firewalls")
    return pageOf(
      ofLinode(kept, "firewall:Firewall").map(({ id, inputs }) => ({
        id: Number(id),
        label: inputs.label,
        status: "enabled",
      })),
    );
  if (path === "account/users")
    return pageOf(
      ofLinode(kept, "user:User").map(({ inputs: { username, email, restricted } }) => ({
        username,
        email,
        restricted,
        user_type: "default",
      })),
    );
  return undefined;
}

/** What the made-up Hetzner Cloud answers to a GET below `/v1/`; undefined: it knows no such call. */
export function hcloudAnswer(kept: readonly Kept[], call: string): unknown {
  const [path = ""] = call.split("?");
  const answer = (key: string, items: readonly unknown[]) => {
    const pagination = { page: 1, per_page: 50, previous_page: null, next_page: null, last_page: 1 };
    return { [key]: items, meta: { pagination: { ...pagination, total_entries: items.length } } };
  };
  if (path === "servers")
    return answer(
      path,
      ofHcloud(kept, "server:Server").map(({ id, outputs }) => ({
        ...{ id: Number(id), name: outputs.name, status: outputs.status },
        server_type: { name: outputs.serverType },
        datacenter: { location: { name: outputs.location } },
        public_net: { ipv4: { ip: outputs.ipv4Address }, ipv6: { ip: outputs.ipv6Network } },
      })),
    );
  if (path === "firewalls")
    return answer(
      path,
      ofHcloud(kept, "firewall:Firewall").map(({ id, inputs }) => ({ id: Number(id), name: text(inputs, "name") })),
    );
  return undefined;
}
