import { subjectOf } from "../../../model/register.ts";
import { notifyOperations } from "../../settings/notify-operations.ts";
import { problems } from "../grants.ts";
import type { RegisterRule } from "../rule.ts";

const { smokeTests } = notifyOperations;

/** Each environment has passed the last smoke test of a part. */
function smokeTested({ part, proves, clause }: (typeof smokeTests)[number]): RegisterRule {
  return {
    name: `notify-smoke-tested-${part}`,
    clauses: [clause],
    level: "advisory",
    description: `In each environment the last smoke test of ${proves} passed.`,
    remedy: "Run the smoke test of the run book there, and record it in register/notify/smoke-tests.yaml.",
    scope: "register",
    judge: (register, asOf) =>
      Object.keys(register.environments).map((environment) => {
        const tests = register.smokeTests.filter(
          (test) => test.environment === environment && test.part === part && test.testedOn <= asOf,
        );
        const lastDay = tests
          .map(({ testedOn }) => testedOn)
          .sort()
          .at(-1);
        // Of two tests on one day it is not known which was the later.
        const failed = tests.some(({ testedOn, passed }) => testedOn === lastDay && !passed);
        return {
          subject: subjectOf(register.id, "environments", environment),
          problems: problems(
            lastDay === undefined && `no smoke test of ${proves} is on record`,
            failed && `the smoke test of ${proves} on ${lastDay} failed`,
          ),
        };
      }),
  };
}

/** The smoke tests, a rule for each part. */
export const smokeTestRules: readonly RegisterRule[] = smokeTests.map(smokeTested);
