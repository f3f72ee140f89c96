import { describe, expect, test } from "vitest";
import type { Difference } from "../../driver/changes/differences.ts";
import type { Change } from "../../driver/events.ts";
import { changeLines, lineText, rooms } from "../../report/changes.ts";
import { lossesOf } from "../../report/losses.ts";
import { urnOf } from "../driver/events.ts";

const server = urnOf("gatehouse:host:Server", "crm");

function change(operation: string, type: string, name: string, rest: Partial<Change> = {}): Change {
  return { operation, type, name, urn: urnOf(type, name), about: server, ...rest };
}

function shown(changes: readonly Change[], room = rooms.terminal as Parameters<typeof changeLines>[1]): string[] {
  return changeLines(changes, room).map(lineText);
}

function updated(differences: readonly Difference[]): string[] {
  return shown([change("update", "linode:index/instance:Instance", "crm", { differences })]).slice(1);
}

test("what comes is counted by what it belongs to", () => {
  const record = { operation: "create", type: "gatehouse:host:Server", name: "crm", urn: server, about: server };
  expect(shown([record, change("create", "linode:index/instance:Instance", "crm")])).toEqual([
    "  + server crm (2 resources)",
  ]);
});

test("many of one kind that come take one line", () => {
  const roles = ["a", "b", "c", "d", "e"].map((name) => {
    const urn = urnOf("gatehouse:access:Role", name);
    return { operation: "create", type: "gatehouse:access:Role", name, urn, about: urn };
  });
  expect(shown(roles)).toEqual(["  + 5 roles: a, b, c and 2 more"]);
  expect(shown(roles.slice(0, 3))).toEqual(["  + 3 roles: a, b, c"]);
});

test("what goes, and what is replaced, is named one by one", () => {
  const gone = ["a", "b", "c", "d"].map((name) => change("delete", "cloudflare:index/dnsRecord:DnsRecord", name));
  expect(shown([...gone, change("replace", "linode:index/instance:Instance", "crm")])).toEqual([
    "  ~ server crm",
    ...["a", "b", "c", "d"].map((name) => `      - DnsRecord ${name} is deleted`),
    "      ± Instance crm is deleted and made anew",
  ]);
  expect(shown(gone.slice(0, 1))[0]).toBe("  - server crm");
});

describe("what differs is told with what was", () => {
  test.each<[string, Difference, string]>([
    ["a value", { path: "ttl", from: 1, to: 300 }, "ttl: 1 → 300"],
    ["what comes", { path: "tags[0]", to: "x" }, '+ tags[0]: "x"'],
    ["what goes", { path: "tags[0]", from: { a: "x", b: 1 } }, '- tags[0]: {a: "x", b: 1}'],
    [
      "what is not known yet",
      { path: "id", from: "1", to: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      'id: "1" → (known once it is made)',
    ],
    ["what only a provider names", { path: "etag" }, "etag: differs, as its provider says"],
    ["what is not to be seen", { path: "name", from: "a", to: "a\u200b" }, 'name: "a" → "a\\u{200b}"'],
  ])("%s", (_, difference, text) => expect(updated([difference])).toEqual([`      ~ Instance crm  ${text}`]));

  test("a long text by the part that differs", () => {
    const long = (policy: string) => `v=DMARC1; p=${policy}; rua=mailto:${"a".repeat(60)}@example.org`;
    const [line] = updated([{ path: "content", from: long("reject"), to: long("none") }]);
    expect(line).toContain("p=reject");
    expect(line).toContain("p=none");
    expect(line?.length).toBeLessThan(130);
  });

  test("a text of many lines by its lines", () => {
    const text = (step: string) => `on: push\njobs:\n  run: ${step}\n`;
    expect(updated([{ path: "content", from: text("make test"), to: text("true") }])).toEqual([
      "      ~ Instance crm",
      "          ~ content:",
      "          -     run: make test",
      "          +     run: true",
    ]);
  });

  test("more than there is room for is counted, and a page has more room", () => {
    const many = Array.from({ length: 20 }, (_, at) => ({ path: `p${at}`, from: 0, to: 1 }));
    expect(updated(many).at(-1)).toBe("            … and 12 more lines");
    const page = shown([change("update", "a:b:C", "x", { differences: many })], rooms.page);
    expect(page.at(-1)).toContain("p19: 0 → 1");
  });
});

describe("what is destroyed or loses protection", () => {
  test("in words", () => {
    expect(lossesOf([change("delete", "linode:index/instance:Instance", "crm")])).toEqual([
      "Gone: the server crm, with its disks and their backups.",
    ]);
    expect(lossesOf([change("replace", "aws:s3/bucket:Bucket", "backups")])).toEqual([
      "Made anew, so gone: the bucket backups, with all that is in it.",
    ]);
    expect(lossesOf([change("delete", "cloudflare:index/dnsRecord:DnsRecord", "example.org-dmarc")])).toEqual([
      "Gone: the DNS record example.org-dmarc.",
    ]);
  });

  test("a lifted protection", () => {
    const differences = [{ path: "protect", from: true, to: false }];
    expect(lossesOf([change("update", "linode:index/instance:Instance", "crm", { differences })])).toEqual([
      "No longer kept from being deleted: crm.",
    ]);
  });

  test("nothing of what comes or is only changed", () => {
    expect(
      lossesOf([change("create", "aws:s3/bucket:Bucket", "x"), change("update", "aws:s3/bucket:Bucket", "y")]),
    ).toEqual([]);
  });
});
