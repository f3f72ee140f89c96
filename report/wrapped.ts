/** A text in lines of a width, parted at spaces; the first begins with `first`, the others with `rest`. A longer word keeps a line of its own. */
export function wrapped(text: string, width: number, first = "", rest = first): string[] {
  const [word = "", ...words] = text.split(" ");
  const lines = [`${first}${word}`];
  for (const next of words) {
    const line = lines.at(-1) ?? "";
    if (line.length + 1 + next.length > width) lines.push(`${rest}${next}`);
    else lines[lines.length - 1] = `${line} ${next}`;
  }
  return lines;
}
