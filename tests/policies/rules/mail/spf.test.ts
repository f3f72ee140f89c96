import { describe, expect, test } from "vitest";
import { addDays } from "../../../../model/dates.ts";
import type { Register } from "../../../../model/register.ts";
import * as spf from "../../../../policies/rules/mail/spf.ts";
import { asOf, changed, ocpRegister } from "../../compliant.ts";
import { said, saidOfStack } from "../../judge.ts";
import { problemsOf, txt, types } from "./records.ts";

const compliant = "v=spf1 include:_spf.google.com ~all";
const at = (text: string, name = "@", register: Register = ocpRegister) => txt(register, name, text);

describe("EMAIL-3: an SPF record can be read to its end, and ends in a no", () => {
  const saidOfText = (text: string, register?: Register) => problemsOf(spf.spfValid, at(text), register);

  test.each(types)("the compliant %s does", (type) => {
    expect(problemsOf(spf.spfValid, txt(ocpRegister, "@", compliant, {}, type))).toEqual([]);
  });

  test.each([
    ["+all", "v=spf1 include:_spf.google.com +all", "all lets everybody send"],
    ["all", "v=spf1 include:_spf.google.com all", "all lets everybody send"],
    ["?all", "v=spf1 include:_spf.google.com ?all", "?all lets everybody send"],
    ["no end", "v=spf1 include:_spf.google.com", "it does not end in -all or ~all, so everybody may send"],
    [
      "an end in the middle",
      "v=spf1 -all include:_spf.google.com",
      "it does not end in -all or ~all, so everybody may send",
    ],
    ["a ptr", "v=spf1 ptr ~all", "it has a ptr, which receivers are told not to use"],
    ["a redirect", "v=spf1 redirect=_spf.google.com", "whoever owns _spf.google.com decides who may send"],
    ["a version in capitals", "V=SPF1 -all", "it does not begin with v=spf1 in exactly these letters and a space"],
    [
      "a version that does not exist",
      "v=spf2.0/pra -all",
      "it does not begin with v=spf1 in exactly these letters and a space",
    ],
    [
      "a term that is none",
      "v=spf1 includes:_spf.google.com ~all",
      '"includes:_spf.google.com" is neither a mechanism nor a modifier',
    ],
    ["an include of nobody", "v=spf1 include:spf.example.net ~all", "there is no SPF record known of spf.example.net"],
    ["a host of nobody", "v=spf1 a:mail.example.net ~all", "it is not known what a:mail.example.net leads to"],
    [
      "an include that depends on the message",
      "v=spf1 include:%{d}.example.net ~all",
      "%{d}.example.net depends on the message, so its look-ups cannot be counted",
    ],
    [
      "a long string",
      `v=spf1 ${"ip4:192.0.2.1 ".repeat(18)}-all`,
      "one of its strings has 263 bytes, and 255 is the most",
    ],
  ])("%s is refused", (_, text, problem) => {
    expect(saidOfText(text)).toContain(problem);
  });

  test("two strings are joined without a space", () => {
    const split = (first: string, second: string) =>
      problemsOf(spf.spfValid, txt(ocpRegister, "@", "", { content: `"${first}" "${second}"` }));
    expect(split("v=spf1 include:_spf.goo", "gle.com ~all")).toEqual([]);
    expect(split("v=spf1 include:_spf.google.com", "~all")).toContain(
      '"include:_spf.google.com~all" does not name a domain',
    );
  });

  test("a zone of nobody is refused", () => {
    expect(
      problemsOf(spf.spfValid, txt(ocpRegister, "a.example.org", "v=spf1 -all", { zoneId: "f".repeat(32) })),
    ).toEqual(["its zone belongs to no domain of the register, so nobody can tell whose record it is"]);
  });

  test("other records are none of its business", () => {
    expect(saidOfText("google-site-verification=v=spf1")).toEqual([]);
    expect(
      problemsOf(spf.spfValid, txt(ocpRegister, "@", compliant, { type: "CNAME", content: "example.org" })),
    ).toEqual([]);
  });

  describe("with what the register has kept of others", () => {
    /** A register in which Google's record is as given, with hosts that it leads to. */
    const google = (record: string, hosts: Register["spfRecords"] = {}) =>
      changed(ocpRegister, ({ spfRecords }) =>
        Object.assign(spfRecords, { "_spf.google.com": { record, readOn: asOf } }, hosts),
      );
    const nothing = { addresses: 0, exchangers: 0, readOn: asOf };
    const many = (count: number) => Array.from({ length: count }, (_, index) => `a:h${index}.example`).join(" ");
    const hosts = (count: number, answer: object) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`h${index}.example`, { ...answer, readOn: asOf }]),
      );

    test("ten look-ups pass and eleven do not, however deep they lie", () => {
      const nine = google(`v=spf1 ${many(9)} -all`, hosts(9, { addresses: 1 }));
      const ten = google(`v=spf1 ${many(10)} -all`, hosts(10, { addresses: 1 }));
      expect(saidOfText(compliant, nine)).toEqual([]);
      expect(saidOfText(compliant, ten)).toEqual(["it takes more than 10 look-ups, at which receivers give up"]);
    });

    test("two look-ups may find nothing, and not three", () => {
      const of = (count: number) => google(`v=spf1 ${many(count)} -all`, hosts(count, nothing));
      expect(saidOfText(compliant, of(2))).toEqual([]);
      expect(saidOfText(compliant, of(3))).toEqual(["3 of its look-ups find nothing, and receivers give up after 2"]);
    });

    test("ten hosts may take mail for a name of mx, and not eleven", () => {
      const of = (exchangers: number) =>
        google("v=spf1 mx:h.example -all", { "h.example": { exchangers, readOn: asOf } });
      expect(saidOfText(compliant, of(10))).toEqual([]);
      expect(saidOfText(compliant, of(11))).toEqual(["mx:h.example leads to 11 hosts, and receivers give up after 10"]);
    });

    test("an include that has no record any more is refused, and so is one that leads back", () => {
      const gone = changed(ocpRegister, ({ spfRecords }) => {
        spfRecords["_netblocks.google.com"] = { readOn: asOf };
      });
      expect(saidOfText(compliant, gone)).toEqual(["there is no SPF record known of _netblocks.google.com"]);
      const back = google("v=spf1 include:open-contracting.org -all");
      expect(saidOfText(compliant, back)).toEqual([expect.stringContaining("which has no end")]);
    });
  });
});

