import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { htmlReport } from "../../report/html.ts";
import { junitReport } from "../../report/junit.ts";
import { visible } from "../../report/visible.ts";
import { full, hostileTexts, report, withTexts } from "./fixtures.ts";
import { accessibilityBreaches } from "./html/axe.ts";
import { open, type Scheme, startBrowser } from "./html/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** A property of the style that the first such element has in the end. */
async function styleOf(page: Page, selector: string, property: string): Promise<string> {
  const element = `document.querySelector(${JSON.stringify(selector)})`;
  return (await page.evaluate(`getComputedStyle(${element}).${property}`)) as string;
}

describe("in a browser", () => {
  test.each<Scheme>(["light", "dark"])("%s: no rule of accessibility is broken", async (scheme) => {
    expect(await accessibilityBreaches(browser, await htmlReport(full), scheme)).toEqual([]);
    expect(await accessibilityBreaches(browser, await htmlReport(report()), scheme)).toEqual([]);
  });

  test("the page asks nobody for anything, runs nothing, and its policy lets its style through", async () => {
    const { page, requests, complaints } = await open(browser, await htmlReport(full));
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
    expect(await page.$$eval("script, link, img, iframe, object, embed, base", (all) => all.length)).toBe(0);
    expect(await styleOf(page, "body", "margin")).toBe("0px");
    await page.close();
  });

  test("the page's policy stops what it did not bring", async () => {
    const text = await htmlReport(full);
    const { page, complaints } = await open(
      browser,
      text.replace("</main>", '<img src="https://evil.example/x.png"><style>body{margin:9px}</style></main>'),
    );
    expect(complaints.join("\n")).toMatch(/Loading the image .* violates the following Content Security Policy/);
    expect(complaints.join("\n")).toMatch(/inline style violates the following Content Security Policy/);
    expect(await styleOf(page, "body", "margin")).toBe("0px");
    await page.close();
  });

  test("light and dark: text, page and charts change together", async () => {
    const colours = async (scheme: Scheme) => {
      const { page } = await open(browser, await htmlReport(full), scheme);
      const found = await Promise.all([
        styleOf(page, "body", "backgroundColor"),
        styleOf(page, "body", "color"),
        styleOf(page, "svg text", "fill"),
        styleOf(page, "pre .add", "color"),
      ]);
      await page.close();
      return found;
    };
    const [light, dark] = [await colours("light"), await colours("dark")];
    expect(light[0]).toBe("rgb(255, 255, 255)");
    expect(dark[0]).toBe("rgb(13, 17, 23)");
    for (const [at, colour] of light.entries()) expect(colour).not.toBe(dark[at]);
    for (const found of [light, dark]) expect(found[2]).toBe(found[1]);
  });

  test("with the keyboard: first past the links, then through them to everything that opens or scrolls, in order", async () => {
    const { page } = await open(browser, await htmlReport(full));
    const expected = await page.$$eval("a, summary, [tabindex='0']", (all) =>
      all.filter((each) => each.checkVisibility()).map((each) => each.textContent?.trim().slice(0, 40)),
    );
    const reached: (string | undefined)[] = [];
    for (let step = 0; step < expected.length; step++) {
      await page.keyboard.press("Tab");
      const text = await page.$eval(":focus", (focused) => focused.textContent?.trim().slice(0, 40));
      expect(await styleOf(page, ":focus", "outlineStyle"), text).toBe("solid");
      reached.push(text);
    }
    expect(reached).toEqual(expected);
    expect(reached[0]).toBe("Skip to the report");
    await page.close();
  });

  test("the first link leads past the navigation, and what is folded opens with the keyboard", async () => {
    const { page } = await open(browser, await htmlReport(full));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.$eval(":focus", ({ id }) => id)).toBe("report");
    await page.focus("#violations ~ details summary");
    await page.keyboard.press("Enter");
    expect(await page.$eval("#violations ~ details", (details) => details.hasAttribute("open"))).toBe(true);
    await page.close();
  });

  test("headings go down step by step, and the parts are landmarks", async () => {
    const { page } = await open(browser, await htmlReport(full));
    const levels = await page.$$eval("h1, h2, h3, h4, h5, h6", (all) => all.map(({ tagName }) => Number(tagName[1])));
    expect(levels[0]).toBe(1);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    expect(await page.$$eval("header, nav, main, footer", (all) => all.map(({ tagName }) => tagName))).toEqual([
      ...["HEADER", "NAV", "MAIN", "FOOTER"],
    ]);
    await page.close();
  });

  test("on a narrow screen only tables and pictures scroll sideways, not the page", async () => {
    const { page } = await open(browser, await htmlReport(full));
    await page.setViewport({ width: 360, height: 800 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    await page.close();
  });

  test("on paper everything that is folded is shown", async () => {
    const { page } = await open(browser, await htmlReport(full));
    await page.emulateMediaType("print");
    const shown = await page.$$eval("details > :not(summary)", (all) => all.map((each) => each.checkVisibility()));
    expect(shown.length).toBeGreaterThan(3);
    expect(shown).not.toContain(false);
    await page.close();
  });

  test("hostile names and texts are shown as they are, and are nothing else", async () => {
    const shown = async (text: string) => {
      const { page, requests, complaints } = await open(browser, await htmlReport(withTexts(text)));
      const elements = await page.$$eval("*:not(svg *)", (all) => all.map(({ tagName }) => tagName).join(" "));
      const attributes = await page.$$eval("*", (all) => all.flatMap((each) => each.getAttributeNames()));
      // Labels of pictures are cut where they are long.
      await page.$$eval("svg", (pictures) => pictures.map((picture) => picture.remove()));
      const words = await page.$eval("main", ({ textContent }) => textContent);
      await page.close();
      return { elements, handlers: attributes.filter((name) => name.startsWith("on")), requests, complaints, words };
    };
    const all = hostileTexts.join(" ").replaceAll("\n", " ");
    const { words: usualWords, ...usual } = await shown("Xyz");
    const { words, ...shape } = await shown(all);
    expect(shape).toEqual(usual);
    expect(shape).toMatchObject({ handlers: [], requests: [], complaints: [] });
    expect(words.split(visible(all)).length).toBe(usualWords.split("Xyz").length);
  });

  test("JUnit XML is well-formed, whatever is in it", async () => {
    const { page } = await open(browser, "<!doctype html><title>x</title>");
    for (const input of [full, ...hostileTexts.map(withTexts)]) {
      const [errors, cases] = (await page.evaluate(`
        var parsed = new DOMParser().parseFromString(${JSON.stringify(junitReport(input))}, "application/xml");
        ["parsererror", "testsuites > testsuite > testcase"].map((selector) => parsed.querySelectorAll(selector).length)
      `)) as number[];
      expect({ errors, cases }).toEqual({ errors: 0, cases: 6 });
    }
    await page.close();
  });
});

test("the same report gives the same page", async () => {
  expect(await htmlReport(full)).toBe(await htmlReport(full));
});
