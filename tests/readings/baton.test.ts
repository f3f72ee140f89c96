import { DatabaseSync } from "node:sqlite";
import { zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batonFile } from "../../readings/baton/c1z.ts";
import { batonJson } from "../../readings/baton/json.ts";
import { Message } from "../../readings/baton/wire.ts";
import type { Reading } from "../../readings/reading.ts";
import { Sources } from "../../readings/sources.ts";
import { sourcesOf } from "./sources-of.ts";

const whose = { name: "open-contracting", things: [] };

/** A field of Protocol Buffers: a number, a text, or a message of fields. */
type Value = number | string | Uint8Array;
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const field = (number: number, value: Value): number[] => {
  if (typeof value === "number") return [...varint(number * 8), ...varint(value)];
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
};
const message = (...fields: [number, Value][]) =>
  new Uint8Array(fields.flatMap(([number, value]) => field(number, value)));
const moment = (text: string) => message([1, Date.parse(text) / 1000]);

interface User {
  readonly id: string;
  readonly login?: string;
  readonly email?: string;
  readonly status?: number;
  readonly type?: number;
  readonly lastLogin?: string;
}
const userResource = ({ id, login = "", email, status = 1, type = 1, lastLogin }: User) => {
  const trait = message(
    ...(email === undefined ? [] : [[1, message([1, email])] as [number, Value]]),
    [2, message([1, status])],
    [5, type],
    [6, login],
    ...(lastLogin === undefined ? [] : [[9, moment(lastLogin)] as [number, Value]]),
  );
  const any = message([1, "type.googleapis.com/c1.connector.v2.UserTrait"], [2, trait]);
  return message([1, message([1, "user"], [2, id])], [3, `User ${id}`], [4, any]);
};

interface Given {
  readonly users: readonly User[];
  readonly grants: readonly (readonly [user: string, resource: string, slug: string])[];
  readonly endedAt?: string | null;
  readonly syncType?: string;
}
const two: Given = {
  users: [
    { id: "1", login: "ada", email: "ada@open-contracting.org", lastLogin: "2026-11-20T08:00:00Z" },
    { id: "2", login: "robot", status: 2, type: 2 },
  ],
  grants: [
    ["1", "org", "member"],
    ["1", "team", "admin"],
    ["2", "org", "member"],
  ],
};

const tables = `
create table v1_sync_runs (id integer primary key, sync_id text, started_at datetime, ended_at datetime, sync_token text, sync_type text);
create table v1_resource_types (id integer primary key, external_id text, data blob, sync_id text);
create table v1_resources (id integer primary key, resource_type_id text, external_id text, data blob, sync_id text);
create table v1_entitlements (id integer primary key, resource_type_id text, resource_id text, external_id text, data blob, sync_id text);
create table v1_grants (id integer primary key, resource_type_id text, resource_id text, entitlement_id text, principal_resource_type_id text, principal_resource_id text, external_id text, data blob, sync_id text);`;

