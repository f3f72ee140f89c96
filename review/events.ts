import type { automation } from "@pulumi/pulumi";

/** What the engine reports of one policy pack's look at one resource, or at the whole stack. */
export interface PolicySummary {
  readonly policyPackName: string;
  readonly resourceUrn?: string;
  readonly passed?: readonly string[];
  readonly failed?: readonly string[];
  readonly disabled?: readonly string[];
}

/** Engine events that the SDK's types leave out, with the fields that are read here. */
export interface EngineEvent extends Partial<automation.EngineEvent> {
  readonly policyAnalyzeSummaryEvent?: PolicySummary;
  readonly policyAnalyzeStackSummaryEvent?: PolicySummary;
}

/** A change that the engine plans for one resource. */
export interface Change {
  /** The engine's word: create, update, replace, delete, import … */
  readonly operation: string;
  readonly type: string;
  readonly name: string;
  readonly urn: string;
}

/** What is not a change of anything. */
const unchanged = new Set(["same", "read", "refresh"]);

/** The planned changes, in the engine's order. The three steps of a replacement count as one. */
export function changesOf(events: readonly EngineEvent[]): Change[] {
  return events
    .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
    .filter(({ op }) => !unchanged.has(op) && op !== "create-replacement" && op !== "delete-replaced")
    .map(({ op, type, urn }) => ({ operation: op, type, name: nameOf(urn), urn }));
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

/** Diagnostics at error level, as the engine and its plugins wrote them, each once. */
export function errorsOf(events: readonly EngineEvent[]): string[] {
  const errors = events
    .flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message.replaceAll(/<\{%.*?%\}>/g, "").trim());
  return [...new Set(errors)];
}

/** The logical name at the end of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The type of the resource itself, without its parents' types. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
