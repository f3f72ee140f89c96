/**
 * The tags of a record that is a list of `tag=value;`, as those of DKIM, TLS-RPT and MTA-STS are, in their order. Blanks
 * around tags and values mean nothing.
 */
export function readTags(text: string): { tags: Map<string, string>; problems: string[] } {
  const tags = new Map<string, string>();
  const problems: string[] = [];
  const parts = text.split(";").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop();
  for (const part of parts) {
    const [, tag, value] = /^([a-z][a-z0-9_]*)[ \t]*=[ \t]*([\x20-\x7e\t]*)$/i.exec(part) ?? [];
    if (tag === undefined || value === undefined) {
      problems.push(part === "" ? "there is nothing between two semicolons" : `"${part}" is not a tag with a value`);
    } else if (tags.has(tag)) problems.push(`the tag ${tag} stands there twice`);
    else tags.set(tag, value);
  }
  return { tags, problems };
}
