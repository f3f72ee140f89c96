import { z } from "zod";
import type { Adapter, FileOfReading, Whose } from "./adapter.ts";
import { Answers } from "./answer.ts";
import { withToken } from "./commands.ts";
import { administrative, everybody, Gathered, lastUsed, since } from "./gathered.ts";
import type { Entitlement, Principal } from "./reading.ts";
import type { Sources } from "./sources.ts";

const user = z.object({
  id: z.number(),
  name: z.string().nullish(),
  email: z.string(),
  groups: z.array(z.union([z.object({ id: z.number(), name: z.string() }), z.number()])),
  created_at: z.string().nullish(),
  active_at: z.string().nullish(),
  is_disabled: z.boolean(),
  is_invitation_pending: z.boolean().nullish(),
});
const group = z.object({
  id: z.number(),
  name: z.string(),
  type: z.string().nullish(),
  permissions: z.array(z.string()).nullable(),
});
const session = z.object({ client_config: z.object({ basePath: z.string() }) });

const get = (path: string) => (whose: Whose) =>
  withToken("REDASH_API_KEY", "Authorization: Key", `${whose.url ?? "https://REDASH"}/api/${path}`);

const files = {
  users: {
    name: "users.json",
    what: "accounts that may log in, and invitations; of more than 250, page=[1-2] and so on",
    command: get("users?page_size=250&page=1"),
  },
  disabled: {
    name: "disabled.json",
    what: "accounts that are disabled",
    optional: true,
    command: get("users?disabled=true&page_size=250&page=1"),
  },
  groups: { name: "groups.json", what: "groups and what each permits", command: get("groups") },
  session: {
    name: "session.json",
    what: "where the Redash that was asked answers",
    optional: true,
    command: get("session"),
  },
} as const satisfies Record<string, FileOfReading>;

/**
 * A Redash by its API: users and the groups that each is in. What a group permits decides what its members are: `admin`
 * where it has one of the permissions that Redash gives administrators, whatever the group is called.
 */
export const redash: Adapter = {
  service: "redash",
  files: Object.values(files),
  read(sources, whose) {
    const answers = new Answers();
    const found = new Gathered();
    const entitlements = entitlementsIn(answers, sources);
    for (const name of [files.users.name, files.disabled.name]) {
      const list = { key: "results", total: "count", by: "id" };
      for (const { value, at } of answers.list(sources.get(name), user, list)) {
        const principal = found.add({
          id: `${value.id}`,
          kind: "person",
          identity: { emails: [value.email], ...(value.name && { name: value.name }) },
          state: stateOf(value),
          ...since(value.created_at),
          ...lastUsed(value.active_at),
          at,
        });
        for (const each of value.groups) {
          const id = typeof each === "number" ? each : each.id;
          const entitlement = entitlements.get(id);
          if (entitlement === undefined) {
            answers.faultOnce(at.file, [...at.keys, "groups"], `names a group that ${files.groups.name} lacks (${id})`);
          }
          found.hold(principal, entitlement ?? ofGroup(typeof each === "number" ? `${each}` : each.name, null), at);
        }
      }
    }
    const of = askedOf(answers, sources, whose);
    return found.reading("redash", { of, faults: answers.faults });
  },
};

function stateOf({ is_disabled, is_invitation_pending }: z.infer<typeof user>): Principal["state"] {
  if (is_disabled) return "suspended";
  return is_invitation_pending === true ? "invited" : "active";
}

/** Groups by number, and what being in each gives. */
function entitlementsIn(answers: Answers, sources: Sources): ReadonlyMap<number, Entitlement> {
  const groups = answers.list(sources.get(files.groups.name), group, { by: "id" });
  return new Map(groups.map(({ value: { id, name, type, permissions } }) => [id, ofGroup(name, permissions, type)]));
}

/** The permissions of Redash's own group of administrators that its other groups lack. */
const powers = ["admin", "super_admin"];

function ofGroup(name: string, permissions: readonly string[] | null, type?: string | null): Entitlement {
  const resource = { type: "group", id: name };
  const isPower = permissions === null || permissions.some((each) => powers.includes(each));
  if (isPower) return { resource, slug: "admin", ...administrative };
  // Redash puts every account into its own group of that name.
  return { resource, slug: "member", ...(name === "default" && type === "builtin" && everybody) };
}

/** Whose Redash was asked: the one that the register names, or the host of another. */
function askedOf(answers: Answers, sources: Sources, { name, url }: Whose): string | undefined {
  const base = answers.one(sources.get(files.session.name), session)?.value.client_config.basePath;
  if (base === undefined || url === undefined) return undefined;
  const host = URL.parse(base)?.host ?? base;
  return host === URL.parse(url)?.host ? name : host;
}
