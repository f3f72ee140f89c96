import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser } from "puppeteer-core";
import { open, type Scheme } from "./browser.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules of accessibility that a page breaks, with the elements that break them; on a screen of a width. */
export async function accessibilityBreaches(
  browser: Browser,
  html: string,
  scheme: Scheme,
  width = 1280,
): Promise<string[]> {
  const { page } = await open(browser, html, scheme);
  await page.setViewport({ width, height: 900 });
  // What is folded is looked at too.
  await page.$$eval("details", (all) => {
    for (const each of all) each.setAttribute("open", "");
  });
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
  await page.close();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html: element }) => `${id}: ${element.slice(0, 200)}`));
}
