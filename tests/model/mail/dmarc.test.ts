import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DmarcPolicy,
  type DmarcRecord,
  dmarcPolicies,
  effectivePolicy,
  isDmarc,
  looksLikeDmarc,
  parseDmarc,
  printDmarc,
} from "../../../model/mail/dmarc.ts";

/** The record of open-contracting.org. */
const live =
  "v=DMARC1; p=none; rua=mailto:e57de3ae23df489@rep.dmarcanalyzer.com; ruf=mailto:e57de3ae23df489@for.dmarcanalyzer.com; fo=1;";

/** Valid records, what they say, and what is worth knowing of them. */
const valid: [string, DmarcRecord, string[]?][] = [
  [
    live,
    {
      policy: "none",
      aggregateReports: ["e57de3ae23df489@rep.dmarcanalyzer.com"],
      forensicReports: ["e57de3ae23df489@for.dmarcanalyzer.com"],
      failureOptions: "1",
    },
  ],
  ["v=DMARC1; p=reject", { policy: "reject" }],
  ["v=DMARC1;p=reject", { policy: "reject" }],
  ["v = DMARC1 ;\tp = Reject ; ", { policy: "reject" }],
  ["V=DMARC1; p=quarantine", { policy: "quarantine" }],
  ["v=DMARC1; p=reject; sp=none", { policy: "reject", subdomainPolicy: "none" }],
  ["v=DMARC1; p=none; np=reject", { policy: "none", nonExistentPolicy: "reject" }],
  ["v=DMARC1; p=reject; t=y", { policy: "reject", testing: true }],
  ["v=DMARC1; p=reject; t=n; psd=n", { policy: "reject", testing: false, publicSuffix: "n" }],
  ["v=DMARC1; p=reject; adkim=s; aspf=r", { policy: "reject", dkimAlignment: "strict", spfAlignment: "relaxed" }],
  ["v=DMARC1; p=none; fo=1:d:s", { policy: "none", failureOptions: "1:d:s" }],
  ["v=DMARC1; p=none; rua=MAILTO:Who@Example.ORG", { policy: "none", aggregateReports: ["Who@example.org"] }],
  ["v=DMARC1; p=none; rua=mailto:a%21b@example.org", { policy: "none", aggregateReports: ["a!b@example.org"] }],
  [
    "v=DMARC1; p=none; rua=mailto:a@example.org , mailto:b@example.org",
    { policy: "none", aggregateReports: ["a@example.org", "b@example.org"] },
  ],
  [
    "v=DMARC1; p=none; rua=mailto:a@example.org!10m",
    { policy: "none", aggregateReports: ["a@example.org"] },
    ["rua: the size limit !10m is obsolete, and receivers ignore it"],
  ],
  [
    "v=DMARC1; p=none; rua=mailto:a@example.org,mailto:b@example.org,mailto:c@example.org",
    { policy: "none", aggregateReports: ["a@example.org", "b@example.org", "c@example.org"] },
    ["rua: receivers need not send reports to more than two addresses, and it has 3"],
  ],
  [
    "v=DMARC1; p=reject; pct=50",
    { policy: "reject", percent: 50 },
    ["pct was removed from DMARC: receivers of today ignore it, and older ones do not"],
  ],
  [
    "v=DMARC1; p=reject; pct=many; rf=afrf; ri=86400",
    { policy: "reject", percent: 0 },
    ["pct", "rf", "ri"].map(
      (tag) => `${tag} was removed from DMARC: receivers of today ignore it, and older ones do not`,
    ),
  ],
  ["v=DMARC1; p=reject; x=1", { policy: "reject" }, ["receivers ignore the tag x, which they do not know"]],
  [
    "v=DMARC1; sp=reject; p=none",
    { policy: "none", subdomainPolicy: "reject" },
    ["older receivers expect p right after v"],
  ],
  ["v=DMARC1", { policy: "none" }, ["it has no p, which means none, and older receivers ignore the whole record"]],
];

describe("a valid record", () => {
  test.each(valid)("%s", (text, record, advice = []) => {
    expect(parseDmarc(text)).toEqual({ record, problems: [], advice });
    expect(isDmarc(text)).toBe(true);
  });
});

const unreadable = "it does not begin with v=DMARC1 in exactly these letters";

