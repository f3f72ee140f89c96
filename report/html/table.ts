import { type Html, html } from "./template.ts";

type Cell = Html | string | number;

/** A table that scrolls in itself, with the keyboard too. The first cell of a row names the row. */
export function table({
  caption,
  header,
  rows,
  map = false,
}: {
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly [Cell, ...Cell[]])[];
  /** Set for a wide one, whose first column stays in sight. */
  readonly map?: boolean;
}): Html {
  const head = header.map((title) => html`<th scope="col">${title}</th>`);
  const body = rows.map(
    ([name, ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td${typeof cell === "number" ? html` class="number"` : undefined}>${cell}</td>`)}</tr>\n`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
<table${map ? html` class="map"` : undefined}><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table></div>`;
}

/** A part that opens on a click or a key. */
export function folded(title: string, content: Html | readonly Html[], open = false): Html {
  return html`<details${open ? html` open` : undefined}><summary>${title}</summary>${content}</details>`;
}
