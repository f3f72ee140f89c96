import sshpk from "sshpk";
import { describe, expect, test } from "vitest";
import { propose } from "../../../commands/evidence/propose.ts";
import type { Sighting } from "../../../commands/evidence/sighting.ts";
import { asOf, changed, ocpRegister, sshKey } from "../../policies/compliant.ts";

const register = changed(ocpRegister, (draft) => {
  draft.people["ods-developer-1"].github = "Ods-Dev";
  draft.servers.toucan.saltTarget = "toucan-1";
  draft.servers.toucan.hostname = "toucan.example.org";
  draft.deployments = [{ person: "ods-developer-1", server: "toucan", deployedOn: "2026-04-07", commit: "0a1b2c3" }];
  draft.credentials["toucan-ci"] = {
    title: "Key that publishes",
    kind: "ssh-key",
    service: "toucan",
    publicKey: sshKey("toucan-ci"),
    issuedOn: "2026-01-12",
  };
});

const fingerprint = (key: string) => sshpk.parseKey(key, "ssh").fingerprint("sha256").toString();

const seen = (change: Partial<Sighting> = {}): Sighting => ({
  line: 2,
  who: "ods-developer-1",
  server: "toucan",
  when: "2026-05-04",
  commit: "3f9c1d0",
  ...change,
});

const proposed = (...changes: Partial<Sighting>[]) => propose(register, changes.map(seen), asOf);

describe("a deployment that the register does not know", () => {
  const found = { person: "ods-developer-1", server: "toucan", deployedOn: "2026-05-04", commit: "3f9c1d0" };

  test("is proposed", () => {
    expect(proposed({})).toEqual({ added: [found], known: 0, notes: [], faults: [] });
    expect(proposed({ service: "toucan" }).added).toEqual([{ ...found, service: "toucan" }]);
  });

  test.each([
    "ods-developer-1",
    "ODS-Developer-1@opendataservices.coop",
    "ods-dev",
    fingerprint(sshKey("ods-developer-1")),
  ])("by %s", (who) => {
    expect(proposed({ who }).added).toEqual([found]);
  });

  test.each(["toucan", "Toucan.example.org", "toucan-1"])("on %s", (server) => {
    expect(proposed({ server }).added).toEqual([found]);
  });

  test("goes before those of later days, and beside others of its day", () => {
    const days = proposed({ when: "2026-05-05" }, { commit: "aaaaaaa" }, { commit: "bbbbbbb" }).added;
    expect(days.map(({ deployedOn, commit }) => `${deployedOn} ${commit}`)).toEqual([
      "2026-05-04 aaaaaaa",
      "2026-05-04 bbbbbbb",
      "2026-05-05 3f9c1d0",
    ]);
  });
});

describe("a deployment that is known", () => {
  test("to the register is left out, be its commit written short or long", () => {
    expect(proposed({ when: "2026-04-07", commit: "0A1B2C3d4e5f" })).toEqual({
      added: [],
      known: 1,
      notes: [],
      faults: [],
    });
  });

  test("from the evidence is proposed once", () => {
    const { added, known } = proposed(
      {},
      { line: 3, when: "2026-05-04T09:00:00Z", commit: "3f9c1d0aaaa" },
      { line: 4 },
    );
    expect([added.length, known]).toEqual([1, 2]);
  });

  test("is another on another day, from another commit, or by somebody else", () => {
    expect(proposed({}, { when: "2026-05-03" }, { commit: "3f9c1d1" }, { who: "ocp-owner-1" }).added).toHaveLength(4);
  });
});

describe("a deployment that cannot be", () => {
  const faults = (...changes: Partial<Sighting>[]) => proposed(...changes).faults.map(({ message }) => message);

  test("is one that lies ahead; today's may be", () => {
    expect(faults({ when: "2026-06-01" })).toEqual([]);
    expect(faults({ when: "2026-06-02" })).toEqual(["2026-06-02 is after 2026-06-01: it cannot have happened yet"]);
  });

  test("is one of people, servers, services or commits that nobody knows: all are said at once, with their lines", () => {
    const { added, faults } = propose(
      register,
      [
        seen({ who: "ods-developer-l", server: "tucan", service: "tucan", commit: "xyz", when: "soon" }),
        seen({ line: 3, who: fingerprint(sshKey("a-stranger")) }),
        seen({ line: 4 }),
      ],
      asOf,
    );
    expect(faults).toEqual([
      {
        line: 2,
        message: "`ods-developer-l` is not in register/ocp/people.yaml",
      },
      { line: 2, message: "`tucan` is not in register/ocp/servers.yaml; did you mean `toucan`?" },
      { line: 2, message: "`soon` is neither a date nor a moment with its offset" },
      { line: 2, message: "`tucan` is not in register/ocp/services.yaml; did you mean `toucan`?" },
      { line: 2, message: "`xyz` is not a commit: 7 to 40 hexadecimal digits" },
      { line: 3, message: expect.stringMatching(/^`SHA256:.*` is not in register\/ocp\/people\.yaml/) },
    ]);
    expect(added).toHaveLength(1);
  });

  test("is one by a name that two people have", () => {
    const two = changed(register, (draft) => {
      draft.people["cds-developer-1"].github = "ods-developer-1";
    });
    expect(propose(two, [seen()], asOf).faults).toEqual([
      { line: 2, message: "`ods-developer-1` may be ods-developer-1 or cds-developer-1; name one by its id" },
    ]);
  });
});

describe("a deployment that a reviewer should look at", () => {
  test("is one by somebody without root there that day", () => {
    expect(proposed({ who: "cds-developer-1" }, { when: "2025-02-02" }, { when: "2025-02-03" }).notes).toEqual([
      { line: 2, message: "cds-developer-1 had no root on toucan on 2026-05-04 by the register" },
      { line: 2, message: "ods-developer-1 had no root on toucan on 2025-02-02 by the register" },
    ]);
    expect(proposed({ who: "ocp-owner-1" }).notes).toEqual([]);
  });

  test("is a machine's, which proves nobody's use of root", () => {
    expect(proposed({ who: fingerprint(sshKey("toucan-ci")) })).toEqual({
      added: [],
      known: 0,
      notes: [{ line: 2, message: "left out: toucan-ci is a machine's key, and proves nobody's use of root" }],
      faults: [],
    });
  });
});