/** Records that receivers ignore as a whole. */
const ignored: [string, string[]][] = [
  ["", [unreadable]],
  ["p=reject", [unreadable]],
  ["p=reject; v=DMARC1", [unreadable]],
  ["v=dmarc1; p=reject", [unreadable]],
  ["v=DMARC2; p=reject", [unreadable]],
  ["v=DMARC10; p=reject", [unreadable]],
  [" v=DMARC1; p=reject", [unreadable]],
  ["v=spf1 -all", [unreadable]],
  ["v=DMARC1 p=reject", [unreadable]],
  ["v=DMARC1; p=reject; p=none", ["the tag p stands there twice, so receivers ignore the whole record"]],
  ["v=DMARC1; p=reject; v=DMARC1", ["the tag v stands there twice, so receivers ignore the whole record"]],
];

test.each(ignored)("%j is no policy at all", (text, problems) => {
  expect(parseDmarc(text)).toMatchObject({ record: undefined, problems });
});

/** Records with a mistake, and what is left of them for receivers to go by. */
const mistaken: [string, DmarcRecord, string[]][] = [
  ["v=DMARC1; p=block", { policy: "none" }, ['p is "block", and its value has to be none or quarantine or reject']],
  ["v=DMARC1; p=", { policy: "none" }, ['"p=" is not a tag with a value']],
  ["v=DMARC1; p=reject;; t=n", { policy: "reject", testing: false }, ["there is nothing between two semicolons"]],
  ["v=DMARC1; p=reject; t=yes", { policy: "reject" }, ['t is "yes", and its value has to be y or n']],
  [
    "v=DMARC1; p=reject; toString=y; adkim=constructor",
    { policy: "reject" },
    ['adkim is "constructor", and its value has to be r or s'],
  ],
  [
    "v=DMARC1; p=reject; SP=none",
    { policy: "reject" },
    ["the tag SP has to be written sp: to some receivers it is another tag"],
  ],
  [
    "v=DMARC1; p=none; fo=0:1",
    { policy: "none" },
    ['fo is "0:1", and its value has to be 0 or 1, d, s, joined by colons, each once'],
  ],
  [
    "v=DMARC1; p=none; fo=d:d",
    { policy: "none" },
    ['fo is "d:d", and its value has to be 0 or 1, d, s, joined by colons, each once'],
  ],
  [
    "v=DMARC1; p=none; rua=dmarc@example.org",
    { policy: "none", aggregateReports: [] },
    ['rua: "dmarc@example.org" does not begin with mailto:, so no receiver has to send a report there'],
  ],
  [
    "v=DMARC1; p=none; ruf=https://example.org/reports",
    { policy: "none", forensicReports: [] },
    ['ruf: "https://example.org/reports" does not begin with mailto:, so no receiver has to send a report there'],
  ],
  ...[
    "mailto:",
    "mailto:a",
    "mailto:@example.org",
    "mailto:a@localhost",
    "mailto:a@b@example.org",
    "mailto:a@example.org?subject=x",
    "mailto:a!b@example.org",
    "mailto:%zz@example.org",
    "mailto:a%2Cb@example.org",
    "mailto:a b@example.org",
  ].map((uri): [string, DmarcRecord, string[]] => [
    `v=DMARC1; p=none; rua=${uri}`,
    { policy: "none", aggregateReports: [] },
    [`rua: "${uri}" is not an e-mail address that reports can be sent to`],
  ]),
  [
    "v=DMARC1; p=x; sp=y; rua=a,mailto:b@example.org",
    { policy: "none", aggregateReports: ["b@example.org"] },
    [
      'p is "x", and its value has to be none or quarantine or reject',
      'sp is "y", and its value has to be none or quarantine or reject',
      'rua: "a" does not begin with mailto:, so no receiver has to send a report there',
    ],
  ],
];

test.each(mistaken)("%s is mistaken", (text, record, problems) => {
  expect(parseDmarc(text)).toMatchObject({ record, problems });
});

test("a text can be meant as a policy without being one", () => {
  for (const text of ["v=dmarc1; p=none", " v=DMARC1", "v = DMARC1", '"v=DMARC1', "V=DMARC2"]) {
    expect(looksLikeDmarc(text), text).toBe(true);
  }
  for (const text of ["", "v=spf1 -all", "google-site-verification=v=DMARC1"])
    expect(looksLikeDmarc(text), text).toBe(false);
});

