import { HostFailure } from "./failure.ts";

/** The `runtime.options` of a `Pulumi.yaml`, `PulumiPolicy.yaml` or `PulumiPlugin.yaml`. */
export interface RuntimeOptions {
  /** Whether the SDK compiles TypeScript with ts-node; without it Node strips the types itself. Default: true. */
  readonly typescript: boolean;
  /** Path of the tsconfig.json that ts-node is to use. */
  readonly tsconfig: string | undefined;
  /** Arguments for Node itself, already split into words. */
  readonly nodeArgs: readonly string[];
}

/**
 * Reads runtime options as the engine passes them on.
 * @throws {HostFailure} naming every option of the wrong type, and any package manager other than npm
 */
export function parseOptions(options: Readonly<Record<string, unknown>>): RuntimeOptions {
  const { typescript = true, tsconfig, nodeargs = "", packagemanager = "auto" } = options;
  const wrong: string[] = [];
  if (typeof typescript !== "boolean") wrong.push("`typescript` must be true or false");
  if (tsconfig !== undefined && typeof tsconfig !== "string") wrong.push("`tsconfig` must be a path");
  if (typeof nodeargs !== "string") wrong.push("`nodeargs` must be one line of arguments");
  if (packagemanager !== "auto" && packagemanager !== "npm") wrong.push("`packagemanager` must be npm or auto");
  const nodeArgs = typeof nodeargs === "string" ? splitWords(nodeargs) : undefined;
  if (nodeArgs === undefined && typeof nodeargs === "string") wrong.push("`nodeargs` has a quote that is never closed");
  // What confines a program is nothing that the program's own settings widen.
  const wider = nodeArgs?.filter((each) =>
    /^--(?:no-)?(?:allow-|permission|inspect|disable-sigusr1|experimental-sqlite)/.test(each.replaceAll("_", "-")),
  );
  for (const each of wider ?? []) wrong.push(`\`nodeargs\` may not hold ${each}, which decides what a program may do`);
  if (wrong.length > 0) throw new HostFailure(`runtime.options: ${wrong.join("; ")}.`);
  return { typescript: typescript as boolean, tsconfig: tsconfig as string | undefined, nodeArgs: nodeArgs ?? [] };
}

/** Environment variables by which the SDK's runners learn of the options. */
export function optionsEnvironment(options: RuntimeOptions): Record<string, string> {
  return {
    ...(options.typescript && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(options.tsconfig !== undefined && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
}

/**
 * Splits a line into words as a shell does: blanks separate, quotes keep them, a backslash takes the next character as
 * it stands (within double quotes too, never within single ones). Undefined when a quote or a backslash is left open.
 */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === "\\" && quote !== "'") {
      if (++i === line.length) return undefined;
      word = (word ?? "") + line.charAt(i);
    } else if (quote !== undefined) {
      if (char === quote) quote = undefined;
      else word = (word ?? "") + char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= "";
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + char;
  }
  if (quote !== undefined) return undefined;
  return word === undefined ? words : [...words, word];
}
