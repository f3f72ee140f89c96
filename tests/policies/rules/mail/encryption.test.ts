import { describe, expect, test } from "vitest";
import { mtaStsId } from "../../../../model/mail/mta-sts.ts";
import * as encryption from "../../../../policies/rules/mail/encryption.ts";
import * as destinations from "../../../../policies/rules/mail/report-destinations.ts";
import { changed, notifyRegister, ocpRegister } from "../../compliant.ts";
import { saidOfStack } from "../../judge.ts";
import { problemsOf, txt, types } from "./records.ts";

const register = changed(ocpRegister, ({ domains }) => {
  Object.assign(domains["open-contracting.org"], {
    tlsReports: ["tls@open-contracting.org"],
    mtaSts: { mode: "enforce", maxAge: 604_800, servedBy: "open-contracting.github.io" },
  });
});
const tls = "v=TLSRPTv1; rua=mailto:tls@open-contracting.org";
const sts = `v=STSv1; id=${mtaStsId({ mode: "enforce", mx: ["smtp.google.com"], maxAge: 604_800 })}`;
const host = txt(register, "mta-sts", "", { type: "CNAME", content: "open-contracting.github.io" });

describe("EMAIL-8: what a domain says of encryption is what the register says", () => {
  const said = (name: string, text: string, props = {}) =>
    problemsOf(encryption.encryptionValid, txt(register, name, text, props), register);

  test("that of the register is", () => {
    expect([said("_smtp._tls", tls), said("_mta-sts", sts)]).toEqual([[], []]);
  });

  test.each([
    [
      "no version",
      "_smtp._tls",
      "rua=mailto:a@example.org",
      "it does not begin with v=TLSRPTv1 in exactly these letters",
    ],
    ["an address without mailto:", "_smtp._tls", "v=TLSRPTv1; rua=a@example.org", /does not begin with mailto:/],
    [
      "an address of somebody else",
      "_smtp._tls",
      "v=TLSRPTv1; rua=mailto:a@example.org",
      /^it says .* and from the register follows /,
    ],
    [
      "an id of old",
      "_mta-sts",
      "v=STSv1; id=20260101",
      /^it says "v=STSv1; id=20260101", and from the register follows /,
    ],
    ["an id that is none", "_mta-sts", "v=STSv1; id=", /^id is ""/],
    [
      "a name that the register says nothing of",
      "_smtp._tls.www",
      tls,
      "the register says nothing of TLS-RPT for the domain",
    ],
  ])("%s is refused", (_, name, text, problem) => {
    expect(said(name, text)).toEqual([expect.stringMatching(problem)]);
  });

  test("an alias is refused, since others would say it", () => {
    expect(said("_smtp._tls", "", { type: "CNAME", content: "tls.example.net" })).toEqual([
      "it is a CNAME record, and what a domain says of TLS-RPT is a TXT record",
    ]);
  });
});

describe("EMAIL-8: it is said once", () => {
  const all = [txt(register, "_smtp._tls", tls), txt(register, "_mta-sts", sts), host];
  const said = (...records: typeof all) =>
    saidOfStack(encryption.encryptionPresent, records, register, "ocp").map((line) =>
      line.slice(0, line.indexOf(". Leave")),
    );

  test("all is there", () => {
    expect(said(...all)).toEqual([]);
  });

  test("what is missing is missed", () => {
    expect(said()).toEqual([
      "_smtp._tls.open-contracting.org: it has no TLS-RPT record",
      "_mta-sts.open-contracting.org: it has no MTA-STS record",
      "mta-sts.open-contracting.org: it does not lead to open-contracting.github.io, so senders cannot fetch the policy",
    ]);
  });

  test("two are none", () => {
    expect(said(...all, txt(register, "_smtp._tls.open-contracting.org.", tls, {}, types[1]))).toEqual([
      expect.stringMatching(/^_smtp\._tls\.open-contracting\.org: it has 2 TLS-RPT records, so senders use none: /),
    ]);
  });

  test("a domain need say nothing of it", () => {
    expect(saidOfStack(encryption.encryptionPresent, [], ocpRegister, "ocp")).toEqual([]);
  });
});

describe("EMAIL-8: reports arrive", () => {
  const reporting = changed(notifyRegister, ({ domains }) => {
    domains["notify-staging.example.gov"].dmarc.aggregateReports.push("dmarc@notify.gov");
  });
  const consent = txt(reporting, "notify-staging.example.gov._report._dmarc", "v=DMARC1");
  const missing = (stack: string, ...records: (typeof consent)[]) =>
    saidOfStack(destinations.reportsAccepted, records, reporting, stack).map((line) => line.split(". ")[0]);

  test("at a domain of the register once it says that it takes them, in its own stack", () => {
    const name = "notify-staging.example.gov._report._dmarc.notify.gov";
    expect(missing("notify-production")).toEqual([
      `notify.gov: there is no record v=DMARC1 at ${name}, so no such reports are sent here`,
    ]);
    expect(missing("notify-production", consent)).toEqual([]);
    expect(missing("notify-staging")).toEqual([]);
  });

  test("at others only if those say so, which is worth a word", () => {
    const said = (rua: string) =>
      problemsOf(destinations.reportsToOthers, txt(ocpRegister, "_dmarc", `v=DMARC1; p=none; ${rua}`));
    expect(said("rua=mailto:a@open-contracting.org,mailto:a@rep.dmarcanalyzer.com")).toEqual([]);
    expect(said("rua=mailto:a@example.net; ruf=mailto:b@example.net")).toEqual([
      "reports go to example.net, and arrive only if open-contracting.org._report._dmarc.example.net says so",
    ]);
  });
});
