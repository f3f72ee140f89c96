import type { automation } from "@pulumi/pulumi";
import type { Difference } from "./changes/differences.ts";
import { differencesOf } from "./changes/step.ts";

/** What the engine reports of one policy pack's look at one resource, or at the whole stack. */
export interface PolicySummary {
  readonly policyPackName: string;
  readonly resourceUrn?: string;
  readonly passed?: readonly string[];
  readonly failed?: readonly string[];
}

/** What the engine reports of a violation. */
export interface PolicyReport {
  readonly policyName: string;
  readonly message: string;
  /** `mandatory` or `advisory`; the SDK's types know other words. */
  readonly enforcementLevel: string;
  readonly resourceUrn?: string;
}

/** An engine event. The SDK's types leave some out, of which the fields that are read here are added. */
export interface EngineEvent extends Partial<Omit<automation.EngineEvent, "policyEvent">> {
  readonly policyEvent?: PolicyReport;
  readonly policyAnalyzeSummaryEvent?: PolicySummary;
  readonly policyAnalyzeStackSummaryEvent?: PolicySummary;
  readonly policyRemediateSummaryEvent?: PolicySummary;
  readonly policyRemediationEvent?: { readonly policyName: string; readonly resourceUrn?: string };
  readonly policyLoadEvent?: object;
  readonly errorEvent?: { readonly error: string };
  readonly progressEvent?: object;
}

/** A change that the engine plans for one resource. */
export interface Change {
  /** The engine's word: create, update, replace, delete, import … */
  readonly operation: string;
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** URN of what it belongs to: its outermost parent below the stack; its own, where it has none. */
  readonly about?: string;
  /** What is not as it was, of what is there before and after; left out where nothing is. */
  readonly differences?: readonly Difference[];
}

/** Steps that change nothing. */
const noChange = ["same", "read", "refresh", "diff", "discard", "remove-pending-replace"];

/** The single steps of a replacement, which `replace` stands for. */
const ofReplacement = [
  ...["create-replacement", "delete-replaced", "import-replacement", "read-replacement", "discard-replaced"],
];

/** Every kind of step that the engine has. */
export const steps: ReadonlySet<string> = new Set([
  ...["create", "update", "delete", "replace", "import", "extend-parameterize"],
  ...noChange,
  ...ofReplacement,
]);

/** The planned changes, by URN: the engine's order differs from run to run. */
export function changesOf(events: readonly EngineEvent[]): Change[] {
  const planned = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  const replaced = new Set(planned.flatMap(({ op, urn }) => (op === "replace" ? [urn] : [])));
  const isChange = ({ op, urn }: (typeof planned)[number]) =>
    !noChange.includes(op) && !(ofReplacement.includes(op) && replaced.has(urn));
  const parents = parentsOf(events);
  return planned
    .filter(isChange)
    .map(({ op, type, urn, old, new: made, diffs }) => {
      const found = differencesOf({ old, new: made, diffs });
      return {
        ...{ operation: operationOf(op), type, name: nameOf(urn), urn, about: outermost(urn, parents) },
        ...(found.length > 0 && { differences: found }),
      };
    })
    .sort((a, b) => compare(a.urn, b.urn));
}

/** The ancestor of a resource that stands directly below the stack. */
function outermost(urn: string, parents: ReadonlyMap<string, string>): string {
  const parent = parents.get(urn);
  return parent === undefined || typeOf(parent) === "pulumi:pulumi:Stack" ? urn : outermost(parent, parents);
}

/** What a run that broke off left of a replacement: what was replaced still has to go. */
function operationOf(op: string): string {
  return op === "delete-replaced" ? "delete" : op;
}

/** The resources that the program registered or read: what will be in the stack, in the order of their URNs. */
export function resourcesOf(events: readonly EngineEvent[]): { readonly type: string; readonly urn: string }[] {
  const found = new Map(
    events.flatMap(({ resourcePreEvent }): [string, string][] => {
      const state = resourcePreEvent?.metadata.new;
      return state ? [[state.urn, state.type]] : [];
    }),
  );
  return [...found].map(([urn, type]) => ({ type, urn })).sort((a, b) => compare(a.urn, b.urn));
}

/** The parent of each resource that the engine met. */
export function parentsOf(events: readonly EngineEvent[]): ReadonlyMap<string, string> {
  return new Map(
    events.flatMap(({ resourcePreEvent }): [string, string][] => {
      const state = resourcePreEvent?.metadata.new ?? resourcePreEvent?.metadata.old;
      return state?.parent ? [[state.urn, state.parent]] : [];
    }),
  );
}

/** A message without the engine's marks of colour. */
export function plainText(message: string): string {
  return message.replaceAll(/<\{%.*?%\}>/g, "").trim();
}

/** Order of texts, the same in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The logical name at the end of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The type of the resource itself, without its parents' types. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
