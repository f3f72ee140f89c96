import { type EngineEvent, nameOf } from "../driver/events.ts";
import type { DateText } from "../model/dates.ts";
import { resourcesReal } from "../policies/rules/baseline/real.ts";
import { referencesReal } from "../policies/rules/baseline/references.ts";
import { subjectOfResource, type Violation, violationsOf } from "../policies/rules/rule.ts";
import { isOurs } from "../policies/settings/resource-types.ts";
import type { Deployment } from "./deployment.ts";

/** What the engine tells of a resource, as far as it is read here; the SDK's types leave some out. */
interface State {
  readonly type: string;
  readonly urn: string;
  readonly custom?: boolean;
  readonly external?: boolean;
  readonly retainOnDelete?: boolean;
  readonly hideDiffs?: readonly unknown[];
}

/**
 * What looks as if it were there, or gone, and is not, by what the engine tells of each resource. A pack is told which
 * provider makes a resource, and none of the rest.
 */
export function disguisesIn(events: readonly EngineEvent[]): (Violation & { readonly urn: string })[] {
  return events.flatMap(({ resourcePreEvent }) => {
    const { old, new: made } = (resourcePreEvent?.metadata ?? {}) as { old?: State | null; new?: State | null };
    const state = made ?? old;
    if (!state) return [];
    return violationsOf(resourcesReal, {
      subject: subjectOfResource({ type: state.type, name: nameOf(state.urn) }),
      problems: made ? problemsOf(made) : leftBehind(state),
    }).map((violation) => ({ ...violation, urn: state.urn }));
  });
}

/** References by ids that are those of no resource of the stack, as the engine's events tell ids; a pack may not be told. */
export function wrongReferences({ register, resources }: Deployment, stack: string, asOf: DateText): Violation[] {
  return referencesReal
    .judge(resources, { register, asOf, stack })
    .flatMap((finding) => violationsOf(referencesReal, finding));
}

function problemsOf(state: State): string[] {
  const { type, custom = false, external = false, hideDiffs = [] } = state;
  return [
    ...(!custom && !isOurs(type)
      ? ["it is a component with the type of a provider's resource, so nothing is made"]
      : []),
    ...(external ? ["it is only read, so it is not this stack's, and goes when somebody else deletes it"] : []),
    ...(hideDiffs.length > 0 ? ["changes of some of its properties are shown to nobody"] : []),
    ...leftBehind(state),
  ];
}

function leftBehind({ retainOnDelete = false }: State): string[] {
  return retainOnDelete ? ["it stays at its service when it goes from the stack"] : [];
}