/** A file as a connector writes it: header, and a compressed database. An older sync in it has somebody who is gone. */
function c1z({ users, grants, endedAt = "2026-11-28 06:00:00.5", syncType = "full" }: Given, sql = tables): Buffer {
  const database = new DatabaseSync(":memory:");
  database.exec(sql);
  const insert = (table: string, row: Record<string, string | number | null | Uint8Array>) =>
    database
      .prepare(
        `insert into ${table} (${Object.keys(row).join(", ")}) values (${Object.keys(row)
          .map(() => "?")
          .join(", ")})`,
      )
      .run(...Object.values(row));
  const sync = (sync_id: string, ended_at: string | null, sync_type: string) =>
    insert("v1_sync_runs", { sync_id, started_at: "2026-11-28 05:00:00", ended_at, sync_token: "", sync_type });
  sync("old", "2026-10-01 06:00:00", "full");
  sync("new", endedAt, syncType);
  const type = (id: string, trait: number, sync_id: string) =>
    insert("v1_resource_types", { external_id: id, data: message([1, id], [3, new Uint8Array([trait])]), sync_id });
  for (const sync_id of ["old", "new"]) {
    type("user", 1, sync_id);
    type("org", 4, sync_id);
    type("team", 2, sync_id);
    for (const [kind, name] of [
      ["org", "Open Contracting"],
      ["team", "web"],
    ] as const) {
      const data = message([1, message([1, kind], [2, "17"])], [3, name]);
      insert("v1_resources", { resource_type_id: kind, external_id: `${kind}:17`, data, sync_id });
    }
  }
  insert("v1_resources", {
    resource_type_id: "user",
    external_id: "user:9",
    data: userResource({ id: "9" }),
    sync_id: "old",
  });
  for (const user of users) {
    insert("v1_resources", {
      resource_type_id: "user",
      external_id: `user:${user.id}`,
      data: userResource(user),
      sync_id: "new",
    });
  }
  for (const [user, kind, slug] of grants) {
    const entitlement_id = `${kind}:17:${slug}`;
    const of = { resource_type_id: kind, resource_id: "17" };
    if (database.prepare("select 1 from v1_entitlements where external_id = ?").get(entitlement_id) === undefined) {
      insert("v1_entitlements", {
        ...of,
        external_id: entitlement_id,
        data: message([2, entitlement_id], [8, slug]),
        sync_id: "new",
      });
    }
    const by = { principal_resource_type_id: "user", principal_resource_id: user };
    const external_id = `${entitlement_id}:${user}`;
    insert("v1_grants", { ...of, entitlement_id, ...by, external_id, data: new Uint8Array(), sync_id: "new" });
  }
  const bytes = database.serialize();
  database.close();
  return Buffer.concat([Buffer.from("C1ZF\u0000", "latin1"), zstdCompressSync(bytes)]);
}

const readFile = (bytes: Uint8Array): Reading => batonFile.read(new Sources([{ name: "sync.c1z", bytes }]), whose);

/** The same as Baton's tool prints it. */
function printed({ users, grants }: Given) {
  const id = (resourceType: string, resource: string) => ({ resourceType, resource });
  const things = [
    {
      resource: { id: id("org", "17"), displayName: "Open Contracting" },
      resourceType: { id: "org", traits: ["TRAIT_APP"] },
    },
    { resource: { id: id("team", "17"), displayName: "web" }, resourceType: { id: "team", traits: ["TRAIT_GROUP"] } },
    ...users.map(({ id: user, login, email, status = 1, type = 1, lastLogin }) => ({
      resource: {
        ...{ id: id("user", user), displayName: `User ${user}` },
        annotations: [
          {
            "@type": "type.googleapis.com/c1.connector.v2.UserTrait",
            ...(email !== undefined && { emails: [{ address: email, isPrimary: true }] }),
            ...{ login, status: { status: status === 2 ? "STATUS_DISABLED" : "STATUS_ENABLED" } },
            ...{ accountType: type === 2 ? "ACCOUNT_TYPE_SERVICE" : "ACCOUNT_TYPE_HUMAN" },
            ...(lastLogin !== undefined && { lastLogin }),
          },
        ],
      },
      resourceType: { id: "user", traits: ["TRAIT_USER"] },
    })),
  ];
  return {
    "baton-resources.json": { resources: things },
    "baton-grants.json": {
      grants: grants.map(([user, kind, slug]) => ({
        grant: { id: `${kind}:17:${slug}:${user}`, principal: { id: id("user", user) } },
        entitlement: { id: `${kind}:17:${slug}`, slug },
        resource: { id: id(kind, "17") },
      })),
    },
    "baton-syncs.json": { syncs: [{ id: "new", syncType: "full", endedAt: "2026-11-28T06:00:00Z" }] },
  };
}

const plain = ({ principals, grants, readOn, faults }: Reading) => ({
  readOn,
  faults,
  principals: principals.map(({ at, ...principal }) => principal),
  grants: grants.map(({ principal, entitlement }) => ({ of: principal.id, ...entitlement })),
});

