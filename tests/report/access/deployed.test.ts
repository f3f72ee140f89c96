import { describe, expect, test } from "vitest";
import type { EngineEvent } from "../../../driver/events.ts";
import { manifestOf, manifestType, type RegisterRecord, writeRecords } from "../../../model/records.ts";
import type { Register } from "../../../model/register.ts";
import { comparedAccess } from "../../../report/access/compared.ts";
import { deployedRegister } from "../../../report/access/deployed.ts";
import { urnOf } from "../../driver/events.ts";
import { asOf, changed, notifyRegister, ocpRegister } from "../../policies/compliant.ts";

/** What the engine tells of a resource that is there. */
function old(type: string, name: string, inputs: unknown): EngineEvent {
  const state = { type, urn: urnOf(type, name), inputs };
  return { resourcePreEvent: { metadata: { op: "same", type, urn: state.urn, old: state, new: state } } } as never;
}

function deployed(register: Register, records: readonly RegisterRecord[] = writeRecords(register)): EngineEvent[] {
  return [
    ...records.map(({ type, name, data }) => old(type, name, data)),
    old(manifestType, register.id, manifestOf(register.id, writeRecords(register))),
  ];
}

describe("the register that is deployed", () => {
  test.each([ocpRegister, notifyRegister])("is put together from the records as they were: $id", (register) => {
    const read = deployedRegister(register.id, deployed(register));
    expect(read).toBeDefined();
    expect(writeRecords(read ?? register)).toEqual(writeRecords(register));
  });

  test("is none where nothing was there", () => {
    const events = deployed(ocpRegister).map((event) => {
      const metadata = event.resourcePreEvent?.metadata;
      return { resourcePreEvent: { metadata: { ...metadata, op: "create", old: null } } } as never;
    });
    expect(deployedRegister("ocp", events)).toBeUndefined();
    expect(deployedRegister("ocp", [])).toBeUndefined();
  });

  test("is none where a record is missing, was changed on its way, or is of another kind now", () => {
    const records = writeRecords(ocpRegister);
    expect(deployedRegister("ocp", deployed(ocpRegister, records.slice(1)))).toBeUndefined();
    const [first, ...others] = records;
    if (first === undefined) throw new Error("the register has no record");
    const odd = { ...first, data: { ...first.data, key: "another" } };
    expect(deployedRegister("ocp", deployed(ocpRegister, [odd, ...others]))).toBeUndefined();
  });
});

describe("what access is compared with", () => {
  const after = changed(ocpRegister, ({ grants }) =>
    grants.redash.admin.push({ person: "cds-developer-1", createdOn: asOf }),
  );
  const gains = [{ register: "ocp", person: "cds-developer-1", gains: ["Administrators on Redash"], loses: [] }];

  test("the base, where one is given, else what is deployed", () => {
    expect(comparedAccess([after], { base: { ocp: after }, deployed: { ocp: ocpRegister } }, asOf)).toEqual({
      access: [],
      accessComparedWith: { ocp: "base" },
    });
    expect(comparedAccess([after], { base: undefined, deployed: { ocp: ocpRegister } }, asOf)).toEqual({
      access: gains,
      accessComparedWith: { ocp: "deployed" },
    });
  });

  test("a first deployment with nothing: everything is new, and that is said in place of everybody's gains", () => {
    expect(
      comparedAccess([after, notifyRegister], { base: undefined, deployed: { notify: notifyRegister } }, asOf),
    ).toEqual({
      access: [],
      accessComparedWith: { ocp: "nothing", notify: "deployed" },
    });
  });
});
