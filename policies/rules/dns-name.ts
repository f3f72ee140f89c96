/**
 * The full name of a record, in lower case and without the last dot. A provider takes a name in full, relative to its
 * zone, or as `@` for the zone itself; a rule that compared them as they stand could be passed by in another spelling.
 */
export function fullName(name: string, zone: string): string {
  const plain = name.trim().toLowerCase().replace(/\.$/, "");
  if (plain === "@" || plain === "") return zone;
  return plain === zone || plain.endsWith(`.${zone}`) ? plain : `${plain}.${zone}`;
}