describe("what a connector synced", () => {
  const expected = {
    ...{ readOn: "2026-11-28", faults: [] },
    principals: [
      {
        ...{ id: "user 1", kind: "person", state: "active", lastUsed: "2026-11-20" },
        identity: { login: "ada", emails: ["ada@open-contracting.org"], name: "User 1" },
      },
      { id: "user 2", kind: "machine", state: "suspended", identity: { login: "robot", name: "User 2" } },
    ],
    grants: [
      { of: "user 1", resource: { type: "org", id: "Open Contracting" }, slug: "member", everybody: true },
      { of: "user 1", resource: { type: "team", id: "web" }, slug: "admin", administrative: true },
      { of: "user 2", resource: { type: "org", id: "Open Contracting" }, slug: "member", everybody: true },
    ],
  };

  test("is read from its file, of the last sync that came to its end", () => {
    expect(plain(readFile(c1z(two)))).toEqual(expected);
  });

  test("is the same as Baton's tool prints it", () => {
    expect(plain(batonJson.read(sourcesOf(printed(two)), whose))).toEqual(expected);
  });

  test("a word that nobody knows is power", () => {
    const { grants } = readFile(c1z({ ...two, grants: [["1", "team", "steward"]] }));
    expect(grants.map(({ entitlement: { administrative } }) => administrative)).toEqual([true]);
  });

  test("a grant of somebody who is not among the resources is a fault", () => {
    const { faults } = readFile(c1z({ ...two, grants: [["7", "team", "admin"]] }));
    expect(faults).toEqual([
      {
        at: { file: "sync.c1z", keys: ["grants", "team:17:admin:7"] },
        problem: "is held by user 7, of which there is no resource",
      },
    ]);
  });
});

describe("a file that is none is a fault", () => {
  const whole = c1z(two);
  test.each([
    ["cut off", whole.subarray(0, whole.length - 40), "cannot be read as a file of Baton"],
    ["with another header", Buffer.concat([Buffer.from("SQLite"), whole]), "does not begin as one"],
    ["of the third format", Buffer.concat([Buffer.from("C1Z3\u0000", "latin1"), whole]), "third format"],
    [
      "that is no database",
      Buffer.concat([whole.subarray(0, 5), zstdCompressSync(Buffer.from("hello"))]),
      "cannot be read as a file of Baton",
    ],
    ["of another version", c1zWithout("v1_grants"), "has no table v1_grants"],
  ])("%s", (_, bytes, problem) => {
    const { faults, principals } = readFile(bytes);
    expect(faults.map((fault) => fault.problem).join()).toContain(problem);
    expect(principals).toEqual([]);
  });

  test("and so is one in which no sync of all came to its end", () => {
    const database = c1z({ ...two, endedAt: null });
    expect(readFile(database).readOn).toBe("2026-10-01");
    expect(plain(readFile(c1z({ ...two, syncType: "partial" }))).readOn).toBe("2026-10-01");
  });

  function c1zWithout(table: string): Buffer {
    const database = new DatabaseSync(":memory:");
    database.exec(
      tables
        .split("\n")
        .filter((line) => !line.includes(table))
        .join("\n"),
    );
    const bytes = database.serialize();
    database.close();
    return Buffer.concat([Buffer.from("C1ZF\u0000", "latin1"), zstdCompressSync(bytes)]);
  }

  test("whatever a message is made of, it is read or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          const read = new Message(bytes);
          expect(typeof read.number(1)).toBe("number");
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});

describe("what Baton's tool prints", () => {
  test("leaves out a list without entries, and an object of anything else is none", () => {
    const of = (resources: unknown) =>
      batonJson.read(sourcesOf({ ...printed(two), "baton-grants.json": {}, "baton-resources.json": resources }), whose);
    expect(of(printed(two)["baton-resources.json"]).faults).toEqual([]);
    expect(of({ members: [] }).faults.map(({ problem }) => problem)).toEqual([
      "is not what baton prints: an object with the list resources",
    ]);
  });

  test("without a sync that came to its end is a fault", () => {
    const { faults } = batonJson.read(
      sourcesOf({ ...printed(two), "baton-syncs.json": { syncs: [{ id: "x", endedAt: null }] } }),
      whose,
    );
    expect(faults.map(({ problem }) => problem)).toEqual(["has no full sync that came to its end"]);
  });
});
