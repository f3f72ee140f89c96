import { describe, expect, test } from "vitest";
import { zoneSettingsSecure, zonesSecured } from "../../../policies/rules/web.ts";
import { notifyRegister, ocpRegister } from "../compliant.ts";
import { resource, saidOfStack } from "../judge.ts";

const zoneId = "0123456789abcdef0123456789abcdef";
const setting = (settingId: string, value: unknown, of = zoneId) =>
  resource("cloudflare:index/zoneSetting:ZoneSetting", settingId, { zoneId: of, settingId, value });
const problemsOf = (each: ReturnType<typeof setting>) =>
  zoneSettingsSecure.judge(each, { register: ocpRegister, asOf: "2026-06-01" });
const hsts = (changes: object = {}) => ({
  strict_transport_security: {
    enabled: true,
    include_subdomains: true,
    max_age: 31_536_000,
    nosniff: true,
    ...changes,
  },
});
const compliant = [
  setting("ssl", "strict"),
  setting("always_use_https", "on"),
  setting("min_tls_version", "1.2"),
  setting("security_header", hsts()),
];

describe("WEB-1: a zone keeps browsers to HTTPS", () => {
  test.each(compliant.map((each) => [each.name, each] as const))("the compliant %s does", (_, each) => {
    expect(problemsOf(each)).toEqual([]);
  });

  test("so do stricter values, and settings that are about other things", () => {
    expect(problemsOf(setting("min_tls_version", "1.3"))).toEqual([]);
    expect(problemsOf(setting("security_header", hsts({ max_age: 63_072_000, preload: false })))).toEqual([]);
    expect(problemsOf(setting("brotli", "off"))).toEqual([]);
  });

  test.each([
    ["ssl", "full", "ssl is full, and it has to be strict"],
    ["ssl", undefined, "ssl is nothing, and it has to be strict"],
    ["always_use_https", "off", "always_use_https is off, and it has to be on"],
    ["min_tls_version", "1.1", "min_tls_version is 1.1, and it has to be 1.2 or 1.3"],
    ["security_header", hsts({ enabled: false }), "security_header does not switch on strict_transport_security"],
    [
      "security_header",
      hsts({ include_subdomains: false }),
      "security_header leaves subdomains out (include_subdomains)",
    ],
    [
      "security_header",
      hsts({ max_age: 31_535_999 }),
      "security_header is remembered for 31535999 seconds (max_age), and 31536000 are the least",
    ],
    ["security_header", hsts({ nosniff: false }), "security_header lets browsers guess what a file is (nosniff)"],
    [
      "security_header",
      hsts({ preload: true }),
      "security_header offers the zone to browsers' own lists (preload), from which no change takes it back",
    ],
    ["security_header", { ...hsts(), other: 1 }, "security_header says other, which is not known"],
    ["security_header", hsts({ report_only: true }), "security_header says report_only, which is not known"],
  ])("%s of %j is refused", (id, value, problem) => {
    expect(problemsOf(setting(id, value))).toEqual([problem]);
  });

  test("HSTS in names that the service does not know is not set at all", () => {
    const named = { strictTransportSecurity: { enabled: true, includeSubdomains: true, maxAge: 31_536_000 } };
    expect(problemsOf(setting("security_header", named))).toHaveLength(5);
  });

  test("a zone that is nobody's, and all settings in one, are refused", () => {
    expect(problemsOf(setting("ssl", "strict", "f".repeat(32)))).toEqual([
      "its zone belongs to no domain of the register, so nobody can tell whose it is",
    ]);
    const all = resource("cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride", "all", { zoneId });
    expect(problemsOf(all)).toEqual(["it sets what ZoneSetting does one by one, under names of its own"]);
  });
});

describe("WEB-1: every zone is set up, once", () => {
  const said = (settings: typeof compliant) =>
    saidOfStack(zonesSecured, settings, ocpRegister, "ocp").map((line) => line.slice(0, line.indexOf(". Leave")));

  test("the compliant one is", () => {
    expect(said(compliant)).toEqual([]);
  });

  test("what is missing, and what is there twice, is named", () => {
    expect(said(compliant.slice(2))).toEqual(["zone open-contracting.org: nothing sets ssl and always_use_https"]);
    expect(said([...compliant, setting("ssl", "strict")])).toEqual([
      "zone open-contracting.org: ssl is set more than once",
    ]);
  });

  test("an environment's zone is set up in its own stack", () => {
    const missing = (stack: string) =>
      saidOfStack(zonesSecured, [], notifyRegister, stack).map((line) => line.split(":")[0]);
    expect(missing("notify-demo")).toEqual(["zone notify-demo.example.gov"]);
    expect(missing("notify-platform")).toEqual([]);
  });
});
