import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type DmarcRecord, parseDmarc } from "../../../model/mail/dmarc.ts";
import { parseSpf } from "../../../model/mail/spf.ts";
import { countSpfLookups } from "../../../model/mail/spf-lookups.ts";

/*
 * What checkdmarc 6.0.4, an implementation of its own, makes of the same records. agreement/record.py has written its
 * verdicts down, with a corpus of records that people write and of records with a character lost or put in.
 */

const read = (file: string) => readFileSync(new URL(`agreement/${file}`, import.meta.url), "utf8");

interface Entry<Verdict> {
  readonly record: string;
  readonly checkdmarc: Verdict | { readonly error: string };
}
const entries = <Verdict>(file: string): Entry<Verdict>[] =>
  read(file)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const accepts = ({ checkdmarc }: Entry<object>) => !("error" in checkdmarc);

/** A reason to refuse what checkdmarc lets pass, as our problem words it. Each must be needed by some record. */
type Reasons = Readonly<Record<string, RegExp>>;

/** What each record that checkdmarc accepts and we do not is refused for; fails where that is none of the reasons. */
function refusedFor(refused: readonly { record: string; problems: readonly string[] }[], reasons: Reasons): string[] {
  const found = refused.flatMap(({ record, problems }) =>
    problems.map((problem) => {
      const reason = Object.keys(reasons).find((each) => reasons[each]?.test(problem));
      return reason ?? `none of the reasons: ${record}: ${problem}`;
    }),
  );
  return [...new Set(found)].toSorted();
}

describe("DMARC records", () => {
  type Words = Record<"p" | "sp" | "np" | "t" | "psd" | "adkim" | "aspf" | "fo", string>;
  const corpus = entries<Words & Record<"rua" | "ruf", string[]>>("dmarc.jsonl");

  /** A record with what holds where it says nothing, in the tags' own words. */
  function effective(record: DmarcRecord): object {
    const { policy: p, subdomainPolicy: sp = p, nonExistentPolicy: np = sp } = record;
    const { dkimAlignment = "relaxed", spfAlignment = "relaxed", publicSuffix: psd = "u" } = record;
    return {
      ...{ p, sp, np, psd, t: record.testing ? "y" : "n", fo: record.failureOptions ?? "0" },
      ...{ adkim: dkimAlignment[0], aspf: spfAlignment[0] },
      ...{ rua: record.aggregateReports ?? [], ruf: record.forensicReports ?? [] },
    };
  }

  test("none that it refuses is valid here", () => {
    expect(corpus.length).toBeGreaterThan(500);
    const passed = corpus.filter((entry) => !accepts(entry) && parseDmarc(entry.record).problems.length === 0);
    expect(passed).toEqual([]);
  });

  test("all that are valid to both say the same to both", () => {
    const lowerHost = (address: string) => address.replace(/@.*$/, (host) => host.toLowerCase());
    const both = corpus.filter((entry) => accepts(entry) && parseDmarc(entry.record).problems.length === 0);
    expect(both.length).toBeGreaterThan(150);
    for (const { record, checkdmarc } of both) {
      const { rua = [], ruf = [], ...words } = checkdmarc as Words & Record<"rua" | "ruf", string[]>;
      const theirs = { ...words, rua: rua.map(lowerHost), ruf: ruf.map(lowerHost) };
      expect(effective(parseDmarc(record).record ?? { policy: "none" }), record).toEqual(theirs);
    }
  });

  test("it is more lenient where receivers are not all so", () => {
    const reasons = {
      "a destination that no receiver has to send to": /^ru[af]: /,
      "a tag in capitals, which only some read": /^the tag \w+ has to be written/,
      "a tag twice that it does not know": /^the tag x stands there twice/,
      "a value that receivers replace by the default": /^(?:adkim|aspf|fo) is "/,
      "blanks before the version": /^it does not begin with v=DMARC1/,
    };
    const refused = corpus
      .filter(accepts)
      .map(({ record }) => ({ record, problems: parseDmarc(record).problems }))
      .filter(({ problems }) => problems.length > 0);
    expect(refusedFor(refused, reasons)).toEqual(Object.keys(reasons));
  });
});

describe("SPF records", () => {
  const corpus = entries<{ lookups: number; all: string }>("spf.jsonl");
  const zone = Object.entries<string>(JSON.parse(read("zone.json")));
  const judge = (record: string) => countSpfLookups("example.org", new Map([...zone, ["example.org", record]]));

  test("none that it refuses is valid here", () => {
    expect(corpus.length).toBeGreaterThan(500);
    expect(corpus.filter((entry) => !accepts(entry) && judge(entry.record).problems.length === 0)).toEqual([]);
  });

  test("all that are valid to both take as many look-ups", () => {
    const both = corpus.filter((entry) => accepts(entry) && judge(entry.record).problems.length === 0);
    expect(both.length).toBeGreaterThan(200);
    const different = both.filter(({ record, checkdmarc }) => {
      return "lookups" in checkdmarc && judge(record).lookups !== checkdmarc.lookups;
    });
    expect(different).toEqual([]);
  });

  test("all that are valid to both end in the same way", () => {
    const words = { "+": "pass", "-": "fail", "~": "softfail", "?": "neutral" };
    for (const { record, checkdmarc } of corpus) {
      const parsed = parseSpf(record).record;
      // Where a redirect decides, checkdmarc tells how the other record ends.
      if (parsed === undefined || parsed.redirect !== undefined || !("all" in checkdmarc)) continue;
      const all = parsed.mechanisms.find(({ name }) => name === "all");
      expect(words[all?.qualifier ?? "?"], record).toBe(checkdmarc.all);
    }
  });

  test("it is more lenient about what receivers would give up on", () => {
    const reasons = {
      "a domain that cannot be one": /does not name a domain$/,
      "a macro that is none": /holds something that is not a macro$/,
      "a term after all that is none":
        /is neither a mechanism nor a modifier$|does not name an IPv[46] network$|has a prefix length that does not exist$/,
      "a version without a blank after it": /does not begin with v=spf1/,
      "an include that cannot be followed here": /its look-ups cannot be counted$/,
    };
    const refused = corpus
      .filter(accepts)
      .map(({ record }) => ({ record, problems: judge(record).problems }))
      .filter(({ problems }) => problems.length > 0);
    expect(refusedFor(refused, reasons)).toEqual(Object.keys(reasons));
    const afterAll = reasons["a term after all that is none"];
    const others = refused.filter(({ problems }) => problems.every((problem) => afterAll.test(problem)));
    expect(others.filter(({ record }) => !/[ ~-]all /.test(record))).toEqual([]);
  });
});
