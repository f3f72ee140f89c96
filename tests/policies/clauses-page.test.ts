import { describe, expect, test } from "vitest";
import type { Clause, DerivedControl } from "../../policies/clauses/clause.ts";
import type { ClaimingRule } from "../../policies/clauses/coverage.ts";
import { catalogue } from "../../policies/clauses/index.ts";
import { clausesPage } from "../../policies/clauses/page.ts";

const rule = (name: string, clauses: readonly string[], level: ClaimingRule["level"] = "mandatory"): ClaimingRule => ({
  name,
  clauses,
  level,
  description: "Refuses what the example forbids.",
  scope: "resource",
});

const rootClause: Clause = {
  id: "OCP-ROOT-9",
  section: "Root access",
  lines: "O48a",
  requirement: "Root is for `root` | nobody else.",
  classes: ["enforce", "register"],
  level: "mandatory",
  note: "Read strictly (AMB-2).",
};
const heading: Clause = {
  id: "NOTIFY-DOC-9",
  section: "Run Book",
  lines: "N1",
  requirement: "A title.",
  classes: ["context"],
  level: "none",
};
const control: DerivedControl = {
  id: "WEB-9",
  section: "Web",
  requirement: "Pages use https.",
  classes: ["enforce"],
  level: "advisory",
  basis: "RFC 9110",
};
const entries = [rootClause, heading, control];

/** The table row of a clause. */
const rowOf = (page: string, id: string) => page.split("\n").find((line) => line.includes(`\`${id}\``));

describe("a page of three entries", () => {
  const page = clausesPage(entries, []);

  test("starts with the counts, in which derived controls are apart", () => {
    expect(page).toContain(
      [
        "| | Clauses | Enforceable | Enforced yet | Context only |",
        "|---|--:|--:|--:|--:|",
        "| The OCP reference | 1 | 1 | 0 | 0 |",
        "| The Notify run book | 1 | 0 | 0 | 1 |",
        "| **Both documents** | 2 | 1 | 0 | 1 |",
        "| Derived controls, which neither document states | 1 | 1 | 0 | 0 |",
      ].join("\n"),
    );
  });

  test("has a heading for each document and each of its sections", () => {
    expect(page.match(/^##+ .*$/gm)).toEqual([
      "## The OCP reference",
      "### Root access",
      "## The Notify run book",
      "### Run Book",
      "## Derived controls",
      "### Web",
    ]);
  });

  test("tells requirement, note with its decision, kind and that no rule exists yet", () => {
    expect(rowOf(page, "OCP-ROOT-9")).toBe(
      '| <a id="ocp-root-9"></a>`OCP-ROOT-9` | Root is for `root` \\| nobody else.<br>*Read strictly ([AMB-2](decisions.md#amb-2)).* | E+R, mandatory | not yet | – |',
    );
    expect(rowOf(page, "NOTIFY-DOC-9")).toMatch(/ \| A title\. \| C \| context \| – \|$/);
    expect(rowOf(page, "WEB-9")).toMatch(
      / \| Pages use https\.<br>Basis: RFC 9110\. \| E, advisory \| not yet \| – \|$/,
    );
  });

  test("leaves a part out that has nothing", () => {
    expect(clausesPage([rootClause], [])).not.toMatch(/run book \||Derived/);
  });
});

describe("a page with rules", () => {
  test("names the rules of a clause in order, and counts it as enforced", () => {
    const page = clausesPage(entries, [rule("root-b", ["OCP-ROOT-9"]), rule("root-a", ["OCP-ROOT-9"])]);
    expect(rowOf(page, "OCP-ROOT-9")).toMatch(/ \| `root-a`<br>`root-b` \| resource \|$/);
    expect(page).toContain("| The OCP reference | 1 | 1 | 1 | 0 |");
  });

  test("does not count a mandatory clause that only an advisory rule holds", () => {
    const page = clausesPage(entries, [rule("root-a", ["OCP-ROOT-9"], "advisory")]);
    expect(rowOf(page, "OCP-ROOT-9")).toMatch(/ \| `root-a` \(advisory\) \| resource \|$/);
    expect(page).toContain("| The OCP reference | 1 | 1 | 0 | 0 |");
  });

  test("shows a rule for context as such", () => {
    const page = clausesPage(entries, [rule("title", ["NOTIFY-DOC-9"])]);
    expect(rowOf(page, "NOTIFY-DOC-9")).toMatch(/ \| context<br>`title` \| – \|$/);
    expect(page).toContain("| The Notify run book | 1 | 0 | 0 | 1 |");
  });

  test("tells the cases of each clause where they are given", () => {
    const page = clausesPage(entries, [], new Map([["OCP-ROOT-9", { red: 3, green: 2 }]]));
    expect(rowOf(page, "OCP-ROOT-9")).toMatch(/ \| not yet \| – \| 3 \/ 2 \|$/);
    expect(rowOf(page, "WEB-9")).toMatch(/ \| not yet \| – \| 0 \/ 0 \|$/);
    expect(rowOf(page, "NOTIFY-DOC-9")).toMatch(/ \| context \| – \| – \|$/);
  });
});

describe("the page of the catalogue", () => {
  const rules = [rule("b", ["OCP-ROOT-1", "OCP-ROOT-2"]), rule("a", ["OCP-ROOT-1"], "advisory")];
  const page = clausesPage(catalogue, rules);

  test("has each id once", () => {
    for (const { id } of catalogue) {
      expect(page.match(new RegExp(`(?<![A-Z0-9-])${id}(?![0-9])`, "g")), id).toHaveLength(1);
    }
  });

  test("counts 104 clauses", () => {
    expect(page).toContain("| **Both documents** | 104 | 93 | 2 | 11 |");
  });

  test("is the same for the same rules in another order, and leaves them as they were", () => {
    const before = structuredClone(rules);
    expect(clausesPage(catalogue, rules.toReversed())).toBe(page);
    expect(rules).toEqual(before);
  });

  test("has as many cells in each row as its table has columns", () => {
    let columns = 0;
    for (const line of page.split("\n").filter((text) => text.startsWith("|"))) {
      const cells = line.split(/(?<!\\)\|/).length - 2;
      if (line.startsWith("| Clause") || line.startsWith("| |")) columns = cells;
      expect(cells, line).toBe(columns);
    }
  });

  test("ends in one line break", () => {
    expect(page).toMatch(/[^\n]\n$/);
  });
});