describe("what in effect happens to mail that fails", () => {
  const policies = (text: string): (DmarcPolicy | undefined)[] => {
    const { record } = parseDmarc(text);
    return (["domain", "subdomains", "nonExistent"] as const).map((mail) => record && effectivePolicy(record, mail));
  };
  test.each([
    ["v=DMARC1; p=reject", ["reject", "reject", "reject"]],
    ["v=DMARC1; p=reject; sp=none", ["reject", "none", "none"]],
    ["v=DMARC1; p=reject; sp=none; np=reject", ["reject", "none", "reject"]],
    ["v=DMARC1; p=none; np=quarantine", ["none", "none", "quarantine"]],
    ["v=DMARC1; p=reject; t=y", ["quarantine", "quarantine", "quarantine"]],
    ["v=DMARC1; p=quarantine; sp=none; t=y", ["none", "none", "none"]],
    ["v=DMARC1; p=reject; pct=50", ["quarantine", "quarantine", "quarantine"]],
    ["v=DMARC1; p=reject; pct=100; t=n", ["reject", "reject", "reject"]],
    ["v=DMARC1", ["none", "none", "none"]],
  ])("%s", (text, expected) => {
    expect(policies(text)).toEqual(expected);
  });
});

const policy = fc.constantFrom(...dmarcPolicies);
const host = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?\.(example|org)$/);
const address = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9!%+&'*/=^_`{|}~$#-]{1,20}$/), host)
  .map((parts) => parts.join("@"));
const reports = fc.array(address, { minLength: 1, maxLength: 4 });
const record: fc.Arbitrary<DmarcRecord> = fc.record(
  {
    policy,
    subdomainPolicy: policy,
    nonExistentPolicy: policy,
    testing: fc.boolean(),
    aggregateReports: reports,
    forensicReports: reports,
    failureOptions: fc.constantFrom("0", "1", "d", "s", "1:d", "d:s", "s:0:d"),
    dkimAlignment: fc.constantFrom("relaxed", "strict"),
    spfAlignment: fc.constantFrom("relaxed", "strict"),
    publicSuffix: fc.constantFrom("y", "n", "u"),
    percent: fc.nat({ max: 100 }),
  },
  { requiredKeys: ["policy"] },
);

describe("any record", () => {
  test("is read back as it was printed, without a problem", () => {
    fc.assert(
      fc.property(record, (some) => {
        expect(parseDmarc(printDmarc(some))).toMatchObject({ record: some, problems: [] });
        expect(Object.keys(parseDmarc(printDmarc(some)).record ?? {}).toSorted()).toEqual(Object.keys(some).toSorted());
      }),
    );
  });

  test("prints v and p first, which is where old receivers look for them", () => {
    fc.assert(
      fc.property(record, (some) => {
        expect(printDmarc(some)).toMatch(/^v=DMARC1; p=(none|quarantine|reject)(; |$)/);
      }),
    );
  });
});

/** Texts out of the pieces that records are made of. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom("v=DMARC1", ";", "; ", "=", "p=reject", "p=none", "sp=none", "t=y", "pct=5", "rua=", "mailto:"),
      fc.constantFrom("a@example.org", ",", "!10m", "%", "%2C", "__proto__=x", "constructor=y", "fo=1", " ", "\t"),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(""));

describe("any text", () => {
  const text = fc.oneof(
    pieces,
    pieces.map((rest) => `v=DMARC1;${rest}`),
    fc.string({ unit: "binary" }),
  );

  test("is read without throwing, and problems are in words", () => {
    fc.assert(
      fc.property(text, (some) => {
        const { record: read, problems, advice } = parseDmarc(some);
        expect([...problems, ...advice].every((said) => said.length > 10)).toBe(true);
        expect(read !== undefined || problems.length > 0).toBe(true);
      }),
    );
  });

  test("once read means the same when it is printed and read again", () => {
    fc.assert(
      fc.property(text, (some) => {
        const { record: read, problems } = parseDmarc(some);
        if (read === undefined || problems.length > 0) return;
        expect(parseDmarc(printDmarc(read)).record).toEqual(read);
      }),
    );
  });
});
