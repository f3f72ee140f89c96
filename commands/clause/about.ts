import { join } from "node:path";
import casesInWords from "../../docs/cases.json" with { type: "json" };
import { didYouMean } from "../../model/load/suggest.ts";
import { canaries, problemsIn } from "../../policies/canaries/canary.ts";
import type { Clause, DerivedControl } from "../../policies/clauses/clause.ts";
import { catalogue } from "../../policies/clauses/index.ts";
import { standings } from "../../policies/clauses/standing.ts";
import { packRules } from "../../policies/packs/pack-rules.ts";
import { changeRules } from "../../policies/rules/blast-radius.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { placeOfRule, type Source, settingsUsed, sourcesIn } from "./sources.ts";

/** A setting that a rule reads, with its value where it is short enough to be told in a line. */
interface Setting {
  readonly name: string;
  readonly file: string;
  readonly value?: string;
}

/** A rule that enforces a clause, and where it is written. */
export interface ExplainedRule {
  readonly name: string;
  readonly level: "mandatory" | "advisory";
  readonly scope: "register" | "resource" | "stack" | "change";
  readonly description: string;
  readonly remedy?: string;
  /** `file:line`. */
  readonly place?: string;
  /** What it says of the example that it must refuse. */
  readonly example?: string;
}

/** The settings that a file of rules reads. */
interface SettingsOfFile {
  readonly file: string;
  readonly settings: readonly Setting[];
}

/** All that the project knows of a clause or derived control. */
export interface Explained {
  readonly entry: Clause | DerivedControl;
  readonly standing: readonly string[];
  readonly rules: readonly ExplainedRule[];
  readonly settings: readonly SettingsOfFile[];
  /** The cases that go through the real engine, in words. */
  readonly cases: { readonly red: readonly string[]; readonly green: readonly string[] };
  /** The test files that are about it or about one of its rules. */
  readonly testedIn: readonly string[];
}

const allRules = [...packRules, ...changeRules];

interface PlacedRule {
  readonly rule: (typeof allRules)[number];
  readonly place: ReturnType<typeof placeOfRule>;
}

/** The ids that a word stands for: a clause's or control's own, in any case, or those that the rule of that name enforces. */
export function requirementsNamed(word: string): string[] {
  const id = word.toUpperCase();
  if (catalogue.some((entry) => entry.id === id)) return [id];
  return [...(allRules.find(({ name }) => name === word)?.clauses ?? [])];
}

/** The same; throws `BadInput` for a word that stands for none. */
export function requirementsOf(word: string): string[] {
  const found = requirementsNamed(word);
  if (found.length > 0) return found;
  const known = [...catalogue.map((entry) => entry.id), ...allRules.map(({ name }) => name)];
  const guess = didYouMean(word, known) || "; docs/clauses.md lists them";
  throw new BadInput(`${JSON.stringify(word)} is no clause, derived control or rule${guess}`);
}

/** Puts together what is known of a clause or control. The files are read from the checkout at `root`. */
export async function about(id: string, root: string): Promise<Explained> {
  const entry = catalogue.find((each) => each.id === id);
  if (entry === undefined) throw new BadInput(`${id} is no clause; docs/clauses.md lists them`);
  const rules = rulesOf(id, root);
  const cases = (casesInWords as Readonly<Record<string, Explained["cases"]>>)[id] ?? { red: [], green: [] };
  return {
    entry,
    standing: (standings[entry.id as keyof typeof standings] ?? []).map(({ by, what }) => `${by}: ${what}`),
    rules: rules.map(explained),
    settings: await settingsOfRules(rules, root),
    cases,
    testedIn: testsOfRules(id, rules, root),
  };
}

/** The rules that enforce a clause, and where each is written. */
function rulesOf(id: string, root: string): PlacedRule[] {
  const sources = sourcesIn(root, "policies/rules");
  return allRules
    .filter(({ clauses }) => (clauses as readonly string[]).includes(id))
    .map((rule) => ({ rule, place: placeOfRule(rule.name, sources) }));
}

function explained({ rule, place }: PlacedRule): ExplainedRule {
  const { name, level, scope, description } = rule;
  const canary = Object.hasOwn(canaries, name) ? canaries[name] : undefined;
  const [example] = canary === undefined || rule.scope === "change" ? [] : problemsIn(rule, canary);
  return {
    name,
    level,
    scope,
    description,
    ...("remedy" in rule && { remedy: rule.remedy }),
    ...(place !== undefined && { place: `${place.source.file}:${place.line}` }),
    ...(example !== undefined && { example }),
  };
}

/** What the files of some rules read of the settings, each file once; those that read none are left out. */
async function settingsOfRules(rules: readonly PlacedRule[], root: string) {
  const files = new Set(rules.flatMap(({ place }) => place?.source ?? []));
  const read = await Promise.all(
    [...files].map(async (source) => ({ file: source.file, settings: await settingsOf(source, root) })),
  );
  return read.filter(({ settings }) => settings.length > 0);
}

/** The settings that a file reads, with their values. What is done with one, as `.includes`, is no part of its name. */
async function settingsOf(source: Source, root: string): Promise<Setting[]> {
  const all = await Promise.all(
    settingsUsed(source).map(async ({ path, exported, file }) => {
      const module = (await import(join(root, file))) as Readonly<Record<string, unknown>>;
      let name = exported;
      let value = module[exported];
      for (const key of path) {
        if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) break;
        name = `${name}.${key}`;
        value = value[key as never];
      }
      const text = typeof value === "function" ? undefined : JSON.stringify(value);
      return { name, file, ...(text !== undefined && text.length <= 60 && { value: text }) };
    }),
  );
  return [...new Map(all.map((each) => [`${each.file} ${each.name}`, each])).values()];
}

/**
 * The test files that name a clause or one of its rules, or import the file that such a rule is written in. `npm test --
 * CLAUSE` runs these.
 */
export function testsOf(id: string, root: string): string[] {
  return testsOfRules(id, rulesOf(id, root), root);
}

function testsOfRules(id: string, rules: readonly PlacedRule[], root: string): string[] {
  const files = rules.flatMap(({ place }) => place?.source.file ?? []);
  const words = [id, ...rules.map(({ rule }) => rule.name)].map((word) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`));
  return sourcesIn(root, "tests")
    .filter(({ file }) => file.endsWith(".test.ts"))
    .filter(({ text }) => words.some((word) => word.test(text)) || files.some((file) => text.includes(`/${file}"`)))
    .map(({ file }) => file);
}
