import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { block, code, text } from "../../../report/markdown/escape.ts";
import { visible, visibleLines } from "../../../report/visible.ts";
import { hostileTexts } from "../fixtures.ts";
import { rendered, words } from "./render.ts";

const anyText = string({ unit: "binary", maxLength: 40 });
/** Texts made of what Markdown and GitHub look for. */
const nastyText = string({ unit: "grapheme-ascii", maxLength: 40 });

describe("a text from outside", () => {
  const inert = (outside: string) => {
    const html = rendered(`- x${text(outside)}x`);
    const inner = /^<ul>\n<li>x([^<>]*)x<\/li>\n<\/ul>$/.exec(html)?.[1];
    expect(inner === undefined ? html : words(inner)).toBe(visible(outside));
  };
  test.each(hostileTexts)("is nothing but text: %j", inert);
  test("whatever it is", () => {
    assert(property(anyText, inert));
    assert(property(nastyText, inert));
  });

  test("stays within its cell", () => {
    assert(
      property(nastyText, (outside) => {
        const html = rendered(`| a | b |\n|---|---|\n| ${text(outside)} | ${code(outside)} |`);
        expect(html.match(/<td/g)).toHaveLength(2);
      }),
    );
  });

  test("mentions nobody, refers to nothing, and links nowhere", () => {
    const shown = text("@octocat #1 GH-2 https://evil.example www.evil.example mailto:ada@evil.example a/b#3");
    expect(shown).not.toMatch(/@\w|(?<!&)#\d|GH-\d|:\/\/|www\.|mailto:/);
    expect(rendered(shown)).not.toContain("<a");
  });
});

describe("code", () => {
  const inert = (outside: string) => {
    const html = rendered(`- x${code(outside)}x`);
    const inner = /^<ul>\n<li>x<code>([^<>]*)<\/code>x<\/li>\n<\/ul>$/.exec(html)?.[1];
    expect(inner === undefined ? html : words(inner).trim()).toBe(visible(outside).replaceAll("|", "\\u{7c}").trim());
  };
  test.each(hostileTexts)("holds any text: %j", inert);
  test("whatever it is", () => {
    assert(property(anyText, inert));
    assert(property(nastyText, inert));
  });
});

describe("a block of code", () => {
  const inert = (outside: string) => {
    const html = rendered(block(outside, "diff"));
    const inner = /^<pre><code class="language-diff">([^<>]*)\n<\/code><\/pre>$/.exec(html)?.[1];
    expect(inner === undefined ? html : words(inner)).toBe(visibleLines(outside).join("\n"));
  };
  test.each(hostileTexts)("holds any text: %j", inert);
  test("whatever it is", () => assert(property(string({ unit: "binary", minLength: 1 }), inert)));
});
