/**
 * `npm run canaries`: gives each mandatory rule that has none an example that it must refuse, the smallest that is left of a
 * red case for the engine. With `--all`, finds every one anew.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Canary, canaries } from "../../../policies/canaries/canary.ts";
import { ownRules } from "../../../policies/packs/own-rules.ts";
import { packRules } from "../../../policies/packs/pack-rules.ts";
import { examplesInCases, smallest } from "./find.ts";

const folder = join(import.meta.dirname, "../../../policies/canaries");
const own = new Set(ownRules.map(({ name }) => name));
const names = packRules.filter(({ level, name }) => level === "mandatory" && !own.has(name)).map(({ name }) => name);
const kept = process.argv.includes("--all") ? {} : canaries;

const found = await examplesInCases((name) => names.includes(name) && !Object.hasOwn(kept, name));
const all: Record<string, Canary> = {
  ...Object.fromEntries(names.flatMap((name) => (kept[name] === undefined ? [] : [[name, kept[name]]]))),
  ...Object.fromEntries(found.map((each) => [each.rule.name, smallest(each)])),
};

const fileOf = (name: string) => (/^(?:ocp|notify)-/.exec(name)?.[0] ?? "common-").replace("-", ".json");
for (const file of ["common.json", "notify.json", "ocp.json"]) {
  const entries = Object.entries(all).filter(([name]) => fileOf(name) === file);
  const sorted = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(folder, file), `${JSON.stringify(sorted, null, 1)}\n`);
}
const missing = names.filter((name) => all[name] === undefined);
console.log(
  `${found.length} examples written${missing.length === 0 ? "" : `; no red case gives one of ${missing.join(", ")}`}`,
);
