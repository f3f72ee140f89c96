import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { schemaAt } from "../../model/load/schema-walk.ts";
import { loadRegister, RegisterError } from "../../model/load.ts";
import { fileOfKind, type Kind, kinds, type RegisterId, registerIds } from "../../model/register.ts";
import { references } from "../../model/schema/common.ts";
import { bareFiles, folderOf } from "./folder.ts";

/*
 * Every file of the shipped register, with each of its fields missing, of a wrong type and, where it names another entry,
 * naming none. One entry stands for all that have the same field.
 */

const shipped = fileURLToPath(new URL("../../register", import.meta.url));

type Path = readonly (string | number)[];

interface Field {
  readonly path: Path;
  /** The path with the entry's own id and place left out: what the fields of all entries have in common. */
  readonly pattern: string;
  readonly schema: z.core.$ZodType;
}

/** The fields that a file's schema names and that some entry has, each once. */
function fieldsOf(kind: Kind, content: unknown): Field[] {
  const found = new Map<string, Field>();
  const walk = (value: unknown, path: Path): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      const below = [...path, Array.isArray(value) ? Number(key) : key];
      const schema = schemaAt(kinds[kind], below);
      const outer = schemaAt(kinds[kind], path);
      const named = outer !== undefined && unwrapped(outer) instanceof z.ZodObject;
      const pattern = below.filter((_, depth) => isNamed(kind, below.slice(0, depth))).join(".");
      if (named && schema !== undefined && !found.has(pattern)) found.set(pattern, { path: below, pattern, schema });
      walk(part, below);
    }
  };
  walk(content, []);
  return [...found.values()];
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}

/** Whether the keys below a path are named by the schema, and not ids or places in a list. */
function isNamed(kind: Kind, path: Path): boolean {
  const schema = schemaAt(kinds[kind], path);
  return schema !== undefined && unwrapped(schema) instanceof z.ZodObject;
}

// biome-ignore lint/suspicious/noExplicitAny: a file of the register as YAML gives it
function holder(content: any, path: Path): any {
  return path.slice(0, -1).reduce((at, key) => at[key], content);
}

const files = registerIds.flatMap((id) =>
  (Object.keys(kinds) as Kind[]).flatMap((kind) => {
    try {
      return [
        {
          id,
          kind,
          name: `${id}/${fileOfKind(kind)}`,
          text: readFileSync(join(shipped, id, fileOfKind(kind)), "utf8"),
        },
      ];
    } catch {
      return [];
    }
  }),
);

describe.each(files)("$name", ({ id, kind, text }: { id: RegisterId; kind: Kind; text: string }) => {
  const file = join(id, fileOfKind(kind));
  const shippedContent = parse(text);
  const fields = fieldsOf(kind, shippedContent);

  /** The messages about this file after a change of it; none when the register still loads. */
  function messagesAfter(root: string, change: (content: unknown) => void): string[] {
    const content = structuredClone(shippedContent);
    change(content);
    writeFileSync(join(root, file), stringify(content));
    try {
      loadRegister(root);
      return [];
    } catch (error) {
      if (!(error instanceof RegisterError)) throw error;
      return error.problems.filter((problem) => problem.file.endsWith(file)).map(({ message }) => message);
    }
  }

  /** A register in which the other organisation, of which no file here can say anything, has the least that it may. */
  function copy(): string {
    const root = folderOf(bareFiles);
    cpSync(join(shipped, "register.yaml"), join(root, "register.yaml"));
    cpSync(join(shipped, id), join(root, id), { recursive: true });
    return root;
  }

  test("has fields to try", () => expect(fields).not.toEqual([]));

  test("with a field missing: refused where it is required, and named", () => {
    const root = copy();
    for (const { path, pattern, schema } of fields) {
      const key = path.at(-1);
      const messages = messagesAfter(root, (content) => delete holder(content, path)[key as string]);
      const required = !(schema instanceof z.ZodOptional);
      if (required)
        expect({ pattern, messages: messages.join("\n") }).toMatchObject({
          messages: expect.stringContaining(String(key)),
        });
    }
  });

  test("with a field of a wrong type: refused", () => {
    const root = copy();
    for (const { path, pattern } of fields) {
      const messages = messagesAfter(root, (content) => {
        const at = holder(content, path);
        const key = path.at(-1) as string;
        at[key] = typeof at[key] === "object" ? "text" : { "of-another": ["type"] };
      });
      expect({ pattern, refused: messages.length > 0 }).toEqual({ pattern, refused: true });
    }
  });

  test("with a reference that leads nowhere: refused, and where it should be is said", () => {
    const root = copy();
    for (const { path, pattern, schema } of fields) {
      const inner = unwrapped(schema);
      const target = references.get(inner)?.target;
      if (target === undefined) continue;
      const nowhere =
        target === "phoneNumbers" ? "+18005550199" : target === "domains" ? "nowhere.example" : "nobody-at-all";
      const messages = messagesAfter(root, (content) => {
        holder(content, path)[path.at(-1) as string] = nowhere;
      });
      expect({ pattern, messages: messages.join("\n") }).toMatchObject({
        messages: expect.stringContaining(`\`${nowhere}\` is not in ${fileOfKind(target)}`),
      });
    }
  });
});
