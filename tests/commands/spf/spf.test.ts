import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type AskedResolver, type Dns, DnsUnavailable, dnsBy } from "../../../commands/spf/dns.ts";
import { changesBetween, readAnswers } from "../../../commands/spf/read-answers.ts";
import { answersText, spf } from "../../../commands/spf/spf.ts";
import { loadRegister } from "../../../model/load.ts";
import { folderOf } from "../../model/folder.ts";

const today = "2026-12-01";
const missing = () => Promise.reject(Object.assign(new Error("not there"), { code: "ENOTFOUND" }));

/** A DNS with some texts; other names are not there. Every host has one address. */
function dnsWith(texts: Readonly<Record<string, string[]>>): Dns & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    reachable: async () => {},
    texts: async (name) => {
      asked.push(name);
      return texts[name] ?? [];
    },
    addresses: async () => 1,
    exchangers: async () => 2,
  };
}

const read = (text: string, dns: Dns) => readAnswers(new Map([["example.org", text]]), dns, today);

describe("the answers about who may send", () => {
  test("are read of all that a record includes or redirects to, and of what those do, once each", async () => {
    const dns = dnsWith({
      "a.example": ["unrelated", "v=spf1 include:B.example. include:c.example -all"],
      "b.example": ["v=spf1 redirect=c.example"],
      "c.example": ["v=spf1 include:a.example include:example.org ip4:192.0.2.1 -all"],
    });
    const answers = await read("v=spf1 include:a.example -all", dns);
    expect(Object.keys(answers)).toEqual(["a.example", "b.example", "c.example"]);
    expect(answers["b.example"]).toEqual({ record: "v=spf1 redirect=c.example", readOn: today });
    expect(dns.asked).toEqual(["a.example", "b.example", "c.example"]);
  });

  test("count the addresses and mail hosts that a and mx ask for", async () => {
    expect(await read("v=spf1 a mx:m.example a:m.example -all", dnsWith({}))).toEqual({
      "example.org": { addresses: 1, readOn: today },
      "m.example": { addresses: 1, exchangers: 2, readOn: today },
    });
  });

  test("hold no record of a name without one, or with two", async () => {
    const dns = dnsWith({ "two.example": ["v=spf1 -all", "v=spf1 ~all"] });
    expect(await read("v=spf1 include:none.example include:two.example -all", dns)).toEqual({
      "none.example": { readOn: today },
      "two.example": { readOn: today },
    });
  });

  test("are not asked of names that depend on the message", async () => {
    const dns = dnsWith({});
    expect(await read("v=spf1 include:%{d}.example exists:%{i}.example a:%{h} redirect=%{d}.example", dns)).toEqual({});
    expect(dns.asked).toEqual([]);
  });

  test("come to an end where each name leads to another", async () => {
    const endless: Dns = { ...dnsWith({}), texts: async (name) => [`v=spf1 include:a.${name} include:b.${name} -all`] };
    expect(Object.keys(await read("v=spf1 include:x.example -all", endless)).length).toBeLessThan(110);
  });

  test("are compared without their days", () => {
    const before = { "a.example": { record: "v=spf1 -all", readOn: "2026-01-01" }, "b.example": { readOn: today } };
    expect(changesBetween(before, before)).toEqual([]);
    expect(
      changesBetween(before, { "a.example": { record: "v=spf1 -all", readOn: today }, "b.example": { readOn: today } }),
    ).toEqual([]);
    const after = {
      "a.example": { record: "v=spf1 ~all", readOn: today },
      "c.example": { exchangers: 1, readOn: today },
    };
    expect(changesBetween(before, after)).toEqual([
      "~ a.example: v=spf1 -all is now v=spf1 ~all",
      "- b.example: nothing of ours leads there any more",
      "+ c.example: 1 mail hosts",
    ]);
  });
});

