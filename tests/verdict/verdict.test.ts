import { describe, expect, test } from "vitest";
import type { RunResult } from "../../driver/run.ts";
import { verdictOf } from "../../verdict/verdict.ts";
import { diagnostic, evaluated, noFiles, ocp, resources, ruleNamed, step, urnOf, violated } from "../driver/events.ts";

const blocking = "ocp-root-owners-and-managers";
const advice = { rule: "ocp-redash-administrator-of-owner", level: "advisory" } as const;

function judge(run: RunResult, lines: Readonly<Record<string, number>> = {}) {
  return verdictOf(
    ocp,
    run,
    (subject) => {
      const line = lines[subject];
      return line === undefined ? undefined : { file: "register/ocp/people.yaml", line, column: 3 };
    },
    "2026-06-01",
    noFiles,
  );
}

test("clean: every rule was evaluated and nothing is violated", () => {
  const verdict = judge({ events: evaluated() });
  expect(verdict).toMatchObject({ stack: "ocp", verdict: "clean", violations: [], problems: [] });
  expect(verdict.rules).toContainEqual({
    ...{ rule: blocking, level: "mandatory" },
    ...{ checked: 1, passed: 1, failed: 0, notApplicable: resources.length - 1 },
  });
});

test("a violation, with its clauses, its subject and the line to mend", () => {
  const run = { events: [...evaluated(), violated(blocking), diagnostic("preview failed")], error: "" };
  const { verdict, violations, problems } = judge(run, { "ocp/people/ada": 7 });
  expect(verdict).toBe("violations");
  expect(problems).toEqual([]);
  expect(violations).toEqual([
    {
      rule: blocking,
      clauses: ["OCP-ROOT-1"],
      level: "mandatory",
      subject: "ocp/people/ada",
      message: `ocp/people/ada: it is wrong. ${ruleNamed(blocking).remedy} [OCP-ROOT-1]`,
      urn: urnOf("gatehouse:register:Manifest", "ocp"),
      place: { file: "register/ocp/people.yaml", line: 7, column: 3 },
    },
  ]);
});

test("an advisory violation does not block", () => {
  expect(ruleNamed(advice.rule).level).toBe("advisory");
  const { verdict, violations } = judge({ events: [...evaluated(), violated(advice.rule, { level: "advisory" })] });
  expect(verdict).toBe("clean");
  expect(violations).toMatchObject([advice]);
});

test("a mandatory rule that a configuration turned into advice blocks all the same", () => {
  const { verdict, violations } = judge({ events: [...evaluated(), violated(blocking, { level: "advisory" })] });
  expect(verdict).toBe("violations");
  expect(violations).toMatchObject([{ rule: blocking, level: "mandatory" }]);
});

describe("a rule that was not evaluated fails the verdict", () => {
  test.each([blocking, "register-complete", "honest-clock", "every-rule-ran"])("%s", (name) => {
    const { verdict, problems } = judge({ events: evaluated({ without: [name] }) });
    expect(verdict).toBe("failed");
    expect(problems).toEqual([`the mandatory rule ${name} was not evaluated`]);
  });

  test("also beside a violation of another", () => {
    const run = { events: [...evaluated({ without: ["every-rule-ran"] }), violated(blocking)], error: "" };
    expect(judge(run)).toMatchObject({ verdict: "failed", violations: [{ rule: blocking }] });
  });

  test("not one that is advice", () => {
    expect(judge({ events: evaluated({ without: [advice.rule] }) }).verdict).toBe("clean");
  });

  test("one about a type of resource, and the stack has one", () => {
    const { verdict, problems } = judge({ events: evaluated({ without: ["ocp-keys-from-register"] }) });
    expect(verdict).toBe("failed");
    expect(problems).toEqual([
      'the mandatory rule ocp-keys-from-register was not evaluated on linode:index/instance:Instance "crm", which it is about',
    ]);
  });

  test("not one about a type of resource that the stack has none of", () => {
    const rule = ruleNamed("ocp-pages-from-register");
    expect(rule).toMatchObject({ scope: "resource", types: expect.any(Array) });
    const { verdict, rules } = judge({ events: evaluated() });
    expect(verdict).toBe("clean");
    expect(rules).toContainEqual({
      ...{ rule: rule.name, level: "mandatory" },
      ...{ checked: 0, passed: 0, failed: 0, notApplicable: resources.length },
    });
  });

  test("one about every resource, on a resource that the program only reads", () => {
    const read = step("read", "github:index/repository:Repository", "theirs");
    const { verdict, problems } = judge({ events: [...evaluated(), read] });
    expect(verdict).toBe("failed");
    expect(problems).toContain(
      'the mandatory rule known-types was not evaluated on github:index/repository:Repository "theirs", which it is about',
    );
  });

  test("one about every resource, which was not run on some", () => {
    const events = evaluated({ without: ["known-types"], on: "linode:index/instance:Instance" });
    expect(judge({ events }).problems).toEqual([
      'the mandatory rule known-types was not evaluated on linode:index/instance:Instance "crm", which it is about',
    ]);
  });

  test("none at all was, though the engine ended well: no pack was there", () => {
    expect(judge({ events: [] }).verdict).toBe("failed");
  });
});

