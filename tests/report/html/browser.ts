import chromium from "@sparticuz/chromium";
import puppeteer, { type Browser, type Page } from "puppeteer-core";

export type Scheme = "light" | "dark";

/** Starts the Chromium that came with the packages. Close it. */
export async function startBrowser(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: await chromium.executablePath(),
    // The tests run as root in containers, where Chromium's own sandbox cannot.
    args: [...chromium.args, "--no-sandbox"],
    headless: "shell",
  });
}

/** A page, and all that it asked the network for or complained of. */
export interface OpenPage {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** Opens HTML as it would be opened from a file. */
export async function open(browser: Browser, html: string, scheme: Scheme = "light"): Promise<OpenPage> {
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.setViewport({ width: 1280, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setContent(html, { waitUntil: "load" });
  return { page, requests, complaints };
}
