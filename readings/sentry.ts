import { z } from "zod";
import type { Adapter, FileOfReading, Whose } from "./adapter.ts";
import { Answers } from "./answer.ts";
import { withToken } from "./commands.ts";
import { administrative, Gathered, lastUsed, since } from "./gathered.ts";

const member = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullish(),
  orgRole: z.string(),
  pending: z.boolean(),
  dateCreated: z.string().nullish(),
  inviterName: z.string().nullish(),
  user: z
    .object({
      username: z.string().nullish(),
      email: z.string().nullish(),
      isActive: z.boolean().nullish(),
      lastActive: z.string().nullish(),
    })
    .nullable(),
});
const organization = z.object({ slug: z.string() });

const get = ({ name }: Whose, path: string) =>
  withToken("SENTRY_AUTH_TOKEN", "Authorization: Bearer", `https://sentry.io/api/0/organizations/${name}/${path}`);

const files = {
  organization: {
    name: "organization.json",
    what: "the organisation's own name",
    command: (whose) => get(whose, ""),
  },
  members: {
    name: "members.json",
    what: "members and invitations, a page after the other; of 1000 and more, a higher last number",
    command: (whose) => get(whose, "members/?per_page=100&cursor=100:[0-9]:0"),
  },
} as const satisfies Record<string, FileOfReading>;

/** Roles of an organisation that let their holder change nothing about who has access. */
const ordinary = ["member", "contributor", "billing"];

/** An organisation at Sentry by its API: members with their role in it, and invitations. */
export const sentry: Adapter = {
  service: "sentry",
  files: Object.values(files),
  read(sources, whose) {
    const answers = new Answers();
    const found = new Gathered();
    const of = answers.one(sources.get(files.organization.name), organization)?.value.slug;
    const resource = { type: "organization", id: of ?? whose.name };
    for (const { value, at } of answers.list(sources.get(files.members.name), member, { pages: [100], by: "id" })) {
      const { id, email, name, orgRole, pending, dateCreated, inviterName, user } = value;
      const emails = [...new Set([email, ...(user?.email ? [user.email] : [])])];
      // An account that is closed at Sentry itself lets nobody in.
      const state = user?.isActive === false ? "suspended" : pending || user === null ? "invited" : "active";
      const principal = found.add({
        ...{ id, kind: "person", state, at },
        identity: { ...(user?.username && { login: user.username }), emails, ...(name && { name }) },
        ...since(dateCreated),
        ...lastUsed(user?.lastActive),
        ...(inviterName && { by: inviterName }),
      });
      found.hold(principal, { resource, slug: orgRole, ...(!ordinary.includes(orgRole) && administrative) }, at);
    }
    return found.reading("sentry", { of, faults: answers.faults });
  },
};
