import { beforeAll, describe, expect, test } from "vitest";
import type { Register } from "../../model/register.ts";
import { policiesOf } from "../../policies/packs/policies.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { twoKeyHolders } from "../../policies/rules/key-holders.ts";
import { ocp } from "../../stacks/ocp.ts";
import { asOf, changed, ocpRegister } from "../policies/compliant.ts";
import { blocking, filesOf, type Registration, run, stackItself } from "../policies/packs/harness.ts";
import { real, recorded } from "./record.ts";

/** The address records of machines. */
const hostNames = (registrations: readonly Registration[]) =>
  real(registrations).filter(
    ({ type, parent }) => type.startsWith("cloudflare:") && parent?.includes("gatehouse:host:Machine::"),
  );

const record = (register: Register) => recorded(() => ocp(register));
let made: readonly Registration[];
beforeAll(async () => {
  made = await record(ocpRegister);
});

describe("the stack of the Open Contracting Partnership", () => {
  test("obeys its policies", async () => {
    const resources = [stackItself, ...made];
    const policies = policiesOf("ocp", rulesFor("ocp"), asOf, undefined, filesOf(ocpRegister));
    const reported = await run(policies, resources);
    // One owner is all that this small register has.
    expect(reported.filter(({ policy }) => policy !== twoKeyHolders.name)).toEqual([]);
    expect(blocking(reported)).toEqual([]);
  });

  test("is blocked where its register breaks a rule", async () => {
    const unreviewed = changed(ocpRegister, (draft) => {
      draft.reviews = [];
    });
    const resources = [stackItself, ...(await record(unreviewed))];
    expect(blocking(await run(policiesOf("ocp", rulesFor("ocp"), asOf), resources))).toEqual([
      "ocp/reviews: there is no review of root access. Have an owner or a manager review who has root on which server, and record it in register/ocp/reviews.yaml (subject: root-access; without a server it is for all). [OCP-ROOT-5]",
    ]);
  });

  test("declares the register before anything real", async () => {
    const types = made.map(({ type }) => type);
    const manifest = types.indexOf("gatehouse:register:Manifest");
    expect(types.slice(0, manifest).every((type) => /^gatehouse:(access|host|account|mail|register):/.test(type))).toBe(
      true,
    );
    expect(types.slice(manifest + 1).some((type) => /^(linode|hcloud|cloudflare):/.test(type))).toBe(true);
  });

  test("makes what hosts need: machines, firewalls, logins, a website, and names in zones of ours", async () => {
    const ofHosts = real(made).filter(
      ({ parent, type }) => !parent?.includes("$gatehouse:mail:") && !/^aws:|:ZoneSetting$/.test(type),
    );
    expect(ofHosts.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`).toSorted()).toEqual([
      "Branch extension-explorer-gh-pages",
      "DnsRecord crm-a",
      "DnsRecord crm-aaaa",
      "DnsRecord extension-explorer-cname",
      "DnsRecord helpdesk-crm-cname",
      "DnsRecord kingfisher-replica1-a",
      "Firewall crm",
      "Firewall kingfisher-replica1",
      "Instance crm",
      "Repository extension-explorer",
      "RepositoryPages extension-explorer",
      "Server kingfisher-replica1",
      "User opencontracting",
      "User opencontracting-dogsbody",
      "User opencontractingpartnership",
    ]);
  });

  test("hangs each machine under the record of its server; others stand in the register alone", async () => {
    const machines = made.filter(({ type }) => type === "gatehouse:host:Machine");
    expect(machines.map(({ parent }) => parent?.split("::").slice(2).join(" ")).toSorted()).toEqual([
      "gatehouse:host:Server crm",
      "gatehouse:host:Server kingfisher-replica1",
    ]);
  });

  test("makes no address where no zone of ours has the name, whatever it ends with", async () => {
    const addresses = async (zone: string) => {
      const moved = changed(ocpRegister, (draft) => {
        draft.domains = { [zone]: draft.domains["open-contracting.org"] };
      });
      return hostNames(await record(moved));
    };
    expect(await addresses("example.org")).toEqual([]);
    expect(await addresses("contracting.org")).toEqual([]);
    expect(await addresses("kingfisher.open-contracting.org")).toHaveLength(1);
  });

  test("takes the innermost of nested zones", async () => {
    const nested = changed(ocpRegister, ({ domains }) => {
      const nested = { ...domains["open-contracting.org"], senders: {}, zoneId: "f".repeat(32) };
      domains["kingfisher.open-contracting.org"] = nested;
    });
    const zones = hostNames(await record(nested)).map(({ name, props }) => [name, props.zoneId]);
    expect(Object.fromEntries(zones)).toEqual({
      "crm-a": "0123456789abcdef0123456789abcdef",
      "crm-aaaa": "0123456789abcdef0123456789abcdef",
      "kingfisher-replica1-a": "f".repeat(32),
    });
  });
});
