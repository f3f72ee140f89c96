import type { Fill, Made, Property, Table } from "./table.ts";
import { type Bag, bare, canonical, hasUnknown, isBag, isList, Secret, same, UNKNOWN, type Value } from "./wire.ts";

/** Thrown when a value hangs on another one that is not known before `up`. */
class NotKnown extends Error {}

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

/** What a resource has that its service has once; nothing while that is not known. */
export function claimsOf(table: Table, basis: Basis): readonly string[] {
  try {
    return table.once?.(new Sources(table, basis)) ?? [];
  } catch (error) {
    if (error instanceof NotKnown) return [];
    throw error;
  }
}

/**
 * Works out everything that a resource's state holds: its inputs, what the service fills in and what it computes.
 * Before the first `up` the service's part is unknown; before an update, what would change is unknown.
 */
export function makeOutputs(table: Table, basis: Basis): Bag {
  const sources = new Sources(table, basis);
  const outputs: Record<string, Value> = {};
  for (const [name, property] of Object.entries(table.inputs)) {
    const [given, held] = [basis.inputs[name], basis.state[name]];
    const value = given === undefined ? settle(property, held, sources) : fillWithin(property, given, held, sources);
    if (value !== undefined) outputs[name] = shield(property, value);
  }
  for (const [name, output] of Object.entries(table.outputs)) {
    outputs[name] = shield(
      output,
      output.planned ? sources.fill(output.value) : sources.foresee(output.value, basis.state[name]),
    );
  }
  return outputs;
}

/** What the service fills in stays as it is, even when the program once gave another value and then left it out. */
function settle(property: Property, held: Value | undefined, sources: Sources): Value | undefined {
  if (property.filled === undefined) return undefined;
  if (property.planned) return sources.fill(property.filled);
  return held ?? sources.foresee(property.filled, held);
}

/** Completes the objects within a given value with what the service fills in. */
function fillWithin(property: Property, given: Value, wrapped: Value | undefined, sources: Sources): Value {
  if (given instanceof Secret) return new Secret(fillWithin(property, given.value, wrapped, sources));
  const held = wrapped instanceof Secret ? wrapped.value : wrapped;
  if (property.kind === "list" && isList(given))
    return given.map((member, index) =>
      fillWithin(property.of, member, isList(held) ? held[index] : undefined, sources),
    );
  if (property.kind !== "object" || !isBag(given)) return given;
  const before: Bag = isBag(held) ? held : {};
  const filled = Object.entries(property.properties).flatMap(([name, { filled }]) =>
    given[name] === undefined && filled !== undefined ? [[name, sources.foresee(filled, before[name])]] : [],
  );
  const kept = Object.entries(given).map(([name, value]) => {
    const inner = Object.hasOwn(property.properties, name) ? property.properties[name] : undefined;
    return [name, inner ? fillWithin(inner, value, before[name], sources) : value];
  });
  return Object.fromEntries([...filled, ...kept]);
}

class Sources implements Made {
  readonly id: string;
  readonly #table: Table;
  readonly #basis: Basis;
  readonly #filling = new Set<string>();

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
    const held = filled !== undefined && !planned ? this.#basis.state[property] : undefined;
    const value = this.#basis.inputs[property] ?? held ?? this.#filledIn(property, filled);
    if (hasUnknown(value)) throw new NotKnown(property);
    return value === undefined ? undefined : bare(value);
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

  #filledIn(property: string, filled: Fill | undefined): Value | undefined {
    // Two properties may each be made from the other; the one that is asked for first ends the circle.
    if (filled === undefined || this.#filling.has(property)) return undefined;
    this.#filling.add(property);
    const value = this.fill(filled);
    this.#filling.delete(property);
    return value;
  }

  /** The value, or unknown when it hangs on an input that is. */
  fill(fill: Fill): Value {
    try {
      return typeof fill === "function" ? fill(this) : fill;
    } catch (error) {
      if (error instanceof NotKnown) return UNKNOWN;
      throw error;
    }
  }

  /** The same, but a preview tells only what the state already holds. */
  foresee(fill: Fill, held: Value | undefined): Value {
    const value = this.fill(fill);
    return !this.#basis.preview || same(value, held) ? value : UNKNOWN;
  }
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
