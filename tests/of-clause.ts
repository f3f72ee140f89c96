import { fileURLToPath } from "node:url";
import { requirementsOf, testsOf } from "../commands/clause/about.ts";
import { explainClause } from "../commands/clause/explain.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/**
 * Prints what a clause says, and gives the options of each run of vitest that tests it: its own cases among
 * all that go through the engine, and then the test files that are about it.
 */
export async function testsOfClause(word: string): Promise<string[][]> {
  console.log((await explainClause(word, root)).join("\n"));
  const ids = requirementsOf(word);
  const files = [...new Set(ids.flatMap((id) => testsOf(id, root)))].filter((file) => file !== allCases);
  const cases = ids.map((id) => `${id}: `).join("|");
  return [
    ["--project", "engine", "--reporter", "verbose", allCases, "--testNamePattern", cases],
    ["--project", "unit", "--project", "engine", "--reporter", "verbose", ...files],
  ];
}

const allCases = "tests/engine/clauses.test.ts";
