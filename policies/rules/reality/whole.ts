import { readingSubject } from "./compared.ts";
import { clausesOfAccess, type ReadingRule } from "./rule.ts";

/** A reading proves something. Where it does not, nothing was looked at, and nobody is taken for gone. */
export const readingProves: ReadingRule = {
  name: "reading-proves",
  clauses: clausesOfAccess,
  level: "mandatory",
  scope: "reading",
  needs: "presence",
  description: "A reading is whole, of the organisation that the register names, and of a day that is not long ago.",
  remedy: "Make the reading anew; `npm run audit -- SYSTEM --commands` prints how.",
  judge: ({ proof, system }) =>
    proof.problems.map((problem) =>
      typeof problem === "string"
        ? { subject: readingSubject(system), clauses: system.clauses, problems: [problem] }
        : {
            ...{ subject: readingSubject(system), clauses: system.clauses, at: problem.at },
            problems: [`${[problem.at.file, ...problem.at.keys].join("/")} ${problem.problem}`],
          },
    ),
};
