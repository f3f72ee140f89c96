/** `npm run fidelity`: how far the offline providers are held against the real ones, and what nothing is held against yet. */
import { markdownTable } from "markdown-table";
import { packages } from "../../toolchain/offline-providers/packages.ts";
import published from "../toolchain/offline-providers/published-schemas.json" with { type: "json" };
import { agreementsOf } from "./agreement.ts";

const schemas: Readonly<Record<string, string>> = published.sources;
const all = packages.flatMap((each) => agreementsOf(each, Object.keys(schemas)));

console.log(
  markdownTable([
    ["type", "inputs", "typings", "schema", "nothing"],
    ...all.map(({ type, inputs, typings, schema, nothing }) => [
      type,
      String(inputs),
      `${typings.agree} of ${inputs}`,
      schema ? "held" : "none kept",
      String(nothing.length),
    ]),
  ]),
);
console.log("\nSchemas: required, replaced and secret inputs, and computed outputs; the tests fail when one differs.");
for (const [name, source] of Object.entries(schemas)) console.log(`  ${name}: ${source}`);
console.log("\nHeld against nothing yet:");
for (const { type, nothing } of all) for (const what of nothing) console.log(`  ${type} ${what}`);
console.log("\nNo service's own model and no emulator is asked here.");
const differ = all.flatMap(({ type, typings }) => typings.differ.map((path) => `  ${type} ${path}`));
if (differ.length > 0) console.log(`\nDiffer from the typings:\n${differ.join("\n")}`);
process.exitCode = differ.length > 0 ? 1 : 0;
