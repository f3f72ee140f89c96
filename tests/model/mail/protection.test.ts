import { describe, expect, test } from "vitest";
import { weakenings } from "../../../model/mail/posture.ts";
import { mailFloors, mailNotWeakened, type RememberedProtection } from "../../../model/mail/protection.ts";
import { emptyRegister, type Register } from "../../../model/register.ts";
import type { Domain } from "../../../model/schema/mail.ts";

const example: Domain = {
  provider: "cloudflare",
  sendsMail: true,
  dmarc: { policy: "quarantine", aggregateReports: ["reports@example.net"] },
  spf: "softfail",
  senders: {
    newsletter: { kind: "mailchimp", reason: "Newsletters" },
    application: { kind: "ses", reason: "Alerts", host: "no-reply.example.org", region: "us-east-1", mailFrom: "mail" },
  },
};

function register(domains: Register["domains"], waivers: Register["waivers"] = {}): Register {
  return { ...emptyRegister("ocp"), domains, waivers };
}

/** What a stack of some domains remembers. */
function deployed(domains: Register["domains"], remembered: RememberedProtection = {}): RememberedProtection {
  return mailFloors(register(domains), Object.keys(domains), remembered).toRemember;
}

/** The floors of a stack that remembers `before`, when its register has come to these domains. */
function floorsAfter(before: RememberedProtection, domains: Register["domains"]) {
  return mailFloors(register(domains), Object.keys(domains), before).floors;
}

const before = deployed({ "example.org": example });
const waiver: Register["waivers"][string] = {
  rule: mailNotWeakened,
  subject: "ocp/domains/example.org",
  reason: "Reports move to another service",
  owner: "ocp-owner-1",
  author: "ocp-owner-1",
  approver: "ocp-owner-2",
  grantedOn: "2026-05-01",
  expiresOn: "2026-06-01",
};

describe("a floor", () => {
  test("is at first what the register declares", () => {
    const [first] = mailFloors(register({ "example.org": example }), ["example.org"], {}).floors;
    expect(first).toEqual({ domain: "example.org", floor: before["example.org"]?.protection });
    expect(first?.floor.dmarc["example.org"]?.policy).toBe("quarantine");
  });

  test("stays as it is while nothing changes, so that a stack that is up to date shows no change", () => {
    expect(deployed({ "example.org": example }, before)).toEqual(before);
    expect(floorsAfter(before, { "example.org": example })).toEqual(floorsAfter({}, { "example.org": example }));
  });

  test("rises with what the register declares", () => {
    const strict: Domain = { ...example, dmarc: { policy: "reject", aggregateReports: ["reports@example.net"] } };
    const [raised] = floorsAfter(before, { "example.org": strict });
    expect(raised?.floor.dmarc["example.org"]?.policy).toBe("reject");
  });

  test("does not fall with it, not even when something weaker was deployed past the gate", () => {
    const weak = { "example.org": { ...example, dmarc: undefined, spf: undefined, sendsMail: true } };
    const [kept] = floorsAfter(before, weak);
    expect(weakenings(before["example.org"]?.protection ?? never(), kept?.floor ?? never())).toEqual([]);
    expect(floorsAfter(deployed(weak, before), weak)).toEqual(floorsAfter(before, weak));
  });

  test("outlives the domain's entry", () => {
    expect(floorsAfter(before, {})).toEqual([{ domain: "example.org", floor: before["example.org"]?.protection }]);
    expect(deployed({}, before)["example.org"]?.protection).toEqual(before["example.org"]?.protection);
  });

  test("of a new domain below another begins with what it had from there", () => {
    const below: Domain = { provider: "cloudflare", sendsMail: true };
    const floors = floorsAfter(before, { "example.org": example, "news.example.org": below });
    expect(floors.map(({ domain }) => domain)).toEqual(["example.org", "news.example.org"]);
    expect(floors[1]?.floor.dmarc["news.example.org"]).toMatchObject({
      policy: "quarantine",
      aggregateReports: ["reports@example.net"],
    });
  });
});

describe("what a sender brought", () => {
  const { newsletter, application, ...others } = example.senders ?? {};
  const floorWith = (senders: Domain["senders"]) =>
    floorsAfter(before, { "example.org": { ...example, senders } })[0]?.floor;

  test("goes with the sender", () => {
    expect(floorWith({ ...others, ...(application && { application }) })?.dkim).toEqual([]);
    expect(Object.keys(floorWith({ ...others, ...(newsletter && { newsletter }) })?.spf ?? {})).toEqual([
      "example.org",
    ]);
  });

  test("stays while another brings it as well", () => {
    const twice = { "example.org": { ...example, senders: { ...example.senders, second: newsletter ?? never() } } };
    const [floor] = floorsAfter(deployed(twice), { "example.org": example });
    expect(floor?.floor.dkim).toEqual(["example.org by mcsv.net"]);
  });

  test("stays while the sender does", () => {
    const silent = { ...example.senders, newsletter: { kind: "other" as const, reason: "Newsletters" } };
    expect(floorWith(silent)?.dkim).toEqual(["example.org by mcsv.net"]);
  });
});

describe("with a waiver of the rule for the domain", () => {
  const weaker = { "example.org": { ...example, spf: undefined, dmarc: undefined } };
  const waived = (entries: Register["domains"], changes: Partial<typeof waiver> = {}) =>
    mailFloors(register(entries, { reports: { ...waiver, ...changes } }), Object.keys(entries), before);

  test("the floor stands, and what is declared is remembered in its place", () => {
    expect(waived(weaker).floors).toEqual(floorsAfter(before, weaker));
    expect(waived(weaker).toRemember).toEqual(deployed(weaker));
  });

  test("a domain that is gone is forgotten", () => {
    expect(waived({}).floors).toHaveLength(1);
    expect(waived({}).toRemember).toEqual({});
  });

  test.each([
    ["another rule", { rule: "mail-spf-valid" }],
    ["another domain", { subject: "ocp/domains/example.com" }],
  ])("not with one for %s", (_, changes) => {
    expect(waived(weaker, changes).toRemember).toEqual(deployed(weaker, before));
  });
});

function never(): never {
  throw new Error("the test has lost what it is about");
}
