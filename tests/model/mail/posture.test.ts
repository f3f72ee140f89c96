import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type MailPosture,
  mailPosture,
  noPosture,
  postureBelow,
  postureOf,
  type SeenRecord,
  strongerOf,
  weakenings,
} from "../../../model/mail/posture.ts";

const txt = (name: string, text: string): SeenRecord => ({ name, type: "TXT", text });
const policy = (rest: string, name = "_dmarc.example.org") => txt(name, `v=DMARC1; ${rest}`);
const spf = (ending: string, name = "example.org") => txt(name, `v=spf1 include:_spf.example.net ${ending}`);
const key = (selector: string, content: string): SeenRecord => ({
  name: `${selector}._domainkey.example.org`,
  type: "CNAME",
  text: content,
});

const all = [
  policy("p=quarantine; rua=mailto:a@example.net,mailto:b@example.net; ruf=mailto:c@example.net"),
  spf("~all"),
  spf("-all", "bounces.example.org"),
  key("k1", "dkim1.mcsv.net"),
  key("k2", "dkim2.mcsv.net"),
  txt("_smtp._tls.example.org", "v=TLSRPTv1; rua=mailto:tls@example.net"),
  txt("_mta-sts.example.org", "v=STSv1; id=1"),
];
const about = { mandates: ["ocp-reference"], mtaSts: { mode: "testing" as const } };
const whole = postureOf("example.org", all, about);

/** What gets weaker when the records become others. */
const becomes = (records: readonly SeenRecord[], told: Parameters<typeof postureOf>[2] = about) =>
  weakenings(whole, postureOf("example.org", records, told));
/** The same records but for one, in whose place others stand. */
const instead = (index: number, ...others: SeenRecord[]) => all.toSpliced(index, 1, ...others);

test("what records of a domain amount to", () => {
  const quarantine = {
    policy: "quarantine",
    subdomainPolicy: "quarantine",
    nonExistentPolicy: "quarantine",
    aggregateReports: ["a@example.net", "b@example.net"],
    forensicReports: ["c@example.net"],
    dkimAlignment: "relaxed",
    spfAlignment: "relaxed",
  };
  expect(whole).toEqual({
    dmarc: { "example.org": quarantine },
    spf: { "bounces.example.org": "-all", "example.org": "~all" },
    dkim: ["example.org by mcsv.net"],
    tlsReports: ["tls@example.net"],
    mtaSts: "testing",
    mandates: ["ocp-reference"],
  });
});

describe("what gets stronger, or changes without getting weaker, is free", () => {
  const reports = "rua=mailto:a@example.net,mailto:b@example.net; ruf=mailto:c@example.net";
  test.each<[string, readonly SeenRecord[]]>([
    ["reject", instead(0, policy(`p=reject; ${reports}`))],
    ["reject in test mode, which is quarantine in effect", instead(0, policy(`p=reject; t=y; ${reports}`))],
    ["strict alignment", instead(0, policy(`p=quarantine; adkim=s; aspf=s; ${reports}`))],
    ["one more address", instead(0, policy(`p=quarantine; ${reports},mailto:d@example.net`))],
    [
      "addresses in another order",
      instead(0, policy("p=quarantine; ruf=mailto:c@example.net; rua=mailto:b@example.net,mailto:a@example.net")),
    ],
    ["-all", instead(1, spf("-all"))],
    ["a sender less", instead(1, txt("example.org", "v=spf1 ~all"))],
    ["a key that is replaced by another of the same sender", instead(3, key("k3", "dkim3.mcsv.net"))],
    [
      "a subdomain with a stricter policy of its own",
      [...all, policy(`p=reject; ${reports}`, "_dmarc.news.example.org")],
    ],
    ["records that are no business of mail", [...all, txt("example.org", "site-verification=1")]],
  ])("%s", (_, records) => {
    expect(becomes(records)).toEqual([]);
  });
});

