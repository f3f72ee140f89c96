import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import {
  ancestorsOf,
  demands,
  readWorkflow,
  runsRegardless,
  type Workflow,
} from "../../../../policies/rules/notify/workflow.ts";

function read(text: string): Workflow {
  const result = readWorkflow(text);
  if ("problem" in result) throw new Error(result.problem);
  return result.workflow;
}

const job = { "runs-on": "ubuntu-24.04", steps: [{ run: "true" }] };
const withJobs = (jobs: Record<string, unknown>) => stringify({ on: "push", jobs });

test("a workflow is read as the first time, however many others were read meanwhile", () => {
  const texts = Array.from({ length: 100 }, (_, index) => withJobs({ [`job-${index}`]: job }));
  const jobsOf = () => texts.map((text) => [...read(text).jobs.keys()]);
  expect(jobsOf()).toEqual(texts.map((_, index) => [`job-${index}`]));
  expect(jobsOf()).toEqual(texts.map((_, index) => [`job-${index}`]));
  expect(readWorkflow("[")).toEqual(readWorkflow("["));
});

describe("a workflow", () => {
  test("as a graph", () => {
    const { name, triggers, jobs } = read(`
      name: Apply
      on: { push: { branches: [main] }, workflow_dispatch: }
      permissions: {}
      jobs:
        staging: { runs-on: x, environment: Staging, steps: [{ run: a, continue-on-error: true }] }
        production: { name: Go, needs: staging, if: "\${{ success() }}", environment: { name: production }, runs-on: x }
        call: { uses: ./.github/workflows/other.yml }
    `);
    expect(name).toBe("Apply");
    expect([...triggers]).toEqual([
      ["push", { branches: ["main"] }],
      ["workflow_dispatch", {}],
    ]);
    expect(jobs.get("staging")).toEqual({
      ...{ id: "staging", check: "staging", needs: [], environment: "staging", mayFail: true },
      steps: [{ label: "staging, step 1", run: "a", mayFail: true, fields: { run: "a", "continue-on-error": true } }],
      fields: { "runs-on": "x", environment: "Staging", steps: [{ run: "a", "continue-on-error": true }] },
    });
    expect(jobs.get("production")).toMatchObject({
      ...{ check: "Go", needs: ["staging"], condition: `\${{ success() }}`, environment: "production", mayFail: false },
    });
    expect(jobs.get("call")?.calls).toBe("./.github/workflows/other.yml");
  });

  test.each([
    ["an event", "push", ["push"]],
    ["several", ["push", "pull_request"], ["push", "pull_request"]],
    ["a schedule", { schedule: [{ cron: "0 0 * * *" }] }, ["schedule"]],
  ])("is started by %s", (_, on, events) => {
    expect([...read(stringify({ on, jobs: { job } })).triggers.keys()]).toEqual(events);
  });

  test.each([
    ["no YAML", "on: [push", "Flow sequence in block collection must be sufficiently indented"],
    ["a key twice", "on: push\non: push\njobs: {}", "Map keys must be unique"],
    ["nothing", "", "the workflow is no mapping"],
    ["no jobs", "on: push", "jobs is no mapping"],
    ["nothing that starts it", "jobs: {}", "on is no mapping"],
    ["an unknown key", "on: push\njobs: {}\nif: false", "the workflow has if, which is not known here"],
    ["a merged job", "on: push\njobs: { a: { <<: {} } }", "a has <<, which is not known here"],
    ["a step without keys", withJobs({ a: { steps: ["make"] } }), "a step of a is no mapping"],
    ["a need that is no job", withJobs({ a: { ...job, needs: "b" } }), "a needs b, which is no job"],
    ["a condition that is no text", withJobs({ a: { ...job, if: ["x"] } }), "a.if is no text"],
  ])("is not understood with %s", (_, text, problem) => {
    expect(readWorkflow(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test("any text is read or refused, and nothing is thrown", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map((value) => stringify(value)),
        ),
        (text) => {
          const result = readWorkflow(text);
          expect("workflow" in result || result.problem.length > 0).toBe(true);
        },
      ),
    );
  });

  test("what a job waits for goes through other jobs, and round in circles without end", () => {
    const circle = read(
      withJobs({ a: { ...job, needs: "b" }, b: { ...job, needs: ["c"] }, c: { ...job, needs: "a" }, d: job }),
    );
    const a = circle.jobs.get("a");
    expect(a && ancestorsOf(circle, a).map(({ id }) => id)).toEqual(["b", "c", "a"]);
  });
});

describe("a condition", () => {
  test.each([
    ["a == 'b'", ["a == 'b'"]],
    [`\${{ a=='b' && c }}`, ["a == 'b'", "c"]],
    ["a && (b || c)", ["a", "(b || c)"]],
    ["a == 'x && y'", ["a == 'x && y'"]],
    ["a && b || c", []],
    [`\${{ a }} && \${{ b }}`, []],
  ])("%s demands %j", (condition, expected) => {
    expect(demands(condition)).toEqual(expected);
  });

  test.each([
    [undefined, false],
    ["github.ref == 'refs/heads/main'", false],
    ["success() && a", false],
    ["always()", true],
    [`\${{ ALWAYS ( ) }}`, true],
    ["!cancelled()", true],
    ["a && failure()", true],
    ["success() || a", true],
    ["!success()", true],
  ])("%s runs regardless: %s", (condition, expected) => {
    expect(runsRegardless(condition)).toBe(expected);
  });
});
