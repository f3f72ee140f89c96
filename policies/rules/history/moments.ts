import type { DateText } from "../../../model/dates.ts";
import type { Moment } from "../../../model/history.ts";
import type { Register } from "../../../model/register.ts";
import { type Forgotten, forgottenOn } from "./forgotten.ts";
import type { Item } from "./items.ts";
import { type Passage, passageOf } from "./passage.ts";

/**
 * What of the past a register contradicts, moment by moment, the oldest first: what has to be told of it so that it can be judged.
 * Nothing, as long as nothing that is needed is said otherwise.
 */
export function contradictedMoments(befores: readonly Register[], after: Register, asOf: DateText): Moment[] {
  const told = new Map<string, Moment>();
  for (const before of befores) {
    const passage = passageOf(before, after, asOf);
    const found = forgottenOn(passage);
    if (found.length === 0) continue;
    const moment = momentOf(passage, found);
    told.set(JSON.stringify(moment), moment);
  }
  return [...told.values()];
}

/** The part of a register that was before by which the same is found again, and no more. */
function momentOf(passage: Passage, found: readonly Forgotten[]): Moment {
  const { before } = passage;
  const items = [...new Set(found.map(({ item }) => item))];
  const ofPeople = items
    .filter(({ kind }) => kind === "people")
    .flatMap(({ under: [id = ""] }) => passage.heldBefore(id));
  const isOfCredentials = items.some(({ kind }) => kind === "credentials");
  const ofEnds = isOfCredentials
    ? [...new Set(passage.endsBefore().map(({ person }) => person))].flatMap((id) => passage.heldBefore(id))
    : [];
  const all = [...items, ...ofPeople, ...ofEnds];
  const people = new Set([
    ...all.flatMap(({ kind, under: [id = ""], entry }) => (kind === "people" ? id : (entry.person ?? []))),
    ...passage.renames.people.keys(),
  ]);
  const kept = new Set(all.map(({ entry }) => entry));
  const part: Record<string, unknown> = {
    ...pick(before, "people", (id) => people.has(id)),
    ...pick(before, "servers", (id) => passage.renames.servers.has(id)),
    ...(items.some(({ kind }) => kind === "people") && { organisations: before.organisations }),
    ...(isOfCredentials && { systems: before.systems, serviceAccounts: before.serviceAccounts }),
  };
  for (const [kind, entries] of Object.entries(before)) {
    if (Object.hasOwn(part, kind) || kind === "id" || kind === "acts") continue;
    const some = only(entries, (entry) => kept.has(entry as Item["entry"]));
    if (some !== undefined) part[kind] = some;
  }
  const acts = [...new Set(found.flatMap(({ act }) => act ?? []))];
  if (acts.length > 0) part.acts = acts;
  // In the form in which it is read again, and the same whatever it was read from.
  return JSON.parse(JSON.stringify(part)) as Moment;
}

/** Some entries of a kind that is kept under ids; nothing, where there are none. */
function pick(register: Register, kind: "people" | "servers", isPicked: (id: string) => boolean) {
  const some = Object.entries(register[kind]).filter(([id]) => isPicked(id));
  return some.length === 0 ? {} : { [kind]: Object.fromEntries(some) };
}

/** The parts of a value that hold an entry that is kept, however deep it lies; nothing, where there is none. */
function only(value: unknown, isKept: (entry: unknown) => boolean): unknown {
  if (isKept(value)) return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    const some = value.filter(isKept);
    return some.length === 0 ? undefined : some;
  }
  const some = Object.entries(value)
    .map(([key, part]) => [key, only(part, isKept)] as const)
    .filter(([, part]) => part !== undefined);
  return some.length === 0 ? undefined : Object.fromEntries(some);
}
