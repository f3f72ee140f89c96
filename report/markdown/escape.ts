import { visible, visibleLines } from "../visible.ts";

/** Keeps GitHub from making something of a text that follows: a mention, a reference, a link. Takes no room. */
const apart = "&#8203;";

/**
 * A text from outside as GitHub's Markdown: nothing in it is markup, HTML, mathematics, a mention, a reference to an
 * issue or a link. It stands within a line, or in a cell of a table, and never begins one.
 */
export function text(outside: string): string {
  return (
    visible(outside)
      .replaceAll("&", "&amp;")
      // Before the steps that write references such as &#36; themselves.
      .replaceAll(/#(?=\d)/g, `#${apart}`)
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll(/[\\`*_[\]|~]/g, "\\$&")
      .replaceAll("$", "&#36;")
      .replaceAll("@", `@${apart}`)
      .replaceAll(/\b(GH-)(?=\d)/gi, `$1${apart}`)
      .replaceAll("://", `:${apart}//`)
      .replaceAll(/\b(www|mailto|xmpp)(?=[.:])/gi, `$1${apart}`)
  );
}

/** A text from outside as code, in which GitHub looks for nothing. In a table a bar would end the cell even here. */
export function code(outside: string): string {
  const shown = visible(outside).replaceAll("|", "\\u{7c}");
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const padded = /^`|`$|^ .* $|^$/.test(shown) ? ` ${shown} ` : shown;
  return `${fence}${padded}${fence}`;
}

/** Several lines from outside as a block of code. */
export function block(outside: string, language = ""): string {
  const lines = visibleLines(outside);
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join("\n");
}
