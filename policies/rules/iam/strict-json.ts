/** JSON that means one thing to everybody who reads it, or why it does not. */
export type StrictJson = { readonly value: unknown } | { readonly problem: string };

/**
 * Reads JSON and refuses a key that stands twice in one object: readers differ in which of the two they take, so what is
 * judged here might not be what AWS obeys. Never throws.
 */
export function readStrictJson(text: string): StrictJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "it is not JSON" };
  }
  // In JSON quotes stand around texts and nowhere else, and a text before a colon is a key. What was parsed has each key
  // of an object once.
  const kept = new Map<string, number>();
  for (const key of keysIn(value)) kept.set(key, (kept.get(key) ?? 0) + 1);
  for (const [, key, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?/gs)) {
    if (key === undefined || colon === undefined) continue;
    const name = JSON.parse(key) as string;
    const left = (kept.get(name) ?? 0) - 1;
    if (left < 0) return { problem: `it has the key ${key} twice in one place` };
    kept.set(name, left);
  }
  return { value };
}

/** Every key of every object in a value, as often as it stands there. */
function* keysIn(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield* Object.keys(value);
  for (const each of Object.values(value)) yield* keysIn(each);
}
