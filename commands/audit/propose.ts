import { stringify } from "yaml";
import { section } from "../../edits/said.ts";
import type { DateText } from "../../model/dates.ts";
import { fileOfKind, type Kind } from "../../model/register.ts";
import {
  type Account,
  type Compared,
  covers,
  entitlementsOf,
  isListed,
} from "../../policies/rules/reality/compared.ts";
import { personOf, roleNamed, serverNamed } from "../../policies/rules/reality/listed.ts";
import { heldWords, letsIn } from "../../policies/rules/reality/rule.ts";
import type { Entitlement } from "../../readings/reading.ts";
import { put } from "../adopt/proposals.ts";

/** What would make the register and a system agree: entries that say what is so, and what somebody does at the system where they are not wanted. */
export interface Proposals {
  readonly compared: Compared;
  readonly entries: readonly Entry[];
  readonly clicks: readonly string[];
}

/** An entry of a file, and what of it only people know. */
interface Entry {
  readonly kind: Kind;
  /** The keys that lead to it; of a list, to the list. */
  readonly path: readonly string[];
  readonly value: object;
  /** Whether it is one more of a list. */
  readonly isItem: boolean;
  readonly open: readonly string[];
}

/** What differs between a reading and the register, as both would mend it. A reading that proves nothing proposes nothing. */
export function proposalsOf(compared: Compared, asOf: DateText): Proposals {
  const ids = new Set(Object.keys(compared.register.people));
  const entries: Entry[] = [];
  const clicks: string[] = [];
  for (const account of compared.accounts) {
    if (!letsIn(account)) continue;
    const beyond = account.held.filter(({ listed, grant: { entitlement } }) => {
      return listed === undefined && (entitlement.everybody !== true || !isListed(account));
    });
    const gone = isGone(compared, account, asOf);
    if (isListed(account) && beyond.length === 0 && !gone) continue;
    const wanted = entitlementsOf({ held: beyond });
    clicks.push(clickOf(account, wanted, gone));
    if (gone) continue;
    const person = personFor(compared, account, ids, entries);
    if (person !== undefined) entries.push(...grantsFor(compared, account, person, wanted));
  }
  if (compared.proof.of === "all") clicks.push(...notThere(compared));
  return { compared, entries, clicks };
}

function isGone({ register }: Compared, { holder }: Account, asOf: DateText): boolean {
  const person = personOf(holder);
  const leftOn = person === undefined ? undefined : register.people[person]?.leftOn;
  return leftOn !== undefined && leftOn < asOf;
}

function clickOf(account: Account, wanted: readonly Entitlement[], gone: boolean): string {
  const { principal } = account;
  const name = nameOf(account);
  if (principal.kind === "key") return `take the key ${name} off (${heldWords(wanted)})`;
  if (principal.state === "invited") return `take back the invitation of ${name} (${heldWords(wanted)})`;
  if (gone || !isListed(account)) return `close the account ${name} (${heldWords(entitlementsOf(account))})`;
  return `take from ${name}: ${heldWords(wanted)}`;
}

function nameOf({ principal: { id, identity } }: Account): string {
  const name = identity.name === undefined ? "" : ` (${identity.name})`;
  return `${identity.login ?? identity.emails?.[0] ?? identity.fingerprint ?? id}${name}`;
}

/** Listed, and without access: somebody gives it, or the register says since when they have it no more. */
function notThere({ listed, accountsOf }: Compared): string[] {
  return listed
    .filter(({ state, role }) => state === "active" && role !== "key")
    .filter((entry) =>
      accountsOf(entry.holder).every((account) => entitlementsOf(account).every((each) => !covers(entry, each))),
    )
    .map(({ subject, role }) => `give ${subject.split("/").at(-1)} ${role}, or enter revokedOn at ${subject}`);
}

