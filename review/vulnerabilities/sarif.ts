import { createHash } from "node:crypto";
import { z } from "zod";
import { type Found, oneLine } from "./found.ts";

const rule = z.object({
  id: z.string(),
  shortDescription: z.object({ text: z.string() }).optional(),
  properties: z.object({ "security-severity": z.coerce.number().optional() }).optional(),
});

const result = z.object({
  ruleId: z.string().regex(/\S/),
  level: z.enum(["error", "warning", "note", "none"]).default("warning"),
  message: z.object({ text: z.string().optional() }),
  fingerprints: z.record(z.string(), z.string()).optional(),
  partialFingerprints: z.record(z.string(), z.string()).optional(),
  locations: z.array(z.unknown()).optional(),
});

/** As much of a SARIF 2.1.0 log as is used. */
export const sarifLog = z.object({
  version: z.literal("2.1.0"),
  runs: z.array(
    z.object({
      tool: z.object({ driver: z.object({ name: z.string().regex(/[A-Za-z0-9]/), rules: z.array(rule).default([]) }) }),
      results: z.array(result).default([]),
    }),
  ),
});

const byLevel = { error: "high", warning: "medium", note: "low", none: "informational" } as const;

/** CVSS bands, where the rule has a score; else the result's level. */
function severityOf(score: number | undefined, level: keyof typeof byLevel): Found["severity"] {
  if (score === undefined || Number.isNaN(score)) return byLevel[level];
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "informational";
}

/**
 * The results as findings in a repository, known by tool, rule and fingerprints, or where there are none by where they
 * are. A log has no dates of its own: they are found on `day`.
 */
export function fromSarif(log: z.infer<typeof sarifLog>, repository: string, day: string): Found[] {
  return log.runs.flatMap(({ tool: { driver }, results }) =>
    results.map(({ ruleId, level, message, fingerprints, partialFingerprints, locations }) => {
      const about = driver.rules.find(({ id }) => id === ruleId);
      const identity = fingerprints ?? partialFingerprints ?? locations ?? message.text ?? "";
      const sorted =
        Array.isArray(identity) || typeof identity === "string" ? identity : Object.entries(identity).sort();
      const digest = createHash("sha256")
        .update(JSON.stringify([repository, ruleId, sorted]))
        .digest("hex")
        .slice(0, 12);
      const tool = driver.name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^-|-$/g, "")
        .slice(0, 40);
      return {
        id: `${tool}-${digest}`,
        title: oneLine(about?.shortDescription?.text || message.text || ruleId),
        severity: severityOf(about?.properties?.["security-severity"], level),
        detectedOn: day,
        repository,
        source: { tool: driver.name, id: ruleId },
      };
    }),
  );
}
