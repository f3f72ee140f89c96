import { isIPv4, isIPv6 } from "node:net";
import type { Parsed } from "./parsed.ts";

/** What a match means: pass, fail, softfail, neutral (RFC 7208 section 4.6.2). */
export type SpfQualifier = "+" | "-" | "~" | "?";

const mechanismNames = ["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"] as const;
export type SpfMechanismName = (typeof mechanismNames)[number];

/** One mechanism of an SPF record. */
export interface SpfMechanism {
  readonly qualifier: SpfQualifier;
  readonly name: SpfMechanismName;
  /** The domain, which may hold macros, or the network's address; the record's own domain when left out. */
  readonly value?: string | undefined;
  /** Prefix lengths, of `a`, `mx`, `ip4` and `ip6`; single addresses when left out. */
  readonly prefix4?: number | undefined;
  readonly prefix6?: number | undefined;
}

/** An SPF record (RFC 7208), its mechanisms in the order in which they are tried. */
export interface SpfRecord {
  readonly mechanisms: readonly SpfMechanism[];
  /** Whose record decides when nothing matched. */
  readonly redirect?: string | undefined;
  /** Where the explanation of a refusal is kept. */
  readonly explanation?: string | undefined;
}

/**
 * Whether a text is an SPF record at all, valid or not: receivers pass over all other TXT records. The version is in
 * small letters, since the standard asks for exactly these and some receivers take its word.
 */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/.test(text);
}

