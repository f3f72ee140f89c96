import { createHash } from "node:crypto";

/** SHA-256 of a text, in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Marks a secret in what the engine writes. */
const secretMark = "4dabf18193072939515e22adb298388d";

/**
 * A digest of what a plan does: two previews of one commit on one state give the same. Left out is what differs from run
 * to run: the time, the seeds of names to come, the ciphertext of secrets, and the order of lists that have none. Throws for
 * what is no plan.
 */
export function planDigest(text: string): string {
  const { config, resourcePlans } = JSON.parse(text);
  if (typeof resourcePlans !== "object" || resourcePlans === null) throw new Error("there are no resource plans in it");
  return sha256(JSON.stringify(steady({ config, resourcePlans })));
}

/** Lists of URNs, whose order the engine does not keep. */
const unordered = new Set(["dependencies", "propertyDependencies"]);

function steady(value: unknown, sorted = false): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => steady(item, sorted));
    return sorted ? items.toSorted() : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([key]) => key !== "seed" && key !== "ciphertext");
  // A field that happens to be named so is kept where it is not the engine's own.
  const kept = secretMark in value || "goal" in value || "steps" in value ? fields : Object.entries(value);
  return Object.fromEntries(
    kept
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, item]) => [key, steady(item, sorted || unordered.has(key))]),
  );
}

/**
 * A digest of what somebody who saw a stack's diff agreed to: what the plan does, and from where. A plan names the values to
 * come and not those before, so by itself it would do on a state that has moved on.
 */
export function effectOf(plan: string, diff: string): string {
  return sha256(JSON.stringify([planDigest(plan), diff]));
}
