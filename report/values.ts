import { diffLines } from "diff";
import type { Difference } from "../driver/changes/differences.ts";
import { unknownText } from "../policies/rules/reading.ts";
import { clipped, visible } from "./visible.ts";

/** How much of a text before what differs is shown, for the reader to see where it is. */
const context = 12;

/** A value that has no other beside it, as a grant that comes, has room for all that it says. */
const alone = 3;

/** A line of what differs: what came, what went, or what is another. */
export interface DifferenceLine {
  readonly sign: "+" | "-" | "~";
  readonly text: string;
}

/** A difference in words, `path: old → new`; neither value takes more room than given. A text of many lines takes a line each. */
export function differenceLines({ path, ...change }: Difference, room: number): DifferenceLine[] {
  const { from, to } = change;
  const what = visible(path);
  const other = (text: string): DifferenceLine[] => [{ sign: "~", text: `${what}: ${text}` }];
  if (!("from" in change) && !("to" in change)) return other("differs, as its provider says");
  if (!("from" in change)) return [{ sign: "+", text: `${what}: ${shown(to, alone * room)}` }];
  if (!("to" in change)) return [{ sign: "-", text: `${what}: ${shown(from, alone * room)}` }];
  if (typeof from !== "string" || typeof to !== "string") return other(`${shown(from, room)} → ${shown(to, room)}`);
  if (from.includes("\n") && to.includes("\n"))
    return [{ sign: "~", text: `${what}:` }, ...changedLines(from, to, room)];
  return other(excerpts(from, to, room).join(" → "));
}

/** The lines that differ between two texts. */
function changedLines(from: string, to: string, room: number): DifferenceLine[] {
  return diffLines(from, to)
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ value, added }) =>
      value
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => ({ sign: added ? "+" : "-", text: `  ${clipped(visible(line), 2 * room)}` }) as const),
    );
}

/** Two texts, cut to the part in which they differ. */
function excerpts(from: string, to: string, room: number): [string, string] {
  if (Math.max(from.length, to.length) <= room) return [shown(from, room), shown(to, room)];
  let start = 0;
  while (start < Math.min(from.length, to.length) && from[start] === to[start]) start++;
  const at = Math.max(0, start - context);
  const cut = (text: string) => `${at > 0 ? "…" : ""}${clipped(visible(text.slice(at)), room)}`;
  return [JSON.stringify(cut(from)), JSON.stringify(cut(to))];
}

/** A value in one line: texts in quotes, maps and lists as JSON without the quotes of keys. */
function shown(value: unknown, room: number): string {
  if (value === unknownText) return "(known once it is made)";
  const text = JSON.stringify(value) ?? "nothing";
  return clipped(
    visible(typeof value === "object" ? text.replaceAll(/"([A-Za-z_]\w*)":/g, "$1: ").replaceAll(",", ", ") : text),
    room,
  );
}
