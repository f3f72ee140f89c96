import type { automation } from "@pulumi/pulumi";

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
  return planned
    .filter(isChange)
    .map(({ op, type, urn }) => ({ operation: operationOf(op), type, name: nameOf(urn), urn }))
    .sort((a, b) => compare(a.urn, b.urn));
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
