import { expect, test } from "vitest";
import { planDigest } from "../../../../commands/preview/plans/digest.ts";

// biome-ignore lint/suspicious/noExplicitAny: a plan of any shape, for one thing in it to be changed
type Any = any;

const secret = (ciphertext: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext,
});

/** A plan as the engine writes it, of two resources. */
function plan() {
  return {
    manifest: { time: "2026-11-23T08:47:37Z", magic: "f034", version: "3.259.0" },
    config: { "aws:region": "us-west-2" },
    resourcePlans: {
      "urn:a": {
        goal: {
          type: "t",
          name: "a",
          inputDiff: { adds: { size: 1, rules: ["allow", "deny"], password: secret("v1:one") } },
          dependencies: ["urn:b", "urn:c"],
          propertyDependencies: { size: ["urn:b", "urn:c"] },
        },
        steps: ["create"],
        seed: "hdbC",
      },
      "urn:b": { steps: ["delete"] },
    },
  };
}

const digest = (value: object) => planDigest(JSON.stringify(value));

/** The plan with one thing changed. */
function changed(change: (plan: Any) => void) {
  const copy = structuredClone(plan());
  change(copy);
  return digest(copy);
}

test.each([
  ["the time", (p: Any) => (p.manifest.time = "2027-01-01T00:00:00Z")],
  ["the seed of a name", (p: Any) => (p.resourcePlans["urn:a"].seed = "other")],
  [
    "the ciphertext of a secret",
    (p: Any) => (p.resourcePlans["urn:a"].goal.inputDiff.adds.password = secret("v1:two")),
  ],
  ["the order of dependencies", (p: Any) => p.resourcePlans["urn:a"].goal.dependencies.reverse()],
  ["their order by property", (p: Any) => p.resourcePlans["urn:a"].goal.propertyDependencies.size.reverse()],
  [
    "the order of resources",
    (p: Any) => (p.resourcePlans = Object.fromEntries(Object.entries(p.resourcePlans).reverse())),
  ],
])("%s makes no difference", (_, change) => {
  expect(changed(change)).toBe(digest(plan()));
});

test.each([
  ["a value", (p: Any) => (p.resourcePlans["urn:a"].goal.inputDiff.adds.size = 2)],
  ["a secret that is none any more", (p: Any) => (p.resourcePlans["urn:a"].goal.inputDiff.adds.password = "x")],
  ["the order of a list", (p: Any) => p.resourcePlans["urn:a"].goal.inputDiff.adds.rules.reverse()],
  ["a property that is called seed", (p: Any) => (p.resourcePlans["urn:a"].goal.inputDiff.adds.seed = "s")],
  ["a step", (p: Any) => (p.resourcePlans["urn:b"].steps = ["same"])],
  ["a resource more", (p: Any) => (p.resourcePlans["urn:c"] = { steps: ["delete"] })],
  ["a setting", (p: Any) => (p.config["aws:region"] = "us-east-1")],
])("%s does", (_, change) => {
  expect(changed(change)).not.toBe(digest(plan()));
});

test("what is no plan has none", () => {
  expect(() => planDigest("{}")).toThrow("there are no resource plans in it");
});
