import { registerIds } from "../../model/register.ts";
import { inRounds, type Job } from "../measure/rounds.ts";
import { measureTask } from "../measure/task.ts";
import type { Row } from "../results.ts";
import { roundsWithin, type Setting } from "./setting.ts";

/** Every rule about the register, and the register as records, by the number of grants. */
export async function measureRules(setting: Setting): Promise<Row[]> {
  const { plan, progress, signal } = setting;
  const [fewest] = plan.grants;
  const jobs = registerIds.flatMap((id) =>
    (["rules", "records"] as const).flatMap((part) => {
      const what = (grants: number) => `${part} of ${id} over ${grants.toLocaleString("en")} grants`;
      return plan.grants.map((grants): Job => {
        const size = { grants, repeats: grants > 10_000 ? 1 : 5 };
        return {
          what: what(grants),
          grants,
          ...(fewest !== undefined && grants > fewest && { against: what(fewest) }),
          run: () => measureTask(part === "rules" ? { judge: id, ...size } : { record: id, ...size }, signal),
        };
      });
    }),
  );
  progress("Rules and records over grants: about two minutes.");
  return inRounds(jobs, roundsWithin(2, setting));
}
