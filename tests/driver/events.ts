import type { EngineEvent } from "../../driver/events.ts";
import { manifestType } from "../../model/records.ts";
import { emptyRegister } from "../../model/register.ts";
import type { RegisterFiles } from "../../policies/packs/as-in-files.ts";
import { rulesOfPack } from "../../policies/packs/pack-rules.ts";
import type { Rule } from "../../policies/rules/rule.ts";
import { violationText } from "../../policies/rules/rule.ts";
import type { StackDescription } from "../../stacks/catalogue.ts";

/** The files of a register with nothing in it, as the example stack holds none. */
export const noFiles: RegisterFiles = { register: emptyRegister("ocp"), whereIs: () => undefined };

export const ocp: StackDescription = { name: "ocp", register: "ocp", about: "an example" };

/** A URN of the stack `ocp`. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:ocp::gatehouse::${type}::${name}`;
}

/** A rule of the pack by name. */
export function ruleNamed(name: string): Rule {
  const rule = rulesOfPack("ocp").find((each) => each.name === name);
  if (rule === undefined) throw new Error(`there is no rule ${name}`);
  return rule;
}

/** What stands in the example stack: as little as a stack can hold, and one machine. */
export const resources = [
  ["pulumi:pulumi:Stack", "gatehouse-ocp"],
  [manifestType, "ocp"],
  ["linode:index/instance:Instance", "crm"],
] as const;

/**
 * The engine's words on what the pack evaluated: every rule passed on all that it is about, but for those that are named
 * here, `on` a type of resource alone if one is given.
 */
export function evaluated({
  without = [],
  on,
}: {
  readonly without?: readonly string[];
  readonly on?: string;
} = {}): EngineEvent[] {
  const about = (rule: Rule, type: string) =>
    rule.scope === "register" ? type === manifestType : rule.scope === "resource" && judges(rule.types, type);
  const left = ({ name }: Rule, type: string) => !without.includes(name) || (on !== undefined && on !== type);
  const names = (chosen: (rule: Rule) => boolean) =>
    rulesOfPack("ocp")
      .filter(chosen)
      .map(({ name }) => name);
  return [
    ...resources.flatMap(([type, name]): EngineEvent[] => [
      {
        policyAnalyzeSummaryEvent: {
          policyPackName: "gatehouse-ocp",
          resourceUrn: urnOf(type, name),
          passed: names((rule) => about(rule, type) && left(rule, type)),
        },
      },
      step("same", type, name),
    ]),
    {
      policyAnalyzeStackSummaryEvent: {
        policyPackName: "gatehouse-ocp",
        passed: names((rule) => rule.scope === "stack" && left(rule, "the stack")),
      },
    },
    { summaryEvent: { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {} } },
  ] as EngineEvent[];
}

function judges(types: readonly string[] | "every", type: string): boolean {
  return types === "every" || types.includes(type);
}

/** A violation as the engine tells of it. */
export function violated(
  ruleName: string,
  {
    subject = "ocp/people/ada",
    problem = "it is wrong",
    level = "mandatory",
    urn = urnOf("gatehouse:register:Manifest", "ocp"),
  } = {},
): EngineEvent {
  const rule = ruleNamed(ruleName);
  return {
    policyEvent: {
      resourceUrn: urn,
      message: `<{%reset%}>${rule.description}\n${violationText(rule, subject, problem)}<{%reset%}>\n`,
      policyName: ruleName,
      enforcementLevel: level,
    },
  };
}

/** A step that the engine plans, or its look at what stays as it is. */
export function step(op: string, type: string, name: string, parent = ""): EngineEvent {
  const urn = urnOf(type, name);
  const state = {
    type,
    urn,
    id: "",
    custom: !type.startsWith("gatehouse:"),
    parent,
    inputs: {},
    outputs: {},
    provider: "",
  };
  return { resourcePreEvent: { metadata: { op, urn, type, old: state, new: state, provider: "" } } } as EngineEvent;
}

/** A diagnostic of a program, a provider or the engine. */
export function diagnostic(message: string, severity: "error" | "warning" | "info" = "error"): EngineEvent {
  return { diagnosticEvent: { message: `${message}\n`, color: "never", severity } };
}
