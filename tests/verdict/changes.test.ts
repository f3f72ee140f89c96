import { expect, test } from "vitest";
import { changesOf, nameOf, typeOf } from "../../driver/events.ts";
import { diagnostic, step, urnOf } from "../driver/events.ts";

const machine = "linode:index/instance:Instance";

test("creations, updates and deletions are changes, by URN", () => {
  const events = [step("update", machine, "web"), step("create", machine, "mail"), step("delete", machine, "old")];
  const change = (operation: string, name: string) => {
    const urn = urnOf(machine, name);
    return { operation, type: machine, name, urn, about: urn };
  };
  expect(changesOf(events)).toEqual([change("create", "mail"), change("delete", "old"), change("update", "web")]);
});

test("what stays, and what is only looked at, is no change", () => {
  const events = ["same", "read", "refresh", "discard"].map((op) => step(op, machine, "web"));
  expect(changesOf([...events, diagnostic("a word")])).toEqual([]);
});

test("a replacement is one change, though the engine takes three steps", () => {
  const steps = ["create-replacement", "replace", "delete-replaced"].map((op) => step(op, machine, "web"));
  expect(changesOf(steps).map(({ operation }) => operation)).toEqual(["replace"]);
});

test("name and type of a URN, whatever the name is made of", () => {
  const urn = "urn:pulumi:ocp::gatehouse::gatehouse:host:Server$linode:index/instance:Instance::a::b$c";
  expect([typeOf(urn), nameOf(urn)]).toEqual([machine, "a::b$c"]);
});
