import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { unknown } from "../policies/packs/harness.ts";
import { find, recorded } from "./record.ts";

test("what is registered is recorded with its options, under the types of all its parents", async () => {
  const resources = await recorded(() => {
    const outer = new pulumi.ComponentResource("a:b:Outer", "outer");
    const inner = new pulumi.ComponentResource("a:b:Inner", "inner", {}, { parent: outer });
    new github.Team("team", { name: "team" }, { parent: inner, protect: true, ignoreChanges: ["name"] });
  });
  expect(find(resources, "Team", "team")).toEqual({
    type: "github:index/team:Team",
    name: "team",
    urn: "urn:pulumi:test::gatehouse::a:b:Outer$a:b:Inner$github:index/team:Team::team",
    parent: "urn:pulumi:test::gatehouse::a:b:Outer$a:b:Inner::inner",
    props: { name: "team" },
    propertyDependencies: { name: [] },
    protect: true,
    ignoreChanges: ["name"],
    dependsOn: [],
    deleteBeforeReplace: false,
  });
});

test("what only the service can know is unknown, and tied to where it comes from", async () => {
  const resources = await recorded(() => {
    const team = new github.Team("team", { name: "team" });
    new github.TeamMembership("membership", { teamId: team.slug, username: "somebody" });
  });
  const { props, propertyDependencies } = find(resources, "TeamMembership", "membership");
  expect(props.teamId).toBe(unknown);
  expect(propertyDependencies?.teamId).toEqual([find(resources, "Team", "team").urn]);
});

test("a resource that is registered twice fails, as in the engine", async () => {
  await expect(
    recorded(() => {
      new pulumi.ComponentResource("a:b:C", "it");
      new pulumi.ComponentResource("a:b:C", "it");
    }),
  ).rejects.toThrow("urn:pulumi:test::gatehouse::a:b:C::it is registered twice");
});

test("a program that asks a service fails", async () => {
  await expect(recorded(() => github.getUser({ username: "somebody" }))).rejects.toThrow(
    "the program calls github:index/getUser:getUser, which these tests do not answer",
  );
});
