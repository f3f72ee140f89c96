import { fullName } from "../dns-name.ts";
import { parseSpf, type SpfMechanism, type SpfMechanismName, type SpfRecord } from "./spf.ts";

/** The most terms with a look-up that a receiver evaluates before it gives up (RFC 7208 section 4.6.4). */
export const mostSpfLookups = 10;

/** The most of these that may find nothing. */
export const mostVoidLookups = 2;

/** The most hosts that one `mx` may lead to. */
export const mostExchangers = 10;

const lookingUp: ReadonlySet<SpfMechanismName> = new Set(["include", "a", "mx", "ptr", "exists"]);

/** What a receiver has to ask the DNS for one domain's SPF record, in the worst case: when nothing matches early. */
export interface SpfLookups {
  /** Counted until it is one too many: more than that nobody evaluates. */
  readonly lookups: number;
  readonly problems: readonly string[];
}

/** How many addresses and mail hosts a name has, as far as it was asked. */
export interface HostAnswer {
  readonly addresses?: number | undefined;
  readonly exchangers?: number | undefined;
}

/**
 * Counts the look-ups of a domain's record and of all that it includes or redirects to.
 *
 * @param records SPF records as text by full domain name, everything that the domain's own record leads to.
 * @param hosts what `a` and `mx` find, by full domain name. Without it, what finds nothing is not counted.
 */
export function countSpfLookups(
  domain: string,
  records: ReadonlyMap<string, string>,
  hosts?: ReadonlyMap<string, HostAnswer>,
): SpfLookups {
  const problems: string[] = [];
  let lookups = 0;
  let nothingFound = 0;
  visit(domain, []);
  if (nothingFound > mostVoidLookups) {
    problems.push(`${nothingFound} of its look-ups find nothing, and receivers give up after ${mostVoidLookups}`);
  }
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
      if (mechanism === "a" || mechanism === "mx") find(mechanism, fullName(value ?? name));
    }
    const redirect = redirectOf(record);
    if (redirect !== undefined && hasRoom()) follow(redirect, [...path, name]);
  }

  function follow(target: string, path: readonly string[]): void {
    // A name made of macros depends on each message, so what is behind it cannot be counted.
    if (target.includes("%")) problems.push(`${target} depends on the message, so its look-ups cannot be counted`);
    else visit(fullName(target), path);
  }

  function find(mechanism: "a" | "mx", name: string): void {
    if (hosts === undefined || name.includes("%")) return;
    const answer = hosts.get(name)?.[mechanism === "a" ? "addresses" : "exchangers"];
    if (answer === undefined) problems.push(`it is not known what ${mechanism}:${name} leads to`);
    else if (answer === 0) nothingFound += 1;
    else if (mechanism === "mx" && answer > mostExchangers) {
      problems.push(`mx:${name} leads to ${answer} hosts, and receivers give up after ${mostExchangers}`);
    }
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
