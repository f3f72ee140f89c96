const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The user asked to stop. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * Turns the user's interrupt into an abort of what runs, so that the engine can end in order and leave its state sound.
 * A second interrupt ends this process at once, as it would without us.
 */
export function interruption(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const interrupt = (name: NodeJS.Signals) => {
    release();
    controller.abort(new Interrupted(`Interrupted by ${name}; nothing more was started.`));
  };
  const release = () => {
    for (const name of signals) process.off(name, interrupt);
  };
  for (const name of signals) process.on(name, interrupt);
  return { signal: controller.signal, release };
}