describe("what gets weaker is named", () => {
  const reports = "rua=mailto:a@example.net,mailto:b@example.net; ruf=mailto:c@example.net";
  test.each<[string, readonly SeenRecord[], readonly string[]]>([
    [
      "no policy",
      instead(0, policy(`p=none; sp=quarantine; np=quarantine; ${reports}`)),
      ["DMARC of example.org goes from quarantine back to none"],
    ],
    [
      "a test, with quarantine for some",
      instead(0, policy(`p=quarantine; t=y; ${reports}`)),
      ["DMARC of example.org, subdomains and names that do not exist goes from quarantine back to none"],
    ],
    [
      "a percentage",
      instead(0, policy(`p=quarantine; sp=reject; np=reject; pct=99; ${reports}`)),
      ["DMARC of example.org goes from quarantine back to none"],
    ],
    [
      "subdomains",
      instead(0, policy(`p=reject; sp=none; np=reject; ${reports}`)),
      ["DMARC of example.org for subdomains goes from quarantine back to none"],
    ],
    [
      "names that do not exist",
      instead(0, policy(`p=reject; np=none; ${reports}`)),
      ["DMARC of example.org for names that do not exist goes from quarantine back to none"],
    ],
    [
      "a subdomain by a record of its own, which reports nothing",
      [...all, policy("p=none; rua=mailto:a@example.net,mailto:b@example.net", "_dmarc.news.example.org")],
      [
        "DMARC of news.example.org, subdomains and names that do not exist goes from quarantine back to none",
        "forensic reports of news.example.org go no longer to c@example.net",
      ],
    ],
    [
      "an address of each kind",
      instead(0, policy("p=quarantine; rua=mailto:a@example.net")),
      [
        "aggregate reports of example.org go no longer to b@example.net",
        "forensic reports of example.org go no longer to c@example.net",
      ],
    ],
    ["?all", instead(1, spf("?all")), ["SPF of example.org goes from ~all back to ?all"]],
    ["+all", instead(1, spf("+all")), ["SPF of example.org goes from ~all back to +all"]],
    ["two SPF records", [...all, spf("-all")], ["SPF of example.org goes from ~all back to no record that counts"]],
    [
      "a broken SPF record",
      instead(1, spf("-all oops")),
      ["SPF of example.org goes from ~all back to no record that counts"],
    ],
    ["no SPF below", instead(2), ["SPF of bounces.example.org goes from -all back to no record that counts"]],
    ["no key of a sender", all.toSpliced(3, 2), ["nobody signs mail of example.org by mcsv.net any more (DKIM)"]],
    ["no TLS reports", instead(5), ["reports on TLS go no longer to tls@example.net"]],
    ["no MTA-STS", instead(6), ["MTA-STS goes from testing back to none"]],
  ])("%s", (_, records, said) => {
    expect(becomes(records)).toEqual(said);
  });

  test("a policy that was deleted, with all that it did", () => {
    expect(becomes(instead(0))).toEqual([
      "DMARC of example.org, subdomains and names that do not exist goes from quarantine back to none",
      "aggregate reports of example.org go no longer to a@example.net",
      "aggregate reports of example.org go no longer to b@example.net",
      "forensic reports of example.org go no longer to c@example.net",
    ]);
    expect(becomes([...all, policy("p=reject")])).toEqual(becomes(instead(0)));
  });

  test("what the register alone says", () => {
    expect(becomes(all, { mtaSts: { mode: "none" } })).toEqual([
      "MTA-STS goes from testing back to none",
      "the mandate ocp-reference no longer binds it",
    ]);
  });
});

test("a name below has what is said there of subdomains; a name elsewhere has nothing", () => {
  const posture = postureOf("example.org", [policy("p=reject; sp=quarantine; rua=mailto:a@example.net")]);
  expect(postureBelow(posture, "news.example.org").dmarc["news.example.org"]).toMatchObject({
    policy: "quarantine",
    aggregateReports: ["a@example.net"],
  });
  expect(postureBelow(posture, "example.net")).toEqual(noPosture);
});

describe("the order of protections", () => {
  const names = ["example.org", "a.example.org", "b.a.example.org"];
  const addresses = fc.subarray(["a@example.net", "b@example.net", "c@example.net"]);
  const policies = fc.constantFrom("none" as const, "quarantine" as const, "reject" as const);
  const alignment = fc.constantFrom("relaxed" as const, "strict" as const);
  const some = <T>(value: fc.Arbitrary<T>) =>
    fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true });
  const posture: fc.Arbitrary<MailPosture> = fc.record({
    dmarc: some(
      fc.record({
        policy: policies,
        subdomainPolicy: policies,
        nonExistentPolicy: policies,
        aggregateReports: addresses,
        forensicReports: addresses,
        dkimAlignment: alignment,
        spfAlignment: alignment,
      }),
    ),
    spf: some(fc.constantFrom("+all" as const, "?all" as const, "~all" as const, "-all" as const)),
    dkim: addresses,
    tlsReports: addresses,
    mtaSts: fc.constantFrom("none" as const, "testing" as const, "enforce" as const),
    mandates: fc.subarray(["bod-18-01", "ocp-reference"]),
  });
  const atLeast = (one: MailPosture, other: MailPosture) => weakenings(other, one).length === 0;

  test("is reflexive, and nothing is the least", () => {
    fc.assert(
      fc.property(posture, (one) => {
        expect(weakenings(one, one)).toEqual([]);
        expect(weakenings(noPosture, one)).toEqual([]);
        expect(mailPosture.parse(one)).toEqual(one);
      }),
    );
  });

  test("is antisymmetric: what is weaker in neither direction does the same", () => {
    const alike = fc.tuple(posture, posture).map(([one, other]) => [strongerOf(one, other), strongerOf(other, one)]);
    fc.assert(
      fc.property(fc.oneof(fc.tuple(posture, posture), alike), ([one, other]) => {
        fc.pre(one !== undefined && other !== undefined && atLeast(one, other) && atLeast(other, one));
        // The same in whatever a third is compared with.
        expect(strongerOf(one, other)).toEqual(strongerOf(other, one));
        expect(weakenings(strongerOf(one, other), one)).toEqual([]);
      }),
    );
  });

  test("lets any chain of steps up go all the way, and never back unless nothing changed", () => {
    fc.assert(
      fc.property(posture, posture, posture, (one, two, three) => {
        const second = strongerOf(one, two);
        const third = strongerOf(second, three);
        expect([weakenings(one, second), weakenings(second, third), weakenings(one, third)]).toEqual([[], [], []]);
        if (!atLeast(one, second)) expect(weakenings(third, one)).not.toEqual([]);
      }),
    );
  });

  test("has for two a least that is above both", () => {
    fc.assert(
      fc.property(posture, posture, posture, (one, two, bound) => {
        const both = strongerOf(one, two);
        expect([weakenings(one, both), weakenings(two, both)]).toEqual([[], []]);
        const above = strongerOf(strongerOf(one, two), bound);
        expect(weakenings(both, above)).toEqual([]);
        if (atLeast(bound, one) && atLeast(bound, two)) expect(weakenings(both, bound)).toEqual([]);
        expect(strongerOf(both, two)).toEqual(both);
      }),
    );
  });
});
