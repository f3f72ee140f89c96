import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { declareRegister } from "../../components/declared-register.ts";
import { nothingForgotten } from "../../model/history.ts";
import { manifestOf, recordTypes, writeRecords } from "../../model/records.ts";
import { ocpRegister } from "../policies/compliant.ts";
import { recorded } from "../stacks/record.ts";

test("what was there before comes first, then every record with its data as inputs, and then the manifest", async () => {
  const records = writeRecords(ocpRegister);
  const resources = await recorded(() => declareRegister(ocpRegister, nothingForgotten("ocp")));
  expect(resources.shift()).toMatchObject({ type: "gatehouse:register:History", props: nothingForgotten("ocp") });
  const manifest = resources.pop();
  expect(manifest).toMatchObject({ type: "gatehouse:register:Manifest", props: manifestOf("ocp", records) });
  const byUrn = (each: { type: string; name: string }) => `${each.type} ${each.name}`;
  expect(Object.fromEntries(resources.map((each) => [byUrn(each), each.props]))).toEqual(
    Object.fromEntries(records.map((each) => [byUrn(each), each.data])),
  );
});

test("what is made afterwards is registered after the manifest", async () => {
  const resources = await recorded(async () => {
    await declareRegister(ocpRegister, nothingForgotten("ocp"));
    new pulumi.ComponentResource("gatehouse:host:Machine", "crm");
  });
  expect(resources.slice(-2).map(({ type }) => type)).toEqual([
    "gatehouse:register:Manifest",
    "gatehouse:host:Machine",
  ]);
});

test("a record is found by its type and name, and one that is not there is named", async () => {
  await recorded(async () => {
    const declared = await declareRegister(ocpRegister, nothingForgotten("ocp"));
    expect(declared.register).toBe(ocpRegister);
    expect(declared.entry(recordTypes.server, "crm")).toBeDefined();
    expect(() => declared.entry(recordTypes.server, "nowhere")).toThrow(
      new Error('the register of ocp has no gatehouse:host:Server "nowhere"'),
    );
  });
});