describe("the command", () => {
  /** A copy of the shipped register. */
  function copy(): string {
    const folder = folderOf({});
    cpSync("register", folder, { recursive: true });
    return folder;
  }
  const dns = dnsWith({
    "_spf.google.com": ["v=spf1 ip4:198.51.100.0/24 ~all"],
    "amazonses.com": ["v=spf1 ip4:192.0.2.0/24 -all"],
  });

  test("tells how many look-ups each name takes by what the register has", async () => {
    const lines = await spf({ register: "register" }, today, dnsWith({}));
    expect(lines).toContain("  open-contracting.org: 4 of 10 look-ups – v=spf1 include:_spf.google.com ~all");
  });

  test("tells what has changed, and writes nothing until it is told to", async () => {
    const register = copy();
    const lines = await spf({ register, refresh: true }, today, dns);
    expect(lines).toContain("- _netblocks.google.com: nothing of ours leads there any more");
    expect(lines).toContain("  open-contracting.org: 1 of 10 look-ups – v=spf1 include:_spf.google.com ~all");
    expect(loadRegister(register).registers).toEqual(loadRegister("register").registers);
  });

  test("writes the answers with their day, in a form that the loader takes", async () => {
    const register = copy();
    await spf({ register, refresh: true, write: true }, today, dns);
    expect(loadRegister(register).registers.ocp.spfRecords).toEqual({
      "_spf.google.com": { record: "v=spf1 ip4:198.51.100.0/24 ~all", readOn: today },
      "amazonses.com": { record: "v=spf1 ip4:192.0.2.0/24 -all", readOn: today },
    });
    const { spfRecords } = loadRegister(register).registers.notify;
    expect(readFileSync(join(register, "notify/spf-records.yaml"), "utf8")).toBe(answersText(spfRecords));
  });

  test("writes each answer to the file of the folder that has one, and what is new to the last", async () => {
    const register = copy();
    const at = (name: string) => join(register, "ocp/spf-records", name);
    rmSync(join(register, "ocp/spf-records.yaml"));
    mkdirSync(join(register, "ocp/spf-records"));
    writeFileSync(at("a.yaml"), "amazonses.com: { readOn: 2026-01-01 }\n");
    writeFileSync(at("b.yaml"), "gone.example: { readOn: 2026-01-01 }\n");
    await spf({ register, refresh: true, write: true }, today, dns);
    expect(readdirSync(join(register, "ocp"))).not.toContain("spf-records.yaml");
    expect(readFileSync(at("a.yaml"), "utf8")).toBe(
      answersText({ "amazonses.com": { readOn: today, record: "v=spf1 ip4:192.0.2.0/24 -all" } }, true),
    );
    expect(readFileSync(at("b.yaml"), "utf8")).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/schemas\/spf-records\.json\n.*\n_spf\.google\.com:/,
    );
    expect(Object.keys(loadRegister(register).registers.ocp.spfRecords)).toEqual(["amazonses.com", "_spf.google.com"]);
  });

  test("leaves the register as it is where the DNS cannot be reached", async () => {
    const register = copy();
    const before = readFileSync(join(register, "ocp/spf-records.yaml"), "utf8");
    const failing: Dns = { ...dns, texts: () => Promise.reject(new DnsUnavailable("no")) };
    const deaf: Dns = { ...dns, reachable: () => Promise.reject(new DnsUnavailable("no")) };
    for (const each of [failing, deaf]) {
      await expect(spf({ register, refresh: true, write: true }, today, each)).rejects.toThrow(DnsUnavailable);
    }
    expect(readFileSync(join(register, "ocp/spf-records.yaml"), "utf8")).toBe(before);
  });
});

describe("the DNS by a resolver", () => {
  const resolver = (changes: Partial<AskedResolver>): AskedResolver => ({
    resolveTxt: missing,
    resolve4: missing as unknown as AskedResolver["resolve4"],
    resolve6: missing as unknown as AskedResolver["resolve6"],
    resolveMx: missing,
    resolveNs: async () => ["a.root-servers.net"],
    ...changes,
  });

  test("joins the strings of a text, and counts the rest", async () => {
    const dns = dnsBy(
      resolver({
        resolveTxt: async () => [["v=spf1 ", "-all"], ["x"]],
        resolve4: (async () => ["192.0.2.1"]) as unknown as AskedResolver["resolve4"],
        resolve6: (async () => ["2001:db8::1", "2001:db8::2"]) as unknown as AskedResolver["resolve6"],
        resolveMx: async () => [{ exchange: "mx.example", priority: 1 }],
      }),
    );
    expect([await dns.texts("a"), await dns.addresses("a"), await dns.exchangers("a")]).toEqual([
      ["v=spf1 -all", "x"],
      3,
      1,
    ]);
  });

  test("has nothing of a name that is not there", async () => {
    const dns = dnsBy(resolver({}));
    expect([await dns.texts("a"), await dns.addresses("a"), await dns.exchangers("a")]).toEqual([[], 0, 0]);
  });

  test("says so where it does not answer, and where it knows nothing of the world", async () => {
    const late = () => Promise.reject(Object.assign(new Error("late"), { code: "ETIMEOUT" }));
    await expect(dnsBy(resolver({ resolveTxt: late })).texts("a.example")).rejects.toThrow(
      "The DNS did not answer about a.example (ETIMEOUT), so nothing is written. Is there a network?",
    );
    await expect(dnsBy(resolver({ resolveNs: missing })).reachable()).rejects.toThrow(DnsUnavailable);
    await expect(dnsBy(resolver({})).reachable()).resolves.toBeUndefined();
  });
});
