import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isEnforceable } from "../../policies/clauses/clause.ts";
import { derivedControls } from "../../policies/clauses/derived.ts";
import { catalogue, clause, clauses, enforceable, isRequirementId } from "../../policies/clauses/index.ts";
import { expandLines, sources } from "../../policies/clauses/sources.ts";

const ids = catalogue.map((entry) => entry.id);

describe("the catalogue", () => {
  test("has 37 clauses of the OCP reference and 67 of the Notify run book", () => {
    const count = (prefix: string) => clauses.filter(({ id }) => id.startsWith(prefix)).length;
    expect([count("OCP-"), count("NOTIFY-"), clauses.length]).toEqual([37, 67, 104]);
  });

  test("keeps the 14 derived controls out of the 104", () => {
    expect(derivedControls.map(({ id }) => id)).toEqual([
      ...["EMAIL-1", "EMAIL-2", "EMAIL-3", "EMAIL-4", "EMAIL-5", "EMAIL-6", "EMAIL-7", "EMAIL-8"],
      ...["WEB-1", "IAM-1", "IAM-2", "IAM-3", "SMS-8", "S3-1"],
    ]);
    const clauseIds: string[] = clauses.map(({ id }) => id);
    expect(derivedControls.filter(({ id }) => clauseIds.includes(id))).toEqual([]);
  });

  test("uses no id twice, and each in its pattern", () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(clauses.filter(({ id }) => !/^(OCP|NOTIFY)-[A-Z]+-[1-9]\d*$/.test(id))).toEqual([]);
    expect(derivedControls.filter(({ id }) => !/^[A-Z][A-Z0-9]+-[1-9]$/.test(id))).toEqual([]);
  });

  test("numbers each topic from 1 without a gap", () => {
    for (const [topic, members] of Map.groupBy(clauses, ({ id }) => id.replace(/-\d+$/, ""))) {
      expect(members.map(({ id }) => id)).toEqual(members.map((_, i) => `${topic}-${i + 1}`));
    }
  });

  test("finds a clause or control by its id, and nothing by another", () => {
    expect(clause("OCP-ROOT-3").requirement).toContain("six calendar months");
    expect(clause("EMAIL-2").requirement).toContain("reports@dmarc.cyber.dhs.gov");
    expect(["OCP-ROOT-6", "ocp-root-3", ""].filter(isRequirementId)).toEqual([]);
    expect(() => clause("OCP-ROOT-6" as "OCP-ROOT-5")).toThrow('"OCP-ROOT-6" is no clause');
  });

  test("calls enforceable whatever is more than context", () => {
    expect(enforceable).toContain(clause("NOTIFY-SMK-2"));
    expect(clauses.filter((c) => !enforceable.includes(c)).map(({ id }) => id)).toEqual([
      ...["OCP-DOC-1", "OCP-COM-1", "OCP-MON-4", "OCP-HOST-11"],
      ...[
        "NOTIFY-DOC-1",
        "NOTIFY-ALR-2",
        "NOTIFY-RST-2",
        "NOTIFY-RST-3",
        "NOTIFY-CHG-6",
        "NOTIFY-GOT-1",
        "NOTIFY-SMS-1",
      ],
    ]);
  });
});

describe("every entry", () => {
  const failing = (ok: (entry: (typeof catalogue)[number]) => boolean) =>
    catalogue.filter((e) => !ok(e)).map((e) => e.id);

  test("is one or two sentences of at most 350 characters", () => {
    expect(failing(({ requirement }) => requirement.length <= 350)).toEqual([]);
    expect(failing(({ requirement }) => /^[^\n<>|]+\.$/.test(requirement))).toEqual([]);
    expect(failing(({ requirement }) => requirement.split(/\.\s+(?=[A-Z`])/).length <= 2)).toEqual([]);
  });

  test("has classes, and a level exactly when there is something to breach", () => {
    expect(failing(({ classes }) => classes.length > 0 && new Set(classes).size === classes.length)).toEqual([]);
    expect(failing((entry) => (entry.level === "none") === !isEnforceable(entry))).toEqual([]);
  });

  test("explains itself without naming another, as an id on a page leads to one place", () => {
    const names = (text: string) => ids.some((id) => new RegExp(`\\b${id}\\b`).test(text));
    expect(failing(({ requirement, note }) => !names(`${requirement} ${note ?? ""}`))).toEqual([]);
  });
});

describe("the lines of the documents", () => {
  const covered = new Set(clauses.flatMap(({ lines }) => expandLines(lines)));
  const whole = new Set([...covered].map((line) => line.replace(/[a-z]$/, "")));
  const all = sources.flatMap(({ letter, lines }) => lines.map((line) => `${letter}${line}`));

  test("number 36 and 135", () => {
    expect(sources.map(({ lines }) => lines.length)).toEqual([36, 135]);
    expect(new Set(all).size).toBe(171);
  });

  test("each lie in a clause, and no clause points past them", () => {
    expect(all.filter((line) => !whole.has(line))).toEqual([]);
    expect([...whole].filter((line) => !all.includes(line))).toEqual([]);
  });

  test("are covered from the first sentence on where sentences are told apart", () => {
    const lettered = Map.groupBy(
      [...covered].filter((line) => /[a-z]$/.test(line)),
      (line) => line.slice(0, -1),
    );
    expect(lettered.size).toBeGreaterThan(0);
    for (const [line, sentences] of lettered) {
      expect(sentences.length, `${line} has one sentence only: drop the letter`).toBeGreaterThan(1);
      expect(sentences.sort()).toEqual(sentences.map((_, i) => `${line}${String.fromCharCode(97 + i)}`));
    }
  });

  test("belong to the document that the id says", () => {
    for (const { prefix, letter } of sources) {
      const lines = clauses.filter(({ id }) => id.startsWith(`${prefix}-`)).flatMap((c) => expandLines(c.lines));
      expect(lines.filter((line) => !line.startsWith(letter))).toEqual([]);
    }
  });
});

describe("expandLines", () => {
  test("gives every line of a range once", () => {
    const range = fc.tuple(
      fc.constantFrom("O", "N"),
      fc.integer({ min: 1, max: 999 }),
      fc.integer({ min: 1, max: 99 }),
    );
    fc.assert(
      fc.property(range, ([letter, first, more]) => {
        const lines = expandLines(`${letter}${first}-${letter}${first + more}`);
        expect(lines.map((line) => line.slice(1)).map(Number)).toEqual(
          Array.from({ length: more + 1 }, (_, i) => first + i),
        );
        expect(new Set(lines.map((line) => line[0]))).toEqual(new Set([letter]));
      }),
    );
  });

  test.each([
    ["O48a", ["O48a"]],
    ["N19-N22", ["N19", "N20", "N21", "N22"]],
    ["N9-N11, N15, N69b", ["N9", "N10", "N11", "N15", "N69b"]],
  ])("spells out %s", (lines, expected) => {
    expect(expandLines(lines)).toEqual(expected);
  });

  test.each(["", "19", "P3", "O0", "N3-", "N19-22", "N5-N5", "N7-N5", "O5-N7", "N1a-N3", "N1-N2-N3", "O1,O3", "O1, "])(
    "refuses %j",
    (lines) => {
      expect(() => expandLines(lines)).toThrow(/line reference|range of whole lines/);
    },
  );
});
