import { list, type Part, part, said } from "./parts.ts";
import type { RuleOf } from "./rules.ts";

/** What a result says: its own words, or those of its rule or tool that it names, with its arguments in them (3.11). */
export function messageOf(run: Part, result: Part, { about }: RuleOf): string | undefined {
  const message = part(result.message);
  const id = said(message.id);
  const strings = [about.messageStrings, part(part(run.tool).driver).globalMessageStrings].map(part);
  const named = id === undefined ? undefined : strings.map((each) => part(each[id])).find((each) => said(each.text));
  const text = said(message.text) ?? said(named?.text) ?? said(message.markdown) ?? said(named?.markdown);
  return text === undefined ? undefined : filled(text, list(message.arguments).map(String));
}

/** `{0}` stands for an argument, `{{` and `}}` for a brace, `[text](link)` for text. */
function filled(text: string, given: readonly string[]): string {
  return text
    .replaceAll(/\{\{|\}\}|\{(\d+)\}/g, (match, at) =>
      at === undefined ? (match[0] ?? "") : (given[Number(at)] ?? match),
    )
    .replaceAll(/\[([^\]\\]+)\]\([^)\s]*\)/g, "$1");
}
