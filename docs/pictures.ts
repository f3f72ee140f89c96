/**
 * `npm run pictures`: photographs a golden report for docs/report.md, on a light page and on a dark one. Look at them.
 */
import { readFile, writeFile } from "node:fs/promises";
import { open, startBrowser } from "../tests/review/report/html/browser.ts";

const html = await readFile(new URL("../tests/review/report/golden/new-server.html", import.meta.url), "utf8");
const browser = await startBrowser();
try {
  for (const scheme of ["light", "dark"] as const) {
    const { page } = await open(browser, html, scheme);
    await page.setViewport({ width: 900, height: 880 });
    await writeFile(new URL(`report-${scheme}.png`, import.meta.url), await page.screenshot());
  }
} finally {
  await browser.close();
}
