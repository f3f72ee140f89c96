import { DatabaseSync } from "node:sqlite";
import { zstdDecompressSync } from "node:zlib";
import { type Adapter, anyService } from "../adapter.ts";
import { dayOf } from "../day.ts";
import { slugIn } from "./json.ts";
import { readingOfSync, type Synced, type SyncedGrant, type SyncedResource, type SyncedUser } from "./synced.ts";
import { Message } from "./wire.ts";

const name = "sync.c1z";
const at = (...keys: (string | number)[]) => ({ file: name, keys });

/** How such a file begins: before what is compressed with zstd, and is a database of SQLite; or what Baton keeps otherwise. */
const header = "C1ZF\u0000";
const otherHeader = "C1Z3\u0000";

/** The largest database that is unpacked, in bytes: a few kilobytes could be made to unpack to any size. */
const largest = 2 ** 30;

/**
 * The file that a connector of Baton writes. Of several syncs in it the last full one counts that came to its end. Columns say
 * who holds what; names, addresses and states stand in messages of Protocol Buffers beside them.
 */
export const batonFile: Adapter = {
  service: anyService,
  files: [
    {
      name,
      what: "what a connector synced",
      command: () => `baton-CONNECTOR -f ${name}`,
    },
  ],
  read(sources) {
    const source = sources.get(name);
    if (source === undefined) return readingOfSync(anyService, nothing());
    try {
      return readingOfSync(anyService, syncIn(source.bytes));
    } catch (error) {
      return readingOfSync(anyService, nothing(`cannot be read as a file of Baton: ${(error as Error).message}`));
    }
  },
};

function nothing(problem?: string): Synced {
  return { resources: [], grants: [], faults: problem === undefined ? [] : [{ at: at(), problem }] };
}

function syncIn(bytes: Uint8Array): Synced {
  const begins = new TextDecoder("latin1").decode(bytes.subarray(0, header.length));
  if (begins === otherHeader) {
    return nothing(
      "is of Baton's third format, which its own tool alone reads: have it print JSON (baton resources, grants, -o json)",
    );
  }
  if (begins !== header) return nothing("is no file of Baton: it does not begin as one");
  const unpacked = zstdDecompressSync(bytes.subarray(header.length), { maxOutputLength: largest });
  const database = new DatabaseSync(":memory:", { allowExtension: false });
  try {
    database.deserialize(unpacked);
    return syncOf(database);
  } finally {
    database.close();
  }
}

type Row = Readonly<Record<string, unknown>>;

function syncOf(database: DatabaseSync): Synced {
  const tables = ["v1_sync_runs", "v1_resource_types", "v1_resources", "v1_entitlements", "v1_grants"];
  const real = database
    .prepare("select name from sqlite_master where type = 'table'")
    .all()
    .map((row) => row.name);
  const missing = tables.filter((table) => !real.includes(table));
  if (missing.length > 0) return nothing(`has no table ${missing.join(", ")}: it is of another version of Baton`);
  const last = database
    .prepare(
      "select sync_id, ended_at from v1_sync_runs where ended_at is not null and sync_type = 'full' order by ended_at desc limit 1",
    )
    .get();
  if (last === undefined) return nothing("has no full sync that came to its end");
  const rows = (table: string, columns: string): Row[] =>
    database.prepare(`select ${columns} from ${table} where sync_id = ?`).all(String(last.sync_id));
  const traits = new Map(
    rows("v1_resource_types", "external_id, data").map((row) => [String(row.external_id), messageOf(row).numbers(3)]),
  );
  const slugs = new Map(
    rows("v1_entitlements", "external_id, data").map((row) => {
      const id = String(row.external_id);
      return [id, messageOf(row).text(8) || slugIn(id)];
    }),
  );
  const resources = rows("v1_resources", "external_id, resource_type_id, data").map((row): SyncedResource => {
    const type = String(row.resource_type_id);
    return resourceOf(messageOf(row), type, traits.get(type) ?? [], String(row.external_id));
  });
  const columns =
    "external_id, entitlement_id, resource_type_id, resource_id, principal_resource_type_id, principal_resource_id";
  const grants = rows("v1_grants", columns).map((row): SyncedGrant => {
    const entitlement = String(row.entitlement_id);
    return {
      slug: slugs.get(entitlement) ?? slugIn(entitlement),
      resource: { type: String(row.resource_type_id), id: String(row.resource_id) },
      principal: { type: String(row.principal_resource_type_id), id: String(row.principal_resource_id) },
      at: at("grants", String(row.external_id)),
    };
  });
  const readOn = dayOf(String(last.ended_at));
  return { resources, grants, faults: [], ...(readOn !== undefined && { readOn }) };
}

function messageOf({ data }: Row): Message {
  if (!(data instanceof Uint8Array)) throw new TypeError("a row without data");
  return new Message(data);
}

/** `Trait` of a resource type, by number. */
const [traitUser, traitApp] = [1, 4];

/** `Resource`: 1 id (2 resource), 3 display name, 4 annotations, 11 status, 12 made at. */
function resourceOf(message: Message, type: string, traits: readonly number[], external: string): SyncedResource {
  const id = message.message(1)?.text(2) ?? "";
  return {
    ...{ type, id: id === "" ? external : id, name: message.text(3), at: at("resources", external) },
    isApp: traits.includes(traitApp),
    ...(traits.includes(traitUser) && { user: userOf(message) }),
  };
}

/** `UserTrait`: 1 addresses (1 address), 2 status, 5 kind of account, 6 login, 8 made at, 9 last log-in. */
function userOf(message: Message): SyncedUser {
  const trait = message
    .messages(4)
    .find((any) => any.text(1).endsWith("/c1.connector.v2.UserTrait"))
    ?.message(2);
  const state = (message.message(11) ?? trait?.message(2))?.number(1) ?? 0;
  const createdOn = dayIn(message.message(12) ?? trait?.message(8));
  const lastLogin = dayIn(trait?.message(9));
  return {
    login: trait?.text(6) ?? "",
    emails: (trait?.messages(1) ?? []).map((address) => address.text(1)),
    // 2 is disabled, 3 is deleted.
    disabled: state >= 2,
    // 2 is an account of a service, 3 one of the system itself.
    service: (trait?.number(5) ?? 0) >= 2,
    ...(createdOn !== undefined && { createdOn }),
    ...(lastLogin !== undefined && { lastLogin }),
  };
}

function dayIn(timestamp: Message | undefined) {
  return timestamp === undefined ? undefined : dayOf(timestamp.number(1));
}
