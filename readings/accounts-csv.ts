import { type Adapter, anyService, type FileOfReading } from "./adapter.ts";
import { Answers } from "./answer.ts";
import { authorizedKey } from "./authorized-keys.ts";
import { dayOf } from "./day.ts";
import { administrative, Gathered, lastUsed, since } from "./gathered.ts";
import type { Identity, Principal, Resource } from "./reading.ts";
import { type TableRow, tableIn } from "./table.ts";

/**
 * The columns of a table of accounts, and what each is for. `account` is what the system tells it by, and `role` what it has,
 * in the system's own word; an account with several roles has several rows.
 */
export const columnsOfAccounts = {
  account: "what the system tells the account by: a login, an address, a number",
  role: "what it has, in the system's own word; a row for each; empty where it has nothing",
  email: "its address; several with blanks between",
  key: "the public key or its fingerprint (SHA256:…), where it is a key",
  name: "what it is shown as",
  kind: "person (or empty), machine, key",
  state: "active (or empty), invited, suspended",
  on: "what the role is on, as `space notify-production`; empty where it is on all",
  administrative: "no where the role gives no power over who has access; anything else, and empty, is yes",
  since: "the day since when it is there, or was invited",
  last_used: "the day on which it was last used, or never; empty where that is not known",
  by: "who made or invited it",
  organisation: "whose account with the service the row is of, as accounts.yaml names it",
} as const;

const accounts = {
  name: "accounts.csv",
  what: "accounts and their roles, in a table",
  command: () => `# export or write accounts.csv, with the columns ${Object.keys(columnsOfAccounts).join(",")}`,
} as const satisfies FileOfReading;

const kinds = ["person", "machine", "key"] as const;
const states = ["active", "invited", "suspended"] as const;

/** Accounts of any system in a table, written by hand or exported, for what prints nothing that is read otherwise. */
export const accountsCsv: Adapter = {
  service: anyService,
  files: [accounts],
  read(sources, whose) {
    const answers = new Answers();
    const found = new Gathered();
    const { account, role, ...known } = columnsOfAccounts;
    const columns = { needed: ["account", "role"], known: Object.keys(known) };
    const owners = new Set<string>();
    for (const row of tableIn(answers, sources.get(accounts.name), columns)) {
      const principal = principalOf(row, answers);
      if (principal === undefined) continue;
      const before = found.get(principal.id);
      if (before !== undefined) demandSame(before, principal, answers);
      const held = found.add(principal);
      const { cell, at } = row;
      if (cell("organisation") !== "") owners.add(cell("organisation"));
      if (cell("role") === "") continue;
      const power = cell("administrative").toLowerCase() === "no" ? {} : administrative;
      found.hold(held, { resource: resourceOf(cell("on"), whose.name), slug: cell("role"), ...power }, at);
    }
    const of = [...owners].find((owner) => owner.toLowerCase() !== whose.name.toLowerCase()) ?? [...owners][0];
    return found.reading(anyService, { of, faults: answers.faults });
  },
};

function principalOf({ cell, at }: TableRow, answers: Answers): Principal | undefined {
  const id = cell("account");
  const [kind, state] = [oneOf(kinds, cell("kind")), oneOf(states, cell("state"))];
  const key = keyOf(cell("key"));
  const [created, last] = [cell("since"), cell("last_used").replace(/^never$/i, "never")];
  const problems = [
    id === "" && "names no account",
    kind === undefined && `has a kind that is none of ${kinds.join(", ")}`,
    state === undefined && `has a state that is none of ${states.join(", ")}`,
    key === "no key" && "has a key that is neither an OpenSSH public key nor a fingerprint (SHA256:…)",
    created !== "" && dayOf(created) === undefined && "does not say since when as 2026-11-29",
    !["", "never"].includes(last) && dayOf(last) === undefined && "does not say the last use as 2026-11-29, or never",
  ].filter((problem) => typeof problem === "string");
  for (const problem of problems) answers.fault(at.file, at.keys, problem);
  if (id === "") return undefined;
  const emails = cell("email")
    .split(/[\s;]+/)
    .filter(Boolean);
  const identity: Identity = {
    login: id,
    ...(emails.length > 0 && { emails }),
    ...(key !== undefined && key !== "no key" && { fingerprint: key }),
    ...(cell("name") !== "" && { name: cell("name") }),
  };
  return {
    ...{ id, identity, at, kind: kind ?? "person", state: state ?? "active" },
    ...since(created),
    ...lastUsed(last === "never" ? null : last),
    ...(cell("by") !== "" && { by: cell("by") }),
  };
}

/** One of the words, the first where there is none; undefined of another. */
function oneOf<T extends string>(words: readonly [T, ...T[]], text: string): T | undefined {
  return text === "" ? words[0] : words.find((word) => word === text.toLowerCase());
}

function keyOf(text: string): string | undefined {
  if (text === "") return undefined;
  if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(text)) return text;
  const line = authorizedKey(text);
  return "key" in line ? line.key.fingerprint : "no key";
}

function resourceOf(text: string, name: string): Resource {
  const [type = "", ...id] = text.split(/\s+/);
  if (text === "") return { type: "account", id: name };
  return id.length === 0 ? { type: "resource", id: type } : { type, id: id.join(" ") };
}

/** What is said of an account that has several rows is the same in each. */
function demandSame(before: Principal, after: Principal, answers: Answers): void {
  const told = ({ at: _, ...rest }: Principal) => JSON.stringify(rest);
  if (told(before) === told(after)) return;
  const line = before.at.keys.at(0);
  answers.fault(
    after.at.file,
    after.at.keys,
    `says of ${after.id} otherwise than line ${line}: only role and on differ`,
  );
}