describe("a mandatory rule that was run and could not say fails the verdict, and its violation is shown", () => {
  test.each([
    "it cannot be judged at preview, because it reads a value that is only known later (string value at .keys.0)",
    "it could not be judged: x is not a function",
  ])("%s", (problem) => {
    const { verdict, violations, problems } = judge({ events: [...evaluated(), violated(blocking, { problem })] });
    expect(verdict).toBe("failed");
    expect(violations).toHaveLength(1);
    expect(problems).toEqual([`the mandatory rule ${blocking} could not judge ${violations[0]?.message}`]);
  });

  test("in CrossGuard's words, which make advice of it", () => {
    const said = violated(blocking, { level: "advisory" });
    const message = `can't run policy '${blocking}' from policy pack 'gatehouse-ocp@v0.1.0' during preview: unknown`;
    const events = [...evaluated(), { policyEvent: { ...said.policyEvent, policyName: blocking, message } }];
    expect(judge({ events: events as RunResult["events"] })).toMatchObject({
      verdict: "failed",
      problems: [`the mandatory rule ${blocking} could not judge ${message}`],
    });
  });

  test("not where the rule is advice", () => {
    const problem = "it could not be judged: x is not a function";
    const events = [...evaluated(), violated(advice.rule, { level: "advisory", problem })];
    expect(judge({ events }).verdict).toBe("clean");
  });
});

describe("a run that broke off has failed", () => {
  test("a program that died, in the words of its error, each once", () => {
    const events = [diagnostic("<{%reset%}>no such stack<{%reset%}>"), diagnostic("no such stack")];
    expect(judge({ events, error: "error: preview failed" })).toMatchObject({
      verdict: "failed",
      problems: ["no such stack"],
    });
  });

  test("a provider that refuses a resource, with its reason; warnings are none", () => {
    const refused = "linode:index/instance:Instance resource 'crm' has a problem: region is required";
    const events = [...evaluated(), diagnostic(refused), diagnostic("slow", "warning"), diagnostic("preview failed")];
    expect(judge({ events, error: "preview failed" }).problems).toEqual([refused]);
  });

  test("an engine that did not start, in its own words", () => {
    expect(judge({ events: [], error: "error: no stack named 'ocp' found" })).toMatchObject({
      verdict: "failed",
      problems: ["error: no stack named 'ocp' found"],
    });
  });

  test("with violations too: they are shown, and there may be more", () => {
    const run = { events: [violated(blocking), diagnostic("the program died")], error: "" };
    expect(judge(run)).toMatchObject({
      verdict: "failed",
      violations: [{ rule: blocking }],
      problems: ["the program died"],
    });
  });
});

test("what is said twice of one subject is reported once; two problems are two violations", () => {
  const events = [
    ...evaluated(),
    violated(blocking, { urn: urnOf("b:b:B", "b") }),
    violated(blocking, { urn: urnOf("a:a:A", "a") }),
    violated(blocking, { problem: "it is also old" }),
  ];
  expect(judge({ events, error: "" }).violations.map(({ message, urn }) => [message.split(".")[0], urn])).toEqual([
    ["ocp/people/ada: it is also old", urnOf("gatehouse:register:Manifest", "ocp")],
    ["ocp/people/ada: it is wrong", urnOf("a:a:A", "a")],
  ]);
});

test("the same verdict in whatever order the engine tells of it, mandatory violations first", () => {
  const events = [
    ...evaluated(),
    violated(advice.rule, { level: "advisory" }),
    violated(blocking, { subject: "ocp/people/bob" }),
    violated(blocking),
    step("create", "a:b:C", "two"),
    step("create", "a:b:C", "one"),
  ];
  const verdict = judge({ events, error: "" });
  expect(judge({ events: events.toReversed(), error: "" })).toEqual(verdict);
  expect(verdict.violations.map(({ level, subject }) => [level, subject])).toEqual([
    ["mandatory", "ocp/people/ada"],
    ["mandatory", "ocp/people/bob"],
    ["advisory", "ocp/people/ada"],
  ]);
});

test("a violation of a resource leads to the entry that the resource was made from", () => {
  const server = urnOf("gatehouse:host:Server", "crm");
  const machine = urnOf("linode:index/instance:Instance", "crm");
  const events = [
    ...evaluated(),
    step("create", "linode:index/instance:Instance", "crm", server),
    violated("protected-from-deletion", { subject: 'linode:index/instance:Instance "crm"', urn: machine }),
  ];
  const [violation] = judge({ events, error: "" }, { "ocp/servers/crm": 12 }).violations;
  expect(violation?.place).toEqual({ file: "register/ocp/people.yaml", line: 12, column: 3 });
});

describe("what the change itself takes away", () => {
  const [machine, type] = [urnOf("linode:index/instance:Instance", "crm"), "linode:index/instance:Instance"];
  const replaced = [...evaluated(), step("replace", type, "crm")];

  test("is a violation like any other, though no pack saw it", () => {
    const { verdict, violations, problems } = judge({ events: replaced });
    expect([verdict, problems]).toEqual(["violations", []]);
    expect(violations).toMatchObject([
      {
        rule: "protected-kept",
        level: "mandatory",
        clauses: ["GATE-3", "GATE-7"],
        subject: `${type} "crm"`,
        urn: machine,
      },
    ]);
  });

  test("does not excuse a run that broke off", () => {
    expect(judge({ events: replaced, error: "no space left" })).toMatchObject({
      verdict: "failed",
      problems: ["no space left"],
    });
  });
});
