import { z } from "zod";
import type { Adapter, FileOfReading } from "./adapter.ts";
import { Answers } from "./answer.ts";
import { administrative, everybody, Gathered, since } from "./gathered.ts";
import type { At, Entitlement, Principal } from "./reading.ts";

const to = z.object({ data: z.object({ guid: z.string() }).nullable() });
const role = z.object({
  guid: z.string(),
  type: z.string(),
  created_at: z.string().nullish(),
  relationships: z.object({ user: to, organization: to, space: to }),
});
const user = z.object({
  guid: z.string(),
  username: z.string().nullish(),
  presentation_name: z.string().nullish(),
  created_at: z.string().nullish(),
});
const organization = z.object({ guid: z.string(), name: z.string() });
const space = z.object({ guid: z.string(), name: z.string(), relationships: z.object({ organization: to }) });
const page = z.object({
  included: z.object({
    users: z.array(user),
    spaces: z.array(space).default([]),
    organizations: z.array(organization).default([]),
  }),
});

const roles = {
  name: "roles.json",
  what: "roles in the organisation and its spaces, with whom and what each is of",
  command: () => "cf curl '/v3/roles?include=user,space,organization&per_page=5000'",
} as const satisfies FileOfReading;

/** Roles as `cf` calls them, and whether their holders may change who has access. */
const known: Readonly<Record<string, Pick<Entitlement, "slug" | "administrative" | "everybody">>> = {
  organization_user: { slug: "OrgUser", ...everybody },
  organization_auditor: { slug: "OrgAuditor" },
  organization_manager: { slug: "OrgManager", ...administrative },
  organization_billing_manager: { slug: "BillingManager" },
  space_auditor: { slug: "SpaceAuditor" },
  space_developer: { slug: "SpaceDeveloper" },
  space_manager: { slug: "SpaceManager", ...administrative },
  space_supporter: { slug: "SpaceSupporter" },
};

/**
 * An organisation at cloud.gov, or another Cloud Foundry, by its API v3: who has which role in it and in its spaces. Whoever
 * asks may see other organisations too; what is of them is passed over.
 */
export const cloudGov: Adapter = {
  service: "cloud-gov",
  files: [roles],
  read(sources, whose) {
    const answers = new Answers();
    const found = new Gathered();
    const values = answers.values(sources.get(roles.name));
    const shape = { key: "resources", total: "pagination.total_results", by: "guid" };
    const listed = values === undefined ? [] : answers.listIn(roles.name, values, role, shape);
    const { users, spaces, organizations } = includedIn(answers, values ?? [], listed.length > 0);
    const names = [...organizations.values()].map(({ name }) => name);
    const ours = names.find((name) => name.toLowerCase() === whose.name.toLowerCase());
    const of = ours ?? names[0];
    /** What a role is in: undefined for one that is another organisation's. */
    const placeOf = ({ relationships }: z.infer<typeof role>, at: At): Entitlement["resource"] | undefined => {
      const inSpace = relationships.space.data?.guid;
      const found = inSpace === undefined ? undefined : spaces.get(inSpace);
      const guid = found?.relationships.organization.data?.guid ?? relationships.organization.data?.guid;
      const organization = guid === undefined ? undefined : organizations.get(guid);
      if ((inSpace !== undefined && found === undefined) || organization === undefined) {
        answers.faultOnce(
          at.file,
          at.keys,
          "is in a space or an organisation that is not included: ask with `include`",
        );
        return undefined;
      }
      if (organization.name !== of) return undefined;
      return found === undefined ? { type: "organization", id: organization.name } : { type: "space", id: found.name };
    };
    for (const { value, at } of listed) {
      const guid = value.relationships.user.data?.guid ?? "";
      const account = users.get(guid);
      if (account === undefined) {
        answers.faultOnce(at.file, at.keys, "is of a user who is not included: ask with `include`");
        continue;
      }
      const resource = placeOf(value, at);
      if (resource === undefined) continue;
      const principal = found.add(accountOf(account, at));
      const { slug, ...power } = known[value.type] ?? { slug: value.type, ...administrative };
      found.hold(principal, { resource, slug, ...power }, at, since(value.created_at));
    }
    return found.reading("cloud-gov", { of, faults: answers.faults });
  },
};

/** A client has no name to log in by; that of a service account is a number, and the register has it. */
function accountOf({ guid, username, presentation_name, created_at }: z.infer<typeof user>, at: At): Principal {
  const login = username ?? presentation_name ?? guid;
  return {
    // Two users may have one name, where they log in by different services.
    id: guid,
    kind: username == null ? "machine" : "person",
    identity: { login },
    state: "active",
    ...since(created_at),
    at,
  };
}

/** What the roles are of, by guid. It comes with each page. */
function includedIn(answers: Answers, values: readonly unknown[], needed: boolean) {
  const pages = values.flatMap((value) => value as object[]).map((each) => page.safeParse(each));
  if (needed && pages.some(({ success }) => !success)) {
    answers.fault(roles.name, ["included"], "is not what this version of the API sends: ask with `include`");
  }
  const included = pages.flatMap(({ data }) => data?.included ?? []);
  const byGuid = <T extends { readonly guid: string }>(list: readonly T[]) =>
    new Map(list.map((each) => [each.guid, each]));
  return {
    users: byGuid(included.flatMap(({ users }) => users)),
    spaces: byGuid(included.flatMap(({ spaces }) => spaces)),
    organizations: byGuid(included.flatMap(({ organizations }) => organizations)),
  };
}
