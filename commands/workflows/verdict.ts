import { join } from "node:path";
import type { DateText } from "../../model/dates.ts";
import type { LoadedRegister, Locate } from "../../model/load.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import type { Repository } from "../../model/schema/change.ts";
import { eachWithinBudget, type Outcome } from "../../policies/budget/within-budget.ts";
import { failClosed, isUnjudged } from "../../policies/packs/fail-closed.ts";
import { waivableRules } from "../../policies/packs/pack-rules.ts";
import { type Rule, subjectOfResource, type Violation, violationsOf } from "../../policies/rules/rule.ts";
import { waiversInForce } from "../../policies/rules/waivers.ts";
import { notJudged, notLooking } from "../../verdict/gate.ts";
import { onceEach, outcomeOf, type ReportedViolation } from "../../verdict/reported.ts";
import type { StackVerdict } from "../../verdict/verdict.ts";
import type { CheckoutFile } from "./checkout.ts";
import { spotsIn } from "./place.ts";
import { aboutOnly, fileResource, frameOf, isAbout, registerFor, stack } from "./repository.ts";
import { fileRules, filesRules } from "./rules.ts";

/** A checkout that is judged, and by what. */
export interface Asked {
  /** Id of the repository in the register. */
  readonly id: string;
  readonly entry: Repository;
  /** Path of the checkout, as the user gave it. */
  readonly folder: string;
  /** Those of its files that rules are about. */
  readonly files: readonly CheckoutFile[];
  readonly register: Register;
  readonly asOf: DateText;
  readonly locate: LoadedRegister["locate"];
}

/** What a report calls a repository that was judged by its checkout. */
export function unitOf(id: string): string {
  return `workflows of ${id}`;
}

/**
 * The verdict on the files of a checkout: by every rule that judges a file which the stack puts into a repository, as though
 * it had put these there. A waiver of the stack holds here too.
 */
export function verdictOnCheckout({ id, entry, folder, files, register, asOf, locate }: Asked): StackVerdict {
  const only = registerFor(register, id, entry);
  const resources = files.map((file) => ({
    file,
    resource: fileResource(id, entry, file),
    spotOf: spotsIn(file.text ?? ""),
  }));
  const alone = fileRules.flatMap((rule) =>
    resources.map(({ file, resource, spotOf }) => ({
      rule,
      file,
      resource,
      spotOf,
      judge: () => rule.judge(resource, { register: only, asOf }),
    })),
  );
  const ofFiles = eachWithinBudget(alone).flatMap((outcome, index): Found[] => {
    const call = alone[index];
    if (call === undefined) return [];
    const { rule, file, resource, spotOf } = call;
    return failClosed(outcome).flatMap((problem) =>
      violationsOf(aboutOnly(id, rule), { subject: subjectOfResource(resource), problems: [problem] }).map(
        (violation) => ({
          violation,
          urn: resource.urn,
          place: { file: join(folder, file.path), ...spotOf(problem) },
        }),
      ),
    );
  });
  const together = [...resources.map(({ resource }) => resource), ...frameOf(id, entry)];
  const all = filesRules.map((rule) => ({
    rule,
    judge: () =>
      rule.judge(together, { register: only, asOf, stack }).filter(({ subject }) => isAbout(only, id, subject)),
  }));
  const ofAll = eachWithinBudget(all).flatMap((outcome, index): Found[] => {
    const rule = all[index]?.rule;
    return rule === undefined ? [] : foundBy(rule, outcome, only.id, id, locate);
  });
  const found = [...ofFiles, ...ofAll];
  const violations = onceEach(
    withWaivers(found, register, asOf).map(({ violation, ...rest }) => ({ ...violation, ...rest })),
  );
  const rules: readonly Rule[] = [...fileRules, ...filesRules];
  const problems = [...unreadable(folder, files), ...notJudged(violations), ...notLooking(rules)];
  return {
    stack: unitOf(id),
    verdict: outcomeOf(violations, problems),
    changes: [],
    violations,
    rules: rules.map(({ name, level, scope }) => {
      const checked = scope === "resource" ? resources.length : 1;
      const subjects = new Set(found.filter(({ violation }) => violation.rule === name).map(({ urn }) => urn));
      return { rule: name, level, checked, passed: checked - subjects.size, failed: subjects.size, notApplicable: 0 };
    }),
    problems,
  };
}

type Found = { readonly violation: Violation } & Pick<ReportedViolation, "urn" | "place" | "waivedBy">;

/** How what is missing is mended in a repository itself, which a stack cannot say. */
const remedies: Readonly<Record<string, string>> = {
  "notify-files-present":
    "Put the file into the repository, or have the stack write it: name it and its template in files of register/notify/repositories.yaml.",
};

/** How a breach of a rule is mended in a repository. */
export function remedyOf({ name, remedy }: Pick<Rule, "name" | "remedy">): string {
  return (Object.hasOwn(remedies, name) ? remedies[name] : undefined) ?? remedy;
}

/** What a rule about all files found, or why it could not say. The entry of the repository is where it is mended. */
function foundBy(
  rule: Rule,
  outcome: Outcome<ReturnType<(typeof filesRules)[number]["judge"]>>,
  register: Register["id"],
  id: string,
  locate: Locate,
): Found[] {
  const findings =
    "found" in outcome ? outcome.found : [{ subject: `repository ${id}`, problems: failClosed(outcome) }];
  return findings.flatMap((finding) => {
    const place = locate(finding.subject) ?? locate(subjectOf(register, "repositories", id));
    const told = { remedy: remedyOf(rule), ...finding };
    return violationsOf(aboutOnly(id, rule), told).map((violation) => ({
      violation,
      urn: "",
      ...(place !== undefined && { place }),
    }));
  });
}

/** What was found, with the waiver that holds it back in the stack. */
function withWaivers(found: readonly Found[], register: Register, asOf: DateText): Found[] {
  const waivers = waiversInForce(register, waivableRules(register.id), asOf).filter(
    ({ waiver }) => waiver.stack === stack,
  );
  return found.map((each) => {
    const { rule, subject, message } = each.violation;
    if (isUnjudged(message)) return each;
    const held = waivers.find(({ waiver }) => waiver.rule === rule && waiver.subject === subject);
    return held === undefined ? each : { ...each, waivedBy: held.id };
  });
}

function unreadable(folder: string, files: readonly CheckoutFile[]): string[] {
  return files
    .filter(({ text }) => text === undefined)
    .map(({ path }) => `${join(folder, path)} is no text in UTF-8, or too large to be one that GitHub takes`);
}
