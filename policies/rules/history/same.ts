import type { Register } from "../../../model/register.ts";
import type { Credential, Waiver } from "../../../model/schema/access.ts";
import type { Vulnerability } from "../../../model/schema/change.ts";
import { sshKeyFingerprint } from "../../../model/schema/ssh-key.ts";
import { marksOf } from "../people.ts";
import type { Renames } from "./items.ts";

/*
 * What has another id and is the same: whoever has an address, a login or a key in common, a machine at one address, a credential
 * of one account, a finding of one scanner. So what is deleted and put back under another id is held against what it was.
 */

/** The people and servers that have another id than before. */
export function renamesBetween(before: Register, after: Register): Renames {
  return {
    people: renamed(before.people, after.people, (person) => marksOf(person).map((mark) => mark.join(" "))),
    servers: renamed(before.servers, after.servers, ({ hostname, ipv4, ipv6 }) => [
      hostname,
      ...[ipv4, ipv6].filter((address) => address !== undefined),
    ]),
  };
}

/** What tells credentials, vulnerabilities and waivers from each other, whatever their id. */
export const signsOf = {
  credentials: ({ publicKey, pillarKey, serviceAccount, space, storedIn = [] }: Credential) => [
    ...(publicKey === undefined ? [] : [`key ${sshKeyFingerprint(publicKey)}`]),
    ...(pillarKey === undefined ? [] : [`pillar ${pillarKey}`]),
    ...(serviceAccount === undefined ? [] : [`account ${serviceAccount} ${space ?? ""}`]),
    ...storedIn.map((place) => `secret ${place.repository} ${place.environment ?? ""} ${place.secretName}`),
  ],
  vulnerabilities: ({ title, repository = "", source }: Vulnerability) => [
    ...(source === undefined ? [] : [`source ${source.tool} ${source.id} ${repository}`.toLowerCase()]),
    `title ${title} ${repository}`.toLowerCase(),
  ],
  waivers: ({ rule, subject, stack }: Waiver) => [`${rule} ${subject} ${stack ?? ""}`],
};

/** The ids of before that are gone, each with the new id of the same thing, where there is one. */
export function renamed<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  marks: (entry: T) => readonly string[],
): ReadonlyMap<string, string> {
  const gone = Object.keys(before).filter((id) => !Object.hasOwn(after, id));
  if (gone.length === 0) return new Map();
  const byMark = new Map<string, string>();
  for (const [id, entry] of Object.entries(after)) {
    if (!Object.hasOwn(before, id)) for (const mark of marks(entry)) byMark.set(mark, id);
  }
  return new Map(
    gone.flatMap((id) => {
      const found = marks(before[id] as T).flatMap((mark) => byMark.get(mark) ?? []);
      return found[0] === undefined ? [] : [[id, found[0]] as const];
    }),
  );
}
