import { describe, expect, test } from "vitest";
import { addDays } from "../../../../../model/dates.ts";
import { machinesOrderable } from "../../../../../policies/rules/ocp/hosting/orderable.ts";
import { asOf, changed, type Draft, ocpRegister } from "../../../compliant.ts";

const said = (change: Record<string, unknown>, day = asOf) =>
  machinesOrderable
    .judge(
      changed(ocpRegister, ({ servers }: Draft) => void Object.assign(servers["kingfisher-replica1"], change)),
      day,
    )
    .flatMap(({ problems }) => problems);

describe("OCP-HOST-3, 9: a machine can be ordered where it is to be", () => {
  test("those of the compliant register", () => {
    const found = machinesOrderable.judge(ocpRegister, asOf);
    expect(found).toHaveLength(Object.keys(ocpRegister.servers).length);
    expect(found.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test.each(["cx23", "cpx62", "cax41", "ccx13"])("%s in fsn1", (type) => {
    expect(said({ type })).toEqual([]);
  });

  test("a type that was withdrawn, until its last day, and from then on where it is sold still", () => {
    expect(said({ type: "cpx41" }, "2025-12-30")).toEqual([]);
    expect(said({ type: "cpx41" }, "2025-12-31")).toEqual([]);
    expect(said({ type: "cpx41" }, addDays("2025-12-31", 1))).toEqual([
      expect.stringMatching(/^the type cpx41 could be ordered in fsn1 until 2025-12-31; now there are cx23, /),
    ]);
    expect(said({ type: "cpx41", location: "ash" })).toEqual([]);
  });

  test("a machine that was ordered before goes on, one that was ordered after does not", () => {
    expect(said({ type: "cpx41", orderedOn: "2023-04-01" })).toEqual([]);
    expect(said({ type: "cpx41", orderedOn: "2025-12-31" })).toEqual([]);
    expect(said({ type: "cpx41", orderedOn: "2026-01-01" })).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>]>([
    ["a type of nobody's", { type: "cpx999" }],
    ["a type of another place", { type: "cpx42", location: "ash" }],
    ["a type of another provider", { type: "g6-standard-2" }],
    ["an image of nobody's", { image: "windows" }],
    ["an image that is gone", { image: "ubuntu-20.04" }],
    ["no type", { type: undefined }],
    ["no image", { image: undefined }],
  ])("not %s", (_, change) => {
    expect(said(change)).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>]>([
    ["of its own types", { provider: "linode", location: "eu-west", type: "g6-standard-2", image: "linode/debian13" }],
    ["a server that is ordered by hand", { provider: "hetzner-robot", type: undefined, image: undefined }],
  ])("at another provider: %s", (_, change) => {
    expect(said(change)).toEqual([]);
  });
});
