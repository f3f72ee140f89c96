import { Hung } from "./engine-command.ts";
import { type EngineEvent, nameOf, typeOf } from "./events.ts";

/** What is watched, and who can tell of it. */
export interface Watch {
  /** For how long a run may be silent. */
  readonly patienceMs: number;
  /** What is under way beside the engine, in words. */
  underWay(): Promise<readonly string[]>;
  /** Ends what works for the engine, whatever it does. */
  end(): void;
}

/** Watches one run. */
export interface Watchdog {
  /** Something was heard of it. */
  heard(): void;
  /** Aborted with {@link Hung}, which says what hangs, when nothing was heard for too long. */
  readonly signal: AbortSignal;
  /** The run has ended. */
  release(): void;
}

/** Watches a run of a stack of which the events are collected meanwhile. After a grace, what works for the engine is ended. */
export function watchdog(stack: string, events: readonly EngineEvent[], watch: Watch, graceMs: number): Watchdog {
  const controller = new AbortController();
  let released = false;
  let timer: NodeJS.Timeout;
  const bark = async () => {
    const beside = await watch.underWay();
    if (released) return;
    controller.abort(new Hung(hungWords(stack, watch.patienceMs / 1_000, [...inHand(events), ...beside])));
    timer = setTimeout(watch.end, graceMs);
  };
  const wait = () => {
    timer = setTimeout(bark, watch.patienceMs);
  };
  wait();
  return {
    heard() {
      if (released || controller.signal.aborted) return;
      clearTimeout(timer);
      wait();
    },
    signal: controller.signal,
    release() {
      released = true;
      clearTimeout(timer);
    },
  };
}

function hungWords(stack: string, seconds: number, doing: readonly string[]): string {
  return [
    `Nothing was heard of ${stack} for ${seconds} s, so its run was ended. Under way ${doing.length === 0 ? "was nothing that is known but the engine itself." : "were:"}`,
    ...[...new Set(doing)].map((what) => `  - ${what}`),
    "Look for a loop there, or for something that it waits for and that never comes. Where this machine is only slow, GATEHOUSE_PATIENCE gives it more seconds.",
  ].join("\n");
}

/** The steps that the engine began and of which it has told no end. */
function inHand(events: readonly EngineEvent[]): string[] {
  const ended = new Set(
    events.flatMap(
      ({ resOutputsEvent, resOpFailedEvent }) => (resOutputsEvent ?? resOpFailedEvent)?.metadata.urn ?? [],
    ),
  );
  const begun = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  return begun
    .filter(({ urn, op }) => op !== "same" && !ended.has(urn))
    .map(({ op, urn }) => `${op} of ${typeOf(urn)} "${nameOf(urn)}", which the engine has begun`);
}
