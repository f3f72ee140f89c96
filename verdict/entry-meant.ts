import { type Kind, type RegisterId, subjectOf } from "../model/register.ts";

/** The kinds that something which is missing from a stack is said to be of, by the id of an entry. */
const kinds: readonly Kind[] = [
  ...(["repositories", "environments", "accounts", "buckets", "domains", "services", "servers"] as const),
  ...(["credentials", "serviceAccounts"] as const),
];

/**
 * The entry that a rule about a whole stack speaks of: what is missing is no resource, so it is named in words that end with
 * an id (`branch main of notifications-api`, `alerts of staging`, `zone notify.gov`) or with a host below a domain of the
 * register (`MAIL FROM of mail.notify.gov`). Gives what `find` has of the first entry that is there.
 */
export function entryMeant<T>(
  register: RegisterId,
  subject: string,
  find: (subject: string) => T | undefined,
): T | undefined {
  // A resource by type and name is no such words.
  if (subject.endsWith('"')) return undefined;
  const id = subject.split(" ").at(-1) ?? "";
  const { part, name } = /^(?<part>branch|environment) (?<name>\S+) of /.exec(subject)?.groups ?? {};
  const parts =
    part === undefined || name === undefined ? [] : [[part === "branch" ? "branches" : "environments", name]];
  const candidates = [
    ...parts.map((keys) => subjectOf(register, "repositories", id, ...keys)),
    ...kinds.map((kind) => subjectOf(register, kind, id)),
    ...domainsAbove(id).map((domain) => subjectOf(register, "domains", domain)),
  ];
  for (const candidate of candidates) {
    const found = find(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names above a host, the nearest first; none above what is no host. */
function domainsAbove(host: string): string[] {
  const labels = host.split(".");
  return labels.slice(1, -1).map((_, at) => labels.slice(at + 1).join("."));
}
