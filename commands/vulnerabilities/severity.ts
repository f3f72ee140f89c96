import { registerHooks } from "node:module";
import type { Vulnerability } from "../../model/schema/change.ts";

// The package names its own files without their endings, which bundlers look for and Node.js does not.
const hooks = registerHooks({
  resolve: (specifier, context, next) =>
    context.parentURL?.includes("/@pandatix/js-cvss/dist/") && /^\.\/\w+$/.test(specifier)
      ? next(`${specifier}.js`, context)
      : next(specifier, context),
});
const { CVSS20, CVSS30, CVSS31, CVSS40 } = await import("@pandatix/js-cvss");
hooks.deregister();

export type Severity = Vulnerability["severity"];

/** What a severity is taken for that nobody can read: the worst, so that it blocks until somebody has looked. */
export const worst: Severity = "critical";

const words: Readonly<Record<string, Severity>> = {
  ...{ critical: "critical", blocker: "critical", severe: "critical" },
  ...{ "very-high": "very-high", "very high": "very-high", very_high: "very-high" },
  ...{ high: "high", important: "high", error: "high" },
  ...{ medium: "medium", moderate: "medium", warning: "medium" },
  ...{ low: "low", minor: "low", note: "low", negligible: "low", recommendation: "low" },
  ...{ informational: "informational", information: "informational", info: "informational", none: "informational" },
};

const order: readonly Severity[] = ["informational", "low", "medium", "high", "very-high", "critical"];

/** Whether a severity is worse than another. */
export function isWorse(severity: Severity, than: Severity): boolean {
  return order.indexOf(severity) > order.indexOf(than);
}

/** The bands of CVSS. */
export function severityOfScore(score: number): Severity {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "informational";
}

/**
 * The severity that a scanner writes: a CVSS score as a number or in text (`7.5`, `7,5`, `7.5 (High)`, `7.5/10`), a CVSS
 * vector, or a word. Nothing where it cannot be read.
 */
export function severityIn(value: unknown): Severity | undefined {
  if (typeof value === "number") return scored(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  const word = words[text.toLowerCase()];
  if (word !== undefined && Object.hasOwn(words, text.toLowerCase())) return word;
  const [, number] = /^(\d{1,2}(?:[.,]\d+)?)(?:\s*\/\s*10)?(?:\s*\([\w\s]*\))?$/.exec(text) ?? [];
  if (number !== undefined) return scored(Number(number.replace(",", ".")));
  const score = vectorScore(text);
  return score === undefined ? undefined : scored(score);
}

function scored(score: number): Severity | undefined {
  return score >= 0 && score <= 10 ? severityOfScore(score) : undefined;
}

/** The base score of a CVSS vector. */
function vectorScore(text: string): number | undefined {
  try {
    if (text.startsWith("CVSS:4.0/")) return new CVSS40(text).Score();
    if (text.startsWith("CVSS:3.1/")) return new CVSS31(text).BaseScore();
    if (text.startsWith("CVSS:3.0/")) return new CVSS30(text).BaseScore();
    return /^\(?AV:/.test(text) ? new CVSS20(text.replaceAll(/[()]/g, "")).BaseScore() : undefined;
  } catch {
    return undefined;
  }
}
