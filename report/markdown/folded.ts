/** A part that opens on a click, or is open until one. `title` is Markdown without markup, since it stands in HTML. */
export function folded(title: string, markdown: string, open = false): string {
  return `<details${open ? " open" : ""}><summary>${title}</summary>\n\n${markdown}\n\n</details>`;
}
