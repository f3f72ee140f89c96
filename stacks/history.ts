import { deployedResources } from "../components/deployed-outputs.ts";
import { type History, history, historyType, nothingForgotten } from "../model/history.ts";
import { isRecordType, type RegisterRecord, readRecords } from "../model/records.ts";
import type { Register } from "../model/register.ts";
import { registerOf } from "../policies/rules/history/kept.ts";
import { contradictedMoments } from "../policies/rules/history/moments.ts";

/**
 * What was deployed before and a register contradicts, for the stack to tell its policies: by the records in the state, and by what
 * the stack had to tell the last time, which it tells until nothing contradicts it any more. So what was deployed past the gate is
 * not forgotten by the next run.
 *
 * It is judged by the rule itself which of it has to be told. Told were else every entry that goes when nothing needs it any more, for
 * ever, or in one run and not in the next, and that would be a change where nothing has changed.
 *
 * @param deployed the outputs that the stack had when it was last deployed; none of them, if it never was.
 * @throws when the state cannot be read.
 */
export async function historyOf(register: Register, deployed: Readonly<Record<string, unknown>>): Promise<History> {
  const { id } = register;
  if (Object.keys(deployed).length === 0) return nothingForgotten(id);
  const resources = await deployedResources((type) => isRecordType(type) || type === historyType);
  const told = resources.filter(({ type }) => type === historyType).map(({ outputs }) => history.safeParse(outputs));
  const records = resources.flatMap(({ urn, type, outputs }): RegisterRecord[] =>
    isRecordType(type) ? [{ type, name: urn.slice(urn.lastIndexOf("::") + 2), data: outputs }] : [],
  );
  const { register: before, problems } = readRecords(id, records);
  const earlier = told.flatMap(({ data }) => data?.moments ?? []).map((moment) => registerOf(id, moment));
  return {
    register: id,
    moments: contradictedMoments([...earlier, before], register, dayOfRun()),
    unreadable: [
      ...problems,
      ...told
        .filter(({ success }) => !success)
        .map(() => ({ type: historyType, name: id, problem: "it has another form than it has now" })),
    ],
  };
}

/** The day that the policies judge as of: they read the same variable, and `honest-clock` allows another than today offline only. */
function dayOfRun(): string {
  return process.env.GATEHOUSE_AS_OF || new Date().toISOString().slice(0, 10);
}
