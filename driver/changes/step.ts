import { type Difference, differences } from "./differences.ts";

/** What the engine tells of a resource before or after a step, as far as it is read here; the SDK's types leave some out. */
export interface StepState {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** A step, as far as it is read here. */
interface Step {
  readonly old?: StepState | null | undefined;
  readonly new?: StepState | null | undefined;
  /** Properties that the provider says differ; they need not be inputs. */
  readonly diffs?: readonly string[] | null | undefined;
}

/**
 * What a step changes of a resource that is there before and after it: its inputs, and what the engine keeps of it.
 * Where neither differs, the properties that its provider names, of which no values are known.
 */
export function differencesOf({ old, new: made, diffs }: Step): Difference[] {
  if (!old || !made) return [];
  const found = [...differences(kept(old), kept(made)), ...differences(old.inputs ?? {}, made.inputs ?? {})];
  return found.length > 0 ? found : (diffs ?? []).map((path) => ({ path }));
}

/** What the engine itself keeps of a resource, and a reader has to know when it changes. */
function kept({
  protect = false,
  retainOnDelete = false,
  parent,
  provider,
}: StepState): Readonly<Record<string, unknown>> {
  return { protect, retainOnDelete, parent: nameIn(parent), provider: nameIn(provider) };
}

/** A URN by type and name; providers also have an id, which is drawn by lot. */
function nameIn(urn: string | undefined): string | undefined {
  return urn?.split("::").slice(2, 4).join(" ");
}
