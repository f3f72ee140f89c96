import { expect, test } from "vitest";
import { recordTypes } from "../../model/records.ts";
import { placeOf } from "../../verdict/place.ts";
import { urnOf } from "../driver/events.ts";

const known = new Map([
  ["ocp/root-grants/*/ada", { file: "register/ocp/root-grants.yaml", line: 5, column: 3 }],
  ["ocp/servers/crm", { file: "register/ocp/servers.yaml", line: 2, column: 1 }],
]);
const locate = (subject: string) => known.get(subject);
const server = urnOf(recordTypes.server, "crm");
const machine = urnOf("gatehouse:host:Machine", "crm");
const dnsRecord = urnOf("cloudflare:index/dnsRecord:DnsRecord", "crm-a");
const parents = new Map([
  [dnsRecord, machine],
  [machine, server],
]);

test("the line of the entry that the violation names", () => {
  expect(placeOf("ocp", "ocp/root-grants/*/ada", server, parents, locate)).toMatchObject({ line: 5 });
});

test("else that of the entry which the resource was made from, found by climbing", () => {
  expect(placeOf("ocp", 'cloudflare:index/dnsRecord:DnsRecord "crm-a"', dnsRecord, parents, locate)).toMatchObject({
    file: "register/ocp/servers.yaml",
    line: 2,
  });
});

test("else nothing: a resource with no entry above it, or one whose entry is not in the files", () => {
  expect(placeOf("ocp", 'a:b:C "x"', urnOf("a:b:C", "x"), parents, locate)).toBeUndefined();
  expect(placeOf("ocp", "?", urnOf(recordTypes.server, "gone"), parents, locate)).toBeUndefined();
});
