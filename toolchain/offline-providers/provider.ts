import { type Checked, check, type Naming, withoutInternals } from "./check.ts";
import { Claims } from "./claims.ts";
import { type Differences, diff } from "./diff.ts";
import { claimsOf, makeId, makeOutputs } from "./outputs.ts";
import type { Find } from "./services/found.ts";
import type { Failure, Package, Table } from "./table.ts";
import { type Bag, bagFromJson, bareBag, hasUnknown, UNKNOWN } from "./wire.ts";

/** Key that marks a provider's inputs, and with them every state, as having no real service behind it. */
export const OFFLINE_MARK = "gatehouseOffline";

/** A request that is refused for a reason that people can mend. */
export class Refusal extends Error {}

/** What identifies the resource of a request. */
export interface Subject {
  readonly urn: string;
  readonly preview?: boolean;
}

/** A resource as the state holds it. */
export interface Held {
  readonly id: string;
  readonly inputs: Bag;
  readonly state: Bag;
}

// Keys that the engine itself puts among a provider's inputs.
/** What stands in the place of a credential that the settings give. */
const dropped = "a credential";

const ENGINE_KEYS: ReadonlySet<string> = new Set(["version", "pluginDownloadURL", "__internal", OFFLINE_MARK]);

/**
 * A provider without a service: it judges, names, numbers and remembers nothing, since all it makes follows from the
 * request. Every method throws a `Refusal` with a reason in words for what it will not do.
 */
export class OfflineProvider {
  readonly package: Package;
  readonly #readOnly: boolean;
  readonly #find: Find | undefined;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #claims: Claims;
  readonly #planned = new Claims();
  #configuration: Bag = {};

  /**
   * @param readOnly refuses every write: set for a preview, so that none can pass for one
   * @param claims what of the service is taken, shared by all that write in one command; left out: its own
   * @param find answers imports, where something is told of what the services hold
   */
  constructor(
    pkg: Package,
    options: { readonly readOnly: boolean; readonly claims?: Claims; readonly find?: Find | undefined },
  ) {
    this.#claims = options.claims ?? new Claims();
    this.package = pkg;
    this.#readOnly = options.readOnly;
    this.#find = options.find;
    this.#tables = new Map(pkg.tables.map((table) => [table.type, table]));
  }

