import { fullName } from "../dns-name.ts";
import { parseSpf, type SpfMechanism, type SpfMechanismName, type SpfRecord } from "./spf.ts";

/** The most terms with a look-up that a receiver evaluates before it gives up (RFC 7208 section 4.6.4). */
export const mostSpfLookups = 10;

const lookingUp: ReadonlySet<SpfMechanismName> = new Set(["include", "a", "mx", "ptr", "exists"]);

/** What a receiver has to ask the DNS for one domain's SPF record, in the worst case: when nothing matches early. */
export interface SpfLookups {
  /** Counted until it is one too many: more than that nobody evaluates. */
  readonly lookups: number;
  readonly problems: readonly string[];
}

/**
 * Counts the look-ups of a domain's record and of all that it includes or redirects to.
 *
 * @param records SPF records as text by full domain name, everything that the domain's own record leads to.
 */
export function countSpfLookups(domain: string, records: ReadonlyMap<string, string>): SpfLookups {
  const problems: string[] = [];
  let lookups = 0;
  visit(domain, []);
  return { lookups, problems };

  function visit(name: string, path: readonly string[]): void {
    if (path.includes(name)) {
      problems.push(`${[...path, name].join(" leads to ")}, which has no end`);
      return;
    }
    const text = records.get(name);
    if (text === undefined) {
      problems.push(`there is no SPF record known of ${name}`);
      return;
    }
    const { record, problems: found } = parseSpf(text);
    problems.push(...found.map((problem) => `${name}: ${problem}`));
    for (const { name: mechanism, value } of triedMechanisms(record)) {
      if (!lookingUp.has(mechanism) || !hasRoom()) continue;
      if (mechanism === "include") follow(value ?? "", [...path, name]);
    }
    const redirect = redirectOf(record);
    if (redirect !== undefined && hasRoom()) follow(redirect, [...path, name]);
  }

  function follow(target: string, path: readonly string[]): void {
    // A name made of macros depends on each message, so what is behind it cannot be counted.
    if (target.includes("%")) problems.push(`${target} depends on the message, so its look-ups cannot be counted`);
    else visit(fullName(target), path);
  }

  /** Takes one more look-up, unless there were too many already. */
  function hasRoom(): boolean {
    if (lookups > mostSpfLookups) return false;
    lookups += 1;
    if (lookups <= mostSpfLookups) return true;
    problems.push(`it takes more than ${mostSpfLookups} look-ups, at which receivers give up`);
    return false;
  }
}

/** What stands after `all` is never tried. */
function triedMechanisms(record: SpfRecord | undefined): readonly SpfMechanism[] {
  const mechanisms = record?.mechanisms ?? [];
  const all = mechanisms.findIndex(({ name }) => name === "all");
  return all < 0 ? mechanisms : mechanisms.slice(0, all);
}

/** The domain that is asked when nothing matched; with an `all`, something always matches. */
function redirectOf(record: SpfRecord | undefined): string | undefined {
  return record?.mechanisms.some(({ name }) => name === "all") ? undefined : record?.redirect;
}
