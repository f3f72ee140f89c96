import { describe, expect, test } from "vitest";
import { registerIds } from "../../../model/register.ts";
import { rulesFor } from "../../../policies/rules/index.ts";
import { judgeRegister } from "../../../policies/rules/rule.ts";
import { changed, type RegisterChange } from "./change.ts";
import { developerRoot } from "./developer-root.ts";
import { leaver } from "./leaver.ts";
import { weakenedDmarc } from "./weakened-dmarc.ts";

/** What the rules about the register say of a change that they did not say before. */
function broken(change: RegisterChange): string[] {
  const { before, after } = changed(change);
  const judged = ({ registers, head }: typeof before) =>
    registerIds.flatMap((id) =>
      rulesFor(id).flatMap((rule) =>
        rule.scope === "register"
          ? judgeRegister(rule, registers[id], head.asOf).map((each) => `${each.level} ${each.rule} ${each.subject}`)
          : [],
      ),
    );
  const known = judged(before);
  return judged(after).filter((line) => !known.includes(line));
}

describe("the changes that reports are shown by", () => {
  test("a leaver: open accounts and a credential that they know", () => {
    expect(broken(leaver)).toMatchInlineSnapshot(`
      [
        "mandatory notify-leavers-out notify/grants/cloud-gov/space-manager/devops-1",
        "mandatory notify-leavers-out notify/grants/cloud-gov/space-manager/devops-1",
        "mandatory notify-leavers-out notify/grants/cloud-gov/space-developer/devops-1",
        "mandatory notify-credentials-rotated-after-leaving notify/credentials/cloud-gov-staging-key",
      ]
    `);
  });

  test("root for a developer, granted by somebody without", () => {
    expect(broken(developerRoot)).toMatchInlineSnapshot(`
      [
        "advisory facts-on-word ocp/services/data-registry",
        "mandatory ocp-root-granted-by-root ocp/root-grants/data-registry/ods-developer-2",
      ]
    `);
  });

  test("a weakened DMARC policy: a record to be refused, and no more than that", () => {
    const { before, after } = changed(weakenedDmarc);
    const dmarc = ({ registers }: typeof before) => registers.ocp.domains["open-contracting.org"]?.dmarc?.policy;
    expect([dmarc(before), dmarc(after)]).toEqual(["quarantine", "none"]);
    expect(broken(weakenedDmarc)).toEqual([]);
  });
});
