/** A character that is not seen or changes how others are seen: controls, direction marks, separators, no characters. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu;

/**
 * A text from the register or the engine on one line, with everything in it to be seen: a name could hold marks that turn
 * the writing round, or characters that a format does not allow. Those are written as `\u{202e}`.
 */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\r\n\t]+/g, " ")
    .replaceAll(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** The lines of a text, each `visible`. */
export function visibleLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => visible(line.replaceAll("\t", "  ")));
}

/**
 * A text of several lines for a terminal or the log of a job: each line `visible`, and none a command. GitHub Actions obeys
 * what follows `::` where a line begins, and `##[` anywhere in it.
 */
export function printable(text: string): string {
  return visibleLines(text)
    .map((line) => line.replace(/^(\s*):(?=:)/, "$1\\u{3a}").replaceAll("##[", "#\\u{23}["))
    .join("\n");
}

/** A text of at most so many characters; where it is cut, an ellipsis stands. */
export function clipped(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, "")}…`;
}
