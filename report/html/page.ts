import { createHash } from "node:crypto";
import { style } from "./style.ts";
import { type Html, html, trusted } from "./template.ts";

/** A part of a page, with a heading and a link to it. */
export interface Part {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

/** What a page is made of. */
export interface Page {
  readonly title: string;
  /** What it is, in a word: id of what the first link leads to. */
  readonly of: "report" | "map";
  readonly head: Html;
  readonly parts: readonly Part[];
  readonly footer: string;
  /** Our own, and all that runs on the page; the page has to tell all without it. */
  readonly script?: string;
}

/**
 * A page of HTML that asks nobody for anything: no style and no script but its own, which its content security policy
 * names by digest. For light and dark, for paper, for phones, for keyboards and for screen readers.
 */
export function htmlPage({ title, of, head, parts, footer, script }: Page): string {
  const mayRun = script === undefined ? "" : `; script-src '${digest(script)}'`;
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${trusted(digest(style))}'${trusted(mayRun)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#${of}">Skip to the ${of}</a>
<header>
${head}
</header>
<nav aria-label="Parts of the ${of}"><ul>${parts.map((part) => html`<li><a href="#${part.id}">${part.title}</a></li>`)}</ul></nav>
<main id="${of}" tabindex="-1">
${parts.map(section)}
</main>
<footer><p>Gatehouse · ${footer}</p></footer>
${script === undefined ? undefined : html`<script>${trusted(script)}</script>\n`}</body>
</html>
`;
  return text;
}

function section({ id, title, content }: Part): Html {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}
</section>
`;
}

function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
