import { OFFLINE_TIME } from "../invent.ts";
import { any, boolean, type Failure, identity, output, required, string, type Table } from "../table.ts";
import { type Bag, isBag } from "../wire.ts";

/** What the settings that the stacks use may be. The service knows many more; each needs its line before it is used. */
const VALUES: Readonly<Record<string, readonly string[] | "security header">> = {
  always_use_https: ["on", "off"],
  min_tls_version: ["1.0", "1.1", "1.2", "1.3"],
  security_header: "security header",
  ssl: ["off", "flexible", "full", "strict"],
};

/** A setting of a zone. Every zone has every setting: making one sets it, and deleting one leaves it as it is. */
export const zoneSetting: Table = {
  type: "cloudflare:index/zoneSetting:ZoneSetting",
  inputs: {
    enabled: boolean({ filled: false }),
    settingId: string({ ...identity, oneOf: Object.keys(VALUES) }),
    value: any(required),
    zoneId: string({
      ...identity,
      matches: { pattern: /^[0-9a-f]{32}$/, says: "a zone's id: 32 hexadecimal digits" },
    }),
  },
  outputs: {
    editable: output(boolean(), true),
    modifiedOn: output(string(), OFFLINE_TIME),
    timeRemaining: output({ kind: "number" }, 0),
  },
  id: (made) => made.text("settingId"),
  check: judge,
  import: {
    format: "ZONE_ID/SETTING_ID",
    renames: true,
    inputs: (id) => {
      const [, zoneId, settingId] = /^([0-9a-f]{32})\/([a-z0-9_]+)$/.exec(id) ?? [];
      return zoneId && settingId ? { zoneId, settingId } : undefined;
    },
  },
};

function judge({ settingId, value }: Bag): readonly Failure[] {
  if (typeof settingId !== "string") return [];
  const allowed = Object.hasOwn(VALUES, settingId) ? VALUES[settingId] : undefined;
  if (allowed === undefined) return [];
  if (allowed !== "security header") {
    return typeof value === "string" && !allowed.includes(value)
      ? [{ property: "value", reason: `expected one of ${allowed.join(", ")}` }]
      : [];
  }
  return isBag(value) ? judgeHeader(value) : [];
}

/** The API takes its own names only: with the names of the documentation's example, a preview never comes to rest. */
function judgeHeader({ strict_transport_security: header }: Bag): readonly Failure[] {
  const known = ["enabled", "include_subdomains", "max_age", "nosniff", "preload"];
  if (!isBag(header)) return [{ property: "value", reason: "expected an object strict_transport_security" }];
  return Object.keys(header)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      property: `value.strict_transport_security.${key}`,
      reason: `expected one of ${known.join(", ")}`,
    }));
}
