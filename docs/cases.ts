import type { Case } from "../tests/engine/case.ts";

/** The titles of the cases that go through the real engine, by clause: what has to be refused, and what to pass. */
export type CasesInWords = Readonly<
  Record<string, { readonly red: readonly string[]; readonly green: readonly string[] }>
>;

/** The cases of docs/cases.json: each clause's, in the order of the ids, each in words. */
export function casesInWords(cases: readonly Case[]): CasesInWords {
  const byClause = Map.groupBy(cases, ({ clause }) => clause);
  const titles = (members: readonly Case[], kind: Case["kind"]) =>
    members.filter((each) => each.kind === kind).map(({ title, stack }) => `${title} (${stack})`);
  return Object.fromEntries(
    [...byClause]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([clause, members]) => [clause, { red: titles(members, "red"), green: titles(members, "green") }]),
  );
}
