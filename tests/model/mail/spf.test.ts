import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSpf, parseSpf, printSpf, type SpfMechanism, type SpfRecord } from "../../../model/mail/spf.ts";

const softfail: SpfMechanism = { qualifier: "~", name: "all" };
const fail: SpfMechanism = { qualifier: "-", name: "all" };
const pass = (mechanism: Omit<SpfMechanism, "qualifier">): SpfMechanism => ({ qualifier: "+", ...mechanism });

const neutral = "it ends in neither all nor redirect, so other senders pass as neutral";

/** Valid records, what they say, and what is worth knowing of them. */
const valid: [string, SpfRecord, string[]?][] = [
  ["v=spf1 -all", { mechanisms: [fail] }],
  ["v=spf1 -ALL", { mechanisms: [fail] }],
  ["v=spf1  ~all ", { mechanisms: [softfail] }],
  ["v=spf1 +all", { mechanisms: [pass({ name: "all" })] }],
  [
    "v=spf1 include:_spf.google.com ~all",
    { mechanisms: [pass({ name: "include", value: "_spf.google.com" }), softfail] },
  ],
  [
    "v=spf1 a mx ?ptr -all",
    { mechanisms: [pass({ name: "a" }), pass({ name: "mx" }), { qualifier: "?", name: "ptr" }, fail] },
  ],
  [
    "v=spf1 a/24 mx:mail.example.org/24//64 a//0 -all",
    {
      mechanisms: [
        pass({ name: "a", prefix4: 24 }),
        pass({ name: "mx", value: "mail.example.org", prefix4: 24, prefix6: 64 }),
        pass({ name: "a", prefix6: 0 }),
        fail,
      ],
    },
  ],
  [
    "v=spf1 ip4:192.0.2.1 ip4:198.51.100.0/24 ip6:2001:db8::/32 -all",
    {
      mechanisms: [
        pass({ name: "ip4", value: "192.0.2.1" }),
        pass({ name: "ip4", value: "198.51.100.0", prefix4: 24 }),
        pass({ name: "ip6", value: "2001:db8::", prefix6: 32 }),
        fail,
      ],
    },
  ],
  [
    "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all",
    { mechanisms: [pass({ name: "exists", value: "%{ir}.%{v}._spf.%{d2}" }), fail] },
  ],
  [
    "v=spf1 redirect=_spf.example.org exp=why.example.org",
    { mechanisms: [], redirect: "_spf.example.org", explanation: "why.example.org" },
  ],
  ["v=spf1", { mechanisms: [] }, [neutral]],
  ["v=spf1 mx", { mechanisms: [pass({ name: "mx" })] }, [neutral]],
  ["v=spf1 -all a", { mechanisms: [fail, pass({ name: "a" })] }, ["what stands after all is never tried"]],
  [
    "v=spf1 -all redirect=example.org",
    { mechanisms: [fail], redirect: "example.org" },
    ["redirect is ignored, because there is an all"],
  ],
  ["v=spf1 moo=%{d} -all", { mechanisms: [fail] }, ["receivers ignore the modifier moo, which they do not know"]],
];

describe("a valid record", () => {
  test.each(valid)("%s", (text, record, advice = []) => {
    expect(parseSpf(text)).toEqual({ record, problems: [], advice });
  });

  test("is worth a word when it grows too long for one answer", () => {
    const bytes449 = `v=spf1 ${"a ".repeat(219)}-all`;
    expect(parseSpf(`${bytes449} `).advice).toEqual([]);
    expect(parseSpf(`${bytes449}  `).advice).toEqual([
      "it is longer than 450 bytes, which may not fit one answer of the DNS",
    ]);
  });
});

const unreadable = "it does not begin with v=spf1 in exactly these letters and a space";

