import { Sources } from "../../readings/sources.ts";

/** Files of a reading: text as it is, anything else as JSON. */
export function sourcesOf(files: Readonly<Record<string, unknown>>): Sources {
  const encoder = new TextEncoder();
  return new Sources(
    Object.entries(files).map(([name, content]) => ({
      name,
      bytes: encoder.encode(typeof content === "string" ? content : JSON.stringify(content)),
    })),
  );
}
