import { expect, test } from "vitest";
import { verdictText } from "../../../review/report/json.ts";
import { verdictOf } from "../../../review/verdict.ts";
import { evaluated, ocp, step, violated } from "../events.ts";

test("the same run gives the same text, which is JSON with a line end", () => {
  const events = [
    ...evaluated(),
    violated("ocp-root-owners-and-managers"),
    violated("ocp-root-owners-and-managers", { subject: "ocp/people/bob" }),
    step("create", "a:b:C", "two"),
    step("create", "a:b:C", "one"),
  ];
  const textOf = (run: typeof events) =>
    verdictText({
      version: 1,
      mode: "offline",
      asOf: "2026-01-05",
      exitCode: 1,
      stacks: [verdictOf(ocp, { events: run, error: "" }, () => undefined, "2026-06-01")],
    });
  expect(textOf(events)).toBe(textOf(events.toReversed()));
  expect(textOf(events).endsWith("}\n")).toBe(true);
  expect(JSON.parse(textOf(events))).toMatchObject({
    version: 1,
    mode: "offline",
    asOf: "2026-01-05",
    exitCode: 1,
    stacks: [{ stack: "ocp", verdict: "violations", changes: [{ name: "one" }, { name: "two" }] }],
  });
});
