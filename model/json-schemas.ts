import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { fileOfKind, type Kind, kinds, registerHead } from "./register.ts";
import { references } from "./schema/common.ts";

/** Where the schemas are kept for editors, relative to the project. */
export const schemasFolder = "register/schemas";

/**
 * The register's JSON Schemas (draft 2020-12) by file name: `people.json` is for `people.yaml`. They are as strict as
 * the loader about each entry by itself, except that they cannot decode SSH keys.
 */
export function jsonSchemas(): Record<string, object> {
  const ofKinds = (Object.keys(kinds) as Kind[]).map((kind) => [nameOf(kind), schemaOf(nameOf(kind), kinds[kind])]);
  return { "register.json": schemaOf("register.json", registerHead), ...Object.fromEntries(ofKinds) };
}

/** A schema file's content, the same each time. */
export function printSchema(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function nameOf(kind: Kind): string {
  return fileOfKind(kind).replace(/\.yaml$/, ".json");
}

function schemaOf(name: string, schema: z.ZodType): object {
  const { $schema, ...content } = z.toJSONSchema(schema, { target: "draft-2020-12", override: describeReference });
  const title = name.replace(/\.json$/, "").replaceAll("-", " ");
  const yaml = name.replace(/json$/, "yaml");
  return { $schema, $id: name, title, description: descriptions[yaml] ?? `Entries of ${yaml}`, ...content };
}

const descriptions: Readonly<Record<string, string>> = {
  "register.yaml": "What holds for the folders of both organisations",
  "grants.yaml": "Who holds which role: system, role, holders. Whoever is not listed has no access",
  "root-grants.yaml": "Who is root: server, or * for all of them, and holders. Whoever is not listed has no access",
  "spf-records.yaml": "What the DNS of others answered about SPF; written by npm run spf -- --refresh --write",
};

function describeReference({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodType;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}) {
  const target = references.get(zodSchema)?.target;
  if (target === undefined) return;
  const what = `id of an entry in ${fileOfKind(target)}`;
  jsonSchema.description = jsonSchema.description === undefined ? what : `${jsonSchema.description} (${what})`;
}

function writeSchemas(): void {
  const folder = join(import.meta.dirname, "..", schemasFolder);
  mkdirSync(folder, { recursive: true });
  const schemas = jsonSchemas();
  for (const name of readdirSync(folder)) if (!Object.hasOwn(schemas, name)) rmSync(join(folder, name));
  for (const [name, schema] of Object.entries(schemas)) writeFileSync(join(folder, name), printSchema(schema));
  console.log(`${Object.keys(schemas).length} schemas written to ${schemasFolder}`);
}

if (import.meta.main) {
  if (process.argv[2] === "--write" && process.argv.length === 3) {
    writeSchemas();
  } else {
    console.error("usage: node model/json-schemas.ts --write");
    process.exitCode = 2;
  }
}
