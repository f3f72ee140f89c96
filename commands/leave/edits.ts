import { isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import { type Entry, entriesOf, type Splice, setItem, setKey, spliced } from "../../edits/yaml-edits.ts";
import type { DateText } from "../../model/dates.ts";
import type { Kind } from "../../model/register.ts";

/** Somebody's leaving, as it is to be written. */
export interface Leaving {
  readonly person: string;
  /** Their last day. */
  readonly leftOn: DateText;
  /** The first day without what they held. */
  readonly endsOn: DateText;
  /** Who takes over what they own, where somebody was named. */
  readonly successor?: string | undefined;
}

type Editor = (text: string, entry: Entry, leaving: Leaving) => (Splice | undefined)[];

/** What a leaving changes in the entries of each kind. Whether it is enough, and right, the rules say. */
const editors: Partial<Record<Kind, Editor>> = {
  people: (text, { path, map }, { person, leftOn }) =>
    path.length === 1 && path[0] === person ? [setKey(text, map, "leftOn", leftOn)] : [],
  grants: endGrant,
  rootGrants: endGrant,
  vulnerabilities: (text, { path, map }, { endsOn, ...leaving }) => {
    const closedOn = said(map, "closedOn");
    return path.length === 1 && (closedOn === undefined || closedOn > endsOn) ? handOver(text, map, leaving) : [];
  },
  waivers: (text, { path, map }, leaving) => (path.length === 1 ? handOver(text, map, leaving) : []),
  services: (text, { map }, { person, successor }) => {
    const list = map.get("recipients");
    if (!isSeq(list)) return [];
    const ids = list.items.map((item) => String(isScalar(item) ? item.value : item));
    if (!ids.includes(person)) return [];
    const follows = successor !== undefined && !ids.includes(successor) ? successor : undefined;
    return follows === undefined && ids.length === 1 ? [] : [setItem(text, list, person, follows)];
  },
};

/** The kinds whose files a leaving may change. */
export const kindsOfLeaving = Object.keys(editors) as Kind[];

/** Of those, the kinds in which something passes to whoever follows. */
export const kindsHandedOver = ["vulnerabilities", "waivers", "services"] as const satisfies readonly Kind[];

/** The text of a file of such a kind, with what is somebody's handed over to somebody else. */
export function withHandOver(
  kind: Kind,
  text: string,
  { person, on, successor }: { readonly person: string; readonly on: DateText; readonly successor: string },
): string {
  return withLeaving(kind, text, { person, leftOn: on, endsOn: on, successor });
}

/** The text of a file of some kind, with a leaving written into it. */
export function withLeaving(kind: Kind, text: string, leaving: Leaving): string {
  const editor = editors[kind];
  if (editor === undefined || text === "") return text;
  const splices = entriesOf(text).flatMap((entry) => editor(text, entry, leaving));
  return spliced(
    text,
    splices.filter((splice) => splice !== undefined),
  );
}

function endGrant(text: string, { map }: Entry, { person, endsOn }: Leaving): Splice[] {
  const revokedOn = said(map, "revokedOn");
  const isTheirs = said(map, "person") === person && (revokedOn === undefined || revokedOn > endsOn);
  return isTheirs ? [setKey(text, map, "revokedOn", endsOn)] : [];
}

function handOver(text: string, map: YAMLMap, { person, successor }: Omit<Leaving, "endsOn">): Splice[] {
  return said(map, "owner") === person && successor !== undefined ? [setKey(text, map, "owner", successor)] : [];
}

function said(map: YAMLMap, key: string): string | undefined {
  const value = map.get(key);
  return value === undefined || isMap(value) ? undefined : String(value);
}
