import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { architecturePage, places, way } from "../../docs/architecture-page.ts";
import rooms from "../../docs/rooms.json" with { type: "json" };

const root = new URL("../../", import.meta.url);

test("docs/architecture.md is what the rooms say; `npm run docs` writes it anew", async () => {
  expect(await readFile(new URL("docs/architecture.md", root), "utf8")).toBe(architecturePage(rooms));
});

test.each([...way, ...places].map(({ file }) => file))("%s is there", (file) => {
  expect(existsSync(new URL(file, root))).toBe(true);
});

test("every room is drawn, and no arrow that others imply", () => {
  const page = architecturePage({ a: [], b: ["a"], "c/x": ["a", "b"] });
  expect(page).toContain('a["a/"]');
  expect(page).toContain("  c_x --> b\n```");
  expect(page).not.toContain("c_x --> a");
});
