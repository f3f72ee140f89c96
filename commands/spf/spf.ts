import { existsSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { Document } from "yaml";
import { homesIn } from "../../edits/homes.ts";
import type { DateText } from "../../model/dates.ts";
import { filesOfKind } from "../../model/load/folder.ts";
import { loadRegister } from "../../model/load.ts";
import { mailRecords } from "../../model/mail/records.ts";
import { isSpf } from "../../model/mail/spf.ts";
import { countSpfLookups, mostSpfLookups } from "../../model/mail/spf-lookups.ts";
import { folderOfKind, type Register, registerIds } from "../../model/register.ts";
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
    const files = filesOfKind(options.register, register.id, "spfRecords");
    if (options.write !== true || (Object.keys(answers).length === 0 && !existsSync(files[0]))) continue;
    writeAnswers(files, answers);
  }
  return read.flatMap(({ register, answers }) => [
    ...changesBetween(register.spfRecords, answers),
    ...lookupLines({ ...register, spfRecords: answers }),
  ]);
}

/** Writes each answer to the file that has one for its name, and the others to the last. */
function writeAnswers(files: readonly string[], answers: Register["spfRecords"]): void {
  const homes = homesIn(files);
  for (const [at, file] of files.entries()) {
    const own = Object.entries(answers).filter(([name]) => (homes.get(name) ?? files.length - 1) === at);
    writeFileSync(file, answersText(Object.fromEntries(own), basename(dirname(file)) === folderOfKind("spfRecords")));
  }
}

/** The text of `spf-records.yaml`, or of a file in its folder. */
export function answersText(answers: Register["spfRecords"], isPart = false): string {
  const heading = `# yaml-language-server: $schema=${isPart ? "../" : ""}../schemas/spf-records.json
# What the SPF records of our senders lead to. \`npm run spf -- --refresh --write\` asks the DNS anew.
`;
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
