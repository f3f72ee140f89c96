import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadRegister } from "../../../model/load.ts";
import { htmlMap } from "../../../report/map/html.ts";
import { registerMap } from "../../../report/map/map.ts";
import type { RegisterMap } from "../../../report/map/register-map.ts";
import { gatehouse, newFolder, root } from "../cli.ts";

describe("npm run map", { timeout: 60_000 }, () => {
  test("prints the short form, and writes all of it as HTML and JSON", async () => {
    const [html, json] = ["map.html", "map.json"].map((name) => join(newFolder(), name)) as [string, string];
    const { exitCode, stdout, stderr } = await gatehouse(["map", "--html", html, "--json", json]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const map: RegisterMap = JSON.parse(readFileSync(json, "utf8"));
    const { head, registers } = loadRegister(`${root}/register`);
    const expected = registerMap({ registers, locate: () => undefined }, head.asOf);
    expect(map.people.map(({ person, held }) => [person, held.length])).toEqual(
      expected.people.map(({ person, held }) => [person, held.length]),
    );
    expect(map.paths).toEqual(expected.paths);
    expect(readFileSync(html, "utf8")).toBe(await htmlMap(map));
    for (const { person, production } of map.paths) if (production) expect(stdout).toContain(person);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  test("tells it as of another day", async () => {
    const { stdout } = await gatehouse(["map", "--as-of", "2027-01-05"]);
    expect(stdout).toMatch(/^Who has access to what, as of 2027-01-05\n.* [1-9]\d* late, /);
  });

  test.each([
    [["--as-of", "2026-02-30"], "Give a date that exists"],
    [["--register", "nowhere"], "there is no register here"],
    [["--json", "nowhere/file.json"], "--json nowhere/file.json cannot be written"],
    [["--html", "nowhere/file.html"], "--html nowhere/file.html cannot be written"],
    [["somebody"], "too many arguments"],
  ])("refuses %j in words", async (args, words) => {
    const { exitCode, stderr } = await gatehouse(["map", ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
