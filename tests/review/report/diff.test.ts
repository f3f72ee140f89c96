import { expect, test } from "vitest";
import { engineDiff } from "../../../review/report/diff.ts";

test("the engine's diff without its frame, policy messages and notices, and nothing else is left out", () => {
  const output = [
    "Previewing update (ocp):",
    "  pulumi:pulumi:Stack: (same)",
    "    ~ gatehouse:access:Role: (update)",
    "      - note: [mandatory]",
    "offline linode provider: no real service is contacted",
    "@ previewing update....",
    "    gatehouse-ocp@v0.1.0 [mandatory] [severity: high]  some-rule  (a:b:C: x)What must be so.",
    'ocp/people/ada: it is wrong. Mend it: "Resources:" [OCP-ROOT-1]',
    "    + a:b:C: (create)",
    "        name: Resources: and more",
    "error: preview failed",
    "Resources:",
    "    + 1 to create",
    "",
    "Policy Packs run:",
  ].join("\n");
  expect(engineDiff(output)).toBe(
    [
      "  pulumi:pulumi:Stack: (same)",
      "    ~ gatehouse:access:Role: (update)",
      "      - note: [mandatory]",
      "    + a:b:C: (create)",
      "        name: Resources: and more",
    ].join("\n"),
  );
});
