import type { Register } from "../../model/register.ts";
import { sshKeyFingerprint } from "../../model/schema/ssh-key.ts";

/** By which words a person, a machine's key and a server may be named, each to the ids that it may mean. */
export interface Directory {
  readonly people: ReadonlyMap<string, ReadonlySet<string>>;
  readonly machines: ReadonlyMap<string, ReadonlySet<string>>;
  readonly servers: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The directory of a register. Ids, addresses, logins and host names know no capitals; fingerprints do. */
export function directoryOf({ people, credentials, servers }: Register): Directory {
  return {
    people: namesOf(people, (id, { email, github, sshKeys = [] }) => [
      id,
      email.toLowerCase(),
      github?.toLowerCase(),
      ...sshKeys.map(sshKeyFingerprint),
    ]),
    machines: namesOf(credentials, (_, { publicKey }) => [publicKey && sshKeyFingerprint(publicKey)]),
    servers: namesOf(servers, (id, { hostname, saltTarget }) => [id, hostname, saltTarget]),
  };
}

/** The ids that a word may mean. */
export function idsNamed(names: ReadonlyMap<string, ReadonlySet<string>>, word: string): string[] {
  return [...(names.get(word.startsWith("SHA256:") ? word : word.toLowerCase()) ?? [])];
}

function namesOf<T>(
  entries: Readonly<Record<string, T>>,
  words: (id: string, entry: T) => (string | undefined)[],
): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const [id, entry] of Object.entries(entries)) {
    for (const word of words(id, entry)) {
      if (word !== undefined) names.set(word, (names.get(word) ?? new Set()).add(id));
    }
  }
  return names;
}
