import { addDays, type DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import type { Vulnerability } from "../../../model/schema/change.ts";
import { notify } from "../../settings/notify.ts";
import { notifyOperations } from "../../settings/notify-operations.ts";
import { problems } from "../grants.ts";
import { holdsOn } from "../people.ts";
import { wasThere } from "../presence.ts";
import type { Finding, RegisterRule } from "../rule.ts";

const { remedyWithin, forecastDays } = notifyOperations;
const { administratorRole } = notify;

const mayBeEmpty = "no weakness may be known";
const file = "register/notify/vulnerabilities.yaml";

type RemedyTime = (typeof remedyWithin)[number];

/** A finding for each vulnerability that is chosen. */
function eachVulnerability(
  register: Register,
  chosen: (vulnerability: Vulnerability) => boolean,
  judge: (vulnerability: Vulnerability) => string[],
): Finding[] {
  return Object.entries(register.vulnerabilities)
    .filter(([, vulnerability]) => chosen(vulnerability))
    .map(([id, vulnerability]) => ({
      subject: subjectOf(register.id, "vulnerabilities", id),
      problems: judge(vulnerability),
    }));
}

/** The day by which a vulnerability is to be remedied, counted from its detection. The day itself is in time. */
export function dueOn({ severity, detectedOn }: Pick<Vulnerability, "severity" | "detectedOn">): DateText {
  return addDays(detectedOn, remedyTimeOf({ severity }).days);
}

function remedyTimeOf({ severity }: Pick<Vulnerability, "severity">): RemedyTime {
  const line = remedyWithin.find(({ severities }) => (severities as readonly string[]).includes(severity));
  if (line === undefined) throw new Error(`no time is set for vulnerabilities of severity ${severity}`);
  return line;
}

/** Whether a vulnerability is still there. One whose closing is dated later has not been closed yet. */
export function isOpen({ closedOn }: Pick<Vulnerability, "closedOn">, asOf: DateText): boolean {
  return closedOn === undefined || closedOn > asOf;
}

/** Whether somebody is an Administrator on GitHub on a day: holds the role, has accepted it, and has not left. */
function isAdministrator(register: Register, person: string, day: DateText): boolean {
  const grants = register.grants[administratorRole.system]?.[administratorRole.role] ?? [];
  return wasThere(register, person, day) && holdsOn(grants, person, day);
}

/** An Administrator answers for each vulnerability: today for one that is open, else on the day that it was closed. */
export const vulnerabilitiesOwned: RegisterRule = {
  name: "notify-vulnerabilities-owned",
  clauses: ["NOTIFY-VUL-1"],
  level: "mandatory",
  description:
    "Every vulnerability has an owner who is an Administrator as long as it is open, and a reason if it is left as it is.",
  remedy: `Name an active Administrator as its owner, and the reason where nothing is done, in ${file}.`,
  scope: "register",
  mayBeEmpty,
  judge: (register, asOf) =>
    eachVulnerability(
      register,
      () => true,
      ({ owner, closedOn, severity, analysis, reason }) => {
        const day = closedOn === undefined || isOpen({ closedOn }, asOf) ? asOf : closedOn;
        return problems(
          !isAdministrator(register, owner, day) &&
            `its owner ${owner} ${day === asOf ? "is" : "was"} no Administrator on ${day}`,
          severity !== "informational" &&
            analysis === "no-action" &&
            reason === undefined &&
            "it is left as it is, and no reason is given",
        );
      },
    ),
};

/** The name of the rule that refuses what is not remedied in the time of a level. */
function deadlineRule(level: RemedyTime["level"]): string {
  return `notify-${level}-vulnerabilities-in-time`;
}

/** Whether a vulnerability is to be remedied by a day; informational ones, if their analysis asks for it. */
export function hasDeadline({ severity, analysis }: Vulnerability): boolean {
  return severity !== "informational" || analysis === "remediate";
}

/** The rule that refuses a vulnerability once its time is over. */
export function deadlineRuleOf(vulnerability: Vulnerability): string {
  return deadlineRule(remedyTimeOf(vulnerability).level);
}

/** Vulnerabilities of a level are remedied in its time; informational ones, if their analysis asks for a remedy. */
function remediedInTime({ level, severities, days, clause }: RemedyTime): RegisterRule {
  const informational = level === "informational";
  return {
    name: deadlineRule(level),
    clauses: [clause],
    level: "mandatory",
    description: informational
      ? `Informational findings whose analysis asks for a remedy are remedied within ${days} days.`
      : `Vulnerabilities of ${level} severity are remedied within ${days} days of their detection.`,
    remedy: `Have the remedy put in place, and record closedOn in ${file}.`,
    scope: "register",
    mayBeEmpty,
    judge: (register, asOf) =>
      eachVulnerability(
        register,
        (vulnerability) =>
          (severities as readonly string[]).includes(vulnerability.severity) && hasDeadline(vulnerability),
        (vulnerability) => {
          const { detectedOn } = vulnerability;
          const due = dueOn(vulnerability);
          const open = isOpen(vulnerability, asOf);
          return problems(open && asOf > due && `it was detected on ${detectedOn} and was to be remedied by ${due}`);
        },
      ),
  };
}

/** The deadlines, a rule for each level. */
export const remedyDeadlines: readonly RegisterRule[] = remedyWithin.map(remediedInTime);

/** Informational findings are analysed, and do not lie about: what asks for a remedy is for the rule that blocks. */
export const informationalAnalysed: RegisterRule = {
  name: "notify-informational-analysed",
  clauses: ["NOTIFY-VUL-6"],
  level: "advisory",
  description: "Informational findings are analysed: either they are to be remedied, or there is a reason not to.",
  remedy: `Set analysis, and where nothing is done the reason, in ${file}.`,
  scope: "register",
  mayBeEmpty,
  judge: (register) =>
    eachVulnerability(
      register,
      ({ severity }) => severity === "informational",
      ({ analysis, closedOn, reason }) =>
        problems(
          analysis === undefined && closedOn === undefined && "nobody has analysed it",
          analysis === "no-action" && reason === undefined && "it is left as it is, and no reason is given",
        ),
    ),
};

/** What falls due soon, while there is time. What is overdue is for the rules that block. */
export const dueSoon: RegisterRule = {
  name: "notify-vulnerabilities-due-soon",
  clauses: ["NOTIFY-VUL-2", "NOTIFY-VUL-3", "NOTIFY-VUL-4", "NOTIFY-VUL-5", "NOTIFY-VUL-6"],
  level: "advisory",
  description: `No open vulnerability is to be remedied within the next ${forecastDays} days.`,
  remedy: `Have the remedy put in place before that day, and record closedOn in ${file}.`,
  scope: "register",
  mayBeEmpty,
  judge: (register, asOf) =>
    eachVulnerability(
      register,
      (vulnerability) => isOpen(vulnerability, asOf) && hasDeadline(vulnerability),
      (vulnerability) => {
        const due = dueOn(vulnerability);
        return problems(due >= asOf && due <= addDays(asOf, forecastDays) && `it is to be remedied by ${due}`);
      },
    ),
};
