import { normalForms } from "../normal-form.ts";
import type { Kind } from "../register.ts";
import { sshKeyComment, sshKeyMaterial } from "../schema/ssh-key.ts";
import type { Entries, Entry, EntryOf } from "./entries.ts";
import type { CheckFinding } from "./finding.ts";
import { mailChecks } from "./mail-checks.ts";
import { shorten } from "./show.ts";
import { didYouMean } from "./suggest.ts";
import type { Path } from "./tree.ts";

/** What has to agree between two places of one organisation's folder. Each looks at sound entries only. */
export const checks: readonly ((entries: Entries) => Iterable<CheckFinding>)[] = [
  systemsHaveRoles,
  roleNamesAreDistinct,
  grantedRolesExist,
  spacesExist,
  mergingTeamsHaveAccess,
  defaultBranchesAreListed,
  sshKeysNameTheirHolder,
  sshKeysHaveOneHolder,
  peopleAreDistinct,
  serversAreDistinct,
  numbersAreDistinct,
  loginsAreDistinct,
  datesAreInOrder,
  ...mailChecks,
];

/** A system nobody can have a role in would be in no record and in no diff. */
function* systemsHaveRoles({ systems }: Entries): Generator<CheckFinding> {
  for (const { path, value } of systems) {
    if (Object.keys(value.roles).length === 0) {
      const message = `\`${String(path[0])}\` has no roles, expected at least one; describe them or delete the system`;
      yield { kind: "systems", path: [...path, "roles"], on: "key", message };
    }
  }
}

/** A role is called `system-role` in a stack, so `a-b` with `c` and `a` with `b-c` would be one. */
function* roleNamesAreDistinct({ systems }: Entries): Generator<CheckFinding> {
  const names = systems.flatMap(({ path, value }) =>
    Object.keys(value.roles).map((role) => ({
      path: [...path, "roles", role],
      text: `${String(path[0])}-${role}`,
      owner: `the role \`${role}\` of \`${String(path[0])}\``,
    })),
  );
  for (const { path, first, text } of repeated(names)) {
    const message = `in a stack this role is \`${text}\`, and so is ${first.owner}; rename one of them`;
    yield { kind: "systems", path, on: "key", message };
  }
}

/** A grant is of a role that its system has. */
function* grantedRolesExist({ systems, grantLists }: Entries): Generator<CheckFinding> {
  const rolesOf = new Map(systems.map(({ path, value }) => [String(path[0]), Object.keys(value.roles)]));
  for (const path of grantLists) {
    const [system, role] = path.map(String) as [string, string];
    const roles = rolesOf.get(system);
    if (roles === undefined || roles.includes(role)) continue;
    // No role is guessed: what somebody may do is nothing to take from a hint.
    const message = `\`${system}\` has no role \`${shorten(role)}\`; it has ${roles.join(", ")}`;
    yield { kind: "grants", path, on: "key", message };
  }
}

/** A space that a grant, a service account or an environment names is one of its account's, where the account lists them. */
function* spacesExist(entries: Entries): Generator<CheckFinding> {
  const spacesOf = new Map(
    entries.accounts.flatMap(({ path, value }) =>
      value.spaces === undefined ? [] : [[String(path[0]), Object.keys(value.spaces)] as const],
    ),
  );
  const accountOf = new Map(entries.systems.map(({ path, value }) => [String(path[0]), value.account]));
  const named = [
    ...entries.grants.map(({ path, value }) => ({
      kind: "grants" as const,
      path: [...path, "space"],
      account: accountOf.get(String(path[0])),
      space: value.space,
    })),
    ...(["serviceAccounts", "environments"] as const).flatMap((kind) =>
      entries[kind].flatMap(({ path, value }) =>
        (value.spaces ?? []).map((space, at) => ({
          kind,
          path: [...path, "spaces", at],
          account: value.account,
          space,
        })),
      ),
    ),
  ];
  for (const { kind, path, account, space } of named) {
    const spaces = account === undefined ? undefined : spacesOf.get(account);
    if (space === undefined || spaces === undefined || spaces.includes(space)) continue;
    const hint = didYouMean(space, spaces) || `; it has ${spaces.join(", ") || "none"}`;
    yield { kind, path, on: "value", message: `the account \`${account}\` has no space \`${shorten(space)}\`${hint}` };
  }
}

/** A team that may merge has access to the repository at all. */
function* mergingTeamsHaveAccess({ repositories }: Entries): Generator<CheckFinding> {
  for (const { path, value } of repositories) {
    const teams = Object.keys(value.teams);
    for (const [branch, { mergedBy }] of Object.entries(value.branches)) {
      for (const [at, team] of mergedBy.entries()) {
        if (teams.includes(team)) continue;
        // No team is guessed: who may merge is nothing to take from a hint.
        const message = `the team \`${shorten(team)}\` may merge but is not in \`teams\`; the teams here are ${teams.join(", ") || "none"}`;
        yield { kind: "repositories", path: [...path, "branches", branch, "mergedBy", at], on: "value", message };
      }
    }
  }
}

/** The default branch of a repository that we manage says who may merge into it. */
function* defaultBranchesAreListed({ repositories }: Entries): Generator<CheckFinding> {
  for (const { path, value } of repositories) {
    const branches = Object.keys(value.branches);
    if (!value.managed || branches.includes(value.defaultBranch)) continue;
    const hint = didYouMean(value.defaultBranch, branches) || "; add it there";
    const message = `\`${shorten(value.defaultBranch)}\` is not in \`branches\`${hint}`;
    yield { kind: "repositories", path: [...path, "defaultBranch"], on: "value", message };
  }
}

