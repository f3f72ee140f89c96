/** A word of the code or the register, in Markdown. The pages are made of our own data, so nothing in it needs escaping. */
export const code = (text: string): string => `\`${text}\``;

/** A table of Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
