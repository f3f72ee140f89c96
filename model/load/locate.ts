import { folderOfKind, type Kind, type RegisterId } from "../register.ts";
import type { SourceLocation } from "./problem.ts";
import type { Source } from "./source.ts";
import type { Place } from "./tree.ts";

/**
 * Finds the line of what a subject names (see `subjectOf`), or of the nearest entry around it; undefined when there is no
 * file for it, or, where it has to be `"exact"`, nothing in it of that name.
 */
export type Locate = (subject: string, how?: "exact") => SourceLocation | undefined;

/** The way back from subjects to the files of both organisations. */
export function locator(sources: Readonly<Record<RegisterId, ReadonlyMap<Kind, Source>>>): Locate {
  const files = new Map<string, Source>();
  for (const [id, ofKind] of Object.entries(sources)) {
    for (const [kind, source] of ofKind) files.set(`${id}/${folderOfKind(kind)}`, source);
  }
  return (subject, how) => {
    const [register, file, ...steps] = subject.split("/");
    const source = files.get(`${register}/${file}`);
    if (source === undefined) return undefined;
    const { place, found } = nearest(source.place, steps);
    return how === "exact" && !found ? undefined : source.locate(place.at);
  };
}

/** Follows keys as far as they lead. A key may itself have slashes in it, as the names of branches do. */
function nearest(root: Place, steps: readonly string[]): { readonly place: Place; readonly found: boolean } {
  let place = root;
  let from = 0;
  while (from < steps.length) {
    let to = from + 1;
    let next = partOf(place, steps.slice(from, to).join("/"));
    while (next === undefined && to < steps.length) {
      to += 1;
      next = partOf(place, steps.slice(from, to).join("/"));
    }
    if (next === undefined) return { place, found: false };
    place = next;
    from = to;
  }
  return { place, found: true };
}

function partOf(place: Place, key: string): Place | undefined {
  return place.byPerson.get(key) ?? place.parts.get(key);
}
