import { describe, expect, test } from "vitest";
import { namesDeclared, namesLeadToHosts } from "../../../../../policies/rules/ocp/hosting/names.ts";
import { changed, ocpRegister } from "../../../compliant.ts";
import { type OcpStack, saidAfter } from "../../../ocp-stack.ts";

const mend =
  "Let the stack's program make the records of hosts from register/ocp/servers.yaml and services.yaml, unproxied. [OCP-HOST-2, OCP-HOST-3, OCP-HOST-14]";
const changing = (name: string, props: object) =>
  saidAfter(namesLeadToHosts, (stack) => Object.assign(stack.the("DnsRecord", name).props, props));

test.each([namesLeadToHosts, namesDeclared])("$name passes the compliant stack", async (rule) => {
  expect(await saidAfter(rule, () => {})).toEqual([]);
});

describe("OCP-HOST-14: the Extension Explorer's name leads to GitHub Pages", () => {
  test("through a proxy it does not", async () => {
    expect(await changing("extension-explorer-cname", { proxied: true })).toEqual([
      `cloudflare:index/dnsRecord:DnsRecord "extension-explorer-cname": extensions.open-contracting.org is proxied, so it does not lead to its host. ${mend}`,
    ]);
  });

  test("to another host it does not", async () => {
    expect(await changing("extension-explorer-cname", { content: "explorer.pages.dev" })).toEqual([
      `cloudflare:index/dnsRecord:DnsRecord "extension-explorer-cname": extensions.open-contracting.org is CNAME explorer.pages.dev; it should be CNAME open-contracting.github.io. ${mend}`,
    ]);
    expect(await changing("extension-explorer-cname", { type: "A", content: "203.0.113.1" })).toHaveLength(1);
  });

  test("in another spelling of the same it does", async () => {
    expect(await changing("extension-explorer-cname", { content: "Open-Contracting.GitHub.io." })).toEqual([]);
  });

  test.each(["extensions", "EXTENSIONS.open-contracting.org", "extensions.open-contracting.org."])(
    "the record is found under the name %s",
    async (name) => {
      expect(await changing("extension-explorer-cname", { name, proxied: true })).toHaveLength(1);
    },
  );

  test("it has to be there, once", async () => {
    expect(await saidAfter(namesDeclared, (stack) => stack.remove("DnsRecord", "extension-explorer-cname"))).toEqual([
      "ocp/services/extension-explorer: extensions.open-contracting.org has no record CNAME open-contracting.github.io. Let the stack's program make the records of hosts from register/ocp/servers.yaml and services.yaml. [OCP-HOST-3, OCP-HOST-14]",
    ]);
    const twice = (stack: OcpStack) => stack.add("DnsRecord", "extension-explorer-cname", "again", {});
    expect(await saidAfter(namesDeclared, twice)).toHaveLength(1);
  });
});

describe("OCP-HOST-3: the CRM's name leads to its Linode", () => {
  test("elsewhere it does not", async () => {
    expect(await changing("helpdesk-crm-cname", { content: "replica1.kingfisher.open-contracting.org" })).toHaveLength(
      1,
    );
    expect(await changing("crm-a", { content: "203.0.113.1" })).toHaveLength(1);
    expect(await changing("crm-aaaa", { proxied: true })).toHaveLength(1);
  });

  test("it has to be there", async () => {
    expect(await saidAfter(namesDeclared, (stack) => stack.remove("DnsRecord", "helpdesk-crm-cname"))).toHaveLength(1);
    expect(await saidAfter(namesDeclared, (stack) => stack.remove("DnsRecord", "crm-aaaa"))).toHaveLength(1);
  });
});

describe("OCP-HOST-2: what nobody declared leads nowhere", () => {
  test("a name of no server of the register", async () => {
    expect(await changing("crm-a", { name: "secret", content: "203.0.113.1" })).toEqual([
      `cloudflare:index/dnsRecord:DnsRecord "crm-a": secret.open-contracting.org leads to 203.0.113.1, and no server of the register has that name. ${mend}`,
    ]);
  });

  test("records of other kinds, such as mail's, are for other rules", async () => {
    expect(await changing("helpdesk-crm-cname", { name: "k2._domainkey", content: "dkim2.mcsv.net" })).toEqual([]);
  });

  test("a record of the former type counts like any other", async () => {
    const former = (content: string) => (stack: OcpStack) => {
      const record = stack.the("DnsRecord", "crm-a");
      record.type = "cloudflare:index/record:Record";
      record.props.content = content;
    };
    expect(await saidAfter(namesLeadToHosts, former("203.0.113.1"))).toHaveLength(1);
    expect(await saidAfter(namesLeadToHosts, former("192.0.2.16"))).toEqual([]);
    expect(await saidAfter(namesDeclared, former("192.0.2.16"))).toEqual([]);
  });

  test("a zone that is not ours", async () => {
    expect(await changing("crm-a", { zoneId: "f".repeat(32) })).toEqual([
      `cloudflare:index/dnsRecord:DnsRecord "crm-a": it is in a zone that is not in register/ocp/domains.yaml. ${mend}`,
    ]);
  });
});

test("names in zones of others ask for no record", async () => {
  const elsewhere = changed(ocpRegister, ({ services }) => {
    services["helpdesk-crm"].hostname = "crm.example.org";
  });
  const found = await saidAfter(namesDeclared, (stack) => stack.remove("DnsRecord", "helpdesk-crm-cname"), elsewhere);
  expect(found).toEqual([]);
});
