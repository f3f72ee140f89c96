import { daysBetween } from "../../../model/dates.ts";
import { isSpf, looksLikeSpf, parseSpf, printMechanism, type SpfRecord } from "../../../model/mail/spf.ts";
import { countSpfLookups } from "../../../model/mail/spf-lookups.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { mail } from "../../settings/mail.ts";
import { dnsRecordTypes, readDnsRecord } from "../dns-records.ts";
import { listed, problems } from "../grants.ts";
import type { RegisterRule, ResourceRule, StackRule } from "../rule.ts";
import { dnsRecordsIn, domainsOfStack, expectedRecords } from "./domains.ts";

/** The SPF records that follow from the register, as text by name. */
function expectedSpf(register: Register): Map<string, string> {
  const records = expectedRecords(register).filter(({ type, content }) => type === "TXT" && isSpf(content));
  return new Map(records.map(({ name, content }) => [name, content]));
}

/** Receivers can read the record to its end, and it ends in a no. */
export const spfValid: ResourceRule = {
  name: "mail-spf-valid",
  clauses: ["EMAIL-3"],
  level: "mandatory",
  description:
    "An SPF record is valid, ends in -all or ~all, has no ptr, lets nobody in by default, and takes at most 10 look-ups, those of what it includes among them.",
  remedy:
    "Leave the record to the stack, which makes it from the domain's senders; where what they include has changed, run npm run spf -- --refresh --write.",
  scope: "resource",
  types: dnsRecordTypes,
  judge: (resource, { register }) => {
    const { name, zone, type, content } = readDnsRecord(resource, register);
    if (type !== "TXT" || !looksLikeSpf(content.text)) return [];
    const { record, problems: wrong } = parseSpf(content.text);
    return problems(
      zone === undefined && "its zone belongs to no domain of the register, so nobody can tell whose record it is",
      ...content.problems,
      ...wrong,
      ...(record === undefined ? [] : [...weakTerms(record), ...lookupProblems(name, content.text, register)]),
    );
  },
};

function weakTerms({ mechanisms, redirect }: SpfRecord): string[] {
  const last = mechanisms.at(-1);
  const open = mechanisms.find(({ name, qualifier }) => name === "all" && (qualifier === "+" || qualifier === "?"));
  return problems(
    open !== undefined && `${printMechanism(open)} lets everybody send`,
    open === undefined && last?.name !== "all" && "it does not end in -all or ~all, so everybody may send",
    redirect !== undefined && `whoever owns ${redirect} decides who may send`,
    mechanisms.some(({ name }) => name === "ptr") && "it has a ptr, which receivers are told not to use",
  );
}

/** What a receiver would find, as far as the register has kept what the DNS of others answered. */
function lookupProblems(name: string, text: string, register: Register): readonly string[] {
  const answers = Object.entries(register.spfRecords);
  const kept = answers.flatMap(([of, { record }]) => (record === undefined ? [] : [[of, record] as const]));
  const records = new Map([...kept, ...expectedSpf(register), [name, text] as const]);
  return countSpfLookups(name, records, new Map(answers)).problems;
}

/** Who may send in a name of ours is who the register says sends, and why. */
export const spfFromRegister: ResourceRule = {
  name: "mail-spf-from-register",
  clauses: ["EMAIL-3"],
  level: "mandatory",
  description:
    "An SPF record lets exactly those senders in that the register has for the name; a name that sends nothing has v=spf1 -all.",
  remedy: "Add or remove the sender, with its reason, in the register's domains.yaml.",
  scope: "resource",
  types: dnsRecordTypes,
  judge: (resource, { register }) => {
    const { name, type, content } = readDnsRecord(resource, register);
    const record = type === "TXT" ? parseSpf(content.text).record : undefined;
    if (record === undefined) return [];
    const expected = parseSpf(expectedSpf(register).get(name) ?? "v=spf1 -all").record;
    const [given, due] = [sendersIn(record), sendersIn(expected)];
    const more = given.filter((term) => !due.includes(term));
    const less = due.filter((term) => !given.includes(term));
    const sends = sendingNames(register).has(name);
    return problems(
      more.length > 0 && `it lets ${listed(more)} send, and no sender of ${name} in the register does`,
      less.length > 0 && `it leaves out ${listed(less)}, so mail of a sender in the register fails`,
      !sends && record.mechanisms.at(-1)?.qualifier !== "-" && `nothing is sent from ${name}, so it has to end in -all`,
    );
  },
};

/** What a record lets in or keeps out by name: all but the end. */
function sendersIn(record: SpfRecord | undefined): string[] {
  return (record?.mechanisms ?? []).filter(({ name }) => name !== "all").map(printMechanism);
}

/** The names that mail is from or bounces go to. */
function sendingNames(register: Register): Set<string> {
  const domains = Object.fromEntries(Object.entries(register.domains).filter(([, { sendsMail }]) => sendsMail));
  return new Set(expectedSpf({ ...register, domains }).keys());
}

/** A name with two SPF records has none, and one without any lets receivers guess. */
export const spfPresent: StackRule = {
  name: "mail-spf-present",
  clauses: ["EMAIL-3"],
  level: "mandatory",
  description: "Each mail domain, and each name that mail is from or bounces go to, has exactly one SPF record.",
  remedy: "Leave the records to the stack, which makes them from the register's domains.yaml, and remove any other.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const domains = Object.fromEntries(domainsOfStack(register, stack));
    const found = dnsRecordsIn(resources, register).filter(
      ({ zone, type, content }) => zone !== undefined && type === "TXT" && isSpf(content.text),
    );
    const names = new Set([...expectedSpf({ ...register, domains }).keys(), ...found.map(({ name }) => name)]);
    return [...names].map((name) => {
      const there = found.filter((each) => each.name === name);
      return {
        subject: name,
        problems: problems(
          there.length === 0 && "it has no SPF record, so everybody may send in its name",
          there.length > 1 &&
            `it has ${there.length} SPF records, at which receivers give up: ${listed(there.map(({ subject }) => subject).sort())}`,
        ),
      };
    });
  },
};

/** A rule about how long ago the DNS of others was asked. */
function answersOlderThan(days: number, about: Pick<RegisterRule, "name" | "level" | "description">): RegisterRule {
  return {
    ...about,
    clauses: ["EMAIL-3"],
    remedy: "Run npm run spf -- --refresh --write, and read what has changed.",
    scope: "register",
    judge: (register, asOf) =>
      Object.entries(register.spfRecords).map(([name, { readOn }]) => {
        const age = daysBetween(readOn, asOf);
        return {
          subject: subjectOf(register.id, "spfRecords", name),
          problems: problems(age > days && `it was read ${age} days ago, on ${readOn}, and may have changed since`),
        };
      }),
  };
}

export const spfAnswersCurrent = answersOlderThan(mail.spfAnswerDays, {
  name: "mail-spf-answers-current",
  level: "mandatory",
  description: `What the SPF records of our senders lead to was read in the last ${mail.spfAnswerDays} days.`,
});

export const spfAnswersAgeing = answersOlderThan(mail.spfAnswerNoticeDays, {
  name: "mail-spf-answers-ageing",
  level: "advisory",
  description: `What the SPF records of our senders lead to was read in the last ${mail.spfAnswerNoticeDays} days.`,
});
