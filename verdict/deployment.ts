import { type EngineEvent, nameOf } from "../driver/events.ts";
import { isRecordType, type RecordProblem, type RegisterRecord, readRecords } from "../model/records.ts";
import type { Register, RegisterId } from "../model/register.ts";
import type { Resource } from "../policies/rules/rule.ts";
import { isOurs } from "../policies/settings/resource-types.ts";

/** A stack as it is, or will be: its resources, the records among them, and the register that these make up. */
export interface Deployment {
  readonly resources: readonly Resource[];
  readonly records: readonly RegisterRecord[];
  readonly register: Register;
  /** Records that cannot be read, and so are missing in the register. */
  readonly problems: readonly RecordProblem[];
}

/** What a run of the engine starts from and what it leads to, by what the engine says of each resource. */
export interface Change {
  readonly before: Deployment;
  readonly after: Deployment;
  /** URNs of what is replaced: deleted and made anew. */
  readonly replaced: ReadonlySet<string>;
}

/** A resource as the engine tells of it. */
export interface State {
  readonly type: string;
  readonly urn: string;
  /** The id that its provider gave it. */
  readonly id?: string;
  /** Whether a provider makes it. */
  readonly custom?: boolean;
  /** Whether it is only read. */
  readonly external?: boolean;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

const replacing = new Set(["replace", "create-replacement", "delete-replaced", "import-replacement"]);

/** What a stack holds after a run, as the engine tells it. */
export function plannedBy(events: readonly EngineEvent[]): State[] {
  return [...statesIn(events).after.values()].map(
    ({ type, urn, id, custom = false, external = false, protect = false, inputs = {} }) => ({
      ...{ type, urn, custom, external, protect, inputs },
      ...(id !== undefined && { id }),
    }),
  );
}

/** Reads a run's events. A resource that the engine did not come to is in neither: it is as it was. */
export function changeOf(id: RegisterId, events: readonly EngineEvent[]): Change {
  const { before, after, replaced } = statesIn(events);
  return { before: deploymentOf(id, [...before.values()]), after: deploymentOf(id, [...after.values()]), replaced };
}

function statesIn(events: readonly EngineEvent[]) {
  const before = new Map<string, State>();
  const after = new Map<string, State>();
  const replaced = new Set<string>();
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    const done = resOutputsEvent?.metadata.new;
    // What is made gets its id when it is made; all else was told before.
    if (done) after.set(done.urn, { ...(after.get(done.urn) ?? done), id: done.id });
    if (resourcePreEvent === undefined) continue;
    const { op, urn, old, new: made } = resourcePreEvent.metadata;
    // Under the name that it has now: an alias may have been given the one that it had.
    if (old) before.set(urn, { ...old, urn });
    if (made) after.set(urn, made);
    if (replacing.has(op)) replaced.add(urn);
  }
  return { before, after, replaced };
}

/** Whether a resource counts as there: a component of ours, or what a provider makes and the stack keeps. */
function counts({ type, custom = false, external = false }: State): boolean {
  return isOurs(type) || (custom && !external);
}

/** A stack that holds these resources. */
export function deploymentOf(id: RegisterId, states: readonly State[]): Deployment {
  const resources = states.filter(counts).map(({ type, urn, id = "", protect = false, inputs = {} }) => ({
    ...{ type, urn, id, name: nameOf(urn), props: inputs },
    options: { protect, ignoreChanges: [] },
  }));
  const records = resources.flatMap(({ type, name, props }): RegisterRecord[] =>
    isRecordType(type) ? [{ type, name, data: props }] : [],
  );
  return { resources, records, ...readRecords(id, records) };
}
