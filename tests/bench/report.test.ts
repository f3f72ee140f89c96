import { describe, expect, test } from "vitest";
import { plotOf } from "../../bench/report/plot.ts";
import { tablesOf } from "../../bench/report/tables.ts";
import type { Results } from "../../bench/results.ts";

const run = (seconds: number) => ({ seconds, cpuSeconds: seconds * 2, peakBytes: 800e6 });

/** Two rounds, of which the second was slow throughout. */
const results: Results = {
  about: {
    date: "2026-11-23",
    commit: "abc123",
    engine: "3.1.2",
    node: "24.0.1",
    sdk: "3.4.5",
    policySdk: "1.6.7",
    processor: "Example 9000",
    cores: 2,
    memoryBytes: 8 * 2 ** 30,
    system: "Linux 6",
    load: 0.4,
  },
  sections: [
    {
      id: "packs",
      rows: [
        { what: "empty pack", runs: [run(4), run(8), run(5)] },
        { what: "own pack", against: "empty pack", runs: [run(6), run(12), run(7.5)] },
        { what: "broken pack", runs: [run(1)], failed: "failed (exit code 255): no such pack" },
        { what: "beside the broken pack", against: "broken pack", runs: [run(4)] },
      ],
    },
    {
      id: "rules",
      rows: ["ocp", "notify"].flatMap((id) =>
        [1_000, 10_000].map((grants) => ({
          what: `rules of ${id} over ${grants.toLocaleString("en")} grants`,
          grants,
          ...(grants > 1_000 && { against: `rules of ${id} over 1,000 grants` }),
          runs: [run(grants / 1e4)],
        })),
      ),
    },
  ],
};

/** The cells of the table row of that name. */
function row(what: string, tables = tablesOf(results)): string[] {
  const line = tables.split("\n").find((each) => each.startsWith(`| ${what} |`));
  return (line ?? "")
    .split("|")
    .map((cell) => cell.trim())
    .slice(1, -1);
}

describe("the tables", () => {
  test("give ratios between runs of one round", () => {
    expect(row("own pack")).toEqual([
      ...["own pack", "3", "7.50 (6.00–12.00)", "1.50 (1.50–1.50)", "15.00 (12.00–24.00)", "1.50 (1.50–1.50)"],
      ...["empty pack", "800 (800–800)"],
    ]);
  });

  test("leave out the range of a single run, and the ratio of what is not compared", () => {
    expect(row("rules of ocp over 1,000 grants").slice(1)).toEqual(["1", "0.100", "", "0.200", "", "", "800"]);
  });

  test("say of a row why it could not be measured, and show no figure of it", () => {
    expect(row("broken pack").slice(1).filter(Boolean)).toEqual(["failed (exit code 255): no such pack"]);
  });

  test("have no ratio to a row that could not be measured", () => {
    expect(row("beside the broken pack")[3]).toBe("not known");
  });

  test("say with what it was measured", () => {
    const tables = tablesOf(results);
    expect(tables).toContain("on 2026-11-23, commit abc123: Pulumi engine 3.1.2, Node.js 24.0.1");
    expect(tables).toContain("@pulumi/pulumi 3.4.5, @pulumi/policy 1.6.7");
  });

  test("admit that a system tells nothing of memory and processor time", () => {
    const tables = tablesOf({ ...results, sections: [{ id: "tests", rows: [{ what: "a", runs: [{ seconds: 1 }] }] }] });
    expect(row("a", tables)).toEqual(["a", "1", "1.00", "", "not known", "", "", "not known"]);
  });
});

describe("the plot", () => {
  test("shows what is compared and what grows, and has a dark counterpart of every colour in it", async () => {
    const svg = await plotOf(results);
    expect(svg).toContain("own pack");
    expect(svg).toContain("rules of ocp");
    const [, style = "", drawing = ""] = /<style>(.*?)<\/style>(.*)/s.exec(svg) ?? [];
    const used = new Set(drawing.match(/#[0-9a-f]{6}/g));
    expect(used.size).toBeGreaterThan(3);
    for (const colour of used) expect(style).toContain(`[fill="${colour}"]{fill:`);
  });

  test("is drawn of what there is, even of nothing", async () => {
    expect(await plotOf({ ...results, sections: [] })).toContain("</svg>");
  });

  test("has no background, so that it stands on a dark page too", async () => {
    expect(await plotOf(results)).not.toMatch(/<rect[^>]*fill="white"/);
  });
});
