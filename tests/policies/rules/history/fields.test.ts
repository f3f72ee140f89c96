import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { historyPage } from "../../../../docs/history-page.ts";
import { moment, rememberedKinds } from "../../../../model/history.ts";
import { type Kind, kinds } from "../../../../model/register.ts";
import {
  daysNotRemembered,
  grades,
  moves,
  movesOfFields,
  neededWords,
  notRemembered,
} from "../../../../policies/settings/history.ts";
import { fieldAt, fieldsOfSchema } from "../../flips.ts";
import { keysTo } from "./past.ts";

const fields = fieldsOfSchema();
const isRemembered = (kind: string) => (rememberedKinds as readonly string[]).includes(kind);
const placed = Object.entries(movesOfFields).flatMap(([kind, of]) =>
  Object.keys(of).map((field) => [kind, ...Array(keysTo(kind) - 1).fill("*"), field].join(".")),
);

describe("every field of the schema", () => {
  test("has a place, where its kind is remembered", () => {
    expect(placed.toSorted()).toEqual(fields.filter((field) => isRemembered(field.split(".")[0] ?? "")).toSorted());
  });

  test("is of a kind that is remembered, or of one that is not, for a reason", () => {
    expect([...rememberedKinds, ...Object.keys(notRemembered)].sort()).toEqual(Object.keys(kinds).sort());
    for (const reason of Object.values(notRemembered)) expect(reason).toMatch(/\w+ \w+/);
  });

  test("is no day, where its kind is not remembered, but for those of which the reason is given", () => {
    const days = fields.filter((field) => !isRemembered(field.split(".")[0] ?? "")).filter(isDay);
    expect(days).toEqual(daysNotRemembered);
  });

  test("is not free to change, where it is a day", () => {
    const free = placed.filter(isDay).filter((field) => moveOf(field) === "free");
    expect(free).toEqual([]);
  });
});

test("a grade has a place for each word of its field, once", () => {
  const graded = placed.filter((field) => moveOf(field) === "not lower");
  const short = (field: string) => [field.split(".")[0], field.split(".").at(-1)].join(".");
  expect(graded.map(short).sort()).toEqual(Object.keys(grades).sort());
  for (const field of graded) {
    const { schema, optional } = fieldAt(field);
    const words = schema instanceof z.ZodEnum ? schema.options.map(String) : ["true", "false"];
    expect((grades[short(field)] ?? []).flat().sort()).toEqual([...words, ...(optional ? ["nothing"] : [])].sort());
  }
});

test("a moment has a place for each kind that is remembered", () => {
  const aids = ["organisations", "systems", "servers", "serviceAccounts", "acts"];
  expect(Object.keys(moment.shape).sort()).toEqual([...aids, ...rememberedKinds].sort());
  expect(Object.keys(neededWords).sort()).toEqual([...rememberedKinds].sort());
});

test("docs/history.md is what the settings say; `npm run docs` writes it anew", async () => {
  const committed = await readFile(new URL("../../../../docs/history.md", import.meta.url), "utf8");
  expect(committed).toBe(historyPage(rememberedKinds, { moves, movesOfFields, neededWords, grades, notRemembered }));
});

function moveOf(field: string): string | undefined {
  const [kind = "", ...keys] = field.split(".");
  return movesOfFields[kind as keyof typeof movesOfFields][keys.slice(keysTo(kind) - 1).join(".")];
}

/** A date or a moment. */
function isDay(field: string): boolean {
  const { schema } = fieldAt(field as `${Kind}.${string}`);
  return (
    /(?:On|At)$/.test(field) || schema instanceof z.ZodISODateTime || z.globalRegistry.get(schema)?.format === "date"
  );
}
