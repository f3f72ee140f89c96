import { normalForms } from "../../model/normal-form.ts";
import type { Register } from "../../model/register.ts";
import { things } from "../settings/things.ts";
import { notKnownYet, readDnsRecord } from "./dns-records.ts";
import { ifKnown, isKnown, list, unknownText } from "./reading.ts";
import type { Resource } from "./rule.ts";

/** A thing as its service knows it. */
export interface NamedThing {
  /** The same for every spelling, such as `member of a team: administrators, somebody`. */
  readonly name: string;
  /** As it is written. */
  readonly written: string;
  /** Where it is, where that is said: AWS has a thing of a name in each region. */
  readonly region?: string;
}

/** How the engine shows what is secret or not known yet: it is no name. */
const noNames: readonly string[] = ["[secret]", unknownText, notKnownYet];

/** What a resource is to its service: several things where it lists some, none where its service's own id tells alone. */
export function thingsOf(resource: Resource, register: Register): NamedThing[] {
  const { type, props } = resource;
  const known = Object.hasOwn(things, type) ? things[type] : undefined;
  if (known === undefined || "ownId" in known) return [];
  const where = ifKnown(() => props.region);
  const region = typeof where === "string" ? { region: where } : {};
  if ("dns" in known) return dnsThings(resource, register);
  const parts = known.by.map(([path, form]) =>
    valuesAt(props, path).map((written) => ({ written, name: normalForms[form](written) })),
  );
  return combined(parts).map((each) => ({
    name: `${known.thing}${each.length === 0 ? "" : `: ${each.map(({ name }) => name).join(", ")}`}`,
    written: JSON.stringify(each.map(({ written }) => written)),
    ...region,
  }));
}

/** Whether two are one thing, however they are written. */
export function isSameThing(a: NamedThing, b: NamedThing): boolean {
  return a.name === b.name && (a.region === undefined || b.region === undefined || a.region === b.region);
}

function dnsThings(resource: Resource, register: Register): NamedThing[] {
  const { props } = resource;
  if (!isKnown(() => [props.name, props.content, props.value, props.zoneId, props.type])) return [];
  const { name, type, content } = readDnsRecord(resource, register);
  if (name === notKnownYet || noNames.includes(String(props.name))) return [];
  const what =
    type === "A" || type === "AAAA"
      ? normalForms.network(content.text)
      : type === "TXT"
        ? content.text
        : normalForms.domainName(content.text);
  const zone = String(props.zoneId ?? "").toLowerCase();
  return [
    {
      name: `DNS record: ${type} ${name} ${what} in ${zone}`,
      written: JSON.stringify([props.name, props.type, props.content ?? props.value]),
    },
  ];
}

/** The texts at a path of properties; none where there is nothing that can be read. */
function valuesAt(props: Readonly<Record<string, unknown>>, path: string): string[] {
  const [, names = "", each, , inner] = /^([^[{.]+)(\[\]|\{\})?(\.(.+))?$/.exec(path) ?? [];
  const given = names
    .split("|")
    .map((name) => ifKnown(() => props[name]))
    .find((value) => value !== undefined && value !== null);
  const items =
    each === "{}" && typeof given === "object" && given !== null
      ? Object.keys(given)
      : each === "[]"
        ? list(given)
        : [given];
  return items
    .map((item) => (inner === undefined ? item : (item as Readonly<Record<string, unknown>> | null)?.[inner]))
    .filter((value) => typeof value === "string" || typeof value === "number")
    .map(String)
    .filter((text) => !noNames.includes(text));
}

/** Every way to take one of each part. */
function combined<T>(parts: readonly (readonly T[])[]): T[][] {
  return parts.reduce<T[][]>((all, part) => all.flatMap((before) => part.map((each) => [...before, each])), [[]]);
}
