import type { DateText } from "../../model/dates.ts";
import { historyType } from "../../model/history.ts";
import {
  isRecordType,
  manifestOf,
  manifestType,
  type RegisterRecord,
  readRecords,
  writeRecords,
} from "../../model/records.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { contradictedMoments } from "../../policies/rules/history/moments.ts";

/** Properties of a resource, of whatever type. */
// biome-ignore lint/suspicious/noExplicitAny: a test may write anything
type Properties = Record<string, any>;

/** A resource as `pulumi stack export` writes it. */
export interface StateResource {
  urn: string;
  type: string;
  custom: boolean;
  /** What the provider knows it by; none for a component. */
  id?: string;
  /** URN and id of the provider that makes it; none for a component. */
  provider?: string;
  inputs?: Properties;
  outputs?: Properties;
  parent?: string;
  protect?: boolean;
  delete?: boolean;
  ignoreChanges?: string[];
  additionalSecretOutputs?: string[];
  aliases?: string[];
  customTimeouts?: { create?: number; update?: number; delete?: number; read?: number };
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
}

/** An exported state. */
export interface ExportedState {
  readonly deployment: { resources: StateResource[] };
}

/** A register on its way to be changed. Entries are looked up freely: that one is missing fails by itself. */
// biome-ignore lint/suspicious/noExplicitAny: a case may break anything, also into a shape that the schema forbids
export type RegisterDraft = { -readonly [K in keyof Register]: any };

/** The name of a resource: what follows the last `::` of its URN. */
export function nameOf({ urn }: StateResource): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** A resource of an exported state. Throws when it is not there, so that a case cannot miss what it is about. */
export function resourceIn({ deployment }: ExportedState, type: string, name: string): StateResource {
  const found = deployment.resources.find((resource) => resource.type === type && nameOf(resource) === name);
  if (found === undefined) throw new Error(`the state has no ${type} "${name}"`);
  return found;
}

/** Sets properties, or takes away those that are undefined: inputs and outputs alike, as `up` would leave them. */
export function setProperties(resource: StateResource, properties: Properties): void {
  resource.inputs ??= {};
  resource.outputs ??= {};
  for (const side of [resource.inputs, resource.outputs]) {
    for (const [name, value] of Object.entries(properties)) {
      if (value === undefined) delete side[name];
      else side[name] = value;
    }
  }
}

/** Takes a resource out of the state, as if the program no longer had it. */
export function removeResource(state: ExportedState, type: string, name: string): void {
  const { urn } = resourceIn(state, type, name);
  state.deployment.resources = state.deployment.resources.filter((resource) => resource.urn !== urn);
}

/** Puts a component in the place of a resource, under its type and name, as a program can. */
export function disguise(state: ExportedState, type: string, name: string): StateResource {
  const resource = resourceIn(state, type, name);
  resource.custom = false;
  // The engine reads no state in which a component has an id.
  delete resource.id;
  delete resource.provider;
  return resource;
}

/** Adds a resource beside `sibling`, which gives its parent; the provider of its package makes it. */
export function addResource(
  state: ExportedState,
  sibling: StateResource,
  { type, name, properties, protect }: { type: string; name: string; properties: Properties; protect?: boolean },
): StateResource {
  const resource: StateResource = {
    ...structuredClone(sibling),
    urn: sibling.urn.replace(`${sibling.type}::${nameOf(sibling)}`, `${type}::${name}`),
    type,
    inputs: properties,
    outputs: structuredClone(properties),
    propertyDependencies: Object.fromEntries(Object.keys(properties).map((property) => [property, []])),
  };
  const own = `::pulumi:providers:${type.split(":")[0]}::`;
  const provider = state.deployment.resources.find((each) => each.provider?.includes(own))?.provider;
  resource.custom = true;
  if (provider === undefined) delete resource.provider;
  else resource.provider = provider;
  if (protect === undefined) delete resource.protect;
  else resource.protect = protect;
  state.deployment.resources.push(resource);
  return resource;
}

/** The register that a state's records make up. Throws when one cannot be read. */
export function registerIn(state: ExportedState, id: RegisterId): Register {
  const records = state.deployment.resources.flatMap((resource): RegisterRecord[] =>
    isRecordType(resource.type) ? [{ type: resource.type, name: nameOf(resource), data: resource.inputs ?? {} }] : [],
  );
  const { register, problems } = readRecords(id, records);
  if (problems.length > 0) throw new Error(`the state's register cannot be read: ${JSON.stringify(problems)}`);
  return register;
}

/**
 * Puts a changed register into a state as the program would: records and manifest, in that order and before all else.
 * What the program makes from the register stays as it is.
 */
export function putRegister(state: ExportedState, register: Register): void {
  const { resources } = state.deployment;
  const records = writeRecords(register);
  const manifest = resourceIn(state, manifestType, register.id);
  const names = new Set(records.map(({ type, name }) => `${type} ${name}`));
  const entries = records.map(({ type, name, data }): StateResource => {
    const kept = resources.find((resource) => resource.type === type && nameOf(resource) === name);
    const urn = manifest.urn.replace(`${manifestType}::${nameOf(manifest)}`, `${type}::${name}`);
    return { ...structuredClone(kept ?? { ...manifest, urn, type }), inputs: { ...data }, outputs: { ...data } };
  });
  const kept = new Map(entries.map((entry) => [entry.urn, entry]));
  const gone = resources.filter(
    (resource) => isRecordType(resource.type) && !names.has(`${resource.type} ${nameOf(resource)}`),
  );
  setProperties(manifest, { ...manifestOf(register.id, records) });
  const isNew = (entry: StateResource) => !resources.some(({ urn }) => urn === entry.urn);
  state.deployment.resources = resources
    .filter((resource) => !gone.includes(resource))
    .flatMap((resource) =>
      resource === manifest ? [...entries.filter(isNew), manifest] : [kept.get(resource.urn) ?? resource],
    );
}

/** Has a state say what of a register that was deployed before it contradicts, as the program would. */
export function putHistory(state: ExportedState, before: Register, asOf: DateText): void {
  const after = registerIn(state, before.id);
  setProperties(resourceIn(state, historyType, before.id), { moments: contradictedMoments([before], after, asOf) });
}
