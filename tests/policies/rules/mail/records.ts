import type { Register } from "../../../../model/register.ts";
import type { Resource, ResourceRule } from "../../../../policies/rules/rule.ts";
import { ocpRegister } from "../../compliant.ts";
import { resource } from "../../judge.ts";

/** The type of a DNS record, and the one that it had before. */
export const types = ["cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record"] as const;

/** A TXT record of a register's first domain, at a name relative to it, with some of its properties changed. */
export function txt(
  register: Register,
  name: string,
  text: string,
  props: Readonly<Record<string, unknown>> = {},
  type: string = types[0],
): Resource {
  const [[, domain] = []] = Object.entries(register.domains);
  return resource(type, `${name} ${text}`, {
    ...{ zoneId: domain?.zoneId, name, type: "TXT", content: `"${text}"`, ttl: 3600, proxied: false },
    ...props,
  });
}

/** What a rule says of a record in the compliant register of OCP, or another. */
export function problemsOf(rule: ResourceRule, record: Resource, register: Register = ocpRegister): string[] {
  return rule.judge(record, { register, asOf: "2026-06-01" });
}
