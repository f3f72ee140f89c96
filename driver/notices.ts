/** A line that the offline providers write for people who run plain `pulumi`, or with which every broken run ends. */
export function isNotice(line: string): boolean {
  return /^(offline \w+ provider: no real service is contacted|error: (preview|update) failed)$/.test(line.trim());
}

/** What the engine said, without such lines. */
export function withoutNotices(text: string): string {
  return text
    .split("\n")
    .filter((line) => !isNotice(line))
    .join("\n")
    .trim();
}