/** The comment of a person's key is the person's id, so that a key found on a server can be told apart. */
function* sshKeysNameTheirHolder(entries: Entries): Generator<CheckFinding> {
  for (const { path, holder, line } of keysOf(entries)) {
    const comment = sshKeyComment(line);
    if (comment === holder) continue;
    const message = `the key's comment is \`${shorten(comment)}\`, expected its holder's id \`${holder}\``;
    yield { kind: "people", path, on: "value", message };
  }
}

/** A key is one person's. */
function* sshKeysHaveOneHolder(entries: Entries): Generator<CheckFinding> {
  const keys = keysOf(entries).map(({ path, holder, line }) => ({
    path,
    text: sshKeyMaterial(line),
    owner: `\`${holder}\``,
  }));
  for (const { path, first } of repeated(keys)) {
    const message = `this key is also held by ${first.owner}; everybody has their own, and each is listed once`;
    yield { kind: "people", path, on: "value", message };
  }
}

function keysOf({ people }: Entries): { path: Path; holder: string; line: string }[] {
  return people.flatMap(({ path, value }) =>
    (value.sshKeys ?? []).map((line, at) => ({ path: [...path, "sshKeys", at], holder: String(path[0]), line })),
  );
}

/** An e-mail address and a GitHub login are one person's; neither knows capitals. */
function* peopleAreDistinct({ people }: Entries): Generator<CheckFinding> {
  yield* distinct("people", people, "email", (person) => person.email.toLowerCase());
  yield* distinct("people", people, "github", (person) => person.github?.toLowerCase());
}

/** A host name, a Salt minion id and an address are one server's, however they are spelled. */
function* serversAreDistinct({ servers }: Entries): Generator<CheckFinding> {
  yield* distinct("servers", servers, "hostname", (server) => server.hostname);
  yield* distinct("servers", servers, "saltTarget", (server) => server.saltTarget);
  yield* distinct("servers", servers, "ipv4", ({ ipv4 }) => ipv4 && normalForms.network(ipv4));
  yield* distinct("servers", servers, "ipv6", ({ ipv6 }) => ipv6 && normalForms.network(ipv6));
}

/** AWS takes a number over once. */
function* numbersAreDistinct({ phoneNumbers }: Entries): Generator<CheckFinding> {
  yield* distinct("phoneNumbers", phoneNumbers, "phoneNumberId", (number) => number.phoneNumberId);
}

/** A login is one of an account's: none of its services tells capitals apart. */
function* loginsAreDistinct({ accounts, serviceAccounts }: Entries): Generator<CheckFinding> {
  for (const { path, value } of accounts) {
    const logins = Object.keys(value.users ?? {}).map((login) => ({
      path: [...path, "users", login],
      text: normalForms.name(login),
      owner: `\`${login}\``,
    }));
    for (const { path, first } of repeated(logins)) {
      yield {
        kind: "accounts",
        path,
        on: "key",
        message: `this login is the same as ${first.owner}; delete one of them`,
      };
    }
  }
  const made = serviceAccounts.flatMap(({ path, value: { account, login } }) =>
    login === undefined
      ? []
      : [{ path: [...path, "login"], text: `${account} ${normalForms.name(login)}`, owner: `\`${String(path[0])}\`` }],
  );
  for (const { path, first } of repeated(made)) {
    const message = `this login at its account is also that of ${first.owner}; correct one of them`;
    yield { kind: "serviceAccounts", path, on: "value", message };
  }
}

function* distinct<K extends "people" | "servers" | "phoneNumbers">(
  kind: K,
  entries: readonly Entry<EntryOf<K>>[],
  field: string & keyof EntryOf<K>,
  textOf: (value: EntryOf<K>) => string | undefined,
): Generator<CheckFinding> {
  const texts = entries.flatMap(({ path, value }) => {
    const text = textOf(value);
    return text === undefined ? [] : [{ path: [...path, field], text, owner: `\`${String(path[0])}\`` }];
  });
  for (const { path, first, text } of repeated(texts)) {
    const message = `\`${field}\` is \`${shorten(text)}\`, and so is that of ${first.owner}; correct one of them`;
    yield { kind, path, on: "value", message };
  }
}

interface Named {
  readonly path: Path;
  readonly text: string;
  readonly owner: string;
}

/** The things whose text another before them has, each with the first that has it. */
function* repeated(things: readonly Named[]): Generator<Named & { first: Named }> {
  const firsts = new Map<string, Named>();
  for (const thing of things) {
    const first = firsts.get(thing.text);
    if (first === undefined) firsts.set(thing.text, thing);
    else yield { ...thing, first };
  }
}

/** Pairs of dates of one entry where the second cannot be before the first. */
const orders: readonly (readonly [kind: Kind, first: string, second: string])[] = [
  ["people", "joinedOn", "leftOn"],
  ["people", "joinedOn", "roleChangedOn"],
  ["grants", "createdOn", "updatedOn"],
  ["grants", "createdOn", "revokedOn"],
  ["rootGrants", "grantedOn", "revokedOn"],
  ["credentials", "issuedOn", "rotatedOn"],
  ["vulnerabilities", "detectedOn", "closedOn"],
  ["waivers", "grantedOn", "expiresOn"],
  ["restageRuns", "startedAt", "finishedAt"],
];

/** Nothing ends before it began. */
function* datesAreInOrder(entries: Entries): Generator<CheckFinding> {
  for (const [kind, first, second] of orders) {
    for (const { path, value } of entries[kind]) {
      const dates = value as Readonly<Record<string, unknown>>;
      const [start, end] = [dates[first], dates[second]];
      if (typeof start !== "string" || typeof end !== "string" || Date.parse(end) >= Date.parse(start)) continue;
      const message = `\`${second}\` is ${end}, before \`${first}\`, which is ${start}; correct one of them`;
      yield { kind, path: [...path, second], on: "value", message };
    }
  }
}