  /**
   * Checks the provider's own configuration, sets the offline mark, and drops what credentials are: that the settings name
   * one stays, so that the rules see what they would with the real provider, which keeps it in the state.
   * @param olds the configuration that the state holds; empty when it holds none
   */
  checkConfiguration(given: Bag, olds: Bag = {}): Checked {
    const { name, configuration } = this.package;
    const unknown = Object.keys(given)
      .filter((key) => !ENGINE_KEYS.has(key) && !Object.hasOwn(configuration, key))
      .map((key) => ({
        property: key,
        reason: `is not a setting of the ${name} provider; expected one of ${Object.keys(configuration).join(", ")}`,
      }));
    const isCredential = (key: string) => configuration[key] === "credential";
    const settings = Object.fromEntries(Object.entries(given).filter(([key]) => !isCredential(key)));
    const credentials = Object.fromEntries(
      Object.keys(given)
        .filter(isCredential)
        .map((key) => [key, dropped]),
    );
    const further = this.package.checkConfiguration?.(bareBag(settings)) ?? [];
    const foreign =
      Object.keys(olds).length > 0 && !isOffline(olds) ? [{ property: "", reason: this.#realState() }] : [];
    return {
      inputs: { ...settings, ...credentials, [OFFLINE_MARK]: "true" },
      failures: [...foreign, ...unknown, ...further],
    };
  }

  /** Names of the settings that differ; refuses a state that the real provider wrote. */
  diffConfiguration(olds: Bag, news: Bag): readonly string[] {
    this.#refuseRealState(olds);
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    return [...keys].filter((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]));
  }

  /** Takes the checked configuration; refuses one that never went through an offline check. */
  configure(configuration: Bag): void {
    this.#refuseRealState(configuration);
    this.#configuration = configuration;
  }

  /** Checks inputs against their table. A type that has none is a failure like any other. */
  check(subject: Subject, given: Bag, olds: Bag | undefined, seed: string, naming?: Naming): Checked {
    const type = typeOf(subject.urn);
    const table = this.#tables.get(type);
    if (!table) return { inputs: given, failures: [{ property: "", reason: this.#noTable(type) }] };
    // What the state has, it has also at the service.
    if (olds) this.#claims.take(this.#claimsOf(table, subject, olds), subject.urn);
    return check(table, { name: nameOf(subject.urn), inputs: given, olds, seed: seed || subject.urn, naming });
  }

  /**
   * Compares wanted inputs with those of the state.
   * @param state what the state holds beside: what a creation did not send differs there, and not in its inputs
   */
  diff(subject: Subject, olds: Bag, news: Bag, state: Bag = {}): Differences {
    const table = this.#table(subject);
    const late = Object.keys(table.inputs).filter((name) => table.inputs[name]?.atCreation !== undefined);
    return diff(table, { ...olds, ...pick(state, late) }, news);
  }

  /** Makes the resource's id and outputs; a preview gets no id and no computed values. */
  create(subject: Subject, inputs: Bag): { readonly id: string; readonly state: Bag } {
    const table = this.#table(subject);
    const preview = this.#write("create", subject, inputs);
    this.#refuse("make", subject, table.refusesCreation?.(bareBag(inputs), preview));
    this.#claim(table, subject, inputs, preview);
    const basis = { ...this.#basis(subject, preview), inputs: withoutInternals(inputs), id: "", state: {} };
    const id = preview ? "" : makeId(table, basis);
    const state = makeOutputs(table, { ...basis, id });
    return { id, state: preview ? state : { ...state, ...answeredOtherwise(table, inputs) } };
  }

  /** Works out the outputs after a change; a preview leaves unknown what would change with it. */
  update(subject: Subject, held: Held, news: Bag): Bag {
    const table = this.#table(subject);
    const preview = this.#write("update", subject, news);
    const { id, state } = held;
    this.#refuse("change", subject, table.refusesUpdate?.(bareBag(state), bareBag(news)));
    if (!preview) this.#claims.release(this.#claimsOf(table, subject, held.inputs), subject.urn);
    this.#claim(table, subject, news, preview);
    return makeOutputs(table, { ...this.#basis(subject, preview), inputs: withoutInternals(news), id, state });
  }

  /** Forgets the resource: nothing is kept outside Pulumi's state. */
  delete(subject: Subject, inputs: Bag = {}): void {
    const table = this.#table(subject);
    this.#write("delete", subject, {});
    this.#claims.release(this.#claimsOf(table, subject, inputs), subject.urn);
  }

  /**
   * Returns what the state holds. Without a state (an import, a `.get()`), returns what the id tells: no service is
   * there to be asked for the rest.
   */
  read(subject: Subject, held: Held): Held {
    const table = this.#table(subject);
    if (Object.keys(held.inputs).length > 0) return held;
    if (this.#find !== undefined && Object.keys(held.state).length === 0)
      return this.#found(table, held.id, this.#find);
    const inputs = table.import?.inputs(held.id);
    const known = inputs && { ...inputs, ...pick(bareBag(held.state), Object.keys(table.inputs)) };
    const checked =
      known &&
      check(table, {
        name: nameOf(subject.urn),
        inputs: known,
        seed: subject.urn,
        naming: { mode: "disable", name: "" },
      });
    if (checked && checked.failures.length === 0) {
      const asked = {
        ...this.#basis(subject, false),
        id: held.id,
        inputs: withoutInternals(checked.inputs),
        state: {},
      };
      const basis = table.import?.renames ? { ...asked, id: makeId(table, asked) } : asked;
      return { id: basis.id, inputs: checked.inputs, state: { ...makeOutputs(table, basis), ...held.state } };
    }
    if (Object.keys(held.state).length > 0) return held;
    throw new Refusal(this.#cannotImport(table, held.id, inputs, checked?.failures ?? []));
  }

  /** Answers a function of the package, if a table of it does. */
  invoke(token: string, args: Bag): Bag {
    const answer = this.package.functions?.[token];
    if (!answer) {
      const known = Object.keys(this.package.functions ?? {}).join(", ") || "none";
      throw new Refusal(
        `the offline ${this.package.name} provider does not answer ${token} (it answers: ${known}); ` +
          `add it in toolchain/offline-providers/${this.package.name}/functions.ts`,
      );
    }
    return answer(bareBag(args), this.#configuration);
  }

  /** What the services hold by an id: the whole of it, but for what they do not tell. */
  #found(table: Table, id: string, find: Find): Held {
    const found = find(table.type, id, (key) => {
      const value = this.#configuration[key];
      return typeof value === "string" ? value : "";
    });
    if (typeof found === "string") {
      throw new Refusal(`the offline ${this.package.name} provider cannot import ${table.type} \`${id}\`: ${found}`);
    }
    return { id: found.id, inputs: bagFromJson(found.inputs), state: bagFromJson(found.state) };
  }

  #basis(subject: Subject, preview: boolean) {
    return { urn: subject.urn, configuration: this.#configuration, preview };
  }

  #claimsOf(table: Table, subject: Subject, inputs: Bag): readonly string[] {
    const basis = { ...this.#basis(subject, false), inputs: withoutInternals(inputs), id: "", state: {} };
    return claimsOf(table, basis);
  }

  /** Refuses what the service has for somebody else already. A preview takes nothing but for the rest of itself. */
  #claim(table: Table, subject: Subject, inputs: Bag, preview: boolean): void {
    const { urn } = subject;
    const claims = this.#claimsOf(table, subject, inputs);
    for (const claim of claims) {
      const holder = this.#claims.heldBy(claim, urn) ?? this.#planned.heldBy(claim, urn);
      if (holder !== undefined)
        throw new Refusal(`cannot make ${urn}: the service has ${claim} once, and ${holder} has it`);
    }
    (preview ? this.#planned : this.#claims).take(claims, urn);
  }

  #refuse(verb: string, { urn }: Subject, reason: string | undefined): void {
    if (reason !== undefined) throw new Refusal(`cannot ${verb} ${urn}: ${reason}`);
  }

  #table(subject: Subject): Table {
    const type = typeOf(subject.urn);
    const table = this.#tables.get(type);
    if (!table) throw new Refusal(this.#noTable(type));
    return table;
  }

  #noTable(type: string): string {
    return (
      `the offline ${this.package.name} provider does not know ${type}; ` +
      `add a table in toolchain/offline-providers/${this.package.name}/`
    );
  }

  /** @returns whether the call is a preview's; refuses any other under the read-only guard */
  #write(verb: string, subject: Subject, inputs: Bag): boolean {
    if (subject.preview === true) return true;
    if (this.#readOnly)
      throw new Refusal(
        `a preview tried to ${verb} ${subject.urn}; nothing was done. A preview must not write: ` +
          "run `up`, or unset GATEHOUSE_READ_ONLY if this is one",
      );
    if (hasUnknown(inputs)) throw new Refusal(`cannot ${verb} ${subject.urn}: an input is still unknown`);
    return false;
  }

  #refuseRealState(configuration: Bag): void {
    if (!isOffline(configuration)) throw new Refusal(this.#realState());
  }

  #realState(): string {
    return (
      `this stack's state was written by the real ${this.package.name} provider; the offline one will not touch it. ` +
      "Use the real provider, or another backend and stack for offline work"
    );
  }

  #cannotImport(table: Table, id: string, inputs: Bag | undefined, failures: readonly Failure[]): string {
    const start = `the offline ${this.package.name} provider cannot read ${table.type} \`${id}\``;
    if (!table.import) return `${start}: its id tells nothing of its inputs, and no real service is there to be asked`;
    if (!inputs) return `${start}: expected an id such as \`${table.import.format}\``;
    const reasons = failures.map(({ property, reason }) => `\`${property}\` ${reason}`).join("; ");
    return `${start}: no real service is there to be asked for what the id does not tell: ${reasons}`;
  }
}

function isOffline(configuration: Bag): boolean {
  return configuration[OFFLINE_MARK] === "true" || configuration[OFFLINE_MARK] === UNKNOWN;
}

/** What a new resource's state has in the place of what the program wanted. */
function answeredOtherwise(table: Table, inputs: Bag): Bag {
  return Object.fromEntries(
    Object.entries(table.inputs).flatMap(([name, { atCreation }]) =>
      atCreation === undefined || inputs[name] === undefined ? [] : [[name, atCreation]],
    ),
  );
}

function pick(bag: Bag, keys: readonly string[]): Bag {
  return Object.fromEntries(keys.flatMap((key) => (bag[key] === undefined ? [] : [[key, bag[key]]])));
}

/** The resource type of a URN: the last of the `$`-joined chain of parents' types. */
function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}

/** The resource's own name; it may itself hold `::`. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
