import { hex, OFFLINE_TIME } from "../invent.ts";
import {
  any,
  boolean,
  type Failure,
  identity,
  type Made,
  number,
  object,
  output,
  required,
  set,
  string,
  type Table,
} from "../table.ts";
import { type Bag, isBag } from "../wire.ts";
import { contentFailure } from "./content.ts";

const TYPES = [
  "A",
  "AAAA",
  "CAA",
  "CERT",
  "CNAME",
  "DNSKEY",
  "DS",
  "HTTPS",
  "LOC",
  "MX",
  "NAPTR",
  "NS",
  "OPENPGPKEY",
  "PTR",
  "SMIMEA",
  "SRV",
  "SSHFP",
  "SVCB",
  "TLSA",
  "TXT",
  "URI",
] as const;

/** Types whose whole content lies in `content`; the others are made of parts, in `data`. */
const PLAIN: ReadonlySet<unknown> = new Set(["A", "AAAA", "CNAME", "MX", "NS", "OPENPGPKEY", "PTR", "TXT"]);
const PROXIABLE: ReadonlySet<unknown> = new Set(["A", "AAAA", "CNAME"]);
const PRIORITISED: ReadonlySet<unknown> = new Set(["MX", "URI"]);

/** An "automatic" time to live. */
const AUTOMATIC = 1;

const byte = { range: [0, 255] } as const;
const twoBytes = { range: [0, 65_535] } as const;
const metres = { range: [0, 90_000_000] } as const;
const inactive = { filled: false } as const;

const isProxiable = (made: Made) => PROXIABLE.has(made.input("type"));

/** The same record under its present and its former type name. */
function record(type: string): Table {
  return {
    type,
    inputs: {
      comment: string({ length: [0, 500] }),
      content: string({ filled: "" }),
      data: object({
        algorithm: number(byte),
        altitude: number({ range: [-100_000, 42_849_672.95] }),
        certificate: string(),
        digest: string(),
        digestType: number(byte),
        fingerprint: string(),
        flags: any(),
        keyTag: number(twoBytes),
        latDegrees: number({ range: [0, 90] }),
        latDirection: string({ oneOf: ["N", "S"] }),
        latMinutes: number({ range: [0, 59] }),
        latSeconds: number({ range: [0, 59.999] }),
        longDegrees: number({ range: [0, 180] }),
        longDirection: string({ oneOf: ["E", "W"] }),
        longMinutes: number({ range: [0, 59] }),
        longSeconds: number({ range: [0, 59.999] }),
        matchingType: number(byte),
        order: number(twoBytes),
        port: number(twoBytes),
        precisionHorz: number(metres),
        precisionVert: number(metres),
        preference: number(twoBytes),
        priority: number(twoBytes),
        protocol: number(byte),
        publicKey: string(),
        regex: string(),
        replacement: string(),
        selector: number(byte),
        service: string(),
        size: number(metres),
        tag: string(),
        target: string(),
        type: number({ range: [0, Number.MAX_SAFE_INTEGER] }),
        usage: number(byte),
        value: string(),
        weight: number(twoBytes),
      }),
      includeShadowMetadata: boolean({ filled: false }),
      name: string({ ...required, length: [1, 255] }),
      priority: number(twoBytes),
      privateRouting: boolean(),
      proxied: boolean({ filled: false, planned: true }),
      settings: object(
        { flattenCname: boolean(inactive), ipv4Only: boolean(inactive), ipv6Only: boolean(inactive) },
        { filled: {} },
      ),
      tags: set(string({ length: [1, 100] }), { filled: [], count: [0, 20] }),
      ttl: number(required),
      type: string({ ...identity, oneOf: TYPES }),
      zoneId: string({
        ...identity,
        matches: { pattern: /^[0-9a-f]{32}$/, says: "a zone's id: 32 hexadecimal digits" },
      }),
    },
    outputs: {
      commentModifiedOn: output(string(), (made) => (made.input("comment") === undefined ? "" : OFFLINE_TIME)),
      createdOn: output(string(), OFFLINE_TIME),
      meta: output(string(), "{}"),
      modifiedOn: output(string(), OFFLINE_TIME),
      proxiable: output(boolean(), isProxiable),
      tagsModifiedOn: output(string(), (made) => (made.text("tags") === "" ? "" : OFFLINE_TIME)),
    },
    id: (made) => hex(made.seed, 32),
    check: judge,
    import: {
      format: "ZONE_ID/RECORD_ID",
      inputs: (id) => {
        const [, zoneId] = /^([0-9a-f]{32})\/[0-9a-f]{32}$/.exec(id) ?? [];
        return zoneId ? { zoneId } : undefined;
      },
    },
  };
}

export const dnsRecord: Table = record("cloudflare:index/dnsRecord:DnsRecord");
export const legacyRecord: Table = record("cloudflare:index/record:Record");

function judge(inputs: Bag): readonly Failure[] {
  return [...judgeTtl(inputs), ...judgeBody(inputs), ...judgePriority(inputs)];
}

function judgeTtl({ ttl, proxied }: Bag): readonly Failure[] {
  if (typeof ttl !== "number") return [];
  if (ttl !== AUTOMATIC && (!Number.isInteger(ttl) || ttl < 60 || ttl > 86_400))
    return [{ property: "ttl", reason: "expected 1 (automatic) or 60 to 86400 seconds" }];
  return proxied === true && ttl !== AUTOMATIC
    ? [{ property: "ttl", reason: "expected 1 (automatic) for a proxied record" }]
    : [];
}

function judgeBody({ type, content, data, proxied }: Bag): readonly Failure[] {
  if (typeof type !== "string") return [];
  const failures: Failure[] = [];
  if (content !== undefined && data !== undefined)
    failures.push({ property: "data", reason: "cannot be given together with `content`" });
  if (content === undefined && data === undefined)
    failures.push({ property: PLAIN.has(type) ? "content" : "data", reason: `is required for a ${type} record` });
  if (isBag(data) && PLAIN.has(type))
    failures.push({ property: "data", reason: `cannot be given for a ${type} record: use \`content\`` });
  if (proxied === true && !PROXIABLE.has(type))
    failures.push({
      property: "proxied",
      reason: `cannot be true for a ${type} record: only A, AAAA and CNAME are proxied`,
    });
  const reason = typeof content === "string" ? contentFailure(type, content) : undefined;
  return reason ? [...failures, { property: "content", reason }] : failures;
}

function judgePriority({ type, priority }: Bag): readonly Failure[] {
  return PRIORITISED.has(type) && priority === undefined
    ? [{ property: "priority", reason: `is required for a ${type} record` }]
    : [];
}
