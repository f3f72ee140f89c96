const longest = 300;

/** An error as one line for a row of a table: of a program that failed, how it ended and the last that it said. */
export function inWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const text = message.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}
