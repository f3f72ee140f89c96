import { type Html, html } from "./template.ts";

type Cell = Html | string | number;

/** A table that scrolls in itself, with the keyboard too. The first cell of a row names the row. */
export function table({
  caption,
  header,
  rows,
  map = false,
  cards = false,
}: {
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly [Cell, ...Cell[]])[];
  /** Set for a wide one, whose first column stays in sight. */
  readonly map?: boolean;
  /** Set where a row is a card on a narrow screen: nothing scrolls then, and each cell says what it is. */
  readonly cards?: boolean;
}): Html {
  if (cards) return cardTable(caption, header, rows);
  const head = header.map((title) => html`<th scope="col">${title}</th>`);
  const body = rows.map(
    ([name, ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td${typeof cell === "number" ? html` class="number"` : undefined}>${cell}</td>`)}</tr>\n`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
<table${map ? html` class="map"` : undefined}><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table></div>`;
}

/** With roles written out: what is laid out as cards is no table to a browser by itself. */
function cardTable(caption: string, header: readonly string[], rows: readonly (readonly [Cell, ...Cell[]])[]): Html {
  const head = header.map((title) => html`<th scope="col" role="columnheader">${title}</th>`);
  const body = rows.map(
    ([name, ...cells]) =>
      html`<tr role="row"><th scope="row" role="rowheader">${name}</th>${cells.map((cell, at) => html`<td role="cell" data-is="${header[at + 1]}">${cell}</td>`)}</tr>\n`,
  );
  return html`<table class="cards" role="table"><caption>${caption}</caption><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">
${body}</tbody></table>`;
}

/** A part that opens on a click or a key. */
export function folded(title: string, content: Html | readonly Html[], open = false): Html {
  return html`<details${open ? html` open` : undefined}><summary>${title}</summary>${content}</details>`;
}
