import { subjectOf } from "../../model/register.ts";
import { deadlineRuleOf, dueOn, hasDeadline, isOpen } from "../../policies/rules/notify/vulnerabilities.ts";
import type { Source } from "./due.ts";

/** Open vulnerabilities: to be remedied, or first to be analysed. What is left as it is for a reason is settled. */
export const vulnerabilities: Source = (register, asOf) =>
  Object.entries(register.vulnerabilities)
    .filter(([, vulnerability]) => isOpen(vulnerability, asOf) && vulnerability.analysis !== "no-action")
    .map(([id, vulnerability]) => {
      const { severity, title, owner } = vulnerability;
      const remedy = hasDeadline(vulnerability);
      return {
        kind: "vulnerability",
        subject: subjectOf(register.id, "vulnerabilities", id),
        what: `${remedy ? "remedy" : "analyse"} (${severity}): ${title}`,
        whose: owner,
        dueOn: dueOn(vulnerability),
        ...(remedy && { rule: deadlineRuleOf(vulnerability) }),
      };
    });
