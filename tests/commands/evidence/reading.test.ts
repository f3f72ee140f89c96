import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf } from "../../../commands/evidence/day.ts";
import { readCsv } from "../../../commands/evidence/read-csv.ts";
import { readLog } from "../../../commands/evidence/read-log.ts";
import { isDate } from "../../../model/dates.ts";

const sighting = { line: 2, when: "2026-05-04", who: "ods-developer-1", server: "toucan", commit: "3f9c1d0" };

describe("a table of deployments", () => {
  test("names its columns in the first row, in any order and case", () => {
    expect(readCsv("Commit, SERVER ,who,date\n3f9c1d0,toucan,ods-developer-1,2026-05-04\n")).toEqual({
      sightings: [sighting],
      faults: [],
      otherLines: 0,
    });
  });

  test("may say which service; an empty cell says nothing", () => {
    const { sightings } = readCsv("date,who,server,commit,service\n2026-05-04,a,b,c,toucan\n2026-05-04,a,b,c,\n");
    expect(sightings.map(({ service }) => service)).toEqual(["toucan", undefined]);
  });

  test("is refused with everything that is wrong with its first row", () => {
    expect(readCsv("date,date,persn,server\nx,y,z,w\n").faults).toEqual([
      { line: 1, message: "there is no column `persn`" },
      { line: 1, message: "the column `date` is twice" },
      { line: 1, message: "the first row has to name the column `who` (date, who, server, commit, service)" },
      { line: 1, message: "the first row has to name the column `commit` (date, who, server, commit, service)" },
    ]);
    expect(readCsv("date,who,sever,commit").faults[0]?.message).toBe(
      "there is no column `sever`; did you mean `server`?",
    );
    expect(readCsv("").faults).toHaveLength(4);
  });

  test("is refused where a row has more or fewer cells than that", () => {
    expect(readCsv("date,who,server,commit\na,b,c\na,b,c,d\na,b,c,d,e\n").faults).toEqual([
      { line: 2, message: "it has 3 cells, and the first row names 4" },
      { line: 4, message: "it has 5 cells, and the first row names 4" },
    ]);
  });
});

describe("a log", () => {
  const told = "who=ods-developer-1 server=toucan commit=3f9c1d0";

  test.each([
    `2026-05-04T10:00:00Z gatehouse-deploy: ${told}`,
    `2026-05-04T10:00:00+00:00 deployer gatehouse-deploy[4711]: ${told} service=toucan`,
    `2026-05-04 gatehouse-deploy:  commit=3f9c1d0   who=ods-developer-1 server=toucan`,
  ])("%s", (line) => {
    const { sightings, faults } = readLog(`\n${line}\r\n`);
    expect(faults).toEqual([]);
    expect(sightings).toEqual([expect.objectContaining({ ...sighting, when: line.split(" ")[0] })]);
  });

  test("has other lines, logins among them, which prove no deployment", () => {
    const log = [
      "2026-05-04T10:00:00Z toucan sshd[1]: Accepted publickey for root from 192.0.2.1 port 50022 ssh2: ED25519 SHA256:x",
      "2026-05-04T10:00:00Z toucan sudo: COMMAND=/usr/bin/logger -t gatehouse-deploy x",
      "",
    ].join("\n");
    expect(readLog(log)).toEqual({ sightings: [], faults: [], otherLines: 2 });
  });

  test("is refused with everything that is wrong with its deployments", () => {
    const log = [
      "May  4 10:00:00 toucan gatehouse-deploy: who=a server=b commit=c",
      "2026-05-04T10:00:00Z gatehouse-deploy: who=a who=b sever=c toucan",
      "2026-05-04T10:00:00Z gatehouse-deploy:",
    ].join("\n");
    expect(readLog(log).faults).toEqual([
      {
        line: 1,
        message: "a deployment that cannot be read: write `MOMENT gatehouse-deploy: who=… server=… commit=…`",
      },
      { line: 2, message: "`who` is there twice" },
      { line: 2, message: "there is no `sever`; did you mean `server`?" },
      { line: 2, message: "`toucan` is not of the form key=value" },
      { line: 2, message: "`server` is missing" },
      { line: 2, message: "`commit` is missing" },
      { line: 3, message: "`who` is missing" },
      { line: 3, message: "`server` is missing" },
      { line: 3, message: "`commit` is missing" },
    ]);
  });

  test("may hold anything", () => {
    const words = fc.constantFrom(
      "gatehouse-deploy:",
      "who=a",
      "=",
      "server=b",
      "commit=c",
      " ",
      "\n",
      "2026-05-04",
      "x",
    );
    fc.assert(
      fc.property(
        fc.array(words).map((each) => each.join("")),
        (text) => void readLog(text),
      ),
    );
  });
});

describe("the day", () => {
  test.each([
    ["2026-05-04", "2026-05-04"],
    ["2026-05-04T23:59:59Z", "2026-05-04"],
    ["2026-05-04T23:30:00-01:00", "2026-05-05"],
    ["2026-05-04T00:30:00+0100", "2026-05-03"],
    ["2026-05-04 10:00Z", "2026-05-04"],
    ["2024-02-29T12:00:00.123456+00:00", "2024-02-29"],
  ])("of %s is %s", (text, day) => {
    expect(dayOf(text)).toBe(day);
  });

  test.each([
    "",
    "yesterday",
    "2026-02-30",
    "2026-02-30T10:00:00Z",
    "2026-05-04T10:00:00",
    "2026-05-04T25:00:00Z",
    "4/5/2026",
  ])("of %j cannot be told", (text) => {
    expect(dayOf(text)).toBeUndefined();
  });

  test("is a date, whatever is read", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        (text) => {
          const day = dayOf(text);
          expect(day === undefined || isDate(day)).toBe(true);
        },
      ),
    );
  });
});
