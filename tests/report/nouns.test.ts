import { expect, test } from "vitest";
import { typeOf } from "../../driver/events.ts";
import { nounOf, shortType } from "../../report/nouns.ts";
import { stacks } from "../../stacks/catalogue.ts";
import type { StackName } from "../engine/case.ts";
import { registrationsOf, stateOf } from "../policies/canaries/states.ts";

test.each(stacks.map(({ name }) => name as StackName))(
  "whatever stands directly below the stack %s has a noun",
  async (name) => {
    const below = registrationsOf(await stateOf(name)).filter(
      ({ parent }) => parent === undefined || typeOf(parent) === "pulumi:pulumi:Stack",
    );
    expect(below.length).toBeGreaterThan(10);
    expect(below.map(({ type }) => type).filter((type) => nounOf(type) === shortType(type))).toEqual([]);
  },
);

test("a type that nobody has a noun for is called by its own name", () => {
  expect([nounOf("a:b/c:Thing"), nounOf("a:b/c:Thing", 2)]).toEqual(["Thing", "Thing"]);
});
