import { zoneNameOf } from "../../model/zones.ts";
import { web } from "../settings/web.ts";
import { listed, problems } from "./grants.ts";
import { domainsOfStack } from "./mail/domains.ts";
import { count, fields, isOn, shown } from "./reading.ts";
import type { ResourceRule, StackRule } from "./rule.ts";

/** One setting of a zone, and the former type that holds all of them. */
export const zoneSettingTypes = {
  one: "cloudflare:index/zoneSetting:ZoneSetting",
  all: "cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride",
} as const;

/** What is wrong with the value of one setting; settings that are about other things are in order. */
function settingProblems(id: string, value: unknown): string[] {
  if (id === web.hsts) return hstsProblems(value);
  const allowed = Object.hasOwn(web.settings, id) ? web.settings[id] : undefined;
  return problems(
    allowed !== undefined &&
      !allowed.includes(shown(value)) &&
      `${id} is ${shown(value)}, and it has to be ${allowed.join(" or ")}`,
  );
}

/** The service knows its own names only. By any other name, nothing is set. */
function hstsProblems(value: unknown): string[] {
  const { strict_transport_security: strict, ...beside } = fields(value);
  const header = fields(strict);
  const { enabled, include_subdomains: subdomains, max_age: seconds, nosniff, preload, ...others } = header;
  return problems(
    enabled !== true && `${web.hsts} does not switch on strict_transport_security`,
    subdomains !== true && `${web.hsts} leaves subdomains out (include_subdomains)`,
    count(seconds) < web.hstsSeconds &&
      `${web.hsts} is remembered for ${count(seconds)} seconds (max_age), and ${web.hstsSeconds} are the least`,
    nosniff !== true && `${web.hsts} lets browsers guess what a file is (nosniff)`,
    // Taking a name off the lists of browsers takes months: nobody gets onto them on the way.
    isOn(preload) && `${web.hsts} offers the zone to browsers' own lists (preload), from which no change takes it back`,
    ...[...Object.keys(others), ...Object.keys(beside)].map((name) => `${web.hsts} says ${name}, which is not known`),
  );
}

/** The settings of a zone are not weakened. */
export const zoneSettingsSecure: ResourceRule = {
  name: "web-zone-settings",
  clauses: ["WEB-1"],
  level: "mandatory",
  description:
    "A zone's settings ask for strict TLS to the origin, always HTTPS, TLS 1.2 or newer, and HSTS for a year with subdomains, without the lists of browsers; files are what they say they are.",
  remedy:
    "Leave the settings to the stack; strict_transport_security takes enabled, include_subdomains, max_age and nosniff, in these words.",
  scope: "resource",
  types: Object.values(zoneSettingTypes),
  judge: ({ type, props }, { register }) => {
    const unknownZone = zoneNameOf(register, props.zoneId) === undefined;
    return problems(
      unknownZone && "its zone belongs to no domain of the register, so nobody can tell whose it is",
      ...(type === zoneSettingTypes.one
        ? settingProblems(shown(props.settingId), props.value)
        : ["it sets what ZoneSetting does one by one, under names of its own"]),
    );
  },
};

/** Every zone has them. */
export const zonesSecured: StackRule = {
  name: "web-zones-secured",
  clauses: ["WEB-1"],
  level: "mandatory",
  description: "Each zone has every setting that keeps browsers to HTTPS, once.",
  remedy: "Leave the settings to the stack, which makes them for each zone of the register's domains.yaml.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const settings = resources.filter(({ type }) => type === zoneSettingTypes.one);
    const zones = domainsOfStack(register, stack).filter(([name, { zoneId }]) => zoneNameOf(register, zoneId) === name);
    return zones.map(([name, { zoneId }]) => {
      const given = settings.filter(({ props }) => props.zoneId === zoneId).map(({ props }) => shown(props.settingId));
      const needed = [...Object.keys(web.settings), web.hsts];
      const missing = needed.filter((id) => !given.includes(id));
      const twice = needed.filter((id) => given.filter((each) => each === id).length > 1);
      return {
        subject: `zone ${name}`,
        problems: problems(
          missing.length > 0 && `nothing sets ${listed(missing)}`,
          twice.length > 0 && `${listed(twice)} is set more than once`,
        ),
      };
    });
  },
};
