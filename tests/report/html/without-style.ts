import { style } from "../../../report/html/style.ts";

/**
 * A page as it is kept in the repository: its style, which every page has, stands in a file of its own, and its digest
 * with it. Fails for a page that has another.
 */
export function withoutStyle(html: string): string {
  const whole = `<style>${style}</style>`;
  if (!html.includes(whole)) throw new Error("The page does not have the style.");
  return html.replace(whole, "<style>/* style.css */</style>").replace(/style-src '[^']+'/, "style-src 'style.css'");
}
