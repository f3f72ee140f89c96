import type { DateText } from "../../model/dates.ts";
import { fullName } from "../../model/dns-name.ts";
import { isSpf, parseSpf } from "../../model/mail/spf.ts";
import type { Register } from "../../model/register.ts";
import type { SpfAnswer } from "../../model/schema/mail.ts";
import type { Dns } from "./dns.ts";

type Answers = Register["spfRecords"];

/** Names that one domain may lead to before it is given up: far more than receivers would follow. */
const mostNames = 100;

/**
 * Asks the DNS about every name that SPF records lead to, and what those lead to in turn.
 *
 * @param own the records of ours to begin with, as text by name; these names are not asked.
 * @param today the day that the answers are of
 */
export async function readAnswers(own: ReadonlyMap<string, string>, dns: Dns, today: DateText): Promise<Answers> {
  const answers = new Map<string, { -readonly [K in keyof SpfAnswer]: SpfAnswer[K] }>();
  const answerOf = (name: string) => {
    const answer = answers.get(name) ?? { readOn: today };
    answers.set(name, answer);
    return answer;
  };
  const waiting = [...own];
  const asked = new Set(own.keys());
  for (let next = waiting.shift(); next !== undefined && answers.size < mostNames; next = waiting.shift()) {
    const [name, text] = next;
    const { record } = parseSpf(text);
    for (const { name: mechanism, value } of record?.mechanisms ?? []) {
      const target = fullName(value ?? name);
      // What depends on each message cannot be asked before there is one.
      if (target.includes("%")) continue;
      if (mechanism === "include") await follow(target);
      if (mechanism === "a") answerOf(target).addresses ??= await dns.addresses(target);
      if (mechanism === "mx") answerOf(target).exchangers ??= await dns.exchangers(target);
    }
    if (record?.redirect !== undefined && !record.redirect.includes("%")) await follow(fullName(record.redirect));
  }
  return Object.fromEntries([...answers].sort(([a], [b]) => (a < b ? -1 : 1)));

  async function follow(name: string): Promise<void> {
    if (asked.has(name)) return;
    asked.add(name);
    const [text, ...others] = (await dns.texts(name)).filter(isSpf);
    const answer = answerOf(name);
    // Of two records receivers follow none.
    if (text === undefined || others.length > 0) return;
    answer.record = text;
    waiting.push([name, text]);
  }
}

/** What has changed between two sets of answers but for the day, a line each. */
export function changesBetween(before: Answers, after: Answers): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (old === undefined) return [`+ ${name}: ${said(now)}`];
    if (now === undefined) return [`- ${name}: nothing of ours leads there any more`];
    return said(old) === said(now) ? [] : [`~ ${name}: ${said(old)} is now ${said(now)}`];
  });
}

function said(answer: SpfAnswer | undefined): string {
  const { record, addresses, exchangers } = answer ?? {};
  const parts = [
    record,
    addresses === undefined ? undefined : `${addresses} addresses`,
    exchangers === undefined ? undefined : `${exchangers} mail hosts`,
  ].filter((part) => part !== undefined);
  return parts.join(", ") || "nothing";
}
