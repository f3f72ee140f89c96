import { asWanted, type Context, type Finder, type Found, itemBy, listed, text, textSaid } from "../finder.ts";
import { isUnknown, type Json, type Planned } from "../planned.ts";

/** A zone that the account has under that id. */
function inZone(finder: Finder): Finder {
  return {
    asks: (planned, context) => [context.cloudflare.zones, ...finder.asks(planned, context)],
    find: (planned, context) => {
      const zones = context.items(context.cloudflare.zones);
      if (zones === undefined) return { is: "untold" };
      const id = text(planned.inputs, "zoneId");
      if (itemBy(zones, "id", id) === undefined) {
        const known = zones.map((zone) => `${zone.name} is ${zone.id}`).join(", ");
        return {
          is: "untold",
          why: `Cloudflare has no zone ${id}, which the register says as zoneId (${known || "it lists none"})`,
        };
      }
      return finder.find(planned, context);
    },
  };
}

const record: Finder = inZone({
  asks: ({ inputs, name, type }, context) => [
    context.cloudflare.records(text(inputs, "zoneId")),
    ...(isUnknown(inputs.name) && type.startsWith("cloudflare:") ? identityAsks(name, context) : []),
  ],
  find: (planned, context) => {
    const { inputs } = planned;
    const records = context.items(context.cloudflare.records(text(inputs, "zoneId")));
    if (records === undefined) return { is: "untold" };
    const wanted = isUnknown(inputs.name) ? signingRecord(planned, context) : inputs;
    if ("is" in wanted) return wanted as Found;
    const same = records.filter((each) => sameName(each, wanted) && each.type === text(wanted, "type"));
    // A name may have several records of a type; it is the one with this content, or the only one.
    const exact = same.filter((each) => canonical(each) === canonical(wanted));
    const [item, ...more] = exact.length > 0 ? exact : same;
    if (item === undefined)
      return { is: "absent", why: `the zone has no ${text(wanted, "type")} record ${text(wanted, "name")}` };
    if (exact.length === 0 && !isUnknown(inputs.name) && isOneOfMany(planned, context)) {
      return {
        is: "absent",
        why: `${text(wanted, "name")} has ${text(wanted, "type")} records, but none with that content`,
      };
    }
    if (more.length > 0) {
      return {
        is: "untold",
        why: `the zone has ${same.length} ${text(wanted, "type")} records ${text(wanted, "name")}, and which is meant cannot be told: ${same.map((each) => text(each, "content")).join(" · ")}`,
      };
    }
    return { is: "there", id: `${text(inputs, "zoneId")}/${text(item, "id")}`, claims: [item] };
  },
});

const sameName = (item: Json, wanted: Json) =>
  text(item, "name").toLowerCase().replace(/\.$/, "") === text(wanted, "name").toLowerCase().replace(/\.$/, "");

/** A record's content in one form: quotes of texts, last dots and capitals of names mean nothing. */
function canonical({ type, content, priority, data }: Json): string {
  const parts = typeof data === "object" && data !== null ? Object.values(data).map(String) : [];
  const written = content === undefined && parts.length > 0 ? parts.join(" ") : String(content ?? "");
  const form = type === "TXT" ? textSaid(written) : written.toLowerCase().replace(/\.$/, "");
  return `${form} ${type === "MX" ? (priority ?? "") : ""}`;
}

/** Whether the stack declares several records of that name and type, so that one with other content is another one. */
function isOneOfMany({ inputs, type }: Planned, { planned }: Context): boolean {
  const same = planned.filter(
    (each) => each.type === type && sameName(each.inputs, inputs) && each.inputs.type === inputs.type,
  );
  return same.length > 1;
}

/** The identity whose signing key a record is to publish, and which of its three; by the name that the component gives it. */
function signing(name: string): { readonly host: string; readonly key: number } | undefined {
  const [, host, key] = /^(.+)-dkim-ses-([123])$/.exec(name) ?? [];
  return host === undefined ? undefined : { host, key: Number(key) - 1 };
}

