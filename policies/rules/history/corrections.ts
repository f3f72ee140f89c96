import type { DateText } from "../../../model/dates.ts";
import { rememberedKinds } from "../../../model/history.ts";
import { folderOfKind, type Register, subjectOf } from "../../../model/register.ts";
import type { Correction } from "../../../model/schema/corrections.ts";
import { movesOfFields } from "../../settings/history.ts";
import { problems } from "../grants.ts";
import type { RegisterRule } from "../rule.ts";
import { approvalProblems } from "../waivers.ts";
import { fieldAt } from "./items.ts";

/** What was wrong of the past is put right by two people: one who writes why, and one who neither wrote it nor gains by it. */
export const correctionsValid: RegisterRule = {
  name: "corrections-valid",
  clauses: ["GATE-16"],
  level: "mandatory",
  description:
    "Every correction names an entry and what it said, and has been approved by somebody who neither wrote it nor gains by it.",
  remedy: "Correct it in register/*/corrections.yaml; or take it out, and put the entry back as it was.",
  scope: "register",
  mayBeEmpty: "nothing may have been wrong",
  judge: (register, asOf) =>
    Object.entries(register.corrections).map(([id, correction]) => ({
      subject: subjectOf(register.id, "corrections", id),
      problems: correctionProblems(correction, register, asOf),
    })),
};

/** What is wrong with a correction as of a day; one that has a problem corrects nothing. */
export function correctionProblems(
  correction: Correction,
  register: Register,
  asOf: DateText,
  gain: readonly string[] = [],
): string[] {
  const { entry, field, was, is, author, approver, correctedOn } = correction;
  const kind = rememberedKinds.find((each) => {
    const start = subjectOf(register.id, each);
    return entry === start || entry.startsWith(`${start}/`);
  });
  const fields = kind === undefined ? [] : Object.keys(movesOfFields[kind]).map(fieldAt);
  return problems(
    kind === undefined &&
      `entry is ${entry}; what is remembered is in ${register.id}/ and one of ${rememberedKinds.map(folderOfKind).join(", ")}`,
    kind !== undefined && field !== undefined && !fields.includes(field) && `${entry} has no field ${field}`,
    field !== undefined && was === is && "it says nothing else than before",
    correctedOn > asOf && `correctedOn is ${correctedOn}, which is after ${asOf}`,
    ...approvalProblems(
      { author, approver, about: entry, on: correctedOn, gain: [...gain, ...gainers(register, correction)] },
      register,
      asOf,
    ),
  );
}

/** Who gains by a correction beside those whom its entry names: whoever has to mend the vulnerability, or did what it is about. */
function gainers({ id, vulnerabilities, reviews }: Register, { entry, was }: Correction): string[] {
  const owners = Object.entries(vulnerabilities)
    .filter(([key]) => entry === subjectOf(id, "vulnerabilities", key))
    .map(([, { owner }]) => owner);
  const reviewers = entry === subjectOf(id, "reviews") ? reviews.filter(({ reviewedOn }) => reviewedOn === was) : [];
  return [...owners, ...reviewers.map(({ by }) => by)];
}
