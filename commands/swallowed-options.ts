import type { Command } from "commander";
import { BadInput } from "../toolchain/bad-input.ts";

/**
 * The options of a command, or of all below it, that npm has kept for itself because no `--` stood before them
 * (`npm run preview --live`), by the variables that npm makes of them. Without this, a live preview would run offline,
 * and a person might not notice.
 */
export function swallowedOptions(command: Command, environment: NodeJS.ProcessEnv): string[] {
  const names = optionsOf(command).filter((name) => environment[variableOf(name)] !== undefined);
  return [...new Set(names)];
}

/** Says how to write a command whose options npm has taken for its own. Throws `BadInput`. */
export function refuseSwallowed(command: Command, environment = process.env, words = process.argv.slice(2)): void {
  // Of the command that was named: npm has settings of its own that other commands have options for.
  const named = command.commands.find((each) => each.name() === words[0]) ?? command;
  const options = swallowedOptions(named, environment);
  if (options.length === 0) return;
  const name = environment.npm_lifecycle_event ?? "COMMAND";
  // npm has put the command's own name before what the user typed.
  const typed = words[0] === name ? words.slice(1) : words;
  const how = `npm run ${name} -- ${[...typed, ...options].join(" ")} …`;
  throw new BadInput(`npm kept ${options.join(", ")} for itself, so the command has not seen it. Put -- first: ${how}`);
}

function optionsOf({ options, commands }: Command): string[] {
  return [...options.flatMap(({ long }) => long ?? []), ...commands.flatMap(optionsOf)];
}

function variableOf(option: string): string {
  return `npm_config_${option.slice(2).replaceAll("-", "_")}`;
}
