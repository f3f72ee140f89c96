import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { htmlMap } from "../../../report/map/html.ts";
import { registerMap } from "../../../report/map/map.ts";
import type { RegisterMap } from "../../../report/map/register-map.ts";
import { visible } from "../../../report/visible.ts";
import { asOf, notifyRegister, ocpRegister } from "../../policies/compliant.ts";
import { hostileTexts } from "../fixtures.ts";
import { accessibilityBreaches } from "../html/axe.ts";
import { open, type Scheme, startBrowser } from "../html/browser.ts";
import { withoutStyle } from "../html/without-style.ts";

const registers = { ocp: ocpRegister, notify: notifyRegister };
const place = { file: "register/ocp/grants.yaml", line: 7, column: 3 };
const plain = registerMap({ registers, locate: () => place }, asOf);
/** With something in every part. */
const map: RegisterMap = {
  ...plain,
  ends: [{ register: "ocp", person: "ocp-owner-1", what: "Admin on Sentry", on: "2027-01-02", subject: "ocp/x" }],
};
const html = await htmlMap(map);

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** The first cells of the rows that are shown, in the tables of a part. */
function shown(page: Page, part: string): Promise<string[]> {
  return page.$$eval(`section[aria-labelledby="${part}"] tbody tr`, (rows) =>
    rows.filter((row) => row.checkVisibility()).map((row) => row.textContent ?? ""),
  );
}

async function typed(page: Page, text: string): Promise<void> {
  await page.$eval(
    "#search",
    (input, value) => {
      Object.assign(input, { value });
      input.dispatchEvent(new Event("input"));
    },
    text,
  );
}

describe("in a browser", () => {
  test.each<[Scheme, number]>([
    ["light", 1280],
    ["dark", 390],
  ])("%s, %i wide: no rule of accessibility is broken", async (scheme, width) => {
    expect(await accessibilityBreaches(browser, html, scheme, width)).toEqual([]);
  });

  test("the page asks nobody for anything, and its policy lets its own style and script through", async () => {
    const { page, requests, complaints } = await open(browser, html);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
    expect(await page.$eval(".search", (each) => each.checkVisibility())).toBe(true);
    await page.close();
  });

  test("another script is stopped", async () => {
    const { page, complaints } = await open(
      browser,
      html.replace("</main>", "<script>document.title=1</script></main>"),
    );
    expect(complaints.join("\n")).toMatch(/inline script violates the following Content Security Policy/);
    expect(await page.title()).toContain("who has access to what");
    await page.close();
  });

  test("a search leaves the rows with every word in every part, and says how many; without one all are back", async () => {
    const { page } = await open(browser, html);
    const all = (await shown(page, "people")).length;
    await typed(page, "toucan ods-developer-1");
    const found = await shown(page, "people");
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all);
    for (const row of found) expect(row).toMatch(/ods-developer-1.*toucan/s);
    expect(await shown(page, "paths")).not.toEqual([]);
    expect(await page.$eval("#found", ({ textContent }) => textContent)).toMatch(/^\d+ of \d+ rows$/);
    await typed(page, "nobody-has-this");
    for (const part of ["lapses", "paths", "people", "systems"]) expect(await shown(page, part), part).toEqual([]);
    expect(await page.$eval("#found", ({ textContent }) => textContent)).toMatch(/^0 of \d+ rows$/);
    await typed(page, "");
    expect((await shown(page, "people")).length).toBe(all);
    await page.close();
  });

  test("a search finds what is folded", async () => {
    const { page } = await open(browser, html);
    const elsewhere = map.paths.find(({ production }) => !production);
    await typed(page, elsewhere?.to ?? "");
    expect((await shown(page, "paths")).join()).toContain(elsewhere?.role);
    await page.close();
  });

  test("without scripts there is no search, and every row", async () => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.setContent(html, { waitUntil: "load" });
    const [, people = ""] = html.split('<h2 id="people">');
    expect(people.split("<tr").length).toBeGreaterThan(map.people.length);
    expect(html).toContain('<div class="search" hidden>');
    expect(html).not.toMatch(/<tr[^>]* hidden/);
    await page.close();
  });

  test.each([360, 390, 768])("a screen %i wide does not scroll sideways", async (width) => {
    const { page } = await open(browser, html);
    await page.setViewport({ width, height: 800 });
    await page.$$eval("details", (all) => {
      for (const each of all) each.setAttribute("open", "");
    });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await page.close();
  });

  test("on a phone each cell says what it is", async () => {
    const { page } = await open(browser, html);
    await page.setViewport({ width: 390, height: 800 });
    const label = await page.evaluate(
      'getComputedStyle(document.querySelector("section[aria-labelledby=people] td"), "::before").content',
    );
    expect(label).toContain("system");
    await page.close();
  });

  test("on paper all is there, without the search", async () => {
    const { page } = await open(browser, html);
    await page.emulateMediaType("print");
    expect(await page.$eval(".search", (each) => each.checkVisibility())).toBe(false);
    const folded = await page.$$eval("details > :not(summary)", (all) => all.map((each) => each.checkVisibility()));
    expect(folded.length).toBeGreaterThan(0);
    expect(folded).not.toContain(false);
    await page.close();
  });

  test("hostile names and texts are shown as they are, and are nothing else", async () => {
    const text = hostileTexts.join(" ").replaceAll("\n", " ");
    const { page, requests, complaints } = await open(browser, await htmlMap(withTexts(text)));
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
    expect(await page.$$eval("script", (all) => all.length)).toBe(1);
    expect(await page.$$eval("main img, main iframe, main style, main h1", (all) => all.length)).toBe(0);
    expect((await shown(page, "people")).join()).toContain(visible(text));
    await page.close();
  });
});

function withTexts(text: string): RegisterMap {
  return {
    ...map,
    people: map.people.map((each) => ({
      ...each,
      ...{ person: text, name: text, employment: text, through: [text] },
      held: each.held.map((held) => ({ ...held, system: text, what: text, by: text })),
    })),
    paths: map.paths.map((each) => ({ ...each, person: text, role: text, through: [text], to: text })),
    ends: map.ends.map((each) => ({ ...each, person: text, what: text, subject: text })),
    obligations: map.obligations.map((each) => ({ ...each, what: text, subject: text, whose: text })),
    systems: map.systems.map((each) => ({ ...each, person: text, systems: { [text]: [text] } })),
  };
}

test("the page of the tests' registers, as it is in the repository", async () => {
  await expect(withoutStyle(html)).toMatchFileSnapshot("../golden/map.html");
});

test("the same map gives the same page", async () => {
  expect(await htmlMap(map)).toBe(html);
});
