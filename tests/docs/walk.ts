import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { parseDocument, YAMLMap, YAMLSeq } from "yaml";
import { makeFolder } from "../../toolchain/make-folder.ts";

/**
 * A block of a page that somebody follows step by step:
 *
 * - `sh`: commands, one a line; a comment `# exit code N` tells how one ends that does not end with 0.
 * - `text`: what the last command prints, line by line, in this order; `…` stands for what is left out.
 * - `yaml FILE`: entries that go into that file of the register.
 * - `ts FILE`: a file that is written.
 * - `ts FILE +`: lines that take the place of one line there: the first of them is that line.
 * - any other language: for readers.
 */
export interface Block {
  readonly language: string;
  readonly file?: string;
  readonly inPlace: boolean;
  readonly text: string;
  /** Line of the page. */
  readonly line: number;
}

/** The fenced blocks of a page, in its order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)(?: (\S+))?( \+)?\n([\s\S]*?)^```$/gm)].map(
    ([, language = "", file, inPlace, text = ""], index, all) => ({
      language,
      ...(file !== undefined && { file }),
      inPlace: inPlace !== undefined,
      text,
      line: markdown.slice(0, all[index]?.index).split("\n").length,
    }),
  );
}

/** A command of a page, and the code that it ends with. */
export function commandsOf({ text }: Block): { readonly command: string; readonly exitCode: number }[] {
  return text
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => ({
      command: line.replace(/\s+#.*$/, ""),
      exitCode: Number(/# exit code (\d+)/.exec(line)?.[1] ?? 0),
    }));
}

/**
 * Follows a page in a checkout, block by block. Throws with the page's line where a command ends otherwise, prints something
 * else, or what is to be changed is not there.
 */
export async function follow(page: string, folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  let printed = "";
  for (const block of blocksOf(readFileSync(page, "utf8"))) {
    const at = `${page}:${block.line}`;
    if (block.language === "sh") {
      for (const { command, exitCode } of commandsOf(block)) {
        const ended = await execa("sh", ["-c", command], {
          cwd: folder,
          env: environment,
          extendEnv: false,
          all: true,
          reject: false,
          stdin: "ignore",
          timeout: 280_000,
          killSignal: "SIGKILL",
        });
        printed = ended.all;
        if (ended.exitCode !== exitCode)
          throw new Error(`${at}: \`${command}\` ends with ${ended.exitCode}, not ${exitCode}:\n${printed}`);
      }
    } else if (block.language === "text") {
      const missing = missingFrom(printed, block.text);
      if (missing !== undefined) throw new Error(`${at}: the command does not print "${missing}", but:\n${printed}`);
    } else if (block.file !== undefined) await write(block, join(folder, block.file), at);
  }
}

/** The first line that is not printed where it should be; `…` stands for anything. */
export function missingFrom(printed: string, text: string): string | undefined {
  const plain = (words: string) => words.replaceAll(/\s+/g, " ").trim();
  let rest = plain(printed);
  for (const part of text.split(/\n|…/).map(plain)) {
    if (part === "") continue;
    const found = rest.indexOf(part);
    if (found < 0) return part;
    rest = rest.slice(found + part.length);
  }
  return undefined;
}

async function write({ language, text, inPlace }: Block, file: string, at: string): Promise<void> {
  if (language === "yaml") {
    writeFileSync(file, withEntries(readFileSync(file, "utf8"), text));
    return;
  }
  if (!inPlace) {
    await makeFolder(dirname(file));
    writeFileSync(file, text);
    return;
  }
  const [line = "", ...more] = text.trimEnd().split("\n");
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (before.split(`${line}\n`).length !== 2) throw new Error(`${at}: ${file} has not exactly one line ${line}`);
  writeFileSync(
    file,
    before.replace(`${line}\n`, () => `${[line, ...more].join("\n")}\n`),
  );
}

/** A file of YAML with entries put into its maps and at the end of its lists. */
function withEntries(text: string, entries: string): string {
  const document = parseDocument(text);
  const add = (to: unknown, from: unknown): void => {
    if (to instanceof YAMLMap && from instanceof YAMLMap) {
      for (const pair of from.items) {
        const there = to.get(pair.key, true);
        if (there instanceof YAMLMap || there instanceof YAMLSeq) add(there, pair.value);
        else to.set(pair.key, pair.value);
      }
    } else if (to instanceof YAMLSeq && from instanceof YAMLSeq) to.items.push(...from.items);
    else throw new Error(`entries of another shape:\n${entries}`);
  };
  add(document.contents, parseDocument(entries).contents);
  return String(document);
}
