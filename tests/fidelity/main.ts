/** `npm run fidelity`: how far the offline providers are held against the real ones, and what nothing is held against yet. */
import { Command } from "commander";
import { markdownTable } from "markdown-table";
import { runCommand } from "../../commands/run-command.ts";
import { packages } from "../../toolchain/offline-providers/packages.ts";
import { exitCodes } from "../../verdict/exit-codes.ts";
import { lacking, notMade } from "../services/aws/held.ts";
import published from "../toolchain/offline-providers/published-schemas.json" with { type: "json" };
import { agreementsOf } from "./agreement.ts";

/** What of a service's own has been asked of a type, or that nothing was. */
function ofService(type: string): string {
  if (!type.startsWith("aws:") || notMade.includes(type)) return "nothing";
  return Object.hasOwn(lacking, type) ? "SDK" : "SDK, moto";
}

const command = new Command("npm run fidelity")
  .description("Print, by type, what the offline providers are held against, and what nothing is held against yet")
  .usage("-- [OPTION...]");

process.exitCode = await runCommand(command, async () => {
  const schemas: Readonly<Record<string, string>> = published.sources;
  const all = packages.flatMap((each) => agreementsOf(each, Object.keys(schemas)));

  console.log(
    markdownTable([
      ["type", "inputs", "typings", "schema", "service", "nothing"],
      ...all.map(({ type, inputs, typings, schema, nothing }) => [
        type,
        String(inputs),
        `${typings.agree} of ${inputs}`,
        schema ? "held" : "none kept",
        ofService(type),
        String(nothing.length),
      ]),
    ]),
  );
  console.log(
    "\nSchemas: required, replaced and secret inputs, and computed outputs; the tests fail when one differs.",
  );
  for (const [name, source] of Object.entries(schemas)) console.log(`  ${name}: ${source}`);
  console.log("\nHeld against nothing yet:");
  for (const { type, nothing } of all) for (const what of nothing) console.log(`  ${type} ${what}`);
  console.log(
    "\nServices: every AWS resource of the stacks goes through AWS's own SDK, whose model checks the request, to moto, and is read back (npm run test:services). By the SDK's model alone:",
  );
  for (const [type, why] of Object.entries(lacking)) console.log(`  ${type}: ${why}`);
  console.log("Of Cloudflare, GitHub, Hetzner and Linode no model and no emulator is asked.");
  const differ = all.flatMap(({ type, typings }) => typings.differ.map((path) => `  ${type} ${path}`));
  if (differ.length > 0) console.log(`\nDiffer from the typings:\n${differ.join("\n")}`);
  process.exitCode = differ.length > 0 ? 1 : 0;
  return exitCodes.clean;
});
