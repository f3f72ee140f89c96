import { z } from "zod";
import { date, id, login, reference, slug, text } from "./common.ts";

/** What a repository on GitHub lets whom do, per branch and per team. */
export const repository = z.strictObject({
  owner: login.meta({ description: "GitHub organisation" }),
  title: text,
  visibility: z.enum(["public", "private"]),
  managed: z.boolean().meta({ description: "false: it belongs to others and is only referred to" }),
  defaultBranch: z.string().regex(/\S/),
  branches: z.record(
    z.string().regex(/^[A-Za-z0-9._/-]+$/, "a branch name without wildcards"),
    z.strictObject({
      approvals: z.int().min(0).max(6),
      requiredChecks: z.array(z.string().regex(/\S/)).meta({ description: "Names of jobs, not of workflows" }),
      mergedBy: z.array(slug).meta({ description: "Teams that may merge" }),
    }),
  ),
  teams: z.record(slug, z.enum(["pull", "triage", "push", "maintain", "admin"])),
});

/** A weakness that somebody or something found. */
export const vulnerability = z.strictObject({
  title: text,
  severity: z.enum(["critical", "very-high", "high", "medium", "low", "informational"]),
  detectedOn: date,
  closedOn: date.optional(),
  owner: reference("people"),
  repository: reference("repositories").optional(),
  analysis: z.enum(["remediate", "no-action"]).optional(),
  reason: text.optional(),
  source: z.strictObject({ tool: text, id: text }).optional(),
});

export const repositories = z.record(id, repository);
export const vulnerabilities = z.record(id, vulnerability);

export type Repository = z.infer<typeof repository>;
export type Vulnerability = z.infer<typeof vulnerability>;
