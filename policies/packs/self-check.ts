import type { Policies, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import type { DateText } from "../../model/dates.ts";
import { manifestOf, manifestType, type RegisterRecord, writeRecords } from "../../model/records.ts";
import { emptyRegister, type Register } from "../../model/register.ts";
import { everyServer } from "../../model/schema/access.ts";
import { blindRules } from "../canaries/canary.ts";
import type { Rule } from "../rules/rule.ts";
import type { RegisterFiles } from "./as-in-files.ts";
import { everyRuleRan, ownRules, registerAsInFiles, registerComplete, waiversNeeded } from "./own-rules.ts";

/** Makes the policies for one run of OCP's pack of some rules, as of a day, beside the register's files. */
type MakePolicies = (rules: readonly Rule[], asOf: DateText, files?: RegisterFiles) => Policies;

/** A rule that has stopped looking, and how that shows. */
export interface Blind {
  readonly rule: string;
  readonly problem: string;
}

/**
 * Every mandatory rule of a pack that does not refuse its example, those of the packs themselves included; nothing, when
 * all of them still look.
 */
export function blindIn(rules: readonly Rule[], make: MakePolicies): Blind[] {
  const own = new Set<string>(ownRules.map(({ name }) => name));
  return [...blindRules(rules.filter(({ name }) => !own.has(name))), ...blindPolicies(make)];
}

/**
 * What the packs themselves make sure of, tried on runs that each of their rules must refuse; gives those that do not.
 * Their judging is in the policies, so it is the policies that are tried.
 */
function blindPolicies(make: MakePolicies): Blind[] {
  const unneeded = {
    ...{
      rule: example.name,
      subject: "ocp/people/joe",
      reason: "An example",
      owner: "joe",
      author: "joe",
      approver: "ann",
    },
    ...{ grantedOn: day, expiresOn: day },
  };
  const joe = { name: "Joe", organisation: "us", email: "joe@example.org", employment: "staff" } as const;
  const people = { joe, ann: { ...joe, name: "Ann", email: "ann@example.org" } };
  const rootGrants = { [everyServer]: [{ person: "ann", basis: "owner" as const, grantedOn: day }] };
  const organisations = { us: { name: "We", kind: "owner" } } as const;
  const withWaiver: Register = { ...emptyRegister("ocp"), organisations, people, rootGrants, waivers: { unneeded } };
  const files = { register: withWaiver, whereIs: () => undefined };
  const tried: readonly { rule: string; resources: readonly Tried[]; files?: RegisterFiles }[] = [
    { rule: registerComplete.name, resources: [machine] },
    { rule: registerAsInFiles.name, resources: [manifestIn(emptyRegister("ocp"))], files },
    { rule: everyRuleRan.name, resources: [] },
    { rule: waiversNeeded.name, resources: [...writeRecords(withWaiver).map(resourceOf), manifestIn(withWaiver)] },
  ];
  return tried
    .filter(({ rule, resources, files }) => !reportedBy(make([example], day, files), resources).has(rule))
    .map(({ rule }) => ({ rule, problem: "lets pass the run that it must refuse" }));
}

/** The day that the runs are judged as of. */
const day = "2026-01-05";

/** A rule that finds nothing wrong with anybody. */
const example: Rule = {
  name: "example",
  clauses: ["GATE-1"],
  level: "mandatory",
  description: "Nothing is wrong.",
  remedy: "Leave it.",
  scope: "register",
  judge: () => [{ subject: "ocp/people/joe", problems: [] }],
};

interface Tried {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

const machine: Tried = { type: "linode:index/instance:Instance", name: "early", props: {} };

function resourceOf({ type, name, data }: RegisterRecord): Tried {
  return { type, name, props: data };
}

function manifestIn(register: Register): Tried {
  const props = { ...manifestOf(register.id, writeRecords(register)) };
  return { type: manifestType, name: register.id, props };
}

/** The policies that report something of a run. */
function reportedBy(policies: Policies, tried: readonly Tried[]): ReadonlySet<string> {
  const reported = new Set<string>();
  const resources = tried.map((each) => ({
    ...each,
    urn: `urn:pulumi:example::gatehouse::${each.type}::${each.name}`,
    ...{ opts: { protect: false, ignoreChanges: [] }, propertyDependencies: {}, notApplicable: () => {} },
  }));
  const ofResources = policies.flatMap((policy) => {
    const validate = "validateResource" in policy ? policy.validateResource : undefined;
    return typeof validate === "function" ? [{ name: policy.name, validate }] : [];
  });
  for (const resource of resources) {
    for (const { name, validate } of ofResources) {
      validate(resource as unknown as ResourceValidationArgs, () => reported.add(name));
    }
  }
  for (const policy of policies) {
    if (!("validateStack" in policy)) continue;
    policy.validateStack({ resources } as unknown as StackValidationArgs, () => reported.add(policy.name));
  }
  return reported;
}
