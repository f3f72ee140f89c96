import { describe, expect, test } from "vitest";
import { registerIds } from "../../../model/register.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { rulesFor } from "../../../policies/rules/index.ts";
import type { RegisterRule, Rule } from "../../../policies/rules/rule.ts";
import { asOf, notifyRegister, ocpRegister } from "../compliant.ts";
import { blocking, declared, run } from "./harness.ts";

const registers = { ocp: ocpRegister, notify: notifyRegister };

/** A rule that has stopped looking, as an edit of its filters could make it. */
const blind = (rule: RegisterRule): Rule => ({ ...rule, judge: () => [] });

describe.each(registerIds)("a rule about the register of %s that looks at nothing", (id) => {
  const rules = rulesFor(id);
  const ofRegister = rules.filter((rule) => rule.scope === "register" && rule.level === "mandatory") as RegisterRule[];
  const judged = async (blinded: RegisterRule) => {
    const others = rules.map((rule) => (rule.name === blinded.name ? blind(blinded) : rule));
    const lines = blocking(await run(policiesOf(id, others, asOf), declared(registers[id])));
    return lines.filter((line) => line.includes(`nothing that ${blinded.name} could judge`));
  };

  test.each(ofRegister.filter(({ mayBeEmpty }) => mayBeEmpty === undefined).map((rule) => [rule.name, rule] as const))(
    "%s is caught",
    async (_, rule) => {
      expect(await judged(rule)).toHaveLength(1);
    },
  );

  test("is let pass only where an empty register is in order, and the rule says why", () => {
    const exempt = ofRegister.filter(({ mayBeEmpty }) => mayBeEmpty !== undefined);
    expect(exempt.map(({ name }) => name).sort()).toEqual(
      id === "ocp"
        ? [
            "corrections-valid",
            "keys-of-one-holder",
            "ocp-root-developers",
            "ocp-root-granted-by-root",
            "ocp-root-in-use",
            "ses-senders-complete",
          ]
        : [
            "corrections-valid",
            "keys-of-one-holder",
            "notify-critical-vulnerabilities-in-time",
            "notify-high-vulnerabilities-in-time",
            "notify-informational-vulnerabilities-in-time",
            "notify-low-vulnerabilities-in-time",
            "notify-medium-vulnerabilities-in-time",
            "notify-restaged-in-place",
            "notify-restaged-in-time",
            "notify-staging-restaged-first",
            "notify-users-without-reserved-permissions",
            "notify-vulnerabilities-owned",
            "ses-senders-complete",
          ],
    );
    for (const { mayBeEmpty } of exempt) expect(mayBeEmpty).toMatch(/\w+ \w+/);
  });
});
