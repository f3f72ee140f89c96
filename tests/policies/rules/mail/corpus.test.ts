import { expect, test } from "vitest";
import type { Register } from "../../../../model/register.ts";
import { mailDomainRules } from "../../../../policies/rules/mail/index.ts";
import { sesMailFromComplete } from "../../../../policies/rules/mail/ses/mail-from.ts";
import type { Resource } from "../../../../policies/rules/rule.ts";
import { asOf, changed, notifyRegister } from "../../compliant.ts";
import { resource, said, saidOf, saidOfStack } from "../../judge.ts";
import { type Zone, zones } from "./corpus.ts";
import { types } from "./records.ts";

/** The compliant zone of notify.gov. */
const compliant = [
  '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@gsa.gov,mailto:reports@dmarc.cyber.dhs.gov"',
  '@ TXT "v=spf1 include:amazonses.com ~all"',
  'mail TXT "v=spf1 include:amazonses.com ~all"',
  "mail MX 10 feedback-smtp.us-gov-west-1.amazonses.com",
];

/** What a zone is judged by: the rules on mail domains, and that on where bounces go. */
const judging = [...mailDomainRules, sesMailFromComplete];

/** What SES is told of where bounces go, which is in no zone. */
const mailFrom = resource("aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes", "notify.gov", {
  emailIdentity: "notify.gov",
  mailFromDomain: "mail.notify.gov",
});

function recordOf(line: string, at: number): Resource {
  const former = line.startsWith("former ");
  const [, name, type, priority, content = "", proxied] =
    /^(\S+) ([A-Z]+) (?:(\d+) (?=\S+$))?(.*?)( proxied)?$/.exec(line.replace(/^former /, "")) ?? [];
  return resource(types[former ? 1 : 0], `record-${at}`, {
    ...{ zoneId: "1".repeat(32), name, type, content, ttl: 3600, proxied: proxied !== undefined },
    ...(priority !== undefined && { priority: Number(priority) }),
  });
}

function registerOf({ answers }: Zone): Register {
  return changed(notifyRegister, ({ spfRecords }) => {
    for (const [name, answer] of Object.entries(answers ?? {})) {
      spfRecords[name] = { readOn: asOf, ...(typeof answer === "string" ? { record: answer } : { addresses: answer }) };
    }
  });
}

/** The rules that say something of a zone. */
function rulesThatSpeak(zone: Zone): string[] {
  const kept = compliant.filter((line) => !(zone.without ?? []).some((start) => line.startsWith(start)));
  const records = [...kept, ...(zone.with ?? [])].map(recordOf);
  const register = registerOf(zone);
  const speaking = judging.filter((rule) => {
    if (rule.scope === "register") return said(rule, register).length > 0;
    if (rule.scope === "stack")
      return saidOfStack(rule, [...records, mailFrom], register, "notify-production").length > 0;
    return records.some((each) => saidOf(rule, each, register).length > 0);
  });
  return speaking.map(({ name }) => name).filter((name) => name !== "mail-not-weakened");
}

test.each(zones.map((zone) => [zone.title, zone] as const))("%s", (_, zone) => {
  expect(rulesThatSpeak(zone).toSorted()).toEqual(zone.rules.toSorted());
});

test("every rule about records speaks of some zone, and titles tell the zones apart", () => {
  const spoken = new Set(zones.flatMap(({ rules }) => rules));
  // What follows from more than one zone of ours, from dates, or from the register alone has tests of its own.
  const others = ["mail-reports-accepted", "mail-exchangers-present", "mail-mandates-fit", "mail-not-weakened"];
  const silent = mailDomainRules.map(({ name }) => name).filter((name) => !spoken.has(name) && !/answers/.test(name));
  expect(silent.toSorted()).toEqual(
    others.filter((name) => mailDomainRules.some((rule) => rule.name === name)).toSorted(),
  );
  expect(new Set(zones.map(({ title }) => title)).size).toBe(zones.length);
});