/** Whose entry it becomes: that of whoever it is, or a new one, where it is of nobody. An account of a machine and a doubtful one are for people. */
function personFor(
  { register, system, reading }: Compared,
  { holder, match, principal }: Account,
  ids: Set<string>,
  entries: Entry[],
): string | undefined {
  if (holder !== undefined) return personOf(holder);
  const { identity, kind, since } = principal;
  const [email] = identity.emails ?? (identity.login?.includes("@") ? [identity.login] : []);
  if (kind !== "person" || match?.is !== "nobody" || (email ?? identity.login) === undefined) return undefined;
  const [alike] = match.alike;
  const id = freeId(email ?? identity.login ?? "", ids);
  const github = system.service === "github" ? identity.login : undefined;
  entries.push({
    ...{ kind: "people", path: [id], isItem: false },
    value: {
      ...(identity.name !== undefined && { name: identity.name }),
      ...(email !== undefined && { email }),
      ...(github !== undefined && { github }),
      ...(github === undefined &&
        email === undefined &&
        system.lists === "grants" && { accounts: { [system.id]: [identity.login] } }),
      ...((since ?? reading.readOn) !== undefined && { joinedOn: since ?? reading.readOn }),
    },
    open: [
      ...(identity.name === undefined ? ["name"] : []),
      ...(email === undefined ? ["email"] : []),
      `organisation (${Object.keys(register.organisations).join(", ")})`,
      "employment",
      ...(alike === undefined
        ? []
        : [`or is it ${alike.person} (${alike.because})? Then enter it under accounts of theirs`]),
    ],
  });
  return id;
}

function freeId(name: string, ids: Set<string>): string {
  const plain =
    name
      .split("@")[0]
      ?.toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "") || "somebody";
  let id = plain;
  for (let next = 2; ids.has(id); next++) id = `${plain}-${next}`;
  ids.add(id);
  return id;
}

function grantsFor(
  compared: Compared,
  { principal }: Account,
  person: string,
  wanted: readonly Entitlement[],
): Entry[] {
  const { register, system, reading } = compared;
  const createdOn = principal.since ?? reading.readOn ?? "";
  const entries = wanted.flatMap((entitlement): Entry[] => {
    if (system.lists === "root") {
      const server = serverNamed(register, entitlement.resource.id) ?? entitlement.resource.id;
      const value = { person, basis: "developer", grantedOn: createdOn };
      return [
        { kind: "rootGrants", path: [server], value, isItem: true, open: ["grantedBy", "expectedToDeploy", "reason"] },
      ];
    }
    const role = system.lists === "grants" ? roleNamed(register, system, entitlement) : undefined;
    if (role === undefined) return [];
    const { type, id } = entitlement.resource;
    const isPending = principal.state === "invited";
    const hasPlace = ["space", "service"].includes(type);
    const value = { person, createdOn, ...(hasPlace && { [type]: id }), ...(isPending && { pending: true }) };
    const open = register.id === "notify" ? ["approvedBy", "approvedOn", "createdBy"] : [];
    return [{ kind: "grants", path: [system.id, role], value, isItem: true, open }];
  });
  return [...new Map(entries.map((entry) => [JSON.stringify([entry.path, entry.value]), entry])).values()];
}

/** The proposals of several systems in words: entries by file, then what is to be done at each system. */
export function proposalWords(proposals: readonly Proposals[]): string[] {
  const byFile = Map.groupBy(
    proposals.flatMap(({ compared: { register }, entries }) => entries.map((entry) => ({ register, entry }))),
    ({ register, entry }) => `register/${register.id}/${fileOfKind(entry.kind)}`,
  );
  const files = [...byFile].flatMap(([file, found]) => ["", `# ${file}`, ...yamlOf(found.map(({ entry }) => entry))]);
  const clicks = proposals.flatMap(({ compared: { system }, clicks: lines }) =>
    section(`At ${system.register}/${system.id} (${system.title}), where the register stays as it is:`, lines),
  );
  if (files.length + clicks.length === 0) return ["The register and what was read agree: there is nothing to propose."];
  return [
    ...(files.length === 0
      ? ["No entry would make the register say what is so."]
      : ["# What would make the register say what is so, with what only people know left open.", ...files]),
    ...clicks,
  ];
}

function yamlOf(entries: readonly Entry[]): string[] {
  const grown: Record<string, unknown> = {};
  for (const { path, value, isItem } of entries) put(grown, path, isItem ? [value] : value);
  const open = entries.map(({ path, value, open: left }) => {
    const who = "person" in value ? `${path.join("/")}/${value.person}` : path.join("/");
    return { who, left: left.join(", ") };
  });
  return [
    ...stringify(grown).trimEnd().split("\n"),
    ...open.filter(({ left }) => left !== "").map(({ who, left }) => `# ${who}: open are ${left}`),
  ];
}