describe("EMAIL-3: who may send is who the register says", () => {
  const saidOfText = (text: string, name?: string, register?: Register) =>
    problemsOf(spf.spfFromRegister, at(text, name), register);

  test.each([
    ["@", compliant],
    ["@", "v=spf1 include:_spf.google.com -all"],
    ["noreply", "v=spf1 include:amazonses.com ~all"],
    ["mail.noreply.open-contracting.org.", "v=spf1 include:amazonses.com -all"],
    ["www", "v=spf1 -all"],
  ])("at %s it is: %s", (name, text) => {
    expect(saidOfText(text, name)).toEqual([]);
  });

  test.each([
    [
      "somebody else's network",
      "@",
      "v=spf1 include:_spf.google.com ip4:192.0.2.0/24 ~all",
      "it lets ip4:192.0.2.0/24 send, and no sender of open-contracting.org in the register does",
    ],
    [
      "a sender of another name",
      "@",
      "v=spf1 include:_spf.google.com include:amazonses.com ~all",
      "it lets include:amazonses.com send, and no sender of open-contracting.org in the register does",
    ],
    [
      "a sender left out",
      "@",
      "v=spf1 ~all",
      "it leaves out include:_spf.google.com, so mail of a sender in the register fails",
    ],
    [
      "a sender kept out",
      "@",
      "v=spf1 -include:_spf.google.com ~all",
      "it leaves out include:_spf.google.com, so mail of a sender in the register fails",
    ],
    [
      "a name that sends nothing, softly",
      "www",
      "v=spf1 ~all",
      "nothing is sent from www.open-contracting.org, so it has to end in -all",
    ],
    [
      "a name that sends nothing, with a sender",
      "www",
      "v=spf1 a -all",
      "it lets a send, and no sender of www.open-contracting.org in the register does",
    ],
  ])("%s is refused", (_, name, text, problem) => {
    expect(saidOfText(text, name)).toContain(problem);
  });

  test("a domain that no longer sends has to say so", () => {
    const silent = changed(ocpRegister, ({ domains }) => {
      domains["open-contracting.org"].sendsMail = false;
    });
    expect(saidOfText(compliant, "@", silent)).toHaveLength(2);
    expect(saidOfText("v=spf1 -all", "@", silent)).toEqual([]);
  });
});

describe("EMAIL-3: each name has one record", () => {
  const all = [
    at(compliant),
    at("v=spf1 include:amazonses.com ~all", "noreply"),
    at("v=spf1 include:amazonses.com ~all", "mail.noreply"),
  ];
  const found = (...resources: ReturnType<typeof at>[]) =>
    saidOfStack(spf.spfPresent, resources, ocpRegister, "ocp").map((line) => line.slice(0, line.indexOf(". Leave")));

  test("the compliant names do, and others may have one too", () => {
    expect(found(...all)).toEqual([]);
    expect(found(...all, at("v=spf1 -all", "www"))).toEqual([]);
  });

  test("a name without one is missed, and two at any name are none", () => {
    expect(found(...all.slice(1))).toEqual([
      "open-contracting.org: it has no SPF record, so everybody may send in its name",
    ]);
    expect(
      found(
        ...all,
        at("v=spf1 -all", "www"),
        txt(ocpRegister, "www.open-contracting.org.", "v=spf1 ~all", {}, types[1]),
      ),
    ).toEqual([
      expect.stringMatching(/^www\.open-contracting\.org: it has 2 SPF records, at which receivers give up: /),
    ]);
  });
});

describe("EMAIL-3: what others say was read lately", () => {
  /** What the two rules say of answers of an age. */
  const reported = (days: number) => {
    const register = changed(ocpRegister, ({ spfRecords }) => {
      for (const answer of Object.values<{ readOn: string }>(spfRecords)) answer.readOn = addDays(asOf, -days);
    });
    return [spf.spfAnswersAgeing, spf.spfAnswersCurrent].map((rule) => said(rule, register).length);
  };

  test.each([
    [89, 0, 0],
    [90, 0, 0],
    [91, 3, 0],
    [179, 3, 0],
    [180, 3, 0],
    [181, 3, 3],
  ])("after %i days %i are announced and %i refused", (days, announced, refused) => {
    expect(reported(days)).toEqual([announced, refused]);
  });
});
