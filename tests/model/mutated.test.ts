import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { RegisterError } from "../../model/load.ts";
import { root } from "../commands/cli.ts";
import { outcomeOf } from "./folder.ts";
import { type Draw, mutations } from "./mutations.ts";

/*
 * The register that ships, with one file mutated: the loader refuses it in words that anybody can read, or takes it for what
 * it was before, or for what a parser of YAML reads in it. More runs, or those of a seed: GATEHOUSE_RUNS=100 GATEHOUSE_SEED=7.
 */

const runs = Number(process.env.GATEHOUSE_RUNS ?? 2);
const seed = Number(process.env.GATEHOUSE_SEED ?? Math.floor(Math.random() * 2 ** 31));

const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "register-")));
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const folder of folders) cpSync(join(root, "register"), folder, { recursive: true });
const [mutated, plainly] = folders as [string, string];
const files = [
  "register.yaml",
  ...["ocp", "notify"].flatMap((id) => readdirSync(join(mutated, id)).map((n) => `${id}/${n}`)),
];

/** What the loader makes of a folder in which a file holds something else. */
function loaded(folder: string, file: string, content: string | Uint8Array) {
  const at = join(folder, file);
  const before = readFileSync(at);
  writeFileSync(at, content);
  try {
    const outcome = outcomeOf(folder);
    return outcome instanceof RegisterError ? outcome : { head: outcome.head, registers: outcome.registers };
  } finally {
    writeFileSync(at, before);
  }
}

const clean = loaded(mutated, "register.yaml", readFileSync(join(mutated, "register.yaml")));

/** What a parser of YAML reads in a text, written so that nobody can read anything else in it. */
const asWritten = (text: string) =>
  stringify(parse(text), { aliasDuplicateObjects: false, defaultStringType: "QUOTE_DOUBLE", lineWidth: 0 });

/** A refusal is told in bounded words with places, and in none that are not seen. */
function isTold(error: RegisterError): void {
  const lines = error.message.split("\n");
  expect([lines.length <= 250, lines.every((line) => line.length <= 700)]).toEqual([true, true]);
  expect(error.message).not.toMatch(/[[\p{Cc}--\n]\p{Bidi_Control}\uFEFF]|\[object |\bat .*\.ts:\d/v);
  for (const { line, column, message } of error.problems) {
    expect([line >= 1, column >= 1, message.length > 0]).toEqual([true, true, true]);
  }
}

describe(`mutated by seed ${seed}`, () => {
  test.each(Object.entries(mutations))("%s", (_, [outcome, mutate]) => {
    const draws = fc.record({ file: fc.constantFrom(...files), numbers: fc.infiniteStream(fc.nat()) });
    fc.assert(
      fc.property(draws, ({ file, numbers }) => {
        const draw: Draw = (below) => Number(numbers.next().value) % Math.max(1, below);
        const content = mutate(readFileSync(join(mutated, file), "utf8"), draw);
        const found = loaded(mutated, file, content);
        if (found instanceof RegisterError) return isTold(found);
        expect(outcome).not.toBe("refused");
        if (outcome === "same") expect(found).toEqual(clean);
        else expect(found).toEqual(loaded(plainly, file, asWritten(Buffer.from(content).toString("utf8"))));
      }),
      { numRuns: runs, seed },
    );
  });
});
