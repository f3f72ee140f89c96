import { hex, nodeId, wholeNumber } from "../invent.ts";
import type { Made, Output, Property } from "../table.ts";
import { integer, output, string } from "../table.ts";

/** The organisation that the provider is configured for. */
export function owner(made: Made): string {
  return made.configured("owner") || made.configured("organization") || "example-organization";
}

/** A repository's numeric id: the same wherever the repository is named. */
export function repositoryId(made: Made, repository = made.text("repository")): number {
  return repositoryNumber(owner(made), repository);
}

/** The same by the name of its owner. */
export function repositoryNumber(owner: string, repository: string): number {
  return wholeNumber(`github/${owner}/${repository}`, 9);
}

/** A team's numeric id: the same wherever its slug is said. */
export function teamId(seed: string): number {
  return wholeNumber(`github/team/${seed}`, 8);
}

/** The name that GitHub makes of a title for addresses. */
export function slug(title: string): string {
  return title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}

/** An opaque global id that belongs to the resource alone. */
export function ownNodeId(prefix: string, made: Made): string {
  return nodeId(prefix, made.seed);
}

/** A weak entity tag over what the resource is made of. */
function etagOf(...inputs: readonly string[]): (made: Made) => string {
  return (made) => `W/"${hex(JSON.stringify([made.seed, ...inputs.map((name) => made.input(name) ?? null)]), 64)}"`;
}

/** The entity tag where the program may also give one. */
export const etagInput: Property = string({ filled: etagOf() });
/** The entity tag where only the service gives one. */
export const etag: Output = output(string(), etagOf());
/** The numeric id of the repository that the resource belongs to. */
export const repositoryIdOutput: Output = output(integer(), (made) => repositoryId(made));

/** A repository's name, without its owner. */
export const repositoryName = {
  matches: { pattern: /^[-a-zA-Z0-9_.]{1,100}$/, says: "a repository name: 1 to 100 letters, digits, `-`, `_` or `.`" },
} as const;

/** A user's login. Another case of letters is no change (`caseInsensitive` in the provider's code). */
export const login = {
  caseless: true,
  matches: {
    // 39 is the limit of a new account; managed users carry an underscore and a short code behind it.
    pattern: /^[a-zA-Z0-9](?:[a-zA-Z0-9]|-(?=[a-zA-Z0-9_])){0,38}(?:_[a-zA-Z0-9]{1,8})?$/,
    says: "a login: 1 to 39 letters, digits or single inner hyphens",
  },
} as const;

/** What a person or team may do in a repository, in the words of the REST API. */
export const permission = {
  matches: {
    pattern: /^(?!(?:read|write|none)$)\S.*$/i,
    says: "`pull`, `triage`, `push`, `maintain`, `admin` or the name of a custom repository role",
  },
} as const;

/** Count of approvals that a branch protection may ask for. */
export const approvals = { range: [0, 6] } as const;

/** Splits `first:second`; undefined unless there are exactly so many parts, none empty. */
export function parts(id: string, count: number): readonly string[] | undefined {
  const found = id.split(":");
  return found.length === count && found.every((part) => part !== "") ? found : undefined;
}
