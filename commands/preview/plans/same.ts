import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { manifestFile, type PlansManifest, parseManifest } from "./manifest.ts";

/**
 * How plans differ from those that were reviewed, in words; nothing where they do the same. The commits may differ, and so
 * may the days: what has become due since, the packs judge anew.
 */
export function differences(now: PlansManifest, reviewed: PlansManifest): string[] {
  const effects = ({ stacks }: PlansManifest) => new Map(stacks.map(({ stack, plan }) => [stack, plan?.effect]));
  const [here, there] = [effects(now), effects(reviewed)];
  const names = [...new Set([...here.keys(), ...there.keys()])];
  return [
    ...(now.tree === reviewed.tree ? [] : ["they were made from other files"]),
    ...(now.mode === reviewed.mode ? [] : [`they were made ${reviewed.mode}`]),
    ...names
      .filter((name) => here.get(name) === undefined || here.get(name) !== there.get(name))
      .map((name) => `${name} would be changed in another way`),
  ];
}

/** The manifest in a folder; nothing where there is none, or where it is not as it is written here. */
export async function manifestIn(folder: string): Promise<PlansManifest | undefined> {
  return parseManifest(await readFile(join(folder, manifestFile), "utf8").catch(() => ""));
}
