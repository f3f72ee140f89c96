/**
 * A record's name in full: lower case, without the last dot. DNS services take a name relative to its zone, `@` for the
 * zone itself, and the full name with or without a dot at its end; whatever else ends in a dot cannot be outside the
 * zone, and so is relative to it too. Without a zone the name counts as full.
 */
export function fullName(name: string, zone?: string): string {
  const bare = withoutLastDot(name);
  if (zone === undefined) return bare;
  const origin = withoutLastDot(zone);
  if (bare === "@" || bare === "") return origin;
  return bare === origin || bare.endsWith(`.${origin}`) ? bare : `${bare}.${origin}`;
}

/** Whether text is a host name that mail can go to: two labels or more of letters, digits and hyphens (RFC 1123). */
export function isMailHost(text: string): boolean {
  const labels = text.split(".");
  return (
    text.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label)) &&
    /[a-z]/i.test(labels.at(-1) ?? "")
  );
}

function withoutLastDot(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, "");
}
