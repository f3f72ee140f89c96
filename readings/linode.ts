import { z } from "zod";
import type { Adapter, FileOfReading } from "./adapter.ts";
import { Answers } from "./answer.ts";
import { withToken } from "./commands.ts";
import { administrative, Gathered, lastUsed } from "./gathered.ts";
import type { Sources } from "./sources.ts";

const user = z.object({
  username: z.string(),
  email: z.string(),
  restricted: z.boolean(),
  last_login: z.object({ login_datetime: z.string().nullish() }).nullish(),
});
const grants = z.object({ global: z.object({ account_access: z.string().nullable() }) });

const get = (path: string) => withToken("LINODE_TOKEN", "Authorization: Bearer", `https://api.linode.com/v4/${path}`);

const files = {
  users: {
    name: "users.json",
    what: "users of the account; of more than 500, page=[1-2] and so on",
    command: () => get("account/users?page_size=500&page=1"),
  },
  grants: {
    name: "grants/*.json",
    what: "what a user whose access is limited may do",
    each: (sources: Sources): readonly string[] =>
      usersIn(sources, new Answers()).flatMap(({ value }) => (value.restricted ? [value.username] : [])),
    command: (_, name) => get(`account/users/${name}/grants`),
  },
} as const satisfies Record<string, FileOfReading>;

/**
 * The users of an account with Linode by its API v4. Access is `full`, or `limited` to what is granted. Linode tells nobody the
 * name of an account: it is that of its first user, so that a list without that user is another's.
 */
export const linode: Adapter = {
  service: "linode",
  files: Object.values(files),
  read(sources, whose) {
    const answers = new Answers();
    const found = new Gathered();
    const resource = { type: "account", id: whose.name };
    const limited = new Set<string>();
    for (const { value, at } of usersIn(sources, answers)) {
      const { username, email, restricted, last_login } = value;
      const principal = found.add({
        ...{ id: username.toLowerCase(), kind: "person", state: "active", at },
        identity: { login: username, emails: [email] },
        ...lastUsed(last_login === null ? null : last_login?.login_datetime),
      });
      if (restricted) limited.add(username);
      const slug = restricted ? "limited" : "full";
      found.hold(principal, { resource, slug, ...(!restricted && administrative) }, at);
    }
    for (const { source, star } of sources.matching(files.grants.name)) {
      const entry = answers.one(source, grants);
      const principal = found.get(star.toLowerCase());
      if (entry === undefined || principal === undefined) continue;
      // Whoever may change the account may change its users.
      if (entry.value.global.account_access === "read_write") {
        found.hold(principal, { resource, slug: "account_access read_write", ...administrative }, entry.at);
      }
    }
    const isOurs = found.principals.length === 0 || found.get(whose.name.toLowerCase()) !== undefined;
    if (!isOurs) answers.fault(files.users.name, ["data"], `has no user ${whose.name}: it is of another account`);
    return found.reading("linode", answers);
  },
};

function usersIn(sources: Sources, answers: Answers) {
  return answers.list(sources.get(files.users.name), user, { key: "data", total: "results", by: "username" });
}
