import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../report/report.ts";
import { checkoutIn } from "./own-checkout.ts";
import { ownFolder, ownWorld } from "./own-world.ts";

/** What becomes of OCP's stack when its program first does something. */
async function withProgram(attempt: string) {
  const world = await ownWorld();
  const checkout = await checkoutIn(await ownFolder());
  const path = join(checkout.folder, "stacks/ocp.ts");
  await writeFile(path, `${await readFile(path, "utf8")}\n${attempt}\n`);
  const pack = join(checkout.folder, "policies/packs/policies.ts");
  const before = await readFile(pack, "utf8");
  const json = join(world.folder, "verdict.json");
  const { exitCode, output } = await checkout.run(world, "preview", "ocp", "--json", json);
  const [stack] = (JSON.parse(await readFile(json, "utf8")) as Report).stacks;
  return { exitCode, output, verdict: stack?.verdict, isAsBefore: (await readFile(pack, "utf8")) === before };
}

test.each<[string, string]>([
  [
    "rewrites a pack",
    `import { writeFileSync } from "node:fs";
     writeFileSync(new URL("../policies/packs/policies.ts", import.meta.url), "export {}");`,
  ],
  [
    "starts a process",
    `import { execFileSync } from "node:child_process";
     execFileSync("sh", ["-c", "echo export {} >policies/packs/policies.ts"]);`,
  ],
  [
    "writes what the packs are compiled to",
    `import { writeFileSync as compile } from "node:fs";
     compile(new URL("../.gatehouse/compile-cache/other", import.meta.url), "");`,
  ],
])("a program that %s is kept from it, and is told so", async (_, attempt) => {
  const { exitCode, output, verdict, isAsBefore } = await withProgram(attempt);
  expect({ exitCode, verdict, isAsBefore }, output).toEqual({ exitCode: 3, verdict: "failed", isAsBefore: true });
  expect(output).toContain("ERR_ACCESS_DENIED");
});
