import type { Command, Option } from "commander";
import { BadInput } from "../toolchain/bad-input.ts";

/**
 * Refuses an option that is given no value but the next option (`--html --json report.json` would write a page to `--json`),
 * or an empty one, which would stand for the folder where one is. Throws `BadInput` with all of them.
 */
export function refuseMissingValues(command: Command, words: readonly string[] = process.argv.slice(2)): void {
  const named = command.commands.find((each) => each.name() === words[0]) ?? command;
  const options = optionsOf(named);
  const isOption = (word: string) => options.some((option) => isFlagOf(option, word)) || word === "--help";
  const problems = words.flatMap((word, at) => {
    const [flag = "", given] = word.startsWith("--") && word.includes("=") ? split(word) : [word, words[at + 1]];
    if (!options.some((option) => option.required && isFlagOf(option, flag))) return [];
    if (given === "") return [`${flag} is given nothing`];
    return given !== undefined && !word.includes("=") && isOption(given)
      ? [`${flag} is given no value: ${given} is an option itself`]
      : [];
  });
  if (problems.length > 0) throw new BadInput(`${problems.join("; ")}. --help tells what each takes.`);
}

function isFlagOf({ long, short }: Option, word: string): boolean {
  return word === long || word === short;
}

function split(word: string): [string, string] {
  const at = word.indexOf("=");
  return [word.slice(0, at), word.slice(at + 1)];
}

function optionsOf({ options, commands }: Command): Option[] {
  return [...options, ...commands.flatMap(optionsOf)];
}
