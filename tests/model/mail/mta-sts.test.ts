import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type MtaStsPolicy,
  mtaStsId,
  parseMtaSts,
  parseMtaStsPolicy,
  printMtaSts,
  printMtaStsPolicy,
} from "../../../model/mail/mta-sts.ts";

const policy: MtaStsPolicy = { mode: "enforce", mx: ["mx.example.org", "*.example.net"], maxAge: 604_800 };

describe("an MTA-STS policy", () => {
  test("is a file of lines, as senders fetch it", () => {
    expect(printMtaStsPolicy(policy).split("\r\n")).toEqual([
      "version: STSv1",
      "mode: enforce",
      "mx: mx.example.org",
      "mx: *.example.net",
      "max_age: 604800",
      "",
    ]);
  });

  test("has another id as soon as anything of it changes, and the same while nothing does", () => {
    const others: MtaStsPolicy[] = [
      policy,
      { ...policy, mode: "testing" },
      { ...policy, mx: ["mx.example.org"] },
      { ...policy, maxAge: 604_801 },
    ];
    expect(new Set([...others, { ...policy }].map(mtaStsId)).size).toBe(others.length);
  });

  test("is read as it was printed, and so is what announces it", () => {
    const host = fc.stringMatching(/^(?:\*\.)?[a-z][a-z0-9]{0,9}\.example$/);
    const some = fc.record({
      mode: fc.constantFrom("enforce" as const, "testing" as const),
      mx: fc.array(host, { minLength: 1, maxLength: 4 }),
      maxAge: fc.integer({ min: 0, max: 31_557_600 }),
    });
    fc.assert(
      fc.property(some, (written) => {
        expect(parseMtaStsPolicy(printMtaStsPolicy(written))).toEqual({ record: written, problems: [], advice: [] });
        const id = mtaStsId(written);
        expect(parseMtaSts(printMtaSts(id))).toEqual({ record: { id }, problems: [], advice: [] });
      }),
    );
    expect(parseMtaStsPolicy(printMtaStsPolicy({ ...policy, mode: "none" })).record?.mx).toEqual([]);
  });

  test.each([
    ["without its version", "mode: none\nmax_age: 1", "it does not begin with STSv1"],
    ["whose version is not first", "mode: none\nversion: STSv1\nmax_age: 1", "it does not begin with STSv1"],
    [
      "of no known mode",
      "version: STSv1\nmode: on\nmx: a.example\nmax_age: 1",
      'mode is "on", and it has to be enforce, testing or none',
    ],
    [
      "with nobody to take mail",
      "version: STSv1\nmode: enforce\nmax_age: 1",
      "it names no host (mx), so no mail could be delivered",
    ],
    [
      "with a host that is none",
      "version: STSv1\nmode: enforce\nmx: mx\nmax_age: 1",
      'mx: "mx" is not the name of a host',
    ],
    [
      "to be kept for too long",
      "version: STSv1\nmode: none\nmax_age: 31557601",
      'max_age is "31557601", and it has to be seconds, 31557600 at most',
    ],
    ["with a line that is no field", "version: STSv1\nmode: none\nmax_age: 1\nmx", '"mx" is not a field with a value'],
    ["with two modes", "version: STSv1\nmode: none\nmode: enforce\nmax_age: 1", "mode stands there twice"],
  ])("%s is refused", (_, text, problem) => {
    expect(parseMtaStsPolicy(text)).toMatchObject({ record: undefined, problems: [problem] });
  });
});

describe("what announces a policy", () => {
  test.each([
    ["without its version", "id=1", "it does not begin with v=STSv1 in exactly these letters"],
    ["in other letters", "v=stsv1; id=1", "it does not begin with v=STSv1 in exactly these letters"],
    ["without an id", "v=STSv1;", "it has no id, so senders ignore it"],
    [
      "with an id of other signs",
      "v=STSv1; id=2026-11-20",
      'id is "2026-11-20", and it has to be 1 to 32 letters and digits',
    ],
    [
      "with a long id",
      `v=STSv1; id=${"1".repeat(33)}`,
      `id is "${"1".repeat(33)}", and it has to be 1 to 32 letters and digits`,
    ],
    ["with two ids", "v=STSv1; id=1; id=2", "the tag id stands there twice"],
  ])("%s is refused", (_, text, problem) => {
    expect(parseMtaSts(text)).toMatchObject({ record: undefined, problems: [problem] });
  });

  test("may have tags that nobody knows", () => {
    expect(parseMtaSts("v=STSv1; id=1; x=2").advice).toEqual(["senders ignore the tag x, which they do not know"]);
  });
});

test("any text is read without throwing", () => {
  const pieces = fc.constantFrom(
    "v=STSv1",
    "version: STSv1",
    "mode: none",
    "\n",
    ";",
    "id=",
    "1",
    "mx: ",
    "max_age: 1",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 4 }))), (parts) => {
      for (const read of [parseMtaSts, parseMtaStsPolicy]) {
        const { record, problems } = read(parts.join(""));
        expect(record === undefined).toBe(problems.length > 0);
      }
    }),
  );
});
