/** The lines of a text. */
export interface Lines {
  /** The line and column of an offset, both counted from 1. */
  readonly linePos: (offset: number) => { readonly line: number; readonly col: number };
}

/** The lines of a text, which are counted when somebody first asks where something stands. */
export function linesOf(text: string): Lines {
  let starts: readonly number[] | undefined;
  return {
    linePos(offset) {
      starts ??= lineStarts(text);
      const line = linesUpTo(starts, offset);
      return { line, col: offset - (starts[line - 1] ?? 0) + 1 };
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** How many lines start at an offset or before it. */
function linesUpTo(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
