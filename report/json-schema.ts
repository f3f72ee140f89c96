import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { reportSchema } from "./schema.ts";

/** Where the schema of `--json` is published. */
export const reportSchemaFile = fileURLToPath(new URL("../docs/report.schema.json", import.meta.url));

/** The JSON Schema (draft 2020-12) of what `--json` writes, as its file has it. */
export function reportJsonSchema(): string {
  const { $schema, ...content } = z.toJSONSchema(reportSchema, { target: "draft-2020-12" });
  const about = {
    title: "Report of a review",
    description: "What `npm run preview -- --json FILE` writes, and `npm run judge`.",
  };
  return `${JSON.stringify({ $schema, $id: "report.schema.json", ...about, ...content }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(reportSchemaFile, reportJsonSchema());
