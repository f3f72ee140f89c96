import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTlsReport, printTlsReport } from "../../../model/mail/tls-reports.ts";

describe("a TLS-RPT record", () => {
  test("names addresses and sites, in the order given", () => {
    const text = "v=TLSRPTv1; rua=mailto:tls@example.org, https://example.org/tls";
    expect(parseTlsReport(text)).toEqual({
      record: { reports: ["tls@example.org", "https://example.org/tls"] },
      problems: [],
      advice: [],
    });
  });

  test.each([
    ["without the version", "rua=mailto:a@example.org", "it does not begin with v=TLSRPTv1 in exactly these letters"],
    [
      "of another version",
      "v=TLSRPTv10; rua=mailto:a@example.org",
      "it does not begin with v=TLSRPTv1 in exactly these letters",
    ],
    ["without a destination", "v=TLSRPTv1;", "it has no rua, so nobody is told anything"],
    [
      "with an address without mailto:",
      "v=TLSRPTv1; rua=a@example.org",
      'rua: "a@example.org" does not begin with mailto:, so no receiver has to send a report there',
    ],
    [
      "with a site that is none",
      "v=TLSRPTv1; rua=https://",
      'rua: "https://" is not an address that reports can be posted to',
    ],
    [
      "with two destinations apart",
      "v=TLSRPTv1; rua=mailto:a@example.org; rua=mailto:b@example.org",
      "the tag rua stands there twice",
    ],
  ])("%s is refused", (_, text, problem) => {
    expect(parseTlsReport(text)).toMatchObject({ record: undefined, problems: [problem] });
  });

  test("may have tags that nobody knows", () => {
    expect(parseTlsReport("v=TLSRPTv1; rua=mailto:a@example.org; x=1").advice).toEqual([
      "senders ignore the tag x, which they do not know",
    ]);
  });

  test("is read as it was printed", () => {
    const address = fc.stringMatching(/^[a-z0-9!%+]{1,12}$/).map((local) => `${local}@example.org`);
    const report = fc.oneof(
      address,
      fc.webUrl({ validSchemes: ["https"] }).filter((url) => !/[!,;]/.test(url)),
    );
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 4 }), (reports) => {
        expect(parseTlsReport(printTlsReport({ reports }))).toMatchObject({ record: { reports }, problems: [] });
      }),
    );
  });

  test("is any text or says why it is none, and does not throw", () => {
    const pieces = fc.constantFrom(
      "v=TLSRPTv1",
      ";",
      "rua=",
      "mailto:",
      "a@example.org",
      "https://x",
      ",",
      "__proto__=x",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 4 }))), (parts) => {
        const { record, problems } = parseTlsReport(parts.join(""));
        expect(record === undefined).toBe(problems.length > 0);
      }),
    );
  });
});
