import { describe, expect, test } from "vitest";
import type { Register } from "../../../../model/register.ts";
import * as exchangers from "../../../../policies/rules/mail/exchangers.ts";
import { changed, ocpRegister } from "../../compliant.ts";
import { saidOfStack } from "../../judge.ts";
import { problemsOf, txt, types } from "./records.ts";

const mx = (content: string, priority: unknown = 1, name = "@", type: string = types[0]) =>
  txt(ocpRegister, name, content, { type: "MX", content, priority }, type);
/** A register whose domain neither sends nor takes mail. */
const silent = changed(ocpRegister, ({ domains }) => {
  domains["open-contracting.org"] = { ...domains["open-contracting.org"], sendsMail: false, receives: [] };
});

describe("EMAIL-3: mail goes to whom the register says", () => {
  const { exchangersFromRegister: rule } = exchangers;

  test.each(types)("the compliant %s leads there, in any spelling", (type) => {
    expect(problemsOf(rule, mx("smtp.google.com", 1, "open-contracting.org", type))).toEqual([]);
    expect(problemsOf(rule, mx("SMTP.google.com.", 1, "@", type))).toEqual([]);
  });

  test("a domain without mail may say so with a lone dot alone", () => {
    expect(problemsOf(rule, mx(".", 0), silent)).toEqual([]);
    expect(problemsOf(rule, mx("smtp.google.com"), silent)).toEqual([
      "it has mail for open-contracting.org sent to smtp.google.com, and the register has . for it",
    ]);
  });

  test.each<[string, ReturnType<typeof mx>, string]>([
    [
      "somebody else",
      mx("mx.example.net"),
      "it has mail for open-contracting.org sent to mx.example.net, and the register has smtp.google.com for it",
    ],
    ["nobody", mx("."), "it has mail for open-contracting.org sent to ., and the register has smtp.google.com for it"],
    [
      "a subdomain that takes none",
      mx("smtp.google.com", 1, "www"),
      "it has mail for www.open-contracting.org sent to smtp.google.com, and the register has nobody for it",
    ],
    ["another priority", mx("smtp.google.com", 10), "its priority is 10, and the register's is 1"],
    ["no priority", mx("smtp.google.com", null), "its priority is not given, and the register's is 1"],
  ])("%s is refused", (_, record, problem) => {
    expect(problemsOf(rule, record)).toEqual([problem]);
  });

  test("what takes bounces for SES is judged beside its identity", () => {
    expect(problemsOf(rule, mx("feedback-smtp.us-east-1.amazonses.com", 10, "mail.noreply"))).toEqual([]);
  });
});

describe("EMAIL-3: who takes mail is there once", () => {
  const found = (register: Register, ...records: ReturnType<typeof mx>[]) =>
    saidOfStack(exchangers.exchangersPresent, records, register, "ocp").map((line) =>
      line.slice(0, line.indexOf(". Leave")),
    );

  test("the compliant one is", () => {
    expect(found(ocpRegister, mx("smtp.google.com"))).toEqual([]);
    expect(found(silent, mx(".", 0))).toEqual([]);
  });

  test("none and two are refused", () => {
    expect(found(ocpRegister)).toEqual(["MX of open-contracting.org: smtp.google.com is not there"]);
    expect(found(silent)).toEqual(["MX of open-contracting.org: the null MX is not there"]);
    expect(found(ocpRegister, mx("smtp.google.com"), mx("smtp.google.com.", 1, "@", types[1]))).toEqual([
      "MX of open-contracting.org: smtp.google.com is there 2 times",
    ]);
  });
});

describe("EMAIL-3: nothing stands before a name about mail", () => {
  const said = (name: string, type = "CNAME") =>
    problemsOf(
      exchangers.mailNamesUnproxied,
      txt(ocpRegister, name, name, { type, content: "a.example", proxied: true }),
    );

  test.each(["k2._domainkey", "k2._domainkey.noreply", "_dmarc", "_smtp._tls", "_mta-sts"])(
    "%s is about mail",
    (name) => {
      expect(said(name)).toEqual([
        `${name}.open-contracting.org is proxied, so receivers are given an address and nothing about mail`,
      ]);
    },
  );

  test("a host that takes mail or bounces is reached by none then", () => {
    const own = changed(ocpRegister, ({ domains }) => {
      domains["open-contracting.org"].receives = [{ priority: 1, host: "mx.open-contracting.org" }];
    });
    const host = txt(own, "mx", "A", { type: "A", content: "192.0.2.1", proxied: true });
    expect(problemsOf(exchangers.mailNamesUnproxied, host, own)).toEqual([
      "mx.open-contracting.org is proxied, so no mail reaches it",
    ]);
    expect(said("mail.noreply", "A")).toHaveLength(1);
  });

  test("a website may be proxied, and a name about mail may be open", () => {
    expect(said("www")).toEqual([]);
    expect(problemsOf(exchangers.mailNamesUnproxied, txt(ocpRegister, "k2._domainkey", "", { type: "CNAME" }))).toEqual(
      [],
    );
  });
});
