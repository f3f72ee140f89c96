import { isMap, isSeq, parseDocument } from "yaml";
import { folderOfKind, type Kind } from "../../model/register.ts";
import { withAdded } from "../yaml-edits.ts";
import type { GivenRole, GivenRoot } from "./given.ts";

/** The texts of a kind's files with a grant of a role put in where it belongs. */
export function withRole(texts: readonly string[], { system, role, grant }: GivenRole): string[] {
  return withItem("grants", texts, [system, role], grant);
}

/** The same with root. */
export function withRoot(texts: readonly string[], { server, grant }: GivenRoot): string[] {
  return withItem("rootGrants", texts, [server], grant);
}

/** All that one person was given of one role is in one file; else it goes where the role is, or the system, or into the last file. */
function withItem(kind: Kind, texts: readonly string[], path: readonly string[], grant: { readonly person: string }) {
  const held = texts.findIndex((text) => holds(text, path, grant.person));
  const depths = path.map((_, at) => path.slice(0, path.length - at));
  const near = depths.map((each) => texts.findIndex((text) => at(text, each) !== undefined));
  const home = [held, ...near, texts.length - 1].find((index) => index !== -1);
  return texts.map((text, index) => (index === home ? withAdded(text || headOf(kind), path, grant, "item") : text));
}

function at(text: string, path: readonly string[]): unknown {
  const { contents } = parseDocument(text);
  return isMap(contents) ? contents.getIn(path, true) : undefined;
}

function holds(text: string, path: readonly string[], person: string): boolean {
  const list = at(text, path);
  return isSeq(list) && list.items.some((item) => isMap(item) && item.get("person") === person);
}

/** How a file that is not there yet begins. */
export function headOf(kind: Kind): string {
  return `# yaml-language-server: $schema=../schemas/${folderOfKind(kind)}.json\n`;
}
