import { z } from "zod";
import { date, id, login, reference, slug, text } from "./common.ts";

/** A path below a folder: no step upwards, no absolute path. */
const repositoryPath = z
  .string()
  .max(200)
  .regex(
    /^\.?[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/\.?[A-Za-z0-9_][A-Za-z0-9._-]*)*$/,
    "a path below the folder, such as docs/a.md",
  );

/** A pattern of CODEOWNERS that starts at the root of the repository, so that what it covers can be told. */
const codeOwnersPattern = z
  .string()
  .max(200)
  .regex(/^\/[A-Za-z0-9._/*-]*$/, "a pattern from the root of the repository, such as /terraform/");

/** What stands for `@NAME@` in a template: text of one line without quotes or anything that a shell would expand. */
const templateValues = z.record(
  z.string().regex(/^[A-Z][A-Z0-9_]*$/, "the name of a value, such as SMS_BROKERPAK_VERSION"),
  z.string().regex(/^[A-Za-z0-9._/-]+$/, "letters, digits, . _ / -"),
);

/** What a repository on GitHub lets whom do, per branch and per team. */
export const repository = z.strictObject({
  owner: login.meta({ description: "GitHub organisation" }),
  title: text,
  visibility: z.enum(["public", "private"]),
  managed: z.boolean().meta({ description: "false: it belongs to others and is only referred to" }),
  defaultBranch: text,
  branches: z.record(
    z.string().regex(/^[A-Za-z0-9._/-]+$/, "a branch name without wildcards"),
    z.strictObject({
      approvals: z.int().min(0).max(6),
      requiredChecks: z.array(text).meta({ description: "Names of jobs, not of workflows" }),
      mergedBy: z.array(slug).meta({ description: "Teams that may merge" }),
    }),
  ),
  teams: z.record(slug, z.enum(["pull", "triage", "push", "maintain", "admin"])),
  environments: z
    .record(slug, z.strictObject({ deploysFrom: z.enum(["protected-branches", "any-branch"]) }))
    .optional()
    .meta({ description: "Environments of its workflows, and which refs may use them and their secrets" }),
  releasedByTag: z
    .boolean()
    .optional()
    .meta({ description: "true: a tag makes a release, so only administrators create, move and delete tags" }),
  codeOwners: z
    .array(z.strictObject({ team: slug, paths: z.array(codeOwnersPattern).min(1) }))
    .optional()
    .meta({ description: "Lines of CODEOWNERS, in order: the last one that matches a file decides who approves it" }),
  files: z
    .record(repositoryPath, z.strictObject({ template: repositoryPath, values: templateValues.optional() }))
    .optional()
    .meta({ description: "Files on the default branch, by path, and the templates that they are made from" }),
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
