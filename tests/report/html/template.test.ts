import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { html, trusted } from "../../../report/html/template.ts";
import { visible } from "../../../report/visible.ts";
import { hostileTexts } from "../fixtures.ts";

test("texts are escaped, HTML and lists of it are not, and nothing is nothing", () => {
  const items = ["a<b", "c"].map((item) => html`<li>${item}</li>`);
  expect(html`<ul title="${`"'&`}">${items}${undefined}${3}</ul>`.text).toBe(
    '<ul title="&quot;&#39;&amp;"><li>a&lt;b</li><li>c</li>3</ul>',
  );
  expect(html`${trusted("<svg/>")}`.text).toBe("<svg/>");
});

test.each(hostileTexts)("no text ends an element or an attribute: %j", (text) => {
  expect(html`${text}`.text).not.toMatch(/[<>"']/);
});

test("whatever it is, it is read as what it was", () => {
  const names = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" } as const;
  assert(
    property(string({ unit: "grapheme" }), (text) => {
      const written = html`${text}`.text;
      expect(written).not.toMatch(/[<>"']/);
      expect(written.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: keyof typeof names) => names[name])).toBe(
        visible(text),
      );
    }),
  );
});
