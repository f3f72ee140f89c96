import { unknownCheckingProxy } from "@pulumi/policy";
import { describe, expect, test } from "vitest";
import { idsHeld, names } from "../../../policies/rules/reading-ids.ts";
import type { Resource } from "../../../policies/rules/rule.ts";
import { resource } from "../judge.ts";
import { unknown } from "../packs/harness.ts";

const type = "hcloud:index/server:Server";
const firewall = (id: string | undefined): Resource => ({
  ...resource("hcloud:index/firewall:Firewall", "web", {}),
  ...(id !== undefined && { id }),
});
const server = (firewallIds: unknown, from: readonly string[]): Resource => ({
  ...resource(type, "web", unknownCheckingProxy({ firewallIds })),
  propertyDependencies: { firewallIds: from },
});

describe("a machine names a firewall", () => {
  const { urn } = firewall("7");

  test.each([
    ["by its id", [7], "7"],
    ["by its id as text", ["7"], "7"],
    ["by its id among others", [6, 7], "7"],
    ["by what is not known yet", [unknown], ""],
    ["by what is not known yet at all", unknown, ""],
    ["by what is not known yet, beside another", [6, unknown], "7"],
    ["by what an exported state has, which tells no ids", [7], undefined],
  ])("%s", (_, value, id) => {
    expect(names(server(value, [urn]), "firewallIds", firewall(id))).toBe(true);
  });

  test.each([
    ["by none, though the list comes from it", [], "7"],
    ["by none at all, though the value comes from it", undefined, "7"],
    ["by another's, though it comes from it", [8], "7"],
    ["by another's, before it is made", [8], ""],
    ["by none, where nobody tells its id", [], undefined],
  ])("not %s", (_, value, id) => {
    expect(names(server(value, [urn]), "firewallIds", firewall(id))).toBe(false);
  });

  test("not by its id alone, which comes from somewhere else", () => {
    expect(names(server([7], []), "firewallIds", firewall("7"))).toBe(false);
  });
});

test("ids are found however deep, but for the parts that hold none", () => {
  const user = resource("linode:index/user:User", "ann", { linodeGrants: [{ id: 12, permissions: "read_only" }] });
  expect(idsHeld(user, "linodeGrants", ["permissions"])).toStrictEqual({ known: ["12"], open: false });
});
