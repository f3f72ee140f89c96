import { type Change, compare, nameOf, typeOf } from "../driver/events.ts";
import { manifestType } from "../model/records.ts";
import { nounOf, shortType } from "./nouns.ts";
import { differenceLines } from "./values.ts";
import { visible } from "./visible.ts";

/** How much is shown of what differs. */
export interface Room {
  /** Characters of a value. */
  readonly value: number;
  /** Lines of what differs in one resource. */
  readonly differences: number;
}

export const rooms = {
  terminal: { value: 36, differences: 8 },
  page: { value: 500, differences: 60 },
} as const satisfies Readonly<Record<string, Room>>;

/** A line of what changes: what it does, how deep it stands, and what it says. */
export interface ChangeLine {
  readonly sign: "+" | "-" | "~" | "±" | "";
  readonly depth: number;
  readonly text: string;
}

const signs: Readonly<Record<string, ChangeLine["sign"]>> = { create: "+", import: "+", delete: "-", replace: "±" };

const signOf = ({ operation }: Change): ChangeLine["sign"] => signs[operation] ?? "~";

/** So many groups of one kind that come or go together are told in one line. */
const several = 3;

/**
 * What changes, grouped by what it is about: the resource directly below the stack to which all else belongs. What comes
 * is counted; what goes, is replaced or is changed is named, with what was and what will be.
 */
export function changeLines(changes: readonly Change[], room: Room): ChangeLine[] {
  const groups = [...Map.groupBy(changes, ({ about, urn }) => about ?? urn)]
    .map(([about, members]) => ({ about, members, sign: signOfGroup(members) }))
    .sort((a, b) => compare(placeOf(a), placeOf(b)));
  const created = groups.filter(({ sign }) => sign === "+");
  const byNoun = Map.groupBy(created, ({ about }) => nounOf(typeOf(about)));
  return [
    ...[...byNoun.values()].flatMap((alike) =>
      alike.length < several ? alike.map(createdLine) : [createdTogether(alike)],
    ),
    ...groups.filter(({ sign }) => sign !== "+").flatMap((group) => groupLines(group, room)),
  ];
}

interface Group {
  readonly about: string;
  readonly members: readonly Change[];
  readonly sign: ChangeLine["sign"];
}

function placeOf({ about }: Pick<Group, "about">): string {
  return [typeOf(about) === "pulumi:pulumi:Stack" ? "0" : "1", nounOf(typeOf(about)), nameOf(about)].join("\n");
}

/** What happens to the whole of a group: what its own resource does, where there is one that changes. */
function signOfGroup(members: readonly Change[]): ChangeLine["sign"] {
  const found = new Set(members.map(signOf));
  const [only] = found;
  return found.size === 1 && only !== undefined && only !== "±" ? only : "~";
}

function createdLine({ about, members }: Group): ChangeLine {
  return { sign: "+", depth: 0, text: `${titleOf(about)}${countOf(members.length)}` };
}

function createdTogether(groups: readonly Group[]): ChangeLine {
  const [first] = groups as [Group, ...Group[]];
  const names = groups.map(({ about }) => visible(nameOf(about)));
  const shown = names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
  const total = groups.reduce((sum, { members }) => sum + members.length, 0);
  const noun = nounOf(typeOf(first.about), groups.length);
  const text = `${groups.length} ${noun}: ${shown}${total > groups.length ? countOf(total) : ""}`;
  return { sign: "+", depth: 0, text };
}

function countOf(count: number): string {
  return count > 1 ? ` (${count} resources)` : "";
}

function titleOf(urn: string): string {
  return `${nounOf(typeOf(urn))} ${visible(nameOf(urn))}`;
}

/** A group of which something goes or is changed: its heading, and a line for each of what is not only new. */
function groupLines({ about, members, sign }: Group, room: Room): ChangeLine[] {
  const [only] = members;
  if (members.length === 1 && only?.urn === about) return memberLines(only, titleOf(about), 0, room);
  const created = members.filter((member) => signOf(member) === "+");
  const others = members.filter((member) => signOf(member) !== "+");
  const heading = { sign, depth: 0, text: titleOf(about) };
  return [
    heading,
    ...[...Map.groupBy(created, ({ type }) => type)].map(([type, alike]) => createdMembers(type, alike)),
    ...others.flatMap((member) => memberLines(member, `${shortType(member.type)} ${visible(member.name)}`, 1, room)),
  ];
}

function createdMembers(type: string, alike: readonly Change[]): ChangeLine {
  const names = alike.slice(0, several).map(({ name }) => visible(name));
  const more = alike.length - names.length;
  const text = `${shortType(type)} ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return { sign: "+", depth: 1, text };
}

/** One change with what differs: in its own line where that is one thing. */
function memberLines(change: Change, title: string, depth: number, room: Room): ChangeLine[] {
  const sign = signOf(change);
  const how = sign === "±" ? " is deleted and made anew" : sign === "-" ? " is deleted" : "";
  // Of the list of a register only its digest differs, whatever else does.
  const told = sign === "-" || change.type === manifestType ? [] : (change.differences ?? []);
  const lines = told.flatMap((each) => differenceLines(each, room.value));
  const [first, ...rest] = lines;
  if (first !== undefined && rest.length === 0) {
    return [{ sign, depth, text: `${title}${how}  ${first.sign === "~" ? "" : `${first.sign} `}${first.text}` }];
  }
  const more = lines.length - room.differences;
  return [
    { sign, depth, text: `${title}${how}` },
    ...lines.slice(0, room.differences).map((line) => ({ ...line, depth: depth + 1 })),
    ...(more > 0 ? [{ sign: "", depth: depth + 1, text: `… and ${more} more lines` } as const] : []),
  ];
}

/** A line as text: the sign after the indent, in two columns. */
export function lineText(line: ChangeLine): string {
  return `  ${indentOf(line)}${line.sign === "" ? " " : line.sign} ${line.text}`;
}

/** The spaces before a line. */
export function indentOf({ depth }: ChangeLine): string {
  return "    ".repeat(depth);
}
