/** A part that opens on a click. `title` is Markdown without markup, since it stands in HTML. */
export function folded(title: string, markdown: string): string {
  return `<details><summary>${title}</summary>\n\n${markdown}\n\n</details>`;
}
