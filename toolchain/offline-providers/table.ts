import type { Bag, Value } from "./wire.ts";

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

/** A value given as it stands, or worked out from what is known of the resource. */
export type Fill = Value | ((made: Made) => Value);

/** What every kind of property may say of itself. */
export interface Traits {
  /** Must be given. */
  readonly required?: true;
  /** Given by the provider when the program leaves it out; shows among the inputs. */
  readonly default?: Value;
  /** Given by the service when the program leaves it out; shows among the outputs, unknown before the first `up`. */
  readonly filled?: Fill;
  /** What the service fills in, or computes, is already told by a preview, and comes back when the program drops its own. */
  readonly planned?: true;
  /** Only ever given by the service: a property of a nested object that is no input. */
  readonly output?: true;
  /** A change replaces the resource. */
  readonly replaces?: true;
  /**
   * What the state has after a creation, whatever the program wanted: the provider does not send it then, and takes the
   * answer for what is there. The next run shows the difference, and sends it.
   */
  readonly atCreation?: Value;
  /** Capitals make no difference: the service has logins in one form, whoever writes them. */
  readonly caseless?: true;
  /** Never shown. */
  readonly secret?: true;
}

/** A limit that the service sets on a text. */
export interface TextLimits {
  readonly oneOf?: readonly string[];
  /** Must match; `says` tells the form in words. */
  readonly matches?: { readonly pattern: RegExp; readonly says: string };
  /** Length in characters. */
  readonly length?: readonly [least: number, most: number];
}

/** A limit that the service sets on a number. */
export interface NumberLimits {
  readonly range?: readonly [least: number, most: number];
}

/** A limit that the service sets on the count of a list's or map's members. */
export interface CountLimits {
  readonly count?: readonly [least: number, most: number];
}

/** One property of a table. */
export type Property = Traits &
  (
    | ({ readonly kind: "string" } & TextLimits)
    | ({ readonly kind: "number" | "integer" } & NumberLimits)
    | { readonly kind: "boolean" }
    | { readonly kind: "any" }
    | ({ readonly kind: "list"; readonly of: Property; readonly unordered?: true } & CountLimits)
    | ({ readonly kind: "map"; readonly of: Property } & CountLimits)
    | { readonly kind: "object"; readonly properties: Properties }
  );

/** Properties by name. */
export type Properties = Readonly<Record<string, Property>>;

/** A computed output and its value. */
export type Output = Property & { readonly value: Fill };

/** A reason why inputs are refused. */
export interface Failure {
  /** Path from the resource, such as `rules[0].port`. */
  readonly property: string;
  readonly reason: string;
}

/** What is known of one resource type. */
export interface Table {
  /** Type token, such as `github:index/team:Team`. */
  readonly type: string;
  readonly inputs: Properties;
  readonly outputs: Readonly<Record<string, Output>>;
  /** The provider id of a created resource. */
  readonly id: (made: Made) => string;
  /** The input that is made from the resource's name when left out, and its longest length. */
  readonly autoname?: { readonly property: string; readonly most: number };
  /**
   * What the service refuses beyond single properties. Sees secrets unwrapped, so that no reason may quote a value;
   * values that are not known yet are `UNKNOWN`.
   */
  readonly check?: (inputs: Bag) => readonly Failure[];
  /**
   * What its service has once, in words that are the same for all who claim it, such as `the Slack channel C0 in the account
   * 1`: the service refuses a second resource that claims one of them.
   */
  readonly once?: (made: Made) => readonly string[];
  /** Why the service, or what the provider sends it, refuses a creation; undefined where nothing does. */
  readonly refusesCreation?: (inputs: Bag, preview: boolean) => string | undefined;
  /** The same for a change of what the state has. Where the provider would do harm instead, that is said. */
  readonly refusesUpdate?: (state: Bag, inputs: Bag) => string | undefined;
  /** How an id is written, and the inputs that it tells; undefined when it is not written that way. */
  readonly import?: {
    readonly format: string;
    readonly inputs: (id: string) => Bag | undefined;
    /** The resource is found by that id but has another one of its own. */
    readonly renames?: true;
  };
}

/** One provider: its tables and what else it answers. */
export interface Package {
  readonly name: string;
  /** Version of the npm package whose types the tables describe. */
  readonly version: string;
  /** Configuration keys; a credential is taken, not needed, and dropped at once. */
  readonly configuration: Readonly<Record<string, "setting" | "credential">>;
  /** Checks the configuration as a whole. */
  readonly checkConfiguration?: (configuration: Bag) => readonly Failure[];
  readonly tables: readonly Table[];
  /** Functions by token; each takes its arguments and the provider's configuration. */
  readonly functions?: Readonly<Record<string, (args: Bag, configuration: Bag) => Bag>>;
}

/** A text. */
export const string = (traits: Traits & TextLimits = {}): Property => ({ kind: "string", ...traits });
/** A whole number. */
export const integer = (traits: Traits & NumberLimits = {}): Property => ({ kind: "integer", ...traits });
/** A number. */
export const number = (traits: Traits & NumberLimits = {}): Property => ({ kind: "number", ...traits });
/** True or false. */
export const boolean = (traits: Traits = {}): Property => ({ kind: "boolean", ...traits });
/** Anything. */
export const any = (traits: Traits = {}): Property => ({ kind: "any", ...traits });
/** A list whose order counts. */
export const list = (of: Property, traits: Traits & CountLimits = {}): Property => ({ kind: "list", of, ...traits });
/** A list whose order does not count. */
export const set = (of: Property, traits: Traits & CountLimits = {}): Property => ({
  kind: "list",
  of,
  unordered: true,
  ...traits,
});
/** Values by free keys. */
export const map = (of: Property, traits: Traits & CountLimits = {}): Property => ({ kind: "map", of, ...traits });
/** An object with known properties. */
export const object = (properties: Properties, traits: Traits = {}): Property => ({
  kind: "object",
  properties,
  ...traits,
});
/** A computed output: a property and its value. */
export const output = (property: Property, value: Fill, traits: { planned?: true } = {}): Output => ({
  ...property,
  value,
  ...traits,
});
/** Must be given. */
export const required = { required: true } as const;
/** Must be given, and a change replaces the resource. */
export const identity = { required: true, replaces: true } as const;
/** A change replaces the resource. */
export const replaces = { replaces: true } as const;
