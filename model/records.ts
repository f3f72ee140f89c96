import { createHash } from "node:crypto";
import { z } from "zod";
import { emptyRegister, type Kind, kinds, type Register, type RegisterId } from "./register.ts";
import * as access from "./schema/access.ts";
import { id } from "./schema/common.ts";
import { organisation, person } from "./schema/people.ts";

/**
 * What the register looks like in a stack: one record a thing that a reviewer would name. Each record becomes one
 * component resource, so it shows in the infra diff, lies in the state, and is what the policies judge.
 * `writeRecords` and `readRecords` are each other's inverse; a record that does not read back is a problem, never skipped.
 */
export interface RegisterRecord {
  readonly type: RecordType;
  /** Logical name of the resource, unique within its type. */
  readonly name: string;
  /** What the register says of it. The entry's id stands under `key`: the SDK keeps `id` and `urn` for itself. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Type tokens of the register's components. */
export const recordTypes = {
  organisation: "gatehouse:access:Organisation",
  role: "gatehouse:access:Role",
  rootAdministrators: "gatehouse:access:RootAdministrators",
  serviceAccount: "gatehouse:access:ServiceAccount",
  credential: "gatehouse:access:Credential",
  reviews: "gatehouse:access:Reviews",
  server: "gatehouse:host:Server",
  service: "gatehouse:host:Service",
  account: "gatehouse:account:Account",
  domain: "gatehouse:mail:Domain",
  spfRecords: "gatehouse:mail:SpfRecords",
  repository: "gatehouse:change:Repository",
  vulnerabilities: "gatehouse:change:Vulnerabilities",
  environment: "gatehouse:notify:Environment",
  agencyService: "gatehouse:notify:AgencyService",
  bucket: "gatehouse:host:Bucket",
  operations: "gatehouse:notify:Operations",
  waivers: "gatehouse:gate:Waivers",
  corrections: "gatehouse:gate:Corrections",
} as const;

export type RecordType = (typeof recordTypes)[keyof typeof recordTypes];

interface RecordKind {
  readonly schema: z.ZodObject;
  /** The records of this type that a register has. */
  write(register: Register): { name: string; data: Record<string, unknown> }[];
  /** Puts a record's data back where it came from. */
  read(register: Mutable, data: Record<string, unknown>): void;
}

// biome-ignore lint/suspicious/noExplicitAny: the schemas have checked the data by the time it is put back
type Mutable = Record<Kind, any>;

const systemHead = access.system.omit({ roles: true });

const recordKinds: Record<RecordType, RecordKind> = {
  [recordTypes.organisation]: {
    schema: z.strictObject({ key: id, organisation, people: z.record(id, person) }),
    write: (register) =>
      Object.entries(register.organisations).map(([id, organisation]) => ({
        name: id,
        data: {
          key: id,
          organisation,
          people: Object.fromEntries(Object.entries(register.people).filter(([, p]) => p.organisation === id)),
        },
      })),
    read: (register, { key, organisation, people }) => {
      register.organisations[key as string] = organisation;
      Object.assign(register.people, people);
    },
  },
  [recordTypes.role]: {
    schema: z.strictObject({
      system: id,
      about: systemHead,
      role: id,
      definition: access.role,
      grants: z.array(access.grant),
    }),
    write: (register) =>
      Object.entries(register.systems).flatMap(([system, { roles, ...about }]) =>
        Object.entries(roles).map(([role, definition]) => ({
          name: `${system}-${role}`,
          data: { system, about, role, definition, grants: register.grants[system]?.[role] ?? [] },
        })),
      ),
    read: (register, { system, about, role, definition, grants }) => {
      register.systems[system as string] ??= { ...(about as object), roles: {} };
      register.systems[system as string].roles[role as string] = definition;
      register.grants[system as string] ??= {};
      register.grants[system as string][role as string] = grants;
    },
  },
  [recordTypes.rootAdministrators]: {
    schema: z.strictObject({ grants: z.array(access.rootGrant) }),
    write: (register) => {
      const grants = register.rootGrants[access.everyServer];
      return grants === undefined ? [] : [{ name: "every-server", data: { grants } }];
    },
    read: (register, { grants }) => {
      register.rootGrants[access.everyServer] = grants;
    },
  },
  [recordTypes.server]: {
    schema: z.strictObject({
      key: id,
      server: kinds.servers.valueType,
      rootGrants: z.array(access.rootGrant),
      deployments: access.deployments,
    }),
    write: (register) =>
      Object.entries(register.servers).map(([id, server]) => ({
        name: id,
        data: {
          key: id,
          server,
          rootGrants: register.rootGrants[id] ?? [],
          deployments: register.deployments.filter((deployment) => deployment.server === id),
        },
      })),
    read: (register, { key, server, rootGrants, deployments }) => {
      register.servers[key as string] = server;
      register.rootGrants[key as string] = rootGrants;
      register.deployments.push(...(deployments as unknown[]));
    },
  },
  [recordTypes.service]: each("services", "service"),
  [recordTypes.account]: each("accounts", "account"),
  [recordTypes.domain]: each("domains", "domain"),
  [recordTypes.spfRecords]: whole("spf-records", ["spfRecords"]),
  [recordTypes.repository]: each("repositories", "repository"),
  [recordTypes.environment]: {
    schema: z.strictObject({
      key: id,
      environment: kinds.environments.valueType,
      phoneNumbers: kinds.phoneNumbers,
      smokeTests: kinds.smokeTests,
    }),
    write: (register) =>
      Object.entries(register.environments).map(([id, environment]) => ({
        name: id,
        data: {
          key: id,
          environment,
          phoneNumbers: Object.fromEntries(
            Object.entries(register.phoneNumbers).filter(([, n]) => n.environment === id),
          ),
          smokeTests: register.smokeTests.filter((test) => test.environment === id),
        },
      })),
    read: (register, { key, environment, phoneNumbers, smokeTests }) => {
      register.environments[key as string] = environment;
      Object.assign(register.phoneNumbers, phoneNumbers);
      register.smokeTests.push(...(smokeTests as unknown[]));
    },
  },
  [recordTypes.agencyService]: each("agencyServices", "service"),
  [recordTypes.bucket]: each("buckets", "bucket"),
  [recordTypes.serviceAccount]: each("serviceAccounts", "serviceAccount"),
  [recordTypes.credential]: each("credentials", "credential"),
  [recordTypes.vulnerabilities]: whole("vulnerabilities", ["vulnerabilities"]),
  [recordTypes.reviews]: whole("reviews", ["reviews"]),
  [recordTypes.waivers]: whole("waivers", ["waivers"]),
  [recordTypes.corrections]: whole("corrections", ["corrections"]),
  [recordTypes.operations]: whole("operations", ["restageRuns", "buildpackReleases"]),
};

/** The register as records, in a fixed order. */
export function writeRecords(register: Register): RegisterRecord[] {
  return Object.entries(recordKinds).flatMap(([type, kind]) =>
    kind.write(register).map(({ name, data }) => ({ type: type as RecordType, name, data })),
  );
}

/** Whether a resource type is one of the register's. */
export function isRecordType(type: string): type is RecordType {
  return Object.hasOwn(recordKinds, type);
}

/** A record that could not be read back, and why. */
export interface RecordProblem {
  readonly type: RecordType;
  readonly name: string;
  readonly problem: string;
}

/**
 * The register that a stack's records make up, as far as they can be read, and a problem for each that cannot:
 * a record that does not match its schema, and two that say different things about one entry.
 */
export function readRecords(
  id: RegisterId,
  records: readonly RegisterRecord[],
): { register: Register; problems: RecordProblem[] } {
  const register = emptyRegister(id);
  const problems: RecordProblem[] = [];
  const seen = new Set<string>();
  for (const { type, name, data } of records) {
    const parsed = recordKinds[type].schema.safeParse(data);
    if (!parsed.success) {
      problems.push({ type, name, problem: problemText(parsed.error) });
      continue;
    }
    const identity = `${type} ${recordIdentity(parsed.data)}`;
    if (seen.has(identity)) {
      problems.push({ type, name, problem: "it stands twice in this stack" });
      continue;
    }
    seen.add(identity);
    recordKinds[type].read(register as unknown as Mutable, structuredClone(parsed.data));
  }
  return { register, problems };
}

function problemText(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`).join("; ");
}

function recordIdentity(data: Record<string, unknown>): string {
  return [data.key, data.system, data.role].filter((part) => part !== undefined).join("/");
}

/** A record for each entry of a kind that is kept under ids. */
function each(kind: Kind, property: string): RecordKind {
  const entries = kinds[kind] as z.ZodRecord;
  return {
    schema: z.strictObject({ key: entries.keyType, [property]: entries.valueType }),
    write: (register) =>
      Object.entries(register[kind]).map(([id, entry]) => ({ name: id, data: { key: id, [property]: entry } })),
    read: (register, data) => {
      register[kind][data.key as string] = data[property];
    },
  };
}

/** One record for all entries of some kinds, where a reviewer reads them as one list; none when there are none. */
function whole(name: string, parts: readonly Kind[]): RecordKind {
  return {
    schema: z.strictObject(Object.fromEntries(parts.map((kind) => [kind, kinds[kind]]))),
    write: (register) =>
      parts.every((kind) => Object.keys(register[kind]).length === 0)
        ? []
        : [{ name, data: Object.fromEntries(parts.map((kind) => [kind, register[kind]])) }],
    read: (register, data) => Object.assign(register, data),
  };
}

/** Type token of the manifest: the component that says what the whole register of a stack is. */
export const manifestType = "gatehouse:register:Manifest";

/** What a stack's records are, counted and digested, so that a record that is missing or was changed on its way shows. */
export interface Manifest {
  readonly register: RegisterId;
  /** Number of records of each type. */
  readonly records: Readonly<Record<string, number>>;
  /** SHA-256 over the records in canonical form, hexadecimal. */
  readonly digest: string;
}

/** The manifest of a list of records, whatever their order. */
export function manifestOf(register: RegisterId, records: readonly RegisterRecord[]): Manifest {
  const counts: Record<string, number> = {};
  for (const { type } of records) counts[type] = (counts[type] ?? 0) + 1;
  const lines = records.map(({ type, name, data }) => canonical([type, name, data])).sort();
  const digest = createHash("sha256").update(lines.join("\n")).digest("hex");
  return { register, records: Object.fromEntries(Object.entries(counts).sort()), digest };
}

/** JSON with sorted keys and without undefined values. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
