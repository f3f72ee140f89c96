import { setTimeout as sleep } from "node:timers/promises";

const COURSE_MS = 500;
const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs `work` with a signal that fires when the user interrupts this process, so that `work` can end its children and
 * clear up; the interruption then takes its usual course.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const interrupt = (name: NodeJS.Signals) => {
    received ??= name;
    controller.abort(new Error(`interrupted by ${name}`));
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, interrupt);
    if (received) {
      process.kill(process.pid, received);
      // It arrives by the event loop. Without this pause the failure of `work` would end the process first, as a crash.
      await sleep(COURSE_MS);
    }
  }
}
