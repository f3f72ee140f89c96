import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document } from "yaml";
import type { DateText } from "../../model/dates.ts";
import { loadRegister } from "../../model/load.ts";
import { mailRecords } from "../../model/mail/records.ts";
import { isSpf } from "../../model/mail/spf.ts";
import { countSpfLookups, mostSpfLookups } from "../../model/mail/spf-lookups.ts";
import { fileOfKind, type Register, registerIds } from "../../model/register.ts";
import { type Dns, dnsBy } from "./dns.ts";
import { changesBetween, readAnswers } from "./read-answers.ts";

export interface SpfOptions {
  /** Folder of the register. */
  readonly register: string;
  /** Ask the DNS anew. */
  readonly refresh?: boolean;
  /** Write the register's files. */
  readonly write?: boolean;
}

/**
 * `spf`: what receivers have to look up to tell who may send for our names; with `refresh`, after asking the DNS anew.
 * Gives the lines to print. Throws `RegisterError` and `DnsUnavailable`; then nothing has been written.
 */
export async function spf(options: SpfOptions, today: DateText, dns: Dns = dnsBy()): Promise<string[]> {
  const { registers } = loadRegister(options.register);
  if (options.refresh === true) await dns.reachable();
  const read = [];
  for (const id of registerIds) {
    const register = registers[id];
    const answers =
      options.refresh === true ? await readAnswers(ownRecords(register), dns, today) : register.spfRecords;
    read.push({ register, answers });
  }
  // All answers are there before any file is touched.
  for (const { register, answers } of read) {
    const file = join(options.register, register.id, fileOfKind("spfRecords"));
    if (options.write !== true || (Object.keys(answers).length === 0 && !existsSync(file))) continue;
    writeFileSync(file, answersText(answers));
  }
  return read.flatMap(({ register, answers }) => [
    ...changesBetween(register.spfRecords, answers),
    ...lookupLines({ ...register, spfRecords: answers }),
  ]);
}

const heading = `# yaml-language-server: $schema=../schemas/spf-records.json
# What the SPF records of our senders lead to. \`npm run spf -- --refresh --write\` asks the DNS anew.
`;

/** The text of `spf-records.yaml`. */
export function answersText(answers: Register["spfRecords"]): string {
  return `${heading}${new Document(answers).toString({ lineWidth: 0 })}`;
}

/** The SPF records of our own names, as text by name. */
function ownRecords({ domains }: Register): Map<string, string> {
  const records = Object.entries(domains).flatMap(([name, domain]) => mailRecords(name, domain));
  return new Map(records.filter(({ content }) => isSpf(content)).map(({ name, content }) => [name, content]));
}

/** For each name of ours, how many look-ups its record takes and what is wrong with them. */
function lookupLines(register: Register): string[] {
  const own = ownRecords(register);
  const hosts = Object.entries(register.spfRecords);
  const kept = hosts.flatMap(([name, { record }]) => (record === undefined ? [] : [[name, record] as const]));
  const records = new Map([...kept, ...own]);
  return [...own].map(([name, text]) => {
    const { lookups, problems } = countSpfLookups(name, records, new Map(hosts));
    const wrong = problems.length === 0 ? "" : ` – ${problems.join("; ")}`;
    return `  ${name}: ${lookups} of ${mostSpfLookups} look-ups – ${text}${wrong}`;
  });
}
