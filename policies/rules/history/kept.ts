import { history, historyKept, historyType, type Moment } from "../../../model/history.ts";
import { emptyRegister, type Register, type RegisterId } from "../../../model/register.ts";
import { type Resource, type StackRule, subjectOfResource } from "../rule.ts";
import { forgotten } from "./forgotten.ts";
import type { PartOfRegister } from "./passage.ts";

/**
 * What was deployed is not forgotten. The program brings in what of it the register contradicts; what nothing brings in, nobody can
 * judge, so that there is no such record is a fault.
 */
export const historyIsKept: StackRule = {
  name: historyKept,
  clauses: ["GATE-16"],
  level: "mandatory",
  description:
    "What was deployed of people, grants, root, credentials, vulnerabilities, reviews and the like stays as long as it is needed, and no day or grade of it moves to somebody's advantage.",
  remedy:
    "Put it back as it was; what had been wrong is put right by an entry of corrections.yaml, which says so and somebody else approves.",
  scope: "stack",
  judge: (resources, { register, asOf }) => {
    const records = resources.filter(({ type }) => type === historyType);
    const [record] = records;
    if (record === undefined || records.length > 1) {
      const problem =
        record === undefined
          ? `no ${historyType} says what was deployed before, so nobody can tell what of it is forgotten`
          : `there are ${records.length} of ${historyType}, and only one can say what was deployed before`;
      return [{ subject: register.id, problems: [problem] }];
    }
    const { moments, problem, unreadable = [] } = historyIn(record, register.id);
    const found = moments.flatMap((before) => forgotten(before, register, asOf));
    const bySubject = Map.groupBy(found, ({ item }) => item.subject);
    return [
      { subject: subjectOfResource(record), problems: problem === undefined ? [] : [problem] },
      ...unreadable.map((each) => ({
        subject: subjectOfResource(each),
        problems: [`as it was deployed, it cannot be read: ${each.problem}`],
      })),
      ...[...bySubject].map(([subject, each]) => ({
        subject,
        problems: [...new Set(each.map(({ problem }) => problem))],
      })),
    ];
  },
};

/** The moments that a record brings in, each as the register that it was, or what is wrong with the record. */
export function historyIn({ props: { register, moments, unreadable } }: Pick<Resource, "props">, id: RegisterId) {
  const read = history.safeParse({ register, moments, unreadable });
  if (!read.success)
    return { moments: [], problem: "it does not say what was deployed before, in the form that it has" };
  if (read.data.register !== id) return { moments: [], problem: `it is of ${read.data.register}, and not of ${id}` };
  return { moments: read.data.moments.map((each) => registerOf(id, each)), unreadable: read.data.unreadable };
}

/** A moment as the register that it is a part of, with the acts that were told of it: by a part no others can be judged. */
export function registerOf(id: RegisterId, { acts = [], ...moment }: Moment): PartOfRegister {
  return { ...emptyRegister(id), ...(moment as Partial<Register>), acts };
}
