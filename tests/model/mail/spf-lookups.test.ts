import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countSpfLookups } from "../../../model/mail/spf-lookups.ts";

const count = (records: Record<string, string>) => countSpfLookups("example.org", new Map(Object.entries(records)));
const mxs = (number: number) => Array.from({ length: number }, (_, index) => `mx:m${index}.example.org`).join(" ");

describe("the look-ups of a record", () => {
  test("are its a, mx, ptr, exists, include and redirect, and not its all, ip4, ip6 and exp", () => {
    expect(count({ "example.org": "v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 exp=why.example.org -all" }).lookups).toBe(0);
    expect(count({ "example.org": "v=spf1 a mx ptr exists:%{i}.example.org -all" }).lookups).toBe(4);
    const redirect = { "example.org": "v=spf1 redirect=r.example", "r.example": "v=spf1 -all" };
    expect(count(redirect)).toEqual({ lookups: 1, problems: [] });
  });

  test("may be ten, and not eleven", () => {
    expect(count({ "example.org": `v=spf1 ${mxs(10)} -all` })).toEqual({ lookups: 10, problems: [] });
    expect(count({ "example.org": `v=spf1 ${mxs(11)} -all` })).toEqual({
      lookups: 11,
      problems: ["it takes more than 10 look-ups, at which receivers give up"],
    });
  });

  test("are counted through includes of includes, each time that they are included", () => {
    const nested = {
      "example.org": "v=spf1 include:one.example include:two.example mx -all",
      "one.example": "v=spf1 include:Deep.example. a -all",
      "two.example": "v=spf1 include:deep.example -all",
      "deep.example": "v=spf1 a mx -all",
    };
    expect(count(nested)).toEqual({ lookups: 10, problems: [] });
    expect(count({ ...nested, "two.example": "v=spf1 include:deep.example a -all" }).problems).toEqual([
      "it takes more than 10 look-ups, at which receivers give up",
    ]);
  });

  test("end at all, which also keeps receivers from following redirect", () => {
    expect(count({ "example.org": "v=spf1 a -all mx redirect=r.example" })).toEqual({ lookups: 1, problems: [] });
  });
});

describe("what cannot be counted is a problem", () => {
  test("a record that nobody knows", () => {
    expect(count({}).problems).toEqual(["there is no SPF record known of example.org"]);
    expect(count({ "example.org": "v=spf1 include:gone.example -all" }).problems).toEqual([
      "there is no SPF record known of gone.example",
    ]);
  });

  test("a record that is invalid", () => {
    expect(count({ "example.org": "v=spf1 moo -all" }).problems).toEqual([
      'example.org: "moo" is neither a mechanism nor a modifier',
    ]);
  });

  test("records that include each other", () => {
    const loop = { "example.org": "v=spf1 include:b.example -all", "b.example": "v=spf1 include:example.org -all" };
    expect(count(loop).problems).toEqual(["example.org leads to b.example leads to example.org, which has no end"]);
  });

  test("an include whose name depends on the message", () => {
    expect(count({ "example.org": "v=spf1 include:%{d}.example -all" }).problems).toEqual([
      "%{d}.example depends on the message, so its look-ups cannot be counted",
    ]);
  });
});

test("any web of records is counted to its end, and never past one too many", () => {
  const names = ["example.org", "a.example", "b.example", "c.example"];
  const term = fc.constantFrom("a", "mx", "-all", ...names.flatMap((name) => [`include:${name}`, `redirect=${name}`]));
  const text = fc.array(term, { maxLength: 8 }).map((terms) => ["v=spf1", ...terms].join(" "));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), text), (records) => {
      const { lookups, problems } = count(records);
      expect(lookups).toBeLessThanOrEqual(11);
      expect(lookups === 11).toBe(problems.some((problem) => problem.startsWith("it takes more than")));
    }),
  );
});
