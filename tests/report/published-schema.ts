import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { reportSchemaFile } from "../../report/json-schema.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(reportSchemaFile, "utf8")));

/** What a report is not as the published schema says, one line each; none for one that is. */
export function againstSchema(report: unknown): string[] {
  validate(report);
  return (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}
