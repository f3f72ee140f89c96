import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { jsonSchemas, printSchema, schemasFolder } from "../../model/json-schemas.ts";
import { loadRegister } from "../../model/load.ts";
import { folderOfKind, type Kind, kinds, registerIds } from "../../model/register.ts";

const { registers } = loadRegister("register");
const schemas = jsonSchemas();
const folder = join(import.meta.dirname, "../..", schemasFolder);

test("the schemas for editors are up to date; else run `npm run schemas`", () => {
  const kept = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  expect(Object.fromEntries(kept)).toEqual(
    Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, printSchema(schema)])),
  );
});

function compile(name: string) {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
  addFormats.default(ajv);
  // Formats that only zod has; the pattern beside each says the same.
  for (const format of ["cidrv4", "cidrv6"]) ajv.addFormat(format, true);
  return ajv.compile(schemas[name] ?? {});
}

test.each(Object.keys(schemas))("%s is a schema that a validator takes", (name) => {
  expect(compile(name)).toBeTypeOf("function");
});

test.each(registerIds)("the schema of a kind takes a part of it, as a file of its folder is: %s", (id) => {
  for (const kind of Object.keys(kinds) as Kind[]) {
    const all: unknown = JSON.parse(JSON.stringify(registers[id][kind]));
    const parts = Array.isArray(all)
      ? all.map((item) => [item])
      : Object.entries(all as object).map(([key, entry]) => ({ [key]: entry }));
    const isGood = compile(`${folderOfKind(kind)}.json`);
    expect(parts.filter((part) => !isGood(part))).toEqual([]);
  }
});

test("a reference says what it refers to", () => {
  expect(JSON.stringify(schemas["people.json"])).toContain("id of an entry in organisations.yaml");
});

const person = { name: "Joe", organisation: "acme", email: "joe@example.org", employment: "staff" };
const root = { person: "joe", basis: "owner", grantedOn: "2026-01-05" };
const entries: [kind: Kind, what: string, value: unknown, good: boolean][] = [
  ["people", "a person", { joe: person }, true],
  ["people", "nobody", {}, true],
  ["people", "an unknown key", { joe: { ...person, mail: "x" } }, false],
  ["people", "no e-mail address", { joe: { ...person, email: undefined } }, false],
  ["people", "a bad e-mail address", { joe: { ...person, email: "joe" } }, false],
  ["people", "a bad id", { Joe: person }, false],
  ["people", "a leap day", { joe: { ...person, joinedOn: "2024-02-29" } }, true],
  ["people", "an impossible date", { joe: { ...person, joinedOn: "2026-02-29" } }, false],
  ["people", "another employment", { joe: { ...person, employment: "boss" } }, false],
  ["people", "a blank name", { joe: { ...person, name: " " } }, false],
  ["people", "a list", [], false],
  ["rootGrants", "root on every server", { "*": [root] }, true],
  ["rootGrants", "root on a server", { "ocp-01": [root] }, true],
  ["rootGrants", "root on a pattern", { "ocp-*": [root] }, false],
  ["rootGrants", "no date", { "*": [{ ...root, grantedOn: undefined }] }, false],
  ["grants", "a role that nobody holds", { redash: { admin: [] } }, true],
  ["grants", "a number for a date", { redash: { admin: [{ person: "joe", createdOn: 20260105 }] } }, false],
  ["systems", "a web address", { redash: { title: "R", url: "https://redash.example.org/", roles: {} } }, true],
  ["systems", "no web address", { redash: { title: "R", url: "redash", roles: {} } }, false],
];

describe.each(entries)("in %s, %s", (kind, _, value, good) => {
  // As the file would have it: keys without a value are not there.
  const data = JSON.parse(JSON.stringify(value));
  const name = `${kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.json`;

  test(`the editor ${good ? "accepts" : "refuses"}, as the loader does`, () => {
    expect([compile(name)(data), kinds[kind].safeParse(data).success]).toEqual([good, good]);
  });
});
