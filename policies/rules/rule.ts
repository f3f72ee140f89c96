import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import type { At } from "../../readings/reading.ts";
import type { RequirementId } from "../clauses/index.ts";

/** What a breach does: a mandatory rule blocks, an advisory rule is reported. */
export type Level = "mandatory" | "advisory";

/** What every rule says of itself, for packs, reports, documents and tests alike. */
interface About {
  /** Unique over all rules, kebab case. */
  readonly name: string;
  /** The clauses and derived controls that it enforces; at least one. */
  readonly clauses: readonly [RequirementId, ...RequirementId[]];
  readonly level: Level;
  /** What must be so, one sentence. */
  readonly description: string;
  /** How to mend a breach, one sentence in the imperative. */
  readonly remedy: string;
}

/** A thing that a rule looked at, and what is wrong with it: nothing, when it passed. */
export interface Finding {
  /** An entry of the register (`subjectOf`), or a resource by type and name. */
  readonly subject: string;
  readonly problems: readonly string[];
  /** How to mend it here, where the rule's own words would not do: they may lead back to the one who is asked. */
  readonly remedy?: string;
  /** Those of the rule's clauses that this is about, where it is not about all. */
  readonly clauses?: About["clauses"];
}

/** A finding about what a reading says, and where in its files that stands. */
export interface FindingOfReading extends Finding {
  readonly at?: At;
}

/** A resource as a policy sees it: inputs before an operation, outputs afterwards. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Reading a property that is not known at preview throws; a rule reads what identifies the resource first. */
  // biome-ignore lint/suspicious/noExplicitAny: properties of any provider's resource
  readonly props: Readonly<Record<string, any>>;
  readonly options: {
    readonly protect: boolean;
    readonly ignoreChanges: readonly string[];
    /** URN of the parent. */
    readonly parent?: string;
  };
  /** The id that its provider gave it: empty before it is made, left out where nobody tells. */
  readonly id?: string;
  /** Type token of the provider that makes it; left out for what no provider makes: components, providers, the stack. */
  readonly provider?: string;
  /** URNs of the resources that each property's value comes from; only in a whole stack. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** Judges the register as a whole. It finds at least one subject, or it is a breach that there is nothing to look at. */
export interface RegisterRule extends About {
  readonly scope: "register";
  /** Set where an empty register of this kind is in order; says why. */
  readonly mayBeEmpty?: string;
  judge(register: Register, asOf: DateText): Finding[];
}

/** Judges one resource, before the operation on it. */
export interface ResourceRule extends About {
  readonly scope: "resource";
  /** Type tokens that it judges, or every resource of the stack. */
  readonly types: readonly string[] | "every";
  judge(resource: Resource, context: { readonly register: Register; readonly asOf: DateText }): string[];
}

/** What a stack rule is told besides the resources. */
export interface StackContext {
  readonly register: Register;
  readonly asOf: DateText;
  /** Name of the stack, such as `notify-platform`: what must exist differs from stack to stack. */
  readonly stack: string;
}

/** Judges all resources of a stack together: what must exist, what may exist only once. */
export interface StackRule extends About {
  readonly scope: "stack";
  judge(resources: readonly Resource[], context: StackContext): Finding[];
}

export type Rule = RegisterRule | ResourceRule | StackRule;

/** How a resource is named in messages: type, and name in quotes as JSON has them, whatever the name is made of. */
export function subjectOfResource(resource: Pick<Resource, "type" | "name">): string {
  return `${resource.type} ${JSON.stringify(resource.name)}`;
}

/** The name of the stack that a resource stands in. Its URN says it, so an exported state tells it too. */
export function stackOf({ urn }: Pick<Resource, "urn">): string {
  const name = /^urn:pulumi:([^:]+)::/.exec(urn)?.[1];
  if (name === undefined) throw new Error(`${urn} is no URN, so it is not known which stack it is of`);
  return name;
}

/** A breach of a rule by one subject. */
export interface Violation {
  readonly rule: string;
  readonly clauses: readonly string[];
  readonly level: Level;
  readonly subject: string;
  readonly message: string;
}

/** The one line that a violation is reported as: subject, what is wrong, how to mend it, clauses. */
export function violationText(rule: About, subject: string, problem: string): string {
  return `${subject}: ${problem}. ${rule.remedy} [${rule.clauses.join(", ")}]`;
}

/** Reads subject and clauses back from a line that `violationText` made; undefined for any other text. */
export function parseViolationText(line: string): { subject: string; message: string; clauses: string[] } | undefined {
  const match =
    /^(?<subject>\S+ "(?:[^"\\]|\\.)*"|[^\n]+?): (?<message>[\s\S]+) \[(?<clauses>[A-Z0-9-]+(?:, [A-Z0-9-]+)*)\]$/.exec(
      line,
    );
  const { subject, message, clauses } = match?.groups ?? {};
  if (subject === undefined || message === undefined || clauses === undefined) return undefined;
  return { subject, message, clauses: clauses.split(", ") };
}

/** A rule that sees nothing proves nothing: entries that were removed would pass. */
const restore = "Put the entries back into the register that the rule is about.";

/** What a register rule says of a register: its findings, or one violation where it found nothing to look at. */
export function judgeRegister(rule: RegisterRule, register: Register, asOf: DateText): Violation[] {
  const findings = rule.judge(register, asOf);
  if (findings.length === 0 && rule.mayBeEmpty === undefined) {
    return [violation({ ...rule, remedy: restore }, register.id, `there is nothing that ${rule.name} could judge`)];
  }
  return findings.flatMap((finding) => violationsOf(rule, finding));
}

/** The violations of one finding. */
export function violationsOf(rule: About, { subject, problems, remedy, clauses }: Finding): Violation[] {
  const about = { ...rule, ...(remedy !== undefined && { remedy }), ...(clauses !== undefined && { clauses }) };
  return problems.map((problem) => violation(about, subject, problem));
}

function violation(rule: About, subject: string, problem: string): Violation {
  const { name, clauses, level } = rule;
  return { rule: name, clauses, level, subject, message: violationText(rule, subject, problem) };
}
