import { describe, expect, test } from "vitest";
import { plotOf } from "../../bench/report/plot.ts";
import { tablesOf } from "../../bench/report/tables.ts";
import type { Results } from "../../bench/results.ts";

const preview = (seconds: number) => ({ seconds, cpuSeconds: seconds * 2, peakBytes: 800e6, resources: 100 });

/** Two rounds, of which the second was slow throughout. */
const results: Results = {
  about: {
    date: "2026-11-23",
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
  previews: [
    {
      stack: "ocp",
      runs: {
        bare: [preview(4), preview(8)],
        "empty pack": [preview(5), preview(10)],
        "own pack": [preview(6), preview(12)],
      },
    },
  ],
  judged: [1_000, 10_000].map((grants) => ({
    register: "ocp",
    grants,
    runs: [1, 2].map((slowness) => ({
      seconds: {
        writeRecords: 0.001,
        manifestOf: 0.002,
        readRecords: 0.003,
        quick: (slowness * grants) / 1e6,
        slow: (slowness * grants) / 1e5,
      },
      peakBytes: 90e6,
    })),
  })),
  loaded: [{ grants: 1_000, runs: [{ seconds: { load: 0.25 }, peakBytes: 120e6 }] }],
};

/** The cells of the table row that begins with these. */
function row(...start: string[]): string[] {
  const line = tablesOf(results)
    .split("\n")
    .find((each) => each.startsWith(`| ${start.join(" | ")} |`));
  return (line ?? "")
    .split("|")
    .map((cell) => cell.trim())
    .slice(1, -1);
}

describe("the tables", () => {
  test("give ratios between runs of one round", () => {
    expect(row("ocp", "100", "own pack")).toEqual([
      ...["ocp", "100", "own pack", "2"],
      ...["9.0 (6.0–12.0)", "1.50 (1.50–1.50)", "18.0 (12.0–24.0)", "1.50 (1.50–1.50)", "800 (800–800)"],
    ]);
  });

  test("count rules apart from records, and name the slowest", () => {
    expect(row("ocp", "10,000").slice(3, 7)).toEqual(["165.0 (110.0–220.0)", "10.0 (10.0–10.0)", "`slow`", "150.0"]);
  });

  test("leave out the range of a single run", () => {
    expect(row("1,000", "1")).toEqual(["1,000", "1", "250.0", "1.0", "120"]);
  });

  test("say with what it was measured", () => {
    expect(tablesOf(results)).toContain("Pulumi engine 3.1.2, Node.js 24.0.1, @pulumi/pulumi 3.4.5");
  });

  test("admit that a system tells nothing of memory and processor time", () => {
    const [measured] = results.previews;
    const unknown = [{ seconds: 1, resources: 100 }];
    const tables = tablesOf({
      ...results,
      previews: [{ stack: measured?.stack ?? "", runs: { bare: unknown, "empty pack": unknown, "own pack": unknown } }],
    });
    expect(tables).toContain("| ocp | 100 | bare | 1 | 1.0 | 1 | not known | not known | not known |");
  });
});

describe("the plot", () => {
  test("shows each stack and register, and has a dark counterpart of every colour in it", async () => {
    const svg = await plotOf(results);
    expect(svg).toContain("ocp, 100 resources");
    expect(svg).toContain("rules of ocp");
    const [, style = "", drawing = ""] = /<style>(.*?)<\/style>(.*)/s.exec(svg) ?? [];
    const used = new Set(drawing.match(/#[0-9a-f]{6}/g));
    expect(used.size).toBeGreaterThan(3);
    for (const colour of used) expect(style).toContain(`[fill="${colour}"]{fill:`);
  });

  test("has no background, so that it stands on a dark page too", async () => {
    expect(await plotOf(results)).not.toMatch(/<rect[^>]*fill="white"/);
  });
});
