/** What a reader calls that which a resource directly below a stack stands for: one, and several. By type. */
const nouns: Readonly<Record<string, readonly [one: string, several: string]>> = {
  "gatehouse:access:Credential": ["credential", "credentials"],
  "gatehouse:access:Organisation": ["organisation", "organisations"],
  "gatehouse:access:Reviews": ["reviews of access", "reviews of access"],
  "gatehouse:access:Role": ["role", "roles"],
  "gatehouse:access:RootAdministrators": ["root on", "root on"],
  "gatehouse:access:ServiceAccount": ["service account", "service accounts"],
  "gatehouse:account:Account": ["account at", "accounts at"],
  "gatehouse:change:Repository": ["repository", "repositories"],
  "gatehouse:change:Vulnerabilities": ["vulnerabilities", "vulnerabilities"],
  "gatehouse:host:Bucket": ["bucket", "buckets"],
  "gatehouse:host:Server": ["server", "servers"],
  "gatehouse:host:Service": ["service", "services"],
  "gatehouse:mail:Domain": ["domain", "domains"],
  "gatehouse:mail:Protection": ["floor of mail protection of", "floors of mail protection of"],
  "gatehouse:mail:SpfRecords": ["looked-up SPF records", "looked-up SPF records"],
  "gatehouse:notify:AgencyService": ["agency's service", "agencies' services"],
  "gatehouse:notify:Environment": ["environment", "environments"],
  "gatehouse:notify:Operations": ["operations", "operations"],
  "gatehouse:register:History": ["what is not forgotten of the register", "what is not forgotten of registers"],
  "gatehouse:register:Manifest": ["list of the register", "lists of registers"],
  "github:index/membership:Membership": [
    "member of the organisation on GitHub",
    "members of the organisation on GitHub",
  ],
  "pulumi:pulumi:Stack": ["stack", "stacks"],
};

/** `server`, `servers`; providers are one kind, and a type that has no noun is called by its own name. */
export function nounOf(type: string, count = 1): string {
  if (type.startsWith("pulumi:providers:")) return count === 1 ? "provider" : "providers";
  const [one, several] = nouns[type] ?? [shortType(type), shortType(type)];
  return count === 1 ? one : several;
}

/** The last part of a type: `DnsRecord`. */
export function shortType(type: string): string {
  return type.split(":").at(-1) ?? type;
}