/** A text that was meant as an SPF record, whatever is wrong with it. */
export function looksLikeSpf(text: string): boolean {
  return /^[\s"']*v\s*=\s*spf\d/i.test(text);
}

/** One mechanism as text; a pass needs no qualifier. */
export function printMechanism({ qualifier, name, value, prefix4, prefix6 }: SpfMechanism): string {
  const lengths = name === "ip6" ? length("/", prefix6) : length("/", prefix4) + length("//", prefix6);
  return `${qualifier === "+" ? "" : qualifier}${name}${value === undefined ? "" : `:${value}`}${lengths}`;
}

/** The record as text. */
export function printSpf({ mechanisms, redirect, explanation }: SpfRecord): string {
  return [
    "v=spf1",
    ...mechanisms.map(printMechanism),
    ...(redirect === undefined ? [] : [`redirect=${redirect}`]),
    ...(explanation === undefined ? [] : [`exp=${explanation}`]),
  ].join(" ");
}

function length(slash: string, prefix: number | undefined): string {
  return prefix === undefined ? "" : `${slash}${prefix}`;
}

/** Reads an SPF record. A receiver gives up on a record with a problem anywhere, so such a record protects nobody. */
export function parseSpf(text: string): Parsed<SpfRecord> {
  const problems: string[] = [];
  const advice: string[] = [];
  if (!isSpf(text))
    return {
      record: undefined,
      problems: ["it does not begin with v=spf1 in exactly these letters and a space"],
      advice,
    };
  const mechanisms: SpfMechanism[] = [];
  const modifiers = new Map<string, string>();
  for (const term of text.slice("v=spf1".length).split(" ")) {
    if (term === "") continue;
    const [, name, value] = /^([a-z][a-z0-9_.-]*)=(.*)$/is.exec(term) ?? [];
    if (name !== undefined && value !== undefined) readModifier(term, name.toLowerCase(), value);
    else {
      const mechanism = readMechanism(term);
      if (typeof mechanism === "string") problems.push(mechanism);
      else mechanisms.push(mechanism);
    }
  }
  const all = mechanisms.findIndex(({ name }) => name === "all");
  const redirect = modifiers.get("redirect");
  if (all >= 0 && all < mechanisms.length - 1) advice.push("what stands after all is never tried");
  if (all >= 0 && redirect !== undefined) advice.push("redirect is ignored, because there is an all");
  if (all < 0 && redirect === undefined)
    advice.push("it ends in neither all nor redirect, so other senders pass as neutral");
  if (Buffer.byteLength(text) > 450)
    advice.push("it is longer than 450 bytes, which may not fit one answer of the DNS");
  const explanation = modifiers.get("exp");
  const record = {
    mechanisms,
    ...(redirect !== undefined && { redirect }),
    ...(explanation !== undefined && { explanation }),
  };
  return { record: problems.length > 0 ? undefined : record, problems, advice };

  function readModifier(term: string, name: string, value: string): void {
    const known = name === "redirect" || name === "exp";
    if (known && modifiers.has(name)) problems.push(`${name} stands there twice`);
    else if (known && !isDomainSpec(value)) problems.push(`"${term}" does not name a domain`);
    else if (!known && !MACRO_STRING.test(value)) problems.push(`"${term}" holds something that is not a macro`);
    else if (known) modifiers.set(name, value);
    else advice.push(`receivers ignore the modifier ${name}, which they do not know`);
  }
}

/** The mechanism of a term, or what is wrong with the term. */
function readMechanism(term: string): SpfMechanism | string {
  const [, qualifier = "", word, colon, rest = ""] = /^([-+~?]?)([a-z0-9]+)(:?)(.*)$/is.exec(term) ?? [];
  const name = mechanismNames.find((each) => each === word?.toLowerCase());
  if (name === undefined) return `"${term}" is neither a mechanism nor a modifier`;
  const base = { qualifier: (qualifier || "+") as SpfQualifier, name };
  if (name === "all") return colon === "" && rest === "" ? base : `"${term}": all takes nothing`;
  if (name === "ip4" || name === "ip6") return readNetwork(term, base, colon === ":" ? rest : "");

  const shape = name === "a" || name === "mx" ? /^(.*?)(?:\/(\d+))?(?:\/\/(\d+))?$/s : /^(.*)$/s;
  const [, value = "", four, six] = shape.exec(rest) ?? [];
  const prefix4 = prefixLength(four, 32);
  const prefix6 = prefixLength(six, 128);
  if (prefix4 === "wrong" || prefix6 === "wrong") return `"${term}" has a prefix length that does not exist`;
  const needsDomain = name === "include" || name === "exists";
  if (colon === "" ? value !== "" || needsDomain : !isDomainSpec(value)) return `"${term}" does not name a domain`;
  return {
    ...base,
    ...(colon === ":" && { value }),
    ...(prefix4 !== undefined && { prefix4 }),
    ...(prefix6 !== undefined && { prefix6 }),
  };
}

function readNetwork(
  term: string,
  base: Pick<SpfMechanism, "qualifier" | "name">,
  network: string,
): SpfMechanism | string {
  const four = base.name === "ip4";
  const [, value = "", digits] = /^(.*?)(?:\/(\d+))?$/s.exec(network) ?? [];
  if (!(four ? isIPv4(value) : isIPv6(value) && !value.includes("%"))) {
    return `"${term}" does not name an IPv${four ? 4 : 6} network`;
  }
  const prefix = prefixLength(digits, four ? 32 : 128);
  if (prefix === "wrong") return `"${term}" has a prefix length that does not exist`;
  return { ...base, value, ...(prefix !== undefined && { [four ? "prefix4" : "prefix6"]: prefix }) };
}

function prefixLength(digits: string | undefined, most: number): number | undefined | "wrong" {
  if (digits === undefined) return undefined;
  return /^(?:0|[1-9]\d*)$/.test(digits) && Number(digits) <= most ? Number(digits) : "wrong";
}

/** Macros and visible characters (RFC 7208 section 7.1); c, r and t belong into the text of an explanation only. */
const MACRO_EXPAND = String.raw`%(?:\{[slodiphv](?:0*[1-9]\d*)?r?[.\-+,/_=]*\}|[%_-])`;
const MACRO_STRING = new RegExp(String.raw`^(?:${MACRO_EXPAND}|[\x21-\x24\x26-\x7e])*$`, "i");
const ENDS_IN_MACRO = new RegExp(`${MACRO_EXPAND}$`, "i");

/** Whether a text is a domain as SPF writes one: macros and all, and a top-level label or a macro at its end. */
function isDomainSpec(text: string): boolean {
  if (!MACRO_STRING.test(text)) return false;
  if (ENDS_IN_MACRO.test(text)) return true;
  const [, top = ""] = /\.([a-z0-9-]+)\.?$/i.exec(text) ?? [];
  return /[a-z-]/i.test(top) && !top.startsWith("-") && !top.endsWith("-");
}
