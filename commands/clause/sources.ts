import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** A file of the project, by its path from the project's folder. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

const read = new Map<string, Source[]>();

/** All TypeScript files below a folder of the project, in order of their paths; none where the folder is not there. Read once. */
export function sourcesIn(root: string, folder: string): readonly Source[] {
  const known = read.get(join(root, folder));
  if (known !== undefined) return known;
  const sources = globSync("**/*.ts", { cwd: join(root, folder) })
    .sort()
    .map((path) => ({
      file: relative(root, join(root, folder, path)),
      text: readFileSync(join(root, folder, path), "utf8"),
    }));
  read.set(join(root, folder), sources);
  return sources;
}

/** Where a rule is written; nothing where no file names it. A name that a template makes is found by what of it is fixed. */
export function placeOfRule(name: string, sources: readonly Source[]): { source: Source; line: number } | undefined {
  const [best] = sources
    .flatMap((source) =>
      [...source.text.matchAll(/\bname: (?:"([^"]+)"|`([^`]+)`)/g)].map(({ index, 1: plain, 2: template = "" }) => ({
        source,
        line: source.text.slice(0, index).split("\n").length,
        likeness: plain === undefined ? likenessOf(template, name) : plain === name ? name.length : 0,
      })),
    )
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness);
  return best;
}

/** How many letters of a text a template literal fixes; 0 where it cannot give the text, whatever its holes hold. */
function likenessOf(template: string, text: string): number {
  const fixed = template.split(/\$\{[^}]*\}/);
  const pattern = new RegExp(`^${fixed.map((part) => part.replaceAll(/[^\w-]/g, "\\$&")).join("[a-z0-9-]+")}$`);
  return pattern.test(text) ? fixed.join("").length : 0;
}

/** A setting that a file reads: the name as it is written there, and the file that has it. */
export interface UsedSetting {
  readonly name: string;
  readonly path: readonly string[];
  readonly exported: string;
  readonly file: string;
}

/** The settings that a rule's file reads, by what it imports from policies/settings and writes with a dot. */
export function settingsUsed({ file, text }: Source): UsedSetting[] {
  const imports = [...text.matchAll(/^import \{([^}]+)\} from "([^"]*\/settings\/[^"]+)";$/gm)];
  const body = text.replaceAll(/^import .*$/gm, "");
  const used = imports.flatMap(([, names = "", from = ""]) =>
    names
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "" && !each.startsWith("type "))
      .flatMap((each) => {
        const [exported = "", local = exported] = each.split(/\s+as\s+/);
        const uses = body.matchAll(new RegExp(`(?<![\\w.])${local}((?:\\.[a-z]\\w*)+)`, "g"));
        return [...uses].map(([, dotted = ""]) => ({
          name: `${exported}${dotted}`,
          path: dotted.split(".").slice(1),
          exported,
          file: join(file, "..", from),
        }));
      }),
  );
  return [...new Map(used.map((each) => [`${each.file} ${each.name}`, each])).values()];
}
