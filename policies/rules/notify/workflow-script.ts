/** The commands of a shell script, one a line: continued lines are joined, comments and empty lines left out. */
export function commandsOf(script: string): string[] {
  const commands: string[] = [];
  let started = "";
  for (const line of script.split(/\r?\n/)) {
    if (started === "" && /^\s*(?:#|$)/.test(line)) continue;
    const continued = /(?<!\\)(?:\\\\)*\\$/.test(line);
    started += continued ? `${line.slice(0, -1)} ` : line;
    if (continued) continue;
    commands.push(plain(started));
    started = "";
  }
  return started === "" ? commands : [...commands, plain(started)];
}

function plain(line: string): string {
  return line.trim().replaceAll(/[ \t]+/g, " ");
}

/** One word, or a text in double quotes: letters, digits, some signs, and variables that are read and not run. */
const word = String.raw`(?:(?:[A-Za-z0-9_./:=,@%+~*-]|\$[A-Za-z_][A-Za-z0-9_]*)+|"(?:[A-Za-z0-9_./:=,@%+~ *-]|\$[A-Za-z_][A-Za-z0-9_]*)*")+`;

/** Words by which a program says that all is well whatever it found, or does nothing. */
const harmless = String.raw`--?(?:exit-zero|dry-run|collect-only|co|if-present|ignore-errors|just-print|passWithNoTests|no-run|soft-fail|help|version|h)\b`;

/** What stands for something in a pattern, by its name. */
export type Placeholders = Readonly<Record<string, string>>;

/** What stands for something in the pattern of a command. What a rule gives besides, such as the environment, wins. */
const placeholders: Placeholders = {
  // Any further words.
  arguments: `(?: (?!${harmless})${word})*`,
  target: "[a-z][a-z0-9-]*",
  number: "[0-9]+",
  version: "v?[0-9]+(?:\\.[0-9]+){1,2}",
  // A program of Python's that has no placeholder of its own: of Poetry's, the register says the version.
  tool: "(?!poetry)[a-z][a-z0-9-]*",
  name: "[A-Za-z0-9_-]+",
  // What is printed; two colons would speak to the runner.
  text: `(?:"(?:(?!::)[A-Za-z0-9 .,:!?'-])*"|(?:(?!::)[A-Za-z0-9 .,:!?-])*)`,
  // Variables of a manifest, each from the variable of the same name.
  variables: `(?: --var (?<variable>[A-Za-z_][A-Za-z0-9_]*)="\\$\\k<variable>")*`,
};

/**
 * A pattern of commands as an expression for the whole of one: `{name}` stands for a placeholder or a value that is
 * given, anything else for itself.
 */
export function commandPattern(pattern: string, values: Placeholders = {}): RegExp {
  const source = pattern.split(/(\{[a-z]+\})/).map((part) => {
    const name = /^\{(?<name>[a-z]+)\}$/.exec(part)?.groups?.name;
    if (name === undefined) return escaped(part);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return escaped(value);
    if (!Object.hasOwn(placeholders, name)) throw new Error(`{${name}} stands for nothing in ${pattern}`);
    return placeholders[name] ?? "";
  });
  return new RegExp(`^${source.join("")}$`);
}

/** A pattern as messages show it: with the values that are given, and the names of all other placeholders. */
export function patternText(pattern: string, values: Placeholders): string {
  return pattern.replaceAll(/\{(?<name>[a-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}

/** What stands in an expression that is the whole of a text. */
export function expressionOf(text: string): string | undefined {
  return /^\$\{\{\s*(?<inner>[^{}]*?)\s*\}\}$/.exec(text.trim())?.groups?.inner;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
