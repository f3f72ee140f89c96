import { createHash } from "node:crypto";
import type { Case, StackName } from "../case.ts";

/** How many cases are drawn: at least these of each stack and kind, and then any. */
const enough = { ofEach: 2, inAll: 48 };

/** Cases drawn by lot: the same for the same seed; of every stack (and so every pack) red ones and green ones. */
export function drawnByLot(cases: readonly Case[], seed: string): ReadonlySet<Case> {
  const lot = ({ clause, title }: Case) => createHash("sha256").update(`${seed} ${clause} ${title}`).digest("hex");
  const shuffled = cases.toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1));
  const groups = Map.groupBy(shuffled, ({ stack, kind }: Case): `${StackName} ${Case["kind"]}` => `${stack} ${kind}`);
  const ofEach = [...groups.values()].flatMap((group) => group.slice(0, enough.ofEach));
  return new Set([...new Set([...ofEach, ...shuffled])].slice(0, enough.inAll));
}
