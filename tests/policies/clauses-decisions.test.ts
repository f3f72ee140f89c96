import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../policies/clauses/index.ts";

const text = readFileSync(new URL("../../docs/decisions.md", import.meta.url), "utf8");
const [, ...entries] = text.split(/^### /m);
const headings = entries.map((entry) => entry.split("\n", 1)[0] ?? "");
const inNotes = new Set(catalogue.flatMap(({ note }) => note?.match(/AMB-\d+/g) ?? []));

describe("docs/decisions.md", () => {
  test("decides AMB-1 to AMB-39, each once", () => {
    const numbers = headings.map((heading) => Number(/^AMB-(\d+)$/.exec(heading)?.[1]));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 39 }, (_, i) => i + 1));
  });

  test("decides what the notes of clauses refer to, and nothing else", () => {
    expect([...inNotes].filter((id) => !headings.includes(id))).toEqual([]);
    expect(headings.filter((heading) => !inNotes.has(heading))).toEqual([]);
  });

  test("tells for each its question, the decision, the reason and where it lives", () => {
    const whole = /^AMB-\d+\n\n\*\*.+\?\*\*.*\n\n- Decision: .+\n- Reason: .+\n- Lives in: .+\n/;
    expect(entries.filter((entry) => !whole.test(entry))).toEqual([]);
  });

  test("links only to clauses that exist", () => {
    const anchors: string[] = catalogue.map(({ id }) => id.toLowerCase());
    const links = [...text.matchAll(/\[([^\]]+)\]\(clauses\.md#([^)]*)\)/g)];
    expect(links.length).toBeGreaterThan(0);
    for (const [link, label, anchor] of links) {
      expect(anchors, link).toContain(anchor);
      expect(label?.toLowerCase(), link).toBe(anchor);
    }
  });
});
