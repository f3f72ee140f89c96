import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseMtaSts, parseMtaStsPolicy } from "../../../model/mail/mta-sts.ts";
import type { Parsed } from "../../../model/mail/parsed.ts";
import { writeReportDestination } from "../../../model/mail/report-address.ts";
import { parseTlsReport } from "../../../model/mail/tls-reports.ts";

/*
 * What checkdmarc 6.0.4 makes of the same records on encryption; see agreement/record.py. It never accepts less than we
 * do, and more in two points: of a tag that stands there twice it takes the first, where other readers take the last, and
 * it takes an address at a name of one label.
 */

type Verdict = { readonly error: string } | Readonly<Record<string, unknown>>;

const corpora: readonly [file: string, least: number, parse: (text: string) => Parsed<unknown>][] = [
  ["tls-reports.jsonl", 20, parseTlsReport],
  ["mta-sts.jsonl", 10, parseMtaSts],
  ["mta-sts-policies.jsonl", 5, parseMtaStsPolicy],
];

/** What our reading of a record says, in checkdmarc's words. */
const inWords: Readonly<Record<string, (record: never) => object>> = {
  "tls-reports.jsonl": ({ reports }: { reports: string[] }) => ({
    rua: reports.map((each) => (each.startsWith("https:") ? each : writeReportDestination(each))),
  }),
  "mta-sts.jsonl": (record: object) => record,
  "mta-sts-policies.jsonl": ({ mode, mx, maxAge }: { mode: string; mx: string[]; maxAge: number }) => ({
    ...{ mode, mx, max_age: maxAge },
  }),
};

describe.each(corpora)("%s", (file, least, parse) => {
  const entries: { record: string; checkdmarc: Verdict; read: Parsed<unknown> }[] = readFileSync(
    new URL(`agreement/${file}`, import.meta.url),
    "utf8",
  )
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map((entry) => ({ ...entry, read: parse(entry.record) }));
  const accepted = entries.filter(({ checkdmarc }) => !("error" in checkdmarc));

  test("none that it refuses is valid here", () => {
    const laxer = entries.filter(({ checkdmarc, read }) => "error" in checkdmarc && read.problems.length === 0);
    expect(laxer).toEqual([]);
  });

  test("all that are valid to both say the same to both", () => {
    const both = accepted.filter(({ read }) => read.problems.length === 0);
    expect(both.length).toBeGreaterThan(least);
    for (const { record, checkdmarc, read } of both) {
      expect(inWords[file]?.(read.record as never), record).toEqual(checkdmarc);
    }
  });

  test("what it accepts and we do not has a tag twice, or an address that nobody can have", () => {
    const problems = accepted.flatMap(({ read }) => read.problems);
    const named =
      /^the tag (?:rua|id|x) stands there twice$|@[a-z]+" is not an e-mail address that reports can be sent to$/;
    expect(problems.filter((problem) => !named.test(problem))).toEqual([]);
  });
});
