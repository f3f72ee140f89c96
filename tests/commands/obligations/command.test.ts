import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { ObligationsFile } from "../../../commands/obligations/json.ts";
import { obligationsPage } from "../../../commands/obligations/page.ts";
import { loadRegister } from "../../../model/load.ts";
import { registerIds } from "../../../model/register.ts";
import { obligationsOf } from "../../../report/obligations/ledger.ts";
import { changed } from "../../verdict/changes/change.ts";
import { leaver } from "../../verdict/changes/leaver.ts";
import { gatehouse, newFolder, root } from "../cli.ts";

describe("npm run obligations", { timeout: 60_000 }, () => {
  test("prints the page, and writes the same as JSON", async () => {
    const json = join(newFolder(), "obligations.json");
    const { exitCode, stdout, stderr } = await gatehouse(["obligations", "--json", json]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const file: ObligationsFile = JSON.parse(readFileSync(json, "utf8"));
    const { head, registers } = loadRegister(`${root}/register`);
    expect([file.version, file.asOf]).toEqual([1, head.asOf]);
    const expected = registerIds.flatMap((id) => obligationsOf(registers[id], head.asOf, () => undefined));
    expect(file.obligations.map(({ what }) => what).sort()).toEqual(expected.map(({ what }) => what).sort());
    for (const { dueOn, whose, what } of file.obligations) {
      expect(stdout).toMatch(new RegExp(`^  ${dueOn} .*${whose} .*${what.replaceAll(/[()/,.;|]/g, ".")}`, "m"));
    }
  });

  test("tells it as of another day: what is late by then comes first, and says by how much", async () => {
    const { stdout } = await gatehouse(["obligations", "--as-of", "2027-01-05"]);
    expect(stdout).toMatch(
      /^Obligations as of 2027-01-05: 6 late, \d+ to come\.\n\nLate\n {2}2027-01-03 {2}2 days late /,
    );
  });

  test.each([
    [["--as-of", "2026-02-30"], "Give a date that exists"],
    [["--register", "nowhere"], "there is no register here"],
    [["--json", "nowhere/file.json"], "--json nowhere/file.json cannot be written"],
  ])("refuses %j in words", async (args, words) => {
    const { exitCode, stderr } = await gatehouse(["obligations", ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test("the page of a leaver's register", () => {
  const { after } = changed(leaver);
  const obligations = obligationsOf(after.registers.notify, after.head.asOf, after.locate);
  const late = obligations.filter(({ daysLeft }) => daysLeft < 0);
  expect(stripVTControlCharacters(obligationsPage(late, after.head.asOf))).toMatchInlineSnapshot(`
    "Obligations as of 2026-11-23: 4 late, 0 to come.

    Late
      2026-11-22  1 day late  notify-administrators  close space-developer of devops-1 in cloud.gov, notify-staging  register/notify/grants.yaml:94
      2026-11-22  1 day late  notify-administrators  close space-manager of devops-1 in cloud.gov, notify-demo  register/notify/grants.yaml:81
      2026-11-22  1 day late  notify-administrators  close space-manager of devops-1 in cloud.gov, notify-staging  register/notify/grants.yaml:81
      2026-11-22  1 day late  notify-administrators  rotate cloud-gov-staging-key once devops-1 cannot read it any more  register/notify/credentials.yaml:5"
  `);
});
