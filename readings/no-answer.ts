/** A value of JSON that has keys. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a text is where it is no answer of a service, in words that go on from the file's name; undefined where it may be one. */
export function noAnswer(text: string): string | undefined {
  if (text.trim() === "") return "is empty";
  if (/^\s*</.test(text)) return "is a web page, as of a log-in, and no answer of the service";
  const said = /^\s*(?:An error occurred|Unable to locate credentials|.*(?:aws|gh|curl|cf): |FAILED$)/m.exec(
    text.slice(0, 2000),
  );
  return said !== null && !/^\s*[[{]/.test(text) ? `is a refusal: ${firstLine(text)}` : undefined;
}

const firstLine = (text: string) => (text.trim().split("\n")[0] ?? "").slice(0, 200);

/** What services say in JSON in place of an answer, in words that go on from the file's name; undefined where it may be one. */
export function refusalIn(page: JsonObject): string | undefined {
  const errors = Array.isArray(page.errors) ? page.errors : [];
  if (page.success === false || errors.length > 0) {
    const [first] = errors;
    const { message, reason, detail }: JsonObject = isObject(first) ? first : { message: first };
    return `is a refusal: ${message ?? reason ?? detail ?? "no reason given"}`;
  }
  if (isObject(page.error)) return `is a refusal: ${page.error.message}`;
  if (typeof page.message === "string" && ("status" in page || "documentation_url" in page)) {
    return `is a refusal: ${page.message}`;
  }
  return undefined;
}
