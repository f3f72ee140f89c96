import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { blindRulesOf } from "../../../policies/packs/blind-rules.ts";
import { rulesOfPack } from "../../../policies/packs/pack-rules.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { rulesFor } from "../../../policies/rules/index.ts";
import { stacks } from "../../../stacks/catalogue.ts";
import type { StackName } from "../../engine/case.ts";
import { asOf, registrationsOf, stateOf } from "../canaries/states.ts";
import { run } from "./harness.ts";

/*
 * A policy that needs the network is switched off by whoever has none, and says something else whenever a service does
 * (pulumi/pulumi#16584).
 */

const refuse = (): never => {
  throw new Error("there is no network");
};

beforeEach(() => {
  vi.spyOn(net.Socket.prototype, "connect").mockImplementation(refuse);
  vi.spyOn(dgram, "createSocket").mockImplementation(refuse);
  vi.spyOn(dns, "lookup").mockImplementation(refuse as never);
  vi.spyOn(dns.promises, "lookup").mockImplementation(refuse);
  vi.spyOn(globalThis, "fetch").mockImplementation(refuse);
});

afterEach(() => {
  vi.restoreAllMocks();
});

test("the network is blocked", async () => {
  expect(() => net.connect(443, "192.0.2.1")).toThrow("there is no network");
  expect(() => fetch("https://example.org/")).toThrow("there is no network");
});

test.each(stacks)(
  "the pack judges $name without a network, and shows that no rule is blind",
  async ({ name, register }) => {
    const resources = registrationsOf(await stateOf(name as StackName));
    const policies = policiesOf(register, rulesFor(register), asOf, () => blindRulesOf(rulesOfPack(register)));
    const said = await run(policies, resources);
    expect(said.filter(({ message }) => /could not be judged|cannot be judged|no network/.test(message))).toEqual([]);
    for (const way of [net.Socket.prototype.connect, dgram.createSocket, dns.lookup, dns.promises.lookup, fetch]) {
      expect(way).not.toHaveBeenCalled();
    }
  },
);
