import type { Fill, Properties, Property, Table } from "./table.ts";
import { type Bag, bare, canonical, hasUnknown, isBag, isList, Secret, same, UNKNOWN, type Value } from "./wire.ts";

/** Thrown when a value hangs on another one that is not known before `up`. */
class NotKnown extends Error {}

/** What a table's functions may look at to work out a computed value. */
export interface Made {
  /** What makes it this resource and no other: the seed of whatever the service would make up. A replacement has another. */
  readonly seed: string;
  /** The provider id; empty while it is worked out. */
  readonly id: string;
  /** An input as given, or as the service fills it in, without secrets. Absent is undefined. */
  input(property: string): Value | undefined;
  /** The same as a text; empty when absent. */
  text(property: string): string;
  /** A configuration value of the provider as a text; empty when absent. */
  configured(key: string): string;
}

/** What outputs are worked out from. */
export interface Basis {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Bag;
  readonly configuration: Bag;
  /** What the state holds; empty on creation. */
  readonly state: Bag;
  readonly preview: boolean;
}

/** Works out a new resource's id. */
export function makeId(table: Table, basis: Basis): string {
  return table.id(new Sources(table, basis));
}

/**
 * Works out everything that a resource's state holds: its inputs, what the service fills in and what it computes.
 * Before the first `up` the service's part is unknown; before an update, what would change is unknown.
 */
export function makeOutputs(table: Table, basis: Basis): Bag {
  const sources = new Sources(table, basis);
  const outputs: Record<string, Value> = {};
  for (const [name, property] of Object.entries(table.inputs)) {
    const given = basis.inputs[name];
    if (given !== undefined) outputs[name] = fillNested(property, given, sources, basis.preview);
    else if (property.filled !== undefined) outputs[name] = settled(basis, name, property, () => sources.filled(name));
    else continue;
    outputs[name] = shield(property, outputs[name] ?? null);
  }
  for (const [name, output] of Object.entries(table.outputs)) {
    const value = attempt(() => sources.fill(output.value));
    const known = !basis.preview || output.planned || samePlain(value, basis.state[name]);
    outputs[name] = shield(output, known ? value : UNKNOWN);
  }
  return outputs;
}

class Sources implements Made {
  readonly id: string;
  readonly #table: Table;
  readonly #basis: Basis;

  constructor(table: Table, basis: Basis) {
    this.id = basis.id;
    this.#table = table;
    this.#basis = basis;
  }

  get seed(): string {
    // What the service may fill in stays out: it is itself made from the seed. Secrets stay out of what is shown.
    const fixed = Object.keys(this.#table.inputs).filter((name) => {
      const { replaces, filled, secret } = this.#table.inputs[name] ?? {};
      return replaces && filled === undefined && !secret && this.#basis.inputs[name] !== undefined;
    });
    return `${this.#basis.urn}${canonical(fixed.map((name) => [name, this.input(name) ?? null]))}`;
  }

  input(property: string): Value | undefined {
    const { filled, planned } = this.#table.inputs[property] ?? {};
    const fillable = filled !== undefined;
    const given = this.#basis.inputs[property] ?? (fillable && !planned ? this.#basis.state[property] : undefined);
    if (given === undefined) return fillable ? this.filled(property) : undefined;
    if (hasUnknown(given)) throw new NotKnown(property);
    return bare(given);
  }

  text(property: string): string {
    const value = this.input(property);
    return value === undefined || value === null ? "" : String(value);
  }

  configured(key: string): string {
    const value = this.#basis.configuration[key];
    if (value === undefined) return "";
    if (hasUnknown(value)) throw new NotKnown(key);
    return String(bare(value));
  }

  filled(property: string): Value {
    return this.fill(this.#table.inputs[property]?.filled ?? null);
  }

  fill(fill: Fill): Value {
    return typeof fill === "function" ? fill(this) : fill;
  }
}

/** What the service filled in stays as it is, even when the program once gave another value and then left it out. */
function settled(basis: Basis, name: string, property: Property, fill: () => Value): Value {
  if (property.planned) return attempt(fill);
  const held = basis.state[name];
  if (held !== undefined) return held;
  return basis.preview ? UNKNOWN : attempt(fill);
}

function fillNested(property: Property, value: Value, sources: Sources, preview: boolean): Value {
  if (value instanceof Secret) return new Secret(fillNested(property, value.value, sources, preview));
  if (property.kind === "list" && isList(value))
    return value.map((member) => fillNested(property.of, member, sources, preview));
  if (property.kind !== "object" || !isBag(value)) return value;
  return {
    ...missing(property.properties, value, sources, preview),
    ...nestedGiven(property.properties, value, sources, preview),
  };
}

function missing(properties: Properties, given: Bag, sources: Sources, preview: boolean): Bag {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      given[name] === undefined && property.filled !== undefined
        ? [[name, preview ? UNKNOWN : attempt(() => sources.fill(property.filled ?? null))]]
        : [],
    ),
  );
}

function nestedGiven(properties: Properties, given: Bag, sources: Sources, preview: boolean): Bag {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const property = properties[name];
      return [name, property ? fillNested(property, value, sources, preview) : value];
    }),
  );
}

function attempt(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotKnown) return UNKNOWN;
    throw error;
  }
}

function samePlain(value: Value, held: Value | undefined): boolean {
  return held !== undefined && same(value, held);
}

/** Wraps what the table calls secret, whether or not the program did. */
export function shield(property: Property, value: Value): Value {
  if (property.secret) return new Secret(value);
  if (value instanceof Secret) return new Secret(shield(property, value.value));
  if (property.kind === "list" && isList(value)) return value.map((member) => shield(property.of, member));
  if (property.kind === "map" && isBag(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shield(property.of, member)]));
  if (property.kind === "object" && isBag(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        const inner = property.properties[key];
        return [key, inner ? shield(inner, member) : member];
      }),
    );
  return value;
}
