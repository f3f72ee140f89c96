import { z } from "zod";
import { type Adapter, anyService, type FileOfReading } from "../adapter.ts";
import { Answers } from "../answer.ts";
import { dayOf } from "../day.ts";
import { isObject } from "../no-answer.ts";
import type { At, Reading } from "../reading.ts";
import type { Source } from "../sources.ts";
import { readingOfSync, type SyncedGrant, type SyncedResource, type SyncedUser } from "./synced.ts";

const resourceId = z.object({ resourceType: z.string(), resource: z.string() });
const status = z.object({ status: z.string().optional() }).optional();
const resource = z.object({
  id: resourceId,
  displayName: z.string().optional(),
  annotations: z.array(z.looseObject({ "@type": z.string() })).optional(),
  status,
  createdAt: z.string().optional(),
});
const userTrait = z.object({
  emails: z.array(z.object({ address: z.string() })).optional(),
  login: z.string().optional(),
  accountType: z.string().optional(),
  lastLogin: z.string().optional(),
  createdAt: z.string().optional(),
  status,
});
const resourceOutput = z.object({ resource, resourceType: z.object({ traits: z.array(z.string()).optional() }) });
const entitlement = z.object({
  id: z.string(),
  slug: z.string().optional(),
  resource: z.object({ id: resourceId }).optional(),
});
const grantOutput = z.object({
  grant: z.object({ principal: z.object({ id: resourceId }) }),
  entitlement,
  resource: z.object({ id: resourceId }).optional(),
});
const syncOutput = z.object({ syncType: z.string().optional(), endedAt: z.string().nullish() });

const files = {
  resources: { name: "baton-resources.json", what: "resources", command: () => "baton resources -f sync.c1z -o json" },
  grants: { name: "baton-grants.json", what: "grants", command: () => "baton grants -f sync.c1z -o json" },
  entitlements: {
    name: "baton-entitlements.json",
    what: "entitlements, which grants name too",
    optional: true,
    command: () => "baton entitlements -f sync.c1z -o json",
  },
  syncs: {
    name: "baton-syncs.json",
    what: "when it was synced",
    optional: true,
    command: () => "baton syncs -f sync.c1z -o json",
  },
} as const satisfies Record<string, FileOfReading>;

/** What Baton's own tool prints of a file of a connector, as JSON. A list without entries is left out there. */
export const batonJson: Adapter = {
  service: anyService,
  files: Object.values(files),
  read(sources): Reading {
    const answers = new Answers();
    const list = <T>(name: string, key: string, schema: z.ZodType<T>) =>
      listOf(answers, sources.get(name), key, schema);
    const resources = list(files.resources.name, "resources", resourceOutput).map(({ value, at }) =>
      resourceOf(value, at),
    );
    const grants = list(files.grants.name, "grants", grantOutput).flatMap(({ value, at }) =>
      grantOf(value, at, answers),
    );
    list(files.entitlements.name, "entitlements", z.object({ entitlement }));
    const readOn = list(files.syncs.name, "syncs", syncOutput)
      .filter(({ value: { syncType = "full", endedAt } }) => syncType === "full" && endedAt != null)
      .map(({ value: { endedAt } }) => dayOf(endedAt))
      .filter((day) => day !== undefined)
      .toSorted()
      .at(-1);
    if (sources.get(files.syncs.name) !== undefined && readOn === undefined && answers.faults.length === 0) {
      answers.fault(files.syncs.name, [], "has no full sync that came to its end");
    }
    return readingOfSync(anyService, {
      resources,
      grants,
      faults: answers.faults,
      ...(readOn !== undefined && { readOn }),
    });
  },
};

/** A list of the file's one object. An object of anything else is none of these lists. */
function listOf<T>(answers: Answers, source: Source | undefined, key: string, schema: z.ZodType<T>) {
  const values = answers.values(source);
  if (source === undefined || values === undefined) return [];
  const [value] = values;
  const keys = isObject(value) ? Object.keys(value) : [];
  if (values.length !== 1 || !isObject(value) || keys.some((each) => each !== key)) {
    answers.fault(source.name, [], `is not what baton prints: an object with the list ${key}`);
    return [];
  }
  return keys.length === 0 ? [] : answers.listIn(source.name, values, schema, { key });
}

function resourceOf(
  { resource: of, resourceType: { traits = [] } }: z.infer<typeof resourceOutput>,
  at: At,
): SyncedResource {
  const trait = of.annotations?.find((each) => each["@type"].endsWith("/c1.connector.v2.UserTrait"));
  const parsed = trait === undefined ? undefined : userTrait.safeParse(trait).data;
  const isUser = traits.includes("TRAIT_USER");
  return {
    ...{ type: of.id.resourceType, id: of.id.resource, name: of.displayName ?? "", at },
    isApp: traits.includes("TRAIT_APP"),
    ...(isUser && { user: userOf(parsed ?? {}, of) }),
  };
}

function userOf(trait: z.infer<typeof userTrait>, of: z.infer<typeof resource>): SyncedUser {
  const state = of.status?.status ?? trait.status?.status ?? "";
  const [createdOn, lastLogin] = [dayOf(of.createdAt ?? trait.createdAt), dayOf(trait.lastLogin)];
  return {
    login: trait.login ?? "",
    emails: (trait.emails ?? []).map(({ address }) => address),
    disabled: /DISABLED|DELETED/.test(state),
    service: /SERVICE|SYSTEM/.test(trait.accountType ?? ""),
    ...(createdOn !== undefined && { createdOn }),
    ...(lastLogin !== undefined && { lastLogin }),
  };
}

function grantOf(value: z.infer<typeof grantOutput>, at: At, answers: Answers): SyncedGrant[] {
  const { entitlement: of } = value;
  const on = value.resource?.id ?? of.resource?.id;
  if (on === undefined) {
    answers.fault(at.file, at.keys, "does not say on what it is held");
    return [];
  }
  const principal = value.grant.principal.id;
  return [
    {
      slug: of.slug || slugIn(of.id),
      resource: { type: on.resourceType, id: on.resource },
      principal: { type: principal.resourceType, id: principal.resource },
      at,
    },
  ];
}

/** The last part of an entitlement's id, where it has no slug: `org:17:admin`. */
export function slugIn(id: string): string {
  return id.slice(id.lastIndexOf(":") + 1);
}
