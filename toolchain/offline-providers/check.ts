import { hex } from "./invent.ts";
import { shield } from "./outputs.ts";
import type { Failure, Properties, Property, Table } from "./table.ts";
import { type Bag, bare, bareBag, hasSecret, isBag, isList, Secret, Unknown, type Value } from "./wire.ts";

/** Key under which a state lists the inputs that came from defaults, as the real providers write it. */
const DEFAULTS = "__defaults";

/** How the engine wants a missing name to be made (`pulumi:autonaming`). */
export interface Naming {
  readonly mode: "propose" | "enforce" | "disable";
  readonly name: string;
}

/** What a check works on. */
export interface Candidate {
  /** The resource's own name: the last part of its URN. */
  readonly name: string;
  readonly inputs: Bag;
  /** Checked inputs of the state; undefined for a new resource. */
  readonly olds?: Bag | undefined;
  /** Randomness from the engine; the same for the preview and the `up` of one plan. */
  readonly seed: string;
  readonly naming?: Naming | undefined;
}

/** The inputs as they go into the state, and every reason to refuse them. */
export interface Checked {
  readonly inputs: Bag;
  readonly failures: readonly Failure[];
}

/** Checks a resource's inputs against its table; gives defaults and a name. Never throws. */
export function check(table: Table, candidate: Candidate): Checked {
  const given = withoutInternals(candidate.inputs);
  const named = autoname(table, candidate, given);
  const defaulted = topDefaults(table.inputs, { ...given, ...named });
  const inputs = nestDefaults(table.inputs, { ...given, ...named, ...defaulted });
  const failures = [
    ...judge({ kind: "object", properties: table.inputs }, inputs, "", false, table),
    ...nameless(table, candidate, inputs),
  ];
  const further = failures.length === 0 ? (table.check?.(bareBag(inputs)) ?? []) : [];
  const shielded = shield({ kind: "object", properties: table.inputs }, inputs) as Bag;
  return {
    inputs: { ...shielded, [DEFAULTS]: [...Object.keys(named), ...Object.keys(defaulted)].sort() },
    failures: [...failures, ...further].map((failure) => hide(failure, shielded)),
  };
}

/** The engine prints the value of the property that a failure names, also a secret one: such a failure names none. */
function hide(failure: Failure, inputs: Bag): Failure {
  const { property, reason } = failure;
  return hasSecret(Object.hasOwn(inputs, property) ? inputs[property] : undefined)
    ? { property: "", reason: `\`${property}\` ${reason}` }
    : failure;
}

/** Whether a checked input came from a default and not from the program. */
export function isDefaulted(inputs: Bag, property: string): boolean {
  const defaults = inputs[DEFAULTS];
  return isList(defaults) && defaults.includes(property);
}

/** The properties that the program or the service speak of, without the provider's own notes. */
export function withoutInternals(bag: Bag): Bag {
  return Object.fromEntries(Object.entries(bag).filter(([key]) => key !== DEFAULTS));
}

function autoname(table: Table, candidate: Candidate, given: Bag): Bag {
  if (!table.autoname || given[table.autoname.property] !== undefined) return {};
  const { property, most } = table.autoname;
  const old = candidate.olds?.[property];
  if (old !== undefined && candidate.olds && isDefaulted(candidate.olds, property)) return { [property]: old };
  if (candidate.naming?.mode === "disable") return {};
  if (candidate.naming) return { [property]: candidate.naming.name };
  return { [property]: `${candidate.name.slice(0, most - 8)}-${hex(candidate.seed, 7)}` };
}

function nameless(table: Table, candidate: Candidate, inputs: Bag): readonly Failure[] {
  const property = table.autoname?.property;
  if (property === undefined || inputs[property] !== undefined || candidate.naming?.mode !== "disable") return [];
  return [{ property, reason: "is required while automatic naming is turned off (`pulumi:autonaming`)" }];
}

function topDefaults(properties: Properties, given: Bag): Bag {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      property.default !== undefined && given[name] === undefined ? [[name, property.default]] : [],
    ),
  );
}

function nestDefaults(properties: Properties, given: Bag): Bag {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return [name, property ? nestInto(property, value) : value];
    }),
  );
}

function nestInto(property: Property, value: Value): Value {
  if (value instanceof Secret) return new Secret(nestInto(property, value.value));
  if (property.kind === "list" && isList(value)) return value.map((member) => nestInto(property.of, member));
  if (property.kind === "map" && isBag(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, nestInto(property.of, member)]));
  if (property.kind !== "object" || !isBag(value)) return value;
  return nestDefaults(property.properties, { ...value, ...topDefaults(property.properties, value) });
}