function identityAsks(name: string, { aws }: Omit<Context, "items">) {
  const key = signing(name);
  return key === undefined ? [] : [aws.identities, aws.identity(key.host)];
}

/** What a record is whose name SES gives: by the identity's own keys. */
function signingRecord({ name, inputs }: Planned, { items, aws }: Context): Json | Found {
  const key = signing(name);
  if (key === undefined) return { is: "untold", why: "its name is not known before what it hangs on is in the state" };
  const identities = items(aws.identities);
  if (identities === undefined) return { is: "untold" };
  if (itemBy(identities, "IdentityName", key.host) === undefined) {
    return { is: "absent", why: `SES has no identity ${key.host}, so it has no keys yet` };
  }
  const attributes = items(aws.identity(key.host))?.[0]?.DkimAttributes as Json | undefined;
  const tokens = attributes?.Tokens;
  const token = Array.isArray(tokens) ? tokens[key.key] : undefined;
  if (token === undefined) return { is: "untold", why: `SES tells no key ${key.key + 1} of ${key.host}` };
  const { content: _, ...rest } = inputs;
  return { ...rest, name: `${token}._domainkey.${key.host}` };
}

export const otherFinders: Readonly<Record<string, Finder>> = {
  "cloudflare:index/dnsRecord:DnsRecord": record,
  // Every zone has every setting.
  "cloudflare:index/zoneSetting:ZoneSetting": inZone({
    asks: () => [],
    find: ({ inputs }) => ({ is: "there", id: `${text(inputs, "zoneId")}/${text(inputs, "settingId")}`, claims: [] }),
  }),
  "linode:index/instance:Instance": {
    asks: (_, { linode }) => [linode.instances],
    find: (planned, { items, linode }) => {
      const list = items(linode.instances);
      if (list === undefined) return { is: "untold" };
      const item = itemBy(list, "label", text(planned.inputs, "label"));
      if (item === undefined) return { is: "absent", why: `Linode has no machine ${text(planned.inputs, "label")}` };
      return asInstance(planned, item);
    },
  },
  "linode:index/firewall:Firewall": byLabel(({ linode }) => linode.firewalls, "label"),
  "linode:index/user:User": listed(
    ({ linode }) => linode.users,
    (item, { inputs }) => item.username === text(inputs, "username"),
    (item) => text(item, "username"),
  ),
  "hcloud:index/server:Server": byLabel(({ hcloud }) => hcloud.servers, "name"),
  "hcloud:index/firewall:Firewall": byLabel(({ hcloud }) => hcloud.firewalls, "name"),
};

function byLabel(askOf: Parameters<typeof listed>[0], property: string): Finder {
  return listed(
    askOf,
    (item, { inputs }) => item[property] === text(inputs, property),
    (item) => text(item, "id"),
  );
}

/**
 * Linode does not tell whose keys a machine was made with, and the provider would replace it for that. So the state is
 * written from what Linode lists, with those keys as the program has them.
 */
function asInstance({ inputs }: Planned, item: Json): Found {
  const backups = (item.backups ?? {}) as Json;
  const told: Json = {
    ...{
      label: item.label,
      region: item.region,
      type: item.type,
      image: item.image,
      tags: Array.isArray(item.tags) ? asWanted(item.tags, inputs.tags) : item.tags,
    },
    ...{ backupsEnabled: backups.enabled, watchdogEnabled: item.watchdog_enabled },
  };
  const known = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== null));
  const merged = { ...inputs, ...known };
  const { __defaults, ...outputs } = merged;
  const id = text(item, "id");
  const addresses = Array.isArray(item.ipv4) ? { ipv4s: item.ipv4, ipAddress: item.ipv4[0] } : {};
  const more = { ...addresses, ...(typeof item.ipv6 === "string" && { ipv6: item.ipv6 }), status: item.status };
  return { is: "there", id, inputs: merged, outputs: { ...outputs, ...more, id }, claims: [item] };
}
