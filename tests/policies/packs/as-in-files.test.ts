import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadRegister } from "../../../model/load.ts";
import { type RegisterRecord, recordTypes, writeRecords } from "../../../model/records.ts";
import { type RegisterId, registerIds } from "../../../model/register.ts";
import { differencesFromFiles, registerFiles } from "../../../policies/packs/as-in-files.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { asOf, changed, ocpRegister } from "../compliant.ts";
import { blocking, declared, filesOf, run } from "./harness.ts";

const root = join(import.meta.dirname, "../../..");
const loaded = loadRegister(join(root, "register"));
const shipped = (id: RegisterId) => registerFiles(loaded, id, root);

/** A record's data, for a test to change in whatever way. */
// biome-ignore lint/suspicious/noExplicitAny: also into a shape that the schema forbids
type Data = Record<string, any>;

/** What is said of the shipped records after a change of one of them. */
function saidOf(id: RegisterId, type: string, change: (data: Data) => void): string[] {
  const records = structuredClone(writeRecords(loaded.registers[id]));
  const record = records.find((each) => each.type === type);
  change(record?.data as Data);
  return differencesFromFiles(shipped(id), records);
}

describe("the shipped register", () => {
  test.each(registerIds)("of %s, as it is, in whatever order", (id) => {
    expect(differencesFromFiles(shipped(id), writeRecords(loaded.registers[id]).toReversed())).toEqual([]);
  });

  test.each(registerIds)("of %s: each record that is left out is named, with its line", (id) => {
    const records = writeRecords(loaded.registers[id]);
    for (const record of records) {
      const said = differencesFromFiles(
        shipped(id),
        records.filter((each) => each !== record),
      );
      expect(said).toEqual([
        expect.stringMatching(
          new RegExp(
            `^${record.type} "[^"]+" is in the register's files \\(register/${id}/[a-z-]+\\.yaml:\\d+:\\d+\\), `,
          ),
        ),
      ]);
    }
  });
});

describe("a value that is another is named, with the line of its entry", () => {
  test("a grant that is left out", () => {
    expect(saidOf("ocp", recordTypes.role, (data) => data.grants.pop())).toEqual([
      expect.stringMatching(
        /^grants\.\d+ of gatehouse:access:Role "[a-z-]+" is declared otherwise than the files have it \(register\/ocp\/grants\.yaml:\d+:\d+\)$/,
      ),
    ]);
  });

  test("a deployment, by where it stands in the file of all servers'", () => {
    const { deployments } = loaded.registers.ocp;
    const records = structuredClone(writeRecords(loaded.registers.ocp));
    const server = records.filter(({ data }) => (data.deployments as unknown[] | undefined)?.length).at(-1);
    const own = server?.data.deployments as { deployedOn: string }[];
    const index = deployments.findIndex((each) => each.server === server?.name);
    (own[0] as { deployedOn: string }).deployedOn = "2026-01-01";
    const { line } = loaded.locate(`ocp/deployments/${index}/deployedOn`) ?? {};
    expect(differencesFromFiles(shipped("ocp"), records)).toEqual([
      expect.stringContaining(`(register/ocp/deployments.yaml:${line}:`),
    ]);
  });

  test.each([
    ["a person's address", recordTypes.organisation, "people.yaml"],
    ["an organisation's name", recordTypes.organisation, "organisations.yaml"],
    ["a server's root", recordTypes.server, "servers.yaml"],
    ["a review", recordTypes.reviews, "reviews.yaml"],
  ] as const)("%s", (_, type, file) => {
    const said = saidOf("ocp", type, (data) => {
      if (file === "people.yaml")
        Object.assign(Object.values<object>(data.people)[0] ?? {}, { email: "x@example.org" });
      else if (file === "organisations.yaml") data.organisation.name = "Somebody";
      else if (file === "servers.yaml") data.server.hostname = "elsewhere.example.org";
      else data.reviews[0].reviewedOn = "2020-01-01";
    });
    expect(said).toEqual([expect.stringContaining(`(register/ocp/${file}:`)]);
  });

  test("a property more, and one that is null in place of left out", () => {
    expect(saidOf("notify", recordTypes.repository, (data) => Object.assign(data.repository, { extra: true }))).toEqual(
      [expect.stringMatching(/^repository\.extra of /)],
    );
    expect(saidOf("notify", recordTypes.repository, (data) => Object.assign(data, { more: null }))).toEqual([
      expect.stringMatching(/^more of /),
    ]);
  });

  test("a record of whatever shape is told of, and many differences are cut short", () => {
    expect(saidOf("ocp", recordTypes.service, (data) => Object.assign(data, { service: "none" }))).toHaveLength(1);
    const said = saidOf("ocp", recordTypes.reviews, (data) => {
      data.reviews = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [index, index]));
    });
    expect(said.length).toBeGreaterThan(0);
    expect(said.length).toBeLessThanOrEqual(6);
  });
});

test("a record that no file has", () => {
  const more: RegisterRecord = { type: recordTypes.waivers, name: "more", data: { waivers: {} } };
  const records = [...writeRecords(ocpRegister), more];
  expect(differencesFromFiles(filesOf(ocpRegister), records)).toEqual([
    'gatehouse:gate:Waivers "more" is declared, and the register\'s files have no such entry',
  ]);
});

describe("the pack", () => {
  const another = changed(ocpRegister, ({ people }) => {
    people["ocp-owner-1"].name = "Somebody else";
  });
  const judged = (...[register, files]: [Parameters<typeof declared>[0], Parameters<typeof policiesOf>[4]]) =>
    run(policiesOf("ocp", [], asOf, undefined, files), declared(register));

  test("refuses at the manifest what is not as in the files", async () => {
    expect(blocking(await judged(another, filesOf(ocpRegister)))).toEqual([
      expect.stringMatching(
        /^gatehouse:register:Manifest "ocp": people\.ocp-owner-1\.name of gatehouse:access:Organisation "ocp" is declared otherwise .*\[GATE-1\]$/,
      ),
    ]);
  });

  test("refuses when the files cannot be read", async () => {
    expect(blocking(await judged(ocpRegister, { unreadable: "people.yaml is missing" }))).toEqual([
      expect.stringContaining("the register's files cannot be read: people.yaml is missing"),
    ]);
  });

  test("lets pass what is, and says nothing", async () => {
    expect(await judged(ocpRegister, filesOf(ocpRegister))).toEqual([]);
  });

  test("says of an exported state that nothing was compared", async () => {
    expect(await judged(ocpRegister, undefined)).toMatchObject([
      { policy: "register-not-compared", level: "advisory" },
    ]);
  });
});
