import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { typesOfPage } from "../../docs/properties.ts";
import { countsOf, inputPaths, placingAt, propertiesPage } from "../../docs/properties-page.ts";
import { placingsOf } from "../../policies/settings/properties/placing.ts";
import { list, object, type Properties, string } from "../../toolchain/offline-providers/table.ts";

const inputs: Properties = {
  name: string(),
  rules: list(object({ port: string(), id: string({ output: true }) })),
  settings: object({ secret: string() }),
};
const table = { type: "a:b/c:C", inputs, outputs: {}, id: () => "" };

describe("paths of a table", () => {
  test("go to the last input", () => {
    expect(inputPaths(table)).toEqual(["name", "rules[].port", "settings.secret"]);
  });

  test("are placed by themselves, or by what they are part of", () => {
    const placings = placingsOf({ free: { "it is": ["rules", "settings.sec"] } });
    expect(placingAt(placings, "rules[].port")).toEqual({ kind: "free", reason: "it is" });
    expect(placingAt(placings, "settings.secret")).toBeUndefined();
  });
});

test("a page tells each property's fate, and counts them", () => {
  const placed = { judged: { "a-rule": ["name"] }, fixed: { "rules[].port": ["22", "80"] } };
  const page = propertiesPage([{ type: table.type, placed, table }]);
  expect(page).toContain("| `a:b/c:C` | 1 | 1 | 0 | 1 |");
  expect(page).toContain("| `name` | judged by `a-rule` |");
  expect(page).toContain('| `rules[].port` | fixed to `"22"` or `"80"` |');
  expect(page).toContain("| `settings.secret` | refused |");
  expect(countsOf({ type: table.type, placed })).toEqual({ judged: 1, fixed: 1, free: 0, refused: 0 });
});

test("docs/properties.md is what the settings and tables say; `npm run docs` writes it anew", async () => {
  const committed = await readFile(new URL("../../docs/properties.md", import.meta.url), "utf8");
  expect(committed).toBe(propertiesPage(typesOfPage));
});
