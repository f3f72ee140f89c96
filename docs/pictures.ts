/**
 * `npm run pictures`: photographs a golden report for docs/report.md, on a light page and on a dark one. Look at them.
 */
import { readFile, writeFile } from "node:fs/promises";
import { htmlReport } from "../report/html.ts";
import { open, startBrowser } from "../tests/report/html/browser.ts";

const json = await readFile(new URL("../tests/report/golden/new-server.json", import.meta.url), "utf8");
const html = await htmlReport(JSON.parse(json));
const width = 900;
const browser = await startBrowser();
try {
  for (const scheme of ["light", "dark"] as const) {
    const { page } = await open(browser, html, scheme);
    await page.setViewport({ width, height: 880 });
    // From the verdict to who gains and loses what.
    const height = await page.$eval('section[aria-labelledby="access"]', (part) => part.getBoundingClientRect().bottom);
    const clip = { x: 0, y: 0, width, height: height + 20 };
    await writeFile(new URL(`report-${scheme}.png`, import.meta.url), await page.screenshot({ clip }));
  }
} finally {
  await browser.close();
}
