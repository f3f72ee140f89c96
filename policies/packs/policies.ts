import type {
  Policies,
  PolicyResource,
  ReportViolation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { DateText } from "../../model/dates.ts";
import { historyType } from "../../model/history.ts";
import { isRecordType, manifestType, type RegisterRecord, readRecords } from "../../model/records.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { type Outcome, outcomeOf, withinBudget } from "../budget/within-budget.ts";
import { isReal } from "../rules/baseline/real.ts";
import {
  type RegisterRule,
  type Resource,
  type ResourceRule,
  type Rule,
  type StackRule,
  stackOf,
  subjectOfResource,
  violationsOf,
  violationText,
} from "../rules/rule.ts";
import { waiversInForce, waiversValid } from "../rules/waivers.ts";
import { differencesFromFiles, type RegisterFiles } from "./as-in-files.ts";
import { failClosed, failClosedLines, type Line } from "./fail-closed.ts";
import { judgedTogether } from "./judged-together.ts";
import { manifestProblems } from "./manifest.ts";
import { nothingToLookAt } from "./nothing-to-look-at.ts";
import { callOfRegister, reportedOf } from "./of-register.ts";
import {
  everyRuleRan,
  registerAsInFiles,
  registerComplete,
  registerNotCompared,
  waiversInUse,
  waiversNeeded,
} from "./own-rules.ts";
import { resourceOf, stackResourceOf } from "./resource.ts";
import type { Blind } from "./self-check.ts";
import { waiverDesk } from "./waiver-desk.ts";

/**
 * The rules as CrossGuard policies, for one run of one stack.
 *
 * The register is read from the records as they pass: they are registered first, then the manifest, then everything
 * real. So register rules are judged on the manifest and rules that need the register on each resource, all of them
 * before anything is done, even under `pulumi up --skip-preview`. Only rules about what is *missing* wait for the whole
 * stack. `blind` names the rules that have stopped looking; it is asked once, at the end. `files` is what the register's
 * files hold, or why they cannot be read; without it, what is judged is an exported state, which is compared with no files.
 */
export function policiesOf(
  registerId: RegisterId,
  given: readonly Rule[],
  asOf: DateText,
  blind: () => readonly Blind[] = () => [],
  files?: RegisterFiles | { readonly unreadable: string },
): Policies {
  const rules = [...given, waiversValid(given)];
  const records: RegisterRecord[] = [];
  const ran = new Map<string, Set<string>>();
  const noteRun = (at: string, { name }: Rule) => ran.set(at, (ran.get(at) ?? new Set()).add(name));
  let register: Register | undefined;
  let waivers = waiverDesk([], registerId);

  const askedOfResource: ResourceJudge[] = [];
  const sayOfResource = judgedTogether<string[]>();

  const resourcePolicy = (
    rule: Rule,
    judge: (resource: Resource) => string[],
    concerns: (type: string) => boolean = () => true,
  ): ResourceValidationPolicy => {
    askedOfResource.push({ rule, judge, concerns });
    return {
      ...aboutPolicy(rule),
      validateResource: (args, report) => {
        noteRun(args.urn, rule);
        if (!concerns(args.type)) return args.notApplicable(`${rule.name} does not judge ${args.type}`);
        const resource = resourceOf(args);
        const outcome = sayOfResource(args.urn, rule, () =>
          askedOfResource
            .filter((each) => each.concerns(args.type))
            .map((each) => ({ rule: each.rule, judge: () => each.judge(resource) })),
        );
        reportOf(rule, resource, outcome, report);
      },
    };
  };
  const reportOf = (rule: Rule, resource: Resource, outcome: Outcome<string[]>, report: ReportViolation) => {
    const subject = subjectOfResource(resource);
    for (const problem of failClosed(outcome)) {
      const message = violationText(rule, subject, problem);
      if (!waivers.holdsBack(rule, { subject, message, stack: stackOf(resource), urn: resource.urn })) report(message);
    }
  };

  const takeIn = ({ type, name, props }: Resource): string[] => {
    if (isRecordType(type)) {
      records.push({ type, name, data: plain(props) });
      return register === undefined ? [] : ["it comes after the manifest, so the rules have not seen it"];
    }
    if (type === manifestType) {
      if (register !== undefined) return ["it is a second manifest, and a stack has one"];
      const read = readRecords(registerId, records);
      register = read.register;
      waivers = waiverDesk(waiversInForce(register, given, asOf), registerId);
      return [
        ...read.problems.map((each) => `${each.type} "${each.name}" cannot be read: ${each.problem}`),
        ...manifestProblems(registerId, records, plain(props)),
      ];
    }
    // What was there before is told first, so that a run that breaks off after it has not forgotten it.
    if (type.startsWith("pulumi:") || type === historyType) return [];
    return register === undefined ? ["it comes before the register's manifest, so no rule can judge it"] : [];
  };
  /** By itself and before all others, once: it is no rule that could be asked again. */
  const collect: ResourceValidationPolicy = {
    ...aboutPolicy(registerComplete),
    validateResource: (args, report) => {
      noteRun(args.urn, registerComplete);
      const resource = resourceOf(args);
      // A record is copied, which comes to an end; on the manifest all of them are read.
      const take = () => takeIn(resource);
      const outcome = outcomeOf(args.type === manifestType ? () => withinBudget(registerComplete, take) : take);
      reportOf(registerComplete, resource, outcome, report);
    },
  };

  const compare = resourcePolicy(
    registerAsInFiles,
    () => {
      if (files === undefined) return [];
      return "unreadable" in files
        ? [`the register's files cannot be read: ${files.unreadable}`]
        : differencesFromFiles(files, records);
    },
    (type) => type === manifestType && files !== undefined,
  );
  const sayNotCompared = resourcePolicy(
    registerNotCompared,
    () => (files === undefined ? ["this is an exported state, so its register was not compared with the files"] : []),
    (type) => type === manifestType,
  );

  const rulesOfRegister = rules.filter((rule) => rule.scope === "register");
  const sayOfRegister = judgedTogether<Line[]>();
  const ofRegister = (rule: RegisterRule): ResourceValidationPolicy => ({
    ...aboutPolicy(rule),
    validateResource: onManifest((args, report) => {
      noteRun(args.urn, rule);
      if (args.type !== manifestType) return args.notApplicable(`${rule.name} judges the register as a whole`);
      const outcome = sayOfRegister(args.urn, rule, () =>
        rulesOfRegister.map((each) => callOfRegister(each, () => needed(register), asOf)),
      );
      for (const { message } of reportedOf(rule, outcome, waivers, args.urn)) report(message);
    }),
  });

  const ofResource = (rule: ResourceRule): ResourceValidationPolicy =>
    resourcePolicy(
      rule,
      (resource) =>
        rule.judge(resource, { register: rule.types === "every" ? (register ?? empty) : needed(register), asOf }),
      (type) => rule.types === "every" || rule.types.includes(type),
    );
  const empty = readRecords(registerId, []).register;

  const rulesOfStack = rules.filter((rule) => rule.scope === "stack");
  const sayOfStack = judgedTogether<Line[]>();
  const ofStack = (rule: StackRule): StackValidationPolicy => ({
    ...aboutPolicy(rule),
    validateStack: (args, report) => {
      noteRun(wholeStack, rule);
      const outcome = sayOfStack(wholeStack, rule, () => {
        const resources = realOf(args.resources);
        return rulesOfStack.map((each) => ({
          rule: each,
          judge: () =>
            each
              .judge(resources, { register: needed(register), asOf, stack: stackNameOf(resources) })
              .flatMap((finding) => violationsOf(each, finding)),
        }));
      });
      for (const line of failClosedLines(rule, outcome)) {
        if (!waivers.holdsBack(rule, { ...line, stack: stackNameOf(args.resources) })) report(line.message);
      }
    },
  });

  const policies = rules.map((rule) =>
    rule.scope === "register" ? ofRegister(rule) : rule.scope === "resource" ? ofResource(rule) : ofStack(rule),
  );
  /** What the waivers held back, and which of them held nothing back. They come after all that could be held back. */
  const ofWaivers = (
    rule: StackRule,
    said: (stack: string) => readonly { subject: string; problem: string; urn?: string }[],
  ): StackValidationPolicy => ({
    ...aboutPolicy(rule),
    validateStack: (args, report) => {
      noteRun(wholeStack, rule);
      const [first] = args.resources;
      for (const { subject, problem, urn } of first === undefined ? [] : said(stackOf(first))) {
        report(violationText(rule, subject, problem), urn);
      }
    },
  });
  const waiverPolicies = [
    ofWaivers(waiversNeeded, (stack) => waivers.unused(stack)),
    ofWaivers(waiversInUse, () => waivers.heldBack()),
  ];

  const resourceRules = [
    ...[registerComplete, registerAsInFiles, registerNotCompared],
    ...rules.filter((rule) => rule.scope === "resource"),
  ].map((rule) => rule.name);
  const stackRules = [...rules.filter((rule) => rule.scope === "stack"), waiversNeeded, waiversInUse].map(
    (rule) => rule.name,
  );

  /** The last policy of all: the register was there, no configuration has switched a rule off, and each had something to judge. */
  const proof: StackValidationPolicy = {
    ...aboutPolicy(everyRuleRan),
    validateStack: (args, report: ReportViolation) => {
      const say = (problem: string) => report(violationText(everyRuleRan, `stack of ${registerId}`, problem));
      if (register === undefined) say("it has no register manifest, so no rule about people and access was judged");
      const everywhere = (name: string) =>
        [...ran.entries()].every(([urn, names]) => urn === wholeStack || names.has(name));
      for (const name of resourceRules) if (!everywhere(name)) say(`${name} was not run on every resource`);
      const manifests = args.resources.filter(({ type }) => type === manifestType);
      const onManifests = (name: string) =>
        manifests.length > 0 && manifests.every(({ urn }) => ran.get(urn)?.has(name) === true);
      for (const { name } of register === undefined ? [] : rulesOfRegister)
        if (!onManifests(name)) say(`${name} was not run on the register's manifest`);
      for (const name of stackRules) if (ran.get(wholeStack)?.has(name) !== true) say(`${name} was not run`);
      const unseen = args.resources.filter(({ urn }) => !ran.has(urn)).map(({ urn }) => urn);
      for (const urn of unseen.sort()) say(`no resource rule was run on ${urn}`);
      for (const { rule, problem } of blind()) say(`${rule} ${problem}`);
      const [first] = args.resources;
      if (register === undefined || first === undefined) return;
      const types = new Set(realOf(args.resources).map(({ type }) => type));
      for (const problem of nothingToLookAt(given, { register, name: stackOf(first), types })) say(problem);
    },
  };
  return [collect, compare, sayNotCompared, ...policies, ...waiverPolicies, proof];
}

/** What resource policies judge, of certain types. */
interface ResourceJudge {
  readonly rule: Rule;
  readonly judge: (resource: Resource) => string[];
  readonly concerns: (type: string) => boolean;
}

/**
 * Has CrossGuard ask a policy about the manifest alone, as its `validateResourceOfType` does: to be asked about a resource,
 * only to say that it is none of the policy's business, costs more than most rules do.
 */
function onManifest(validate: ResourceValidation): ResourceValidation {
  return Object.assign(validate, { __pulumiType: manifestType });
}

/** The key under which stack rules note that they ran; no URN looks like it. */
const wholeStack = "stack";

function aboutPolicy({ name, description, level }: Rule) {
  return { name, description, enforcementLevel: level, severity: level === "mandatory" ? "high" : "medium" } as const;
}

/** What counts as there, of all that stands in the stack. */
function realOf(resources: readonly PolicyResource[]): Resource[] {
  return resources.map(stackResourceOf).filter(isReal);
}

function stackNameOf([first]: readonly Pick<Resource, "urn">[]): string {
  if (first === undefined) throw new Error("the stack has no resources, so it is not known which stack it is");
  return stackOf(first);
}

function needed(register: Register | undefined): Register {
  if (register === undefined) throw new Error("the register's manifest has not been seen yet");
  return register;
}

/** A copy without the proxy that guards unknown values; throws where there is one. */
function plain(props: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(props));
}
