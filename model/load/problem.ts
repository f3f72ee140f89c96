/** A place in a file; line and column count from 1, columns in UTF-16 code units. */
export interface SourceLocation {
  /** The register's folder as the caller gave it, and the path below it, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something in the register's files that has to be mended before anything can run. */
export interface Problem extends SourceLocation {
  /** What is wrong, the value, what was expected. One line. */
  readonly message: string;
}

/** The register cannot be used. Carries every problem there is; `message` is all of them, ready to print. */
export class RegisterError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const sorted = problems.toSorted(inReadingOrder);
    const count = sorted.length === 1 ? "1 problem" : `${sorted.length} problems`;
    super([...sorted.map(printed), `${count} in the register; nothing was run.`].join("\n"));
    this.name = "RegisterError";
    this.problems = sorted;
  }
}

function printed({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}: ${message}`;
}

function inReadingOrder(a: Problem, b: Problem): number {
  return (
    compare(a.file, b.file) || compare(a.line, b.line) || compare(a.column, b.column) || compare(a.message, b.message)
  );
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
