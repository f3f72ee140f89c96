import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/threat-model.md"), "utf8");
const [, section = ""] = page.split("## Failures of others");

/** The rows of the table: what went wrong elsewhere, and where here it is tested, as files with what tests are called. */
const rows = [...section.matchAll(/^\| (?!theirs|-)(?<theirs>.*?) \| (?<ours>.*) \|$/gm)].map(({ groups = {} }) => ({
  theirs: groups.theirs ?? "",
  named: (groups.ours ?? "")
    .split("`tests/")
    .slice(1)
    .map((part) => ({
      file: `tests/${part.slice(0, part.indexOf("`"))}`,
      titles: [...part.matchAll(/“([^”]+)”/g)].map(([, title = ""]) => title),
    })),
}));

test("the table has rows", () => {
  expect(rows.length).toBeGreaterThan(12);
});

describe("a test that is named for a failure of others is there", () => {
  test.each(rows)("$theirs", ({ named }) => {
    expect(named).not.toEqual([]);
    for (const { file, titles } of named) {
      expect([file, existsSync(join(root, file)), titles.length > 0]).toEqual([file, true, true]);
      const text = readFileSync(join(root, file), "utf8");
      expect(titles.filter((title) => !text.includes(title))).toEqual([]);
    }
  });
});
