import { type EngineEvent, nameOf, plainText, steps, typeOf } from "./events.ts";

/** What the engine tells of a run besides its steps and what the packs found. */
export interface Told {
  /** What makes the run one that was not judged, in words. */
  readonly problems: readonly string[];
  /** What the reader has to know, and what does not stand in the way. */
  readonly warnings: readonly string[];
}

/** What one event adds to that. */
type Word = { readonly problem: string; readonly failed?: string } | { readonly warning: string };

const problem = (text: string): Word[] => [{ problem: text }];
const warning = (text: string): Word[] => [{ warning: text }];
/** Read by others, or of no weight. */
const nothing = (): Word[] => [];

/** The kinds of event that the engine has: the keys of an event that holds one. */
export type Kind = Exclude<keyof EngineEvent, "sequence" | "timestamp">;

type Payload<K extends Kind> = NonNullable<EngineEvent[K]>;

/**
 * What each kind of event does to the verdict (docs/verdict.md has the same as a table). A kind that is not here is one
 * that nobody has placed, and a problem.
 */
export const kinds: { readonly [K in Kind]-?: (payload: Payload<K>) => Word[] } = {
  // Read elsewhere: the changes, the violations, and the rules that were run.
  resourcePreEvent: ({ metadata }) => [...stepWords(metadata.op, metadata.urn), ...unfinished(metadata.old)],
  resOutputsEvent: ({ metadata }) => stepWords(metadata.op, metadata.urn),
  policyEvent: nothing,
  policyAnalyzeSummaryEvent: nothing,
  policyAnalyzeStackSummaryEvent: nothing,
  // Beginnings, ends and progress.
  policyLoadEvent: nothing,
  preludeEvent: nothing,
  progressEvent: nothing,
  cancelEvent: nothing, // so ends every stream of events, also one that nobody cancelled
  summaryEvent: ({ maybeCorrupt }) =>
    maybeCorrupt ? problem("the engine says that the state may not be what is really there (maybeCorrupt)") : [],
  // Words.
  diagnosticEvent: (diagnostic) => severityWords(diagnostic),
  stdoutEvent: ({ message }) => warning(plainText(message)),
  errorEvent: ({ error }) => problem(`the engine broke down: ${plainText(error)}`),
  resOpFailedEvent: ({ metadata: { op, urn } }) => [{ problem: `${op} of ${resource(urn)} failed`, failed: urn }],
  // What is judged has to be what the program declared, and only the judge may stop it.
  policyRemediationEvent: ({ policyName, resourceUrn }) =>
    problem(
      `the policy ${policyName} has changed ${resource(resourceUrn ?? "")}, so what was judged is not what is declared`,
    ),
  policyRemediateSummaryEvent: ({ failed = [] }) =>
    failed.map((name) => ({ problem: `the policy ${name} failed while it was to change a resource` })),
  startDebuggingEvent: () => problem("a debugger was attached to the run, and may have changed what it does"),
};

/** What the engine's diagnostics do by their severity; one that is not here is a problem. */
const severities: Readonly<Record<string, (text: string) => Word[]>> = {
  error: (text) => (isEnding(text) ? [] : problem(text)),
  warning,
  // What a program or a plugin prints on its standard error.
  "info#err": nothing,
  info: nothing,
  debug: nothing,
};

/** So ends every run that is blocked or broke; why is said elsewhere. */
const isEnding = (text: string) => /^(preview|update|destroy|refresh|resource import) failed$/.test(text);

/** All that the engine told of a run, each thing once. `ended`: whether it says itself that it ended well. */
export function toldBy(events: readonly EngineEvent[], ended: boolean): Told {
  const errors = events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error" ? diagnosticEvent : [],
  );
  const explained = new Set(errors.flatMap(({ urn }) => urn ?? []));
  const words = [...events.flatMap(wordsOf), ...gaps(events), ...(ended ? endWords(events) : [])]
    // That a step failed goes without saying where the engine has said why.
    .filter((word) => !("failed" in word && word.failed !== undefined && explained.has(word.failed)));
  const texts = (of: (word: Word) => string | undefined) => [...new Set(words.flatMap((word) => of(word) ?? []))];
  return {
    problems: texts((word) => ("problem" in word ? word.problem : undefined)),
    warnings: texts((word) => ("warning" in word ? word.warning : undefined)).filter((text) => text !== ""),
  };
}

function wordsOf(event: EngineEvent): Word[] {
  const held = Object.entries(event).filter(
    ([key, value]) => !["sequence", "timestamp"].includes(key) && value != null,
  );
  if (held.length === 0) return problem("the engine sent an event with nothing in it");
  return held.flatMap(([kind, payload]): Word[] => {
    const words = Object.hasOwn(kinds, kind) ? (kinds[kind as Kind] as (payload: unknown) => Word[]) : undefined;
    return words?.(payload) ?? problem(`the engine sent an event of a kind that is not known here: ${kind}`);
  });
}

function severityWords({ severity, message, urn }: Payload<"diagnosticEvent">): Word[] {
  const text = plainText(message);
  const words = Object.hasOwn(severities, severity) ? severities[severity] : undefined;
  const said = words?.(text) ?? problem(`a diagnostic of a severity that is not known here, ${severity}: ${text}`);
  // A warning does not end the run, so nothing else tells what it is about.
  return said.map((word) => ("warning" in word && urn ? { warning: `${resource(urn)}: ${word.warning}` } : word));
}

function stepWords(op: string, urn: string): Word[] {
  return steps.has(op)
    ? []
    : problem(`the engine plans a step of a kind that is not known here: ${op} of ${resource(urn)}`);
}

/** A resource that was made and did not come to be as it should; the engine keeps why, and tries again by itself. */
function unfinished(old: Payload<"resourcePreEvent">["metadata"]["old"] | null): Word[] {
  const errors = (old as { readonly initErrors?: readonly string[] } | null)?.initErrors ?? [];
  return errors.map((error) => ({
    warning: `${resource(old?.urn ?? "")} was made, and is not yet as it should be: ${plainText(error)}`,
  }));
}

/** Events are numbered one by one, so it shows where one was lost on its way here. */
function gaps(events: readonly EngineEvent[]): Word[] {
  const numbers = [...new Set(events.flatMap(({ sequence }) => sequence ?? []))].sort((a, b) => a - b);
  const lost = (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) + 1 - numbers.length;
  return numbers.length > 0 && lost > 0
    ? problem(`${lost} of the engine's events did not arrive, so not all that it did is known`)
    : [];
}

/** A run that ended well has a summary that says so. */
function endWords(events: readonly EngineEvent[]): Word[] {
  const summaries = events.flatMap(({ summaryEvent }) => summaryEvent ?? []);
  if (summaries.length === 0) return problem("the engine's account of the run has no end");
  return summaries.flatMap((summary) => {
    const { result = "succeeded" } = summary as { readonly result?: string };
    return result === "succeeded" ? [] : problem(`the engine says that the run ended as ${result}`);
  });
}

function resource(urn: string): string {
  return urn === "" ? "the stack" : `${typeOf(urn)} "${nameOf(urn)}"`;
}