const invalid: [string, string[]][] = [
  ["", [unreadable]],
  ["-all", [unreadable]],
  ["v=spf10 -all", [unreadable]],
  ["V=SPF1 -all", [unreadable]],
  ["v=spf1-all", [unreadable]],
  [" v=spf1 -all", [unreadable]],
  ["spf2.0/pra -all", [unreadable]],
  ["v=spf1 moo -all", ['"moo" is neither a mechanism nor a modifier']],
  ["v=spf1 -all.", ['"-all.": all takes nothing']],
  ["v=spf1 -all:example.org", ['"-all:example.org": all takes nothing']],
  ["v=spf1 include -all", ['"include" does not name a domain']],
  ["v=spf1 include: -all", ['"include:" does not name a domain']],
  ["v=spf1 include:localhost -all", ['"include:localhost" does not name a domain']],
  ["v=spf1 include:example.123 -all", ['"include:example.123" does not name a domain']],
  ["v=spf1 exists -all", ['"exists" does not name a domain']],
  ["v=spf1 a: -all", ['"a:" does not name a domain']],
  ["v=spf1 a/ -all", ['"a/" does not name a domain']],
  [
    "v=spf1 a/33 mx//129 a/08 -all",
    ["a/33", "mx//129", "a/08"].map((term) => `"${term}" has a prefix length that does not exist`),
  ],
  ["v=spf1 ptr/24 -all", ['"ptr/24" does not name a domain']],
  ["v=spf1 ip4 -all", ['"ip4" does not name an IPv4 network']],
  ["v=spf1 ip4:192.0.2 -all", ['"ip4:192.0.2" does not name an IPv4 network']],
  ["v=spf1 ip4:2001:db8:: -all", ['"ip4:2001:db8::" does not name an IPv4 network']],
  ["v=spf1 ip4:192.0.2.0/33 -all", ['"ip4:192.0.2.0/33" has a prefix length that does not exist']],
  ["v=spf1 ip6:192.0.2.1 -all", ['"ip6:192.0.2.1" does not name an IPv6 network']],
  ["v=spf1 ip6:fe80::1%eth0 -all", ['"ip6:fe80::1%eth0" does not name an IPv6 network']],
  ["v=spf1 exists:%{x}.example.org -all", ['"exists:%{x}.example.org" does not name a domain']],
  ["v=spf1 exists:%{c}.example.org -all", ['"exists:%{c}.example.org" does not name a domain']],
  ["v=spf1 exists:%.example.org -all", ['"exists:%.example.org" does not name a domain']],
  ["v=spf1 redirect=a.example redirect=b.example", ["redirect stands there twice"]],
  ["v=spf1 exp=a.example exp=b.example -all", ["exp stands there twice"]],
  ["v=spf1 redirect= -all", ['"redirect=" does not name a domain']],
  ["v=spf1 moo=% -all", ['"moo=%" holds something that is not a macro']],
  ["v=spf1\ta -all", [unreadable]],
  [
    "v=spf1 moo ip4:x include -all",
    [
      '"moo" is neither a mechanism nor a modifier',
      '"ip4:x" does not name an IPv4 network',
      '"include" does not name a domain',
    ],
  ],
];

test.each(invalid)("%j protects nobody", (text, problems) => {
  expect(parseSpf(text)).toMatchObject({ record: undefined, problems });
});

test("other TXT records are not SPF records, whatever they hold", () => {
  expect(["v=spf1", "v=spf1 moo", "v=spf1 "].filter(isSpf)).toHaveLength(3);
  expect(["v=spf1x", "V=SPF1 -all", "x v=spf1", "v=DMARC1", ""].filter(isSpf)).toEqual([]);
});

const domain = fc.constantFrom(
  "example.org",
  "_spf.example.org.",
  "%{d}",
  "%{ir}.%{v}._spf.%{d2}",
  "a-b.c%{l}x.example",
);
const prefix = (most: number) => fc.option(fc.nat({ max: most }), { nil: undefined });
const mechanism: fc.Arbitrary<Omit<SpfMechanism, "qualifier">> = fc.oneof(
  fc.constant({ name: "all" } as const),
  fc.record({ name: fc.constantFrom("include", "exists"), value: domain }),
  fc.record({ name: fc.constant("ptr" as const), value: fc.option(domain, { nil: undefined }) }),
  fc.record({
    name: fc.constantFrom("a", "mx"),
    value: fc.option(domain, { nil: undefined }),
    prefix4: prefix(32),
    prefix6: prefix(128),
  }),
  fc.record({ name: fc.constant("ip4" as const), value: fc.ipV4(), prefix4: prefix(32) }),
  fc.record({ name: fc.constant("ip6" as const), value: fc.ipV6(), prefix6: prefix(128) }),
);
const record: fc.Arbitrary<SpfRecord> = fc.record({
  mechanisms: fc.array(
    fc.tuple(fc.constantFrom("+", "-", "~", "?"), mechanism).map(([qualifier, rest]) => ({ qualifier, ...rest })),
    { maxLength: 8 },
  ),
  redirect: fc.option(domain, { nil: undefined }),
  explanation: fc.option(domain, { nil: undefined }),
});

test("any record is read back as it was printed, without a problem", () => {
  fc.assert(
    fc.property(record, (some) => {
      const read = parseSpf(printSpf(some));
      expect(read.problems).toEqual([]);
      expect(read.record).toEqual(some);
    }),
  );
});

describe("any text", () => {
  const terms = fc.array(
    fc.oneof(
      fc.constantFrom("all", "-", "include:", "example.org", "a/", "//", "64", "ip4:", "192.0.2.0", "ip6:", "::1"),
      fc.constantFrom("%{", "}", "%%", "redirect=", "exp=", " ", "constructor", "__proto__=x"),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 12 },
  );
  const text = fc.oneof(
    terms.map((parts) => `v=spf1 ${parts.join("")}`),
    terms.map((parts) => ["v=spf1", ...parts].join(" ")),
    fc.string({ unit: "binary" }),
  );

  test("is a record or says why it is none, and does not throw", () => {
    fc.assert(
      fc.property(text, (some) => {
        const { record: read, problems } = parseSpf(some);
        expect(read === undefined).toBe(problems.length > 0);
      }),
    );
  });

  test("once read means the same when it is printed and read again", () => {
    fc.assert(
      fc.property(text, (some) => {
        const { record: read } = parseSpf(some);
        if (read !== undefined) expect(parseSpf(printSpf(read)).record).toEqual(read);
      }),
    );
  });
});