function judge(property: Property, wrapped: Value, path: string, hidden: boolean, table: Table): readonly Failure[] {
  const secret = hidden || property.secret === true || wrapped instanceof Secret;
  const value = wrapped instanceof Secret ? wrapped.value : wrapped;
  if (Unknown.is(value)) return [];
  const wrong = (expected: string): readonly Failure[] => [
    { property: path, reason: `expected ${expected}, got ${secret ? "a secret value that is not" : shown(value)}` },
  ];
  switch (property.kind) {
    case "any":
      return [];
    case "boolean":
      return typeof value === "boolean" ? [] : wrong("true or false");
    case "integer":
    case "number":
      if (typeof value !== "number" || (property.kind === "integer" && !Number.isInteger(value)))
        return wrong(property.kind === "integer" ? "a whole number" : "a number");
      return property.range && (value < property.range[0] || value > property.range[1])
        ? wrong(`a number from ${property.range[0]} to ${property.range[1]}`)
        : [];
    case "string":
      if (typeof value !== "string") return wrong("a text");
      if (property.oneOf && !property.oneOf.includes(value)) return wrong(choices(property.oneOf));
      if (property.matches && !property.matches.pattern.test(value)) return wrong(property.matches.says);
      return property.length && !within([...value].length, property.length)
        ? wrong(`a text of ${property.length[0]} to ${property.length[1]} characters`)
        : [];
    case "list":
      if (!isList(value)) return wrong("a list");
      return [
        ...(property.count && !within(value.length, property.count)
          ? [{ property: path, reason: `expected ${counted(property.count)} members, got ${value.length}` }]
          : []),
        ...value.flatMap((member, index) => judge(property.of, member, `${path}[${index}]`, secret, table)),
      ];
    case "map":
      if (!isBag(value)) return wrong("an object of named values");
      return [
        ...(property.count && !within(Object.keys(value).length, property.count)
          ? [
              {
                property: path,
                reason: `expected ${counted(property.count)} entries, got ${Object.keys(value).length}`,
              },
            ]
          : []),
        ...Object.entries(value).flatMap(([key, member]) => judge(property.of, member, step(path, key), secret, table)),
      ];
    case "object":
      return isBag(value) ? judgeObject(property.properties, value, path, secret, table) : wrong("an object");
  }
}

function judgeObject(
  properties: Properties,
  bag: Bag,
  path: string,
  secret: boolean,
  table: Table,
): readonly Failure[] {
  const unknown = Object.keys(bag)
    .filter((name) => !Object.hasOwn(properties, name) || properties[name]?.output)
    .map((name) => ({ property: step(path, name), reason: stranger(properties, name, path, table) }));
  const known = Object.entries(properties).flatMap(([name, property]): readonly Failure[] => {
    if (property.output) return [];
    const value = Object.hasOwn(bag, name) ? bag[name] : undefined;
    if (value !== undefined && value !== null) return judge(property, value, step(path, name), secret, table);
    return property.required ? [{ property: step(path, name), reason: "is required" }] : [];
  });
  return [...unknown, ...known];
}

function stranger(properties: Properties, name: string, path: string, table: Table): string {
  const computed = path === "" ? Object.hasOwn(table.outputs, name) : properties[name]?.output;
  if (computed) return `is computed by the service and cannot be given`;
  const near = Object.keys(properties).find((known) => isNear(known, name));
  return [
    `is not a property that the offline table of ${table.type} knows`,
    near ? `did you mean \`${near}\`?` : `expected one of ${Object.keys(properties).join(", ")}`,
  ].join("; ");
}

/** Same letters but for case, or one character more, less or other. */
function isNear(known: string, given: string): boolean {
  const a = known.toLowerCase();
  const b = given.toLowerCase();
  if (a === b || a === `${b}s` || b === `${a}s`) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  return [
    [1, 1],
    [1, 0],
    [0, 1],
  ].some(([skipA = 0, skipB = 0]) => a.slice(start + skipA) === b.slice(start + skipB));
}

function step(path: string, name: string): string {
  const plain = /^[A-Za-z_$][\w$]*$/.test(name);
  if (!plain) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

function within(count: number, [least, most]: readonly [number, number]): boolean {
  return count >= least && count <= most;
}

function counted([least, most]: readonly [number, number]): string {
  if (most === Number.POSITIVE_INFINITY) return `at least ${least}`;
  return least === most ? `${least}` : `${least} to ${most}`;
}

function choices(words: readonly string[]): string {
  return `one of ${words.map((word) => `\`${word}\``).join(", ")}`;
}

function shown(value: Value): string {
  const text = typeof value === "string" ? `\`${value}\`` : (JSON.stringify(bare(value)) ?? "nothing");
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
