import { visible } from "../visible.ts";

/** HTML that is safe to put on a page: only `html` makes it, and what comes from outside is escaped in it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | number | undefined | readonly Value[];

/**
 * HTML with values in it: texts are escaped, so that they can stand between elements and in quoted attributes; HTML and
 * lists of it are taken as they are; `undefined` is nothing.
 */
export function html(markup: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(markup.map((part, at) => part + shown(values[at])).join(""));
}

/** HTML or SVG that our own code or a library made, and nobody outside. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

function shown(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "string" || typeof value === "number") return escaped(visible(String(value)));
  return value.map(shown).join("");
}

const entities: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" },
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
